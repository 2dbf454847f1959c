#include "import/tidy.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"

#include <stdlib.h>
#include <string.h>

/* A line as runs: each a stretch of text or a leaf, and the styles that it has. From them the
 * tree is built anew. */
enum Style { STYLE_EMPHASIS = 1, STYLE_STRONG = 2, STYLE_STRIKE = 4, STYLES = 3 };
static const NodeKind style_kinds[STYLES] = {NODE_EMPHASIS, NODE_STRONG, NODE_STRIKE};

typedef struct Run {
    const char *text; /* NULL: a leaf */
    size_t length;
    Node *leaf, *link;
    unsigned styles;
} Run;

typedef struct Runs {
    Run *list;
    size_t count, capacity;
} Runs;

static void add_run(Runs *runs, Run run)
{
    runs->list = memory_grow(runs->list, runs->count + 1, &runs->capacity, sizeof run);
    runs->list[runs->count++] = run;
}

static unsigned style_of_kind(NodeKind kind)
{
    for (unsigned i = 0; i < STYLES; i++)
        if (style_kinds[i] == kind)
            return 1u << i;
    return 0;
}

/* The styles and the link that hold a leaf. */
static void find_styles(const Node *line, Node *leaf, Run *run)
{
    for (Node *n = leaf->parent; n != line; n = n->parent) {
        run->styles |= style_of_kind(n->kind);
        if (n->kind == NODE_LINK)
            run->link = n;
    }
    if (leaf->kind == NODE_LINE_BREAK)
        run->styles = 0;
}

/* Folded text, but for no-break spaces that stand alone between words: they are the author's. */
static void add_text(Str *out, const char *text, size_t length)
{
    static const char no_break[] = "\xC2\xA0";
    const char *end = text + length, *at = text;
    for (const char *p = text; (p = memmem(p, (size_t)(end - p), no_break, 2)); p += 2) {
        bool alone = p > text && p + 2 < end && !strchr(" \t\r\n", p[-1]) &&
                     !strchr(" \t\r\n", p[2]) && memcmp(p + 2, no_break, 2) != 0 &&
                     (p == text + 1 || memcmp(p - 2, no_break, 2) != 0);
        if (!alone)
            continue;
        add_folded_text(out, at, (size_t)(p - at));
        str_add(out, no_break);
        at = p + 2;
    }
    add_folded_text(out, at, (size_t)(end - at));
}

/* Splits folded text into words' stretches and spaces, so that a space can lose a style. */
static void add_text_runs(Draft *draft, Runs *runs, const Run *from, const Str *text)
{
    const char *copy = arena_bytes(draft->book->arena, text->data, text->length);
    size_t start = 0, end = text->length;
    Run space = *from, core = *from;
    space.text = " ";
    space.length = 1;
    if (start < end && copy[0] == ' ') {
        add_run(runs, space);
        start++;
    }
    bool trailing = end > start && copy[end - 1] == ' ';
    core.text = copy + start;
    core.length = end - start - trailing;
    if (core.length)
        add_run(runs, core);
    if (trailing)
        add_run(runs, space);
}

static Runs collect_runs(Draft *draft, Node *line)
{
    Runs runs = {0};
    Walk walk = walk_start(line);
    while (walk_next(&walk)) {
        Node *n = walk.node;
        if (walk.event != WALK_ENTER || n == line || node_shape(n->kind) != SHAPE_LEAF)
            continue;
        Run run = {.leaf = n};
        find_styles(line, n, &run);
        if (n->kind != NODE_TEXT) {
            add_run(&runs, run);
            continue;
        }
        Str text = STR_INIT;
        add_text(&text, n->text, n->length);
        unicode_nfc(&text);
        run.leaf = NULL;
        add_text_runs(draft, &runs, &run, &text);
        str_release(&text);
    }
    return runs;
}

static bool is_space_run(const Run *run)
{
    return run->text && run->length == 1 && run->text[0] == ' ';
}

static bool is_same_link(const Node *a, const Node *b)
{
    return a == b || (a && b && str_equal(a->link.url, b->link.url));
}

static bool is_break(const Run *run)
{
    return run->leaf && run->leaf->kind == NODE_LINE_BREAK;
}

/* Spaces and breaks go at the ends, beside breaks and after one another; a space keeps the styles
 * and the link that both of its neighbours have. */
static void fold_spaces(Runs *runs)
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
        if (newline && is_space_run(before))
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
    add_run(runs, run);
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

/* Where one style ends and another begins with nothing between, or two overlap, or one overlaps a
 * link, the weaker gives way: CommonMark cannot say it. */
static void part_styles(Runs *runs)
{
    size_t since[STYLES] = {0}, link_since = 0;
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
        for (int s = 0; s < STYLES; s++)
            if (after->styles & ~before->styles & 1u << s)
                since[s] = i;
    }
}

/* How far from `from` on, and before `end`, every run has the style, or the link. */
static size_t extent(const Runs *runs, size_t from, size_t end, unsigned style, const Node *link)
{
    while (from < end && (style ? (runs->list[from].styles & style) != 0
                                : is_same_link(runs->list[from].link, link)))
        from++;
    return from;
}

typedef struct Level {
    Node *parent;
    size_t end;
    unsigned styles; /* open already */
    bool linked;
} Level;

