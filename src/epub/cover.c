#include "epub/cover.h"

#include "book/words.h"
#include "epub/cover_canvas.h"

enum { MARGIN = 150, MOST_NAMES = 12 };

/* The design: title, subtitle and names in light type on a dark ground, under a great quotation
 * mark. */
static const PngColor ground = {0x17, 0x2E, 0x45}, light = {0xF7, 0xF2, 0xE8},
                      accent = {0xE3, 0xA8, 0x3B};

/* A name stays on one line, where it has room. */
static const char *unbroken(const Book *book, const char *name)
{
    Str text = STR_INIT;
    for (; *name; name++)
        str_add_bytes(&text, *name == ' ' ? "\u00A0" : name, *name == ' ' ? 2 : 1);
    const char *result = arena_bytes(book->arena, text.data, text.length);
    str_release(&text);
    return result;
}

static const char *listed(const Book *book, const char *const *names, size_t count)
{
    const char **list = arena_array(book->arena, count, sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = unbroken(book, names[i]);
    return word_list(book, NULL, list, count);
}

/* Who made the book: its editors, else its mentors when they are few, else its publisher. */
static const char *names(const Book *book)
{
    const char *mentors[MOST_NAMES];
    size_t count = 0;
    if (book->editors_count)
        return word_with(book, NULL, WORD_EDITED_BY,
                         listed(book, book->editors, book->editors_count));
    for (size_t i = 0; i < book->interviews_count; i++) {
        const char *mentor = book->interviews[i].mentor;
        if (!mentor || count == MOST_NAMES)
            return book->publisher;
        mentors[count++] = mentor;
    }
    return count ? listed(book, mentors, count) : book->publisher;
}

static uint8_t mixed(uint8_t from, uint8_t to, int step)
{
    return (uint8_t)(from + ((to - from) * step) / CANVAS_RAMP);
}

static PngColor mix(PngColor from, PngColor to, int step)
{
    return (PngColor){mixed(from.red, to.red, step), mixed(from.green, to.green, step),
                      mixed(from.blue, to.blue, step)};
}

static const Type mark_type = {1100, 1100, 1, false},
                  title_types[] = {{250, 270, 4, false},
                                   {210, 228, 5, false},
                                   {170, 188, 6, false},
                                   {130, 146, 7, false},
                                   {96, 110, 8, false}},
                  subtitle_types[] = {{92, 122, 4, true}, {72, 96, 5, true}, {56, 76, 6, true}},
                  name_types[] = {{72, 98, 3, false}, {56, 78, 5, false}, {44, 62, 6, false}};

#define COUNT(types) (sizeof(types) / sizeof *(types))

/* Places of the design, from the top. */
enum {
    MARK = 1010,   /* the baseline of the quotation mark */
    TITLE = 960,   /* where the title begins, or */
    HIGHEST = 700, /* when it is long */
    FOOT = COVER_HEIGHT - 190,
    RULE_GAP = 130, /* from the title's last baseline */
    RULE_WIDTH = 220,
    RULE_HEIGHT = 12,
    SUBTITLE_GAP = 170, /* from the rule to the first baseline */
    PEOPLE_GAP = 150    /* above the names */
};

typedef struct Design {
    Fitted title, subtitle, people;
    int title_baseline, rule, subtitle_baseline, people_baseline; /* first baselines */
} Design;

static int last_baseline(const Fitted *fitted, int first)
{
    return first + (fitted->count - 1) * fitted->type.leading;
}

static Fitted fit_one_of(Canvas *canvas, const char *text, const Type *types, size_t count)
{
    Fitted fitted = {0};
    for (size_t i = 0; i < count && !fitted.count; i++)
        fitted = canvas_fit(canvas, text, types[i], i + 1 < count ? FIT_WHOLE : FIT_AT_ANY_COST);
    return fitted;
}

/* Arranges a title from `top` on; true when everything has room. */
static bool arrange(Design *design, int top)
{
    design->title_baseline = top + design->title.type.size;
    design->rule = last_baseline(&design->title, design->title_baseline) + RULE_GAP;
    design->subtitle_baseline = design->rule + SUBTITLE_GAP;
    design->people_baseline = FOOT;
    if (design->people.count)
        design->people_baseline -= (design->people.count - 1) * design->people.type.leading;
    int bottom = design->subtitle.count
                     ? last_baseline(&design->subtitle, design->subtitle_baseline)
                     : design->rule + RULE_HEIGHT;
    return bottom + PEOPLE_GAP <= design->people_baseline - design->people.type.size;
}

/* The greatest type in which all has room; a subtitle too long for any is left out. */
static Design make_design(Canvas *canvas, const Book *book)
{
    Design design = {.people = fit_one_of(canvas, names(book), name_types, COUNT(name_types)),
                     .subtitle =
                         fit_one_of(canvas, book->subtitle, subtitle_types, COUNT(subtitle_types))};
    for (int tries = 0; tries < 2; tries++) {
        for (size_t i = 0; i < COUNT(title_types); i++) {
            bool last = i + 1 == COUNT(title_types);
            design.title =
                canvas_fit(canvas, book->title, title_types[i], last ? FIT_AT_ANY_COST : FIT_WHOLE);
            if (design.title.count && (arrange(&design, TITLE) || arrange(&design, HIGHEST)))
                return design;
        }
        design.subtitle.count = 0;
    }
    return design;
}

static void draw(Canvas *canvas, const Book *book)
{
    Fitted mark = canvas_fit(canvas, "\u201C", mark_type, FIT_WHOLE);
    Design design = make_design(canvas, book);
    canvas_text(canvas, &mark, INK_ACCENT, MARK);
    canvas_text(canvas, &design.title, INK_LIGHT, design.title_baseline);
    canvas_rule(canvas, INK_ACCENT, design.rule, RULE_WIDTH, RULE_HEIGHT);
    canvas_text(canvas, &design.subtitle, INK_LIGHT, design.subtitle_baseline);
    canvas_text(canvas, &design.people, INK_LIGHT, design.people_baseline);
}

void cover_draw(const Book *book, Composer *composer, Diagnostics *diagnostics, Str *out)
{
    PngColor palette[PNG_COLORS] = {ground};
    for (int step = 1; step <= CANVAS_RAMP; step++) {
        palette[INK_LIGHT + step] = mix(ground, light, step);
        palette[INK_ACCENT + step] = mix(ground, accent, step);
    }
    Canvas *canvas = canvas_new(COVER_WIDTH, COVER_HEIGHT, MARGIN, book, composer, diagnostics);
    draw(canvas, book);
    PngRows rows = canvas_rows(canvas);
    png_add(out, &rows, palette);
    canvas_free(canvas);
}
