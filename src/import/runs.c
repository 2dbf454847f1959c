#include "import/runs.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

void runs_add(Runs *runs, Run run)
{
    runs->list = memory_grow(runs->list, runs->count + 1, &runs->capacity, sizeof run);
    runs->list[runs->count++] = run;
}

static bool is_space_run(const Run *run)
{
    return run->text && run->length == 1 && run->text[0] == ' ';
}

bool is_same_link(const Node *a, const Node *b)
{
    return a == b || (a && b && str_equal(a->link.url, b->link.url));
}

static bool is_call(const Run *run)
{
    return run->leaf && run->leaf->kind == NODE_NOTE_REFERENCE;
}

static bool is_break(const Run *run)
{
    return run->leaf && run->leaf->kind == NODE_LINE_BREAK;
}

void runs_fold_spaces(Runs *runs)
{
    size_t kept = 0;
    for (size_t i = 0; i < runs->count; i++) {
        const Run *run = &runs->list[i];
        bool gap = is_space_run(run), newline = is_break(run);
        const Run *before = kept ? &runs->list[kept - 1] : NULL;
        if ((gap || newline) && (!before || is_break(before)))
            continue;
        if (gap && is_space_run(before)) {
            runs->list[kept - 1].styles &= run->styles;
            continue;
        }
        if ((newline || is_call(run)) && before && is_space_run(before))
            kept--;
        runs->list[kept++] = *run;
    }
    while (kept && (is_space_run(&runs->list[kept - 1]) || is_break(&runs->list[kept - 1])))
        kept--;
    runs->count = kept;
    for (size_t i = 1; i + 1 < kept; i++) {
        Run *run = &runs->list[i];
        const Run *before = run - 1, *after = run + 1;
        if (!is_space_run(run))
            continue;
        run->styles = before->styles & after->styles;
        run->link = is_same_link(before->link, after->link) ? before->link : NULL;
    }
}

/* What the delimiters of emphasis take for a letter, as they look outward: all that is surely
 * neither space nor punctuation may be one. */
static bool is_wordlike_outside(uint32_t c)
{
    return c && c != ' ' && (c >= 0x80 || unicode_is_letter(c) || unicode_is_digit(c)) &&
           !(c >= 0x2010 && c <= 0x2027);
}

static bool is_marklike_inside(uint32_t c)
{
    return !unicode_is_letter(c) && !unicode_is_digit(c);
}

/* True when a style may not have its end between the two characters. Inside another style
 * (`nested`) a delimiter must not look like that style's end. */
static bool must_move(uint32_t inside, uint32_t outside, bool nested)
{
    return unicode_is_space(inside) ||
           (is_marklike_inside(inside) &&
            (is_wordlike_outside(outside) || (nested && !unicode_is_space(outside))));
}

static uint32_t first_character(const Run *run)
{
    uint32_t c = '[';
    if (run->text)
        utf8_decode(run->text, run->length, &c);
    return c;
}

static uint32_t last_character(const Run *run, size_t *start)
{
    *start = 0;
    return run->text ? utf8_before(run->text, run->length, start) : ']';
}

static void insert_run(Runs *runs, size_t at, Run run)
{
    runs_add(runs, run);
    memmove(&runs->list[at + 1], &runs->list[at], (runs->count - 1 - at) * sizeof run);
    runs->list[at] = run;
}

static void move_beginning(Runs *runs, size_t i, bool whole)
{
    Run *a = &runs->list[i], *b = a + 1;
    uint32_t c;
    size_t n = b->text ? utf8_decode(b->text, b->length, &c) : 0;
    Run mark = {b->text, n, NULL, b->link, b->styles & a->styles};
    if (whole || !b->text || n == b->length) {
        b->styles &= a->styles; /* code, pictures and links cannot be cut */
        return;
    }
    b->text += n;
    b->length -= n;
    insert_run(runs, i + 1, mark);
}

static void move_end(Runs *runs, size_t i, bool whole)
{
    Run *a = &runs->list[i], *b = a + 1;
    size_t start;
    last_character(a, &start);
    Run mark = {a->text + start, a->length - start, NULL, a->link, a->styles & b->styles};
    if (whole || !a->text || !start) {
        a->styles &= b->styles;
        return;
    }
    a->length = start;
    insert_run(runs, i + 1, mark);
}

/* Where a style begins right after a letter, it may not begin with a mark: the mark leaves it. The
 * same at its end. */
static void move_ends(Runs *runs)
{
    for (size_t i = 0; i + 1 < runs->count; i++) {
        const Run *a = &runs->list[i], *b = a + 1;
        size_t start;
        bool across_link = !is_same_link(a->link, b->link), nested = a->styles & b->styles;
        uint32_t last = across_link && a->link ? ')' : last_character(a, &start);
        uint32_t first = across_link && b->link ? '[' : first_character(b);
        if ((b->styles & ~a->styles) && must_move(first, last, nested)) {
            move_beginning(runs, i, across_link);
            i--; /* look again: something may end here, too */
        } else if ((a->styles & ~b->styles) && must_move(last, first, nested)) {
            move_end(runs, i, across_link);
            i -= i > 0; /* what stands before may now end in a mark, too */
            i--;
        }
    }
}

