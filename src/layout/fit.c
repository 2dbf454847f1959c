#include "layout/fit.h"

#include "base/memory.h"
#include "layout/paginate.h"

#include <stdlib.h>

enum {
    STEP = SP_PER_POINT / 2, /* from size to size */
    REMAINDER = 150,         /* per mille of a page's depth: a last page with less is one */
    SHORT = 3,               /* sheets: what takes more is not set smaller to save one */
    LEAST_LINES = 3,         /* to write on */
    MOST_LINES = 80
};

/* How a chapter came out. */
typedef struct Outcome {
    size_t pages;
    int last; /* depth of the text on its last page, per mille of the page's */
} Outcome;

typedef struct Fitting {
    Setter setter; /* whose pages and diagnostics are thrown away */
    const Sheets *sheets;
    bool recto;
} Fitting;

static int depth_of_text(const Page *page)
{
    const PageStyle *style = page->style;
    Sp all = style->height - style->margin[SIDE_TOP] - style->margin[SIDE_BOTTOM], used = 0;
    for (uint32_t i = 0; i + page->note_line_count < page->line_count; i++) {
        Sp depth = page->lines[i].baseline - style->margin[SIDE_TOP];
        used = depth > used ? depth : used;
    }
    return all > 0 ? (int)((int64_t)used * 1000 / all) : 0;
}

/* Sets a chapter to see how it comes out. */
static Outcome try_chapter(Fitting *f, Chapter *chapter)
{
    Draft draft = {0};
    f->setter.arena = arena_new();
    f->setter.diagnostics = diagnostics_new();
    paginate(&f->setter, f->sheets, chapter, f->recto, NULL, &draft);
    Outcome outcome = {.pages = draft.count};
    if (draft.count)
        outcome.last = depth_of_text(&draft.pages[draft.count - 1].page);
    draft_release(&draft);
    diagnostics_free(f->setter.diagnostics);
    arena_free(f->setter.arena);
    return outcome;
}

static size_t sheets_of_paper(Outcome outcome)
{
    return (outcome.pages + 1) / 2;
}

/* Lines to write on */

static bool is_open(const Box *box)
{
    return box->kind == BOX_RULED && box->node->ruled.lines <= 0;
}

static size_t count_open(const Chapter *chapter)
{
    size_t open = 0;
    for (size_t i = 0; i < chapter->count; i++)
        open += is_open(&chapter->boxes[i]);
    return open;
}

static void give_lines(Chapter *chapter, int lines)
{
    for (size_t i = 0; i < chapter->count; i++)
        if (is_open(&chapter->boxes[i]))
            chapter->boxes[i].lines = lines;
}

/* Gives all open lines the same room, as much as takes no page more; the last takes what is left.
 */
static Outcome share_lines(Fitting *f, Chapter *chapter)
{
    int least = LEAST_LINES, most = MOST_LINES;
    give_lines(chapter, least);
    Outcome best = try_chapter(f, chapter);
    while (least + 1 < most) {
        int middle = (least + most) / 2;
        give_lines(chapter, middle);
        if (try_chapter(f, chapter).pages == best.pages)
            least = middle;
        else
            most = middle;
    }
    give_lines(chapter, least);
    for (size_t i = chapter->count; i-- > 0;)
        if (is_open(&chapter->boxes[i])) {
            chapter->boxes[i].lines = 0;
            break;
        }
    return try_chapter(f, chapter);
}

/* Where a division for notes that ends the chapter begins; the count when none does. */
static size_t notes_space(const Chapter *chapter)
{
    size_t at = chapter->count;
    while (at && chapter->boxes[at - 1].node->parent->role == ROLE_NOTES_SPACE)
        at--;
    return at;
}

/* Sets the lines of a chapter; room for notes that would take a sheet of its own is left out. */
static Outcome settle(Fitting *f, Chapter *chapter)
{
    size_t all = chapter->count, text = notes_space(chapter);
    if (text == all)
        return count_open(chapter) > 1 ? share_lines(f, chapter) : try_chapter(f, chapter);
    chapter->count = text;
    Outcome without = count_open(chapter) > 1 ? share_lines(f, chapter) : try_chapter(f, chapter);
    chapter->count = all;
    Outcome with = try_chapter(f, chapter);
    if (sheets_of_paper(with) > sheets_of_paper(without))
        chapter->count = text;
    with.last = with.pages > without.pages ? 1000 : without.last;
    return chapter->count == text ? without : with;
}

/* Sizes */

static bool is_remainder(Outcome outcome)
{
    return outcome.pages > 1 && outcome.last < REMAINDER;
}

static bool is_better(Outcome a, Outcome b)
{
    if (sheets_of_paper(a) != sheets_of_paper(b) && sheets_of_paper(b) <= SHORT)
        return sheets_of_paper(a) < sheets_of_paper(b);
    return !is_remainder(a) && is_remainder(b);
}

static bool is_settled(Outcome outcome)
{
    return !is_remainder(outcome) &&
           (sheets_of_paper(outcome) > SHORT || sheets_of_paper(outcome) == 1);
}

/* The section in a size; false when it is more than the chapter, or less. */
static bool set_in_size(Fitting *f, const Setter *setter, const Chapter *chapter, Sp size,
                        Flow *flow)
{
    *flow = flow_section((Setter *)setter, f->sheets, chapter->fit, size);
    if (flow->count == 1 && flow->chapters[0].count == chapter->count)
        return true;
    flow_release(flow);
    return false;
}

static void take_boxes(Chapter *chapter, Flow *flow)
{
    Chapter *fitted = &flow->chapters[0];
    free(chapter->boxes);
    chapter->boxes = fitted->boxes;
    chapter->count = fitted->count;
    chapter->room = fitted->room;
    *fitted = (Chapter){0};
}

Flow fit_chapter(Setter *setter, const Sheets *sheets, Chapter *chapter, bool recto)
{
    Fitting f = {.setter = *setter, .sheets = sheets, .recto = recto};
    const Style *section = style_of(setter->sheet, chapter->fit, sheets->body);
    Sp least = section->least_font_size > 0 ? section->least_font_size : section->font_size;
    Flow best = {0}, flow;
    Outcome best_outcome = {0};
    for (Sp size = section->font_size; size >= least && !is_settled(best_outcome); size -= STEP) {
        if (!set_in_size(&f, setter, chapter, size, &flow))
            break;
        Outcome outcome = settle(&f, &flow.chapters[0]);
        if (best.count && !is_better(outcome, best_outcome)) {
            flow_release(&flow);
            continue;
        }
        if (best.count)
            flow_release(&best);
        best = flow;
        best_outcome = outcome;
    }
    if (best.count)
        take_boxes(chapter, &best);
    chapter->fit = NULL; /* done */
    return best;
}
