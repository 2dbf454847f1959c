#include "pdf/impose.h"

enum {
    ON_A_SHEET = 4,        /* pages */
    MOST_STAPLED = 15,     /* sheets: what an office's stapler holds */
    SEWN = 4,              /* sheets in each of several signatures */
    MOST_MARKS = 2 + 2 * 8 /* of a side: two for the fold, eight for each page */
};

static const Sp thickness = SP_FROM_MM(0.1); /* of a sheet of 80 g/m² */
static const Sp edge = SP_FROM_MM(5);        /* what printers leave white */
static const Sp mark_length = SP_FROM_MM(5); /* of fold and crop marks */
static const Sp mark_gap = SP_FROM_MM(2);    /* from the trim to its mark */
static const Sp mark_width = SP_PER_POINT / 4;

typedef struct Imposer {
    const Pages *pages;
    const BookletOptions *options;
    Arena *arena;
    Sp width, height; /* of a side, which lies */
} Imposer;

/* Marks */

typedef struct Marks {
    Rule *rules;
    size_t count;
} Marks;

static void add_mark(Marks *marks, Sp x, Sp y, Sp width, Sp height, BorderStyle pattern)
{
    marks->rules[marks->count++] =
        (Rule){x, y, width, height, {0, 0, 0, 255}, pattern, ARTIFACT_PAGE};
}

static void mark_fold(const Imposer *imposer, Marks *marks)
{
    Sp x = imposer->width / 2 - mark_width / 2;
    add_mark(marks, x, edge, mark_width, mark_length, BORDER_DASHED);
    add_mark(marks, x, imposer->height - edge - mark_length, mark_width, mark_length,
             BORDER_DASHED);
}

/* At the corners away from the fold, where the printer can reach. */
static void mark_trim(const Imposer *imposer, Marks *marks, const Placement *placement)
{
    const PageStyle *style = imposer->pages->pages[placement->page].style;
    bool at_left = placement->x < imposer->width / 2 - style->width / 2;
    Sp x = at_left ? placement->x : placement->x + style->width;
    Sp room = at_left ? x : imposer->width - x;
    for (int low = 0; low < 2; low++) {
        Sp y = low ? placement->y + style->height : placement->y;
        Sp above = low ? imposer->height - y : y;
        if (room >= edge + mark_gap + mark_length)
            add_mark(marks, at_left ? x - mark_gap - mark_length : x + mark_gap, y - mark_width / 2,
                     mark_length, mark_width, BORDER_SOLID);
        if (above >= edge + mark_gap + mark_length)
            add_mark(marks, x - mark_width / 2, low ? y + mark_gap : y - mark_gap - mark_length,
                     mark_width, mark_length, BORDER_SOLID);
    }
}

/* Sides */

/* Places a page, if there is one of that number, in a half of a side; `inside` is how many sheets
 * lie round this one. */
static void place(const Imposer *imposer, Placement *placements, size_t *count, size_t page,
                  bool left, int inside)
{
    if (page >= imposer->pages->count)
        return;
    const PageStyle *style = imposer->pages->pages[page].style;
    Sp creep = inside * thickness, fold = imposer->width / 2;
    placements[(*count)++] = (Placement){.page = page,
                                         .x = left ? fold - style->width + creep : fold - creep,
                                         .y = (imposer->height - style->height) / 2};
}

/* `before` is read before `after` where the side lies open. */
static PrintSheet side(const Imposer *imposer, size_t before, size_t after, int inside)
{
    Placement *placements = arena_array(imposer->arena, 2, sizeof *placements);
    bool turned = imposer->pages->bound_right;
    size_t count = 0;
    place(imposer, placements, &count, turned ? after : before, true, inside);
    place(imposer, placements, &count, turned ? before : after, false, inside);
    Marks marks = {0};
    if (imposer->options->marks) {
        marks.rules = arena_array(imposer->arena, MOST_MARKS, sizeof *marks.rules);
        mark_fold(imposer, &marks);
        for (size_t i = 0; i < count; i++)
            mark_trim(imposer, &marks, &placements[i]);
    }
    return (PrintSheet){.width = imposer->width,
                        .height = imposer->height,
                        .placements = placements,
                        .count = count,
                        .rules = marks.rules,
                        .rule_count = marks.count};
}

static int sheets_in_signature(const BookletOptions *options, int all)
{
    if (options->signature > 0)
        return options->signature < all ? options->signature : all;
    return all <= MOST_STAPLED ? all : SEWN;
}

Imposition impose_booklet(const Pages *pages, const BookletOptions *options, Arena *arena)
{
    bool upright = options->paper.height > options->paper.width;
    Imposer imposer = {.pages = pages,
                       .options = options,
                       .arena = arena,
                       .width = upright ? options->paper.height : options->paper.width,
                       .height = upright ? options->paper.width : options->paper.height};
    int all = (int)((pages->count + ON_A_SHEET - 1) / ON_A_SHEET);
    int most = sheets_in_signature(options, all);
    PrintSheet *sides = arena_array(arena, (size_t)all * 2, sizeof *sides), *at = sides;
    for (int done = 0; done < all;) {
        int sheets = all - done < most ? all - done : most;
        size_t first = (size_t)done * ON_A_SHEET, last = first + (size_t)sheets * ON_A_SHEET - 1;
        for (int i = 0; i < sheets; i++, first += 2, last -= 2) {
            *at++ = side(&imposer, last, first, i);
            *at++ = side(&imposer, first + 1, last - 1, i);
        }
        done += sheets;
    }
    return (Imposition){sides, (size_t)all * 2};
}