static void clear_style(Runs *runs, size_t at, unsigned style)
{
    size_t from = at;
    while (from && runs->list[from - 1].styles & style)
        from--;
    for (; from < runs->count && runs->list[from].styles & style; from++)
        runs->list[from].styles &= ~style;
}

/* The weakest of the styles that begin or end between two runs, when some begin and some end there;
 * or of two that overlap, so that neither could lie in the other. 0 when all is well. */
static unsigned style_in_conflict(unsigned before, unsigned after, const size_t since[STYLES])
{
    static const int weakest_first[] = {2, 0, 1};
    unsigned ends = before & ~after, begins = after & ~before, both = before & after;
    unsigned conflict = ends && begins ? ends | begins : 0;
    for (int e = 0; e < STYLES; e++)
        for (int s = 0; s < STYLES; s++)
            if ((ends & 1u << e) && (both & 1u << s) && since[s] > since[e])
                conflict |= 1u << e | 1u << s;
    for (int w = 0; w < STYLES; w++)
        if (conflict & 1u << weakest_first[w])
            return 1u << weakest_first[w];
    return 0;
}

/* The styles that overlap the link which ends, or goes on, between two runs. */
static unsigned styles_across_link(const Run *before, const Run *after, const size_t since[STYLES],
                                   size_t link_since)
{
    bool link_ends = before->link && !is_same_link(before->link, after->link);
    bool link_goes_on = before->link && !link_ends;
    unsigned across = 0;
    for (int s = 0; s < STYLES; s++) {
        unsigned style = 1u << s;
        if (!(before->styles & style))
            continue;
        bool ends = !(after->styles & style);
        if ((link_ends && !ends && since[s] > link_since) ||
            (link_goes_on && ends && since[s] < link_since))
            across |= style;
    }
    return across;
}

/* True when strike-through begins or ends together with another style, right beside a letter: one
 * of the two delimiters would have a mark on its inner side. */
static bool has_stuck_strike(const Run *before, const Run *after)
{
    size_t start;
    unsigned begins = after->styles & ~before->styles, ends = before->styles & ~after->styles;
    return ((begins & STYLE_STRIKE) && begins != STYLE_STRIKE &&
            is_wordlike_outside(last_character(before, &start))) ||
           ((ends & STYLE_STRIKE) && ends != STYLE_STRIKE &&
            is_wordlike_outside(first_character(after)));
}

/* The styles that begin again between two letters, inside one that they began together with: the
 * delimiter could close that one, for `***` gave it no length of its own. */
static unsigned styles_mistaken(const Run *before, const Run *after,
                                const unsigned together[STYLES])
{
    size_t start;
    unsigned begins = after->styles & ~before->styles, both = before->styles & after->styles;
    unsigned mistaken = 0;
    for (int s = 0; s < STYLES; s++)
        mistaken |= both & 1u << s ? begins & together[s] : 0;
    bool within_word = mistaken && is_wordlike_outside(last_character(before, &start)) &&
                       is_wordlike_outside(first_character(after));
    return within_word ? mistaken : 0;
}

/* Where one style ends and another begins with nothing between, or two overlap, or one overlaps a
 * link, the weaker gives way: CommonMark cannot say it. */
static void part_styles(Runs *runs)
{
    size_t since[STYLES] = {0}, link_since = 0;
    unsigned together[STYLES] = {0};
    for (int s = 0; s < STYLES && runs->count; s++)
        together[s] = runs->list[0].styles;
    for (size_t i = 1; i < runs->count; i++) {
        const Run *before = &runs->list[i - 1], *after = &runs->list[i];
        unsigned style, across = styles_across_link(before, after, since, link_since);
        for (int s = 0; s < STYLES; s++)
            if (across & 1u << s)
                clear_style(runs, i - 1, 1u << s);
        if (after->link && !is_same_link(before->link, after->link))
            link_since = i;
        if (has_stuck_strike(before, after))
            clear_style(runs, before->styles & STYLE_STRIKE ? i - 1 : i, STYLE_STRIKE);
        while ((style = style_in_conflict(before->styles, after->styles, since)))
            clear_style(runs, before->styles & style ? i - 1 : i, style);
        unsigned mistaken = styles_mistaken(before, after, together);
        unsigned begins = after->styles & ~before->styles & ~mistaken;
        for (int s = 0; s < STYLES; s++) {
            if (mistaken & 1u << s)
                clear_style(runs, i, 1u << s);
            if (begins & 1u << s) {
                since[s] = i;
                together[s] = begins;
            }
        }
    }
}

/* `[^1][words](address)` would be read as one thing: a space parts them. */
static void part_calls(Runs *runs)
{
    static const Run space = {.text = " ", .length = 1};
    for (size_t i = 0; i + 1 < runs->count; i++)
        if (is_call(&runs->list[i]) && runs->list[i + 1].link)
            insert_run(runs, i + 1, space);
}

void runs_settle_styles(Runs *runs)
{
    part_calls(runs);
    move_ends(runs);
    part_styles(runs);
}