/* Opens the style or link that reaches farthest; false when none is left to open. */
static bool open_style(Draft *draft, const Runs *runs, size_t at, Level *levels, size_t *depth)
{
    Level *top = &levels[*depth];
    const Run *run = &runs->list[at];
    size_t farthest = 0;
    unsigned style = 0;
    if (run->link && !top->linked)
        farthest = extent(runs, at, top->end, 0, run->link);
    for (unsigned i = 0; i < STYLES; i++) {
        unsigned s = 1u << i;
        if (!(run->styles & s) || (top->styles & s))
            continue;
        size_t end = extent(runs, at, top->end, s, NULL);
        if (end > farthest) {
            farthest = end;
            style = s;
        }
    }
    if (!farthest)
        return false;
    Place place = top->parent->place;
    Node *opened = NULL;
    if (!style) {
        opened = node_add(draft->book, top->parent, NODE_LINK, ROLE_NONE, place);
        opened->link = run->link->link;
    } else {
        NodeKind kind = style == STYLE_EMPHASIS ? NODE_EMPHASIS
                        : style == STYLE_STRONG ? NODE_STRONG
                                                : NODE_STRIKE;
        opened = node_add(draft->book, top->parent, kind, ROLE_NONE, place);
    }
    levels[++*depth] = (Level){opened, farthest, top->styles | style, top->linked || !style};
    return true;
}

/* Code that touches code is one: backticks cannot part them. */
static void join_code(Draft *draft, Node *code, const Node *more)
{
    code->text = arena_format(draft->book->arena, "%s%s", code->text, more->text);
    code->length = strlen(code->text);
}

static void rebuild(Draft *draft, Node *line, const Runs *runs)
{
    Level levels[STYLES + 2] = {{line, runs->count, 0, false}};
    size_t depth = 0;
    Str text = STR_INIT;
    line->first = line->last = NULL;
    for (size_t i = 0; i < runs->count; i++) {
        while (depth && levels[depth].end <= i)
            depth--;
        while (open_style(draft, runs, i, levels, &depth))
            ;
        const Run *run = &runs->list[i];
        Node *parent = levels[depth].parent;
        if (run->leaf) {
            Node *leaf = run->leaf;
            if (leaf->kind == NODE_CODE && parent->last && parent->last->kind == NODE_CODE) {
                join_code(draft, parent->last, leaf);
                continue;
            }
            leaf->parent = leaf->previous = leaf->next = NULL;
            node_append(parent, leaf);
            continue;
        }
        str_clear(&text);
        if (parent->last && parent->last->kind == NODE_TEXT) {
            str_add_bytes(&text, parent->last->text, parent->last->length);
            node_remove(parent->last);
        }
        str_add_bytes(&text, run->text, run->length);
        node_append(parent, node_text(draft->book, text.data, text.length, line->place));
    }
    str_release(&text);
}

void tidy_line(Draft *draft, Node *line)
{
    Runs runs = collect_runs(draft, line);
    fold_spaces(&runs);
    move_ends(&runs);
    part_styles(&runs);
    rebuild(draft, line, &runs);
    free(runs.list);
}

static bool is_blank_text(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] > ' ' && text[i] < 0x7F)
            return false;
    Str folded = STR_INIT;
    add_folded_text(&folded, text, length);
    str_trim(&folded);
    bool blank = !folded.length;
    str_release(&folded);
    return blank;
}

bool is_blank(const Node *node)
{
    Walk walk = walk_start((Node *)(uintptr_t)node); /* only read */
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (n->kind == NODE_IMAGE || n->kind == NODE_THEMATIC_BREAK ||
            (n->text && !is_blank_text(n->text, n->length)))
            return false;
    }
    return true;
}

/* One paragraph, and perhaps a list that may follow it without an empty line between. */
static bool is_plain_item(const Node *item)
{
    const Node *first = item->first, *second = first ? first->next : NULL;
    if (!first || first->kind != NODE_PARAGRAPH)
        return false;
    return !second || (second->kind == NODE_LIST && !second->next && second->list.tight &&
                       (!second->list.ordered || second->list.start == 1));
}

static void set_tightness(Node *list)
{
    list->list.tight = true;
    for (const Node *item = list->first; item; item = item->next)
        if (!is_plain_item(item))
            list->list.tight = false;
}

void tidy_body(Draft *draft)
{
    Walk walk = walk_start(draft->body);
    while (walk_next(&walk)) {
        Node *n = walk.node;
        if (n == draft->body)
            continue;
        bool cell = n->kind == NODE_CELL || n->kind == NODE_ROW;
        if (walk.event == WALK_ENTER && node_shape(n->kind) == SHAPE_LINE) {
            tidy_line(draft, n);
            walk_skip(&walk);
            if (!cell && is_blank(n))
                node_remove(n);
        } else if (walk.event == WALK_ENTER && !cell && node_shape(n->kind) != SHAPE_INLINES &&
                   is_blank(n)) {
            walk_skip(&walk);
            node_remove(n);
        } else if (walk.event == WALK_EXIT && n->kind == NODE_LIST) {
            set_tightness(n);
        }
    }
}

void unstyle_line(Node *line, NodeKind style)
{
    Walk walk = walk_start(line);
    while (walk_next(&walk)) {
        Node *n = walk.node;
        if (walk.event != WALK_EXIT || n->kind != style || n == line)
            continue;
        walk_skip(&walk);
        for (Node *child; (child = n->first);) {
            node_remove(child);
            node_insert_before(n, child);
        }
        node_remove(n);
    }
}

Node *split_line_at(Draft *draft, Node *line, Node *child)
{
    Node *rest = node_new(draft->book, line->kind, line->role, line->place);
    rest->level = line->level;
    for (Node *next; (next = child->next);) {
        node_remove(next);
        node_append(rest, next);
    }
    node_remove(child);
    node_insert_after(line, rest);
    return rest;
}
