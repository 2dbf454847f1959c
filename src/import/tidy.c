#include "import/tidy.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "import/runs.h"

#include <stdlib.h>
#include <string.h>

static const NodeKind style_kinds[STYLES] = {NODE_EMPHASIS, NODE_STRONG, NODE_STRIKE};

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
    if (leaf->kind == NODE_LINE_BREAK || leaf->kind == NODE_NOTE_REFERENCE)
        run->styles = 0;
    if (leaf->kind == NODE_NOTE_REFERENCE)
        run->link = NULL;
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
        runs_add(runs, space);
        start++;
    }
    bool trailing = end > start && copy[end - 1] == ' ';
    core.text = copy + start;
    core.length = end - start - trailing;
    if (core.length)
        runs_add(runs, core);
    if (trailing)
        runs_add(runs, space);
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
            runs_add(&runs, run);
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
    runs_fold_spaces(&runs);
    runs_settle_styles(&runs);
    rebuild(draft, line, &runs);
    free(runs.list);
}

/* What joins letters or keeps them apart, and is nothing without them. */
static bool is_joiner(const char *text)
{
    return str_starts(text, "\u200C") || str_starts(text, "\u200D");
}

static bool is_blank_text(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] > ' ' && text[i] < 0x7F)
            return false;
    Str folded = STR_INIT;
    add_folded_text(&folded, text, length);
    size_t i = 0;
    while (i < folded.length && (folded.data[i] == ' ' || is_joiner(folded.data + i)))
        i += folded.data[i] == ' ' ? 1 : 3;
    bool blank = i == folded.length;
    str_release(&folded);
    return blank;
}

bool is_blank(const Node *node)
{
    Walk walk = walk_start(node);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (n->kind == NODE_IMAGE || n->kind == NODE_THEMATIC_BREAK ||
            n->kind == NODE_NOTE_REFERENCE || (n->text && !is_blank_text(n->text, n->length)))
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

static void tidy_blocks(Draft *draft, Node *root)
{
    Walk walk = walk_start(root);
    while (walk_next(&walk)) {
        Node *n = walk.node;
        if (n == root)
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

void tidy_body(Draft *draft)
{
    tidy_blocks(draft, draft->body);
    for (Node *note = draft->notes->first; note; note = note->next)
        tidy_blocks(draft, note);
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

void cut_line_start(Draft *draft, Node *line, size_t length)
{
    Walk walk = walk_start(line);
    while (length && walk_next(&walk)) {
        Node *n = walk.node;
        if (walk.event != WALK_ENTER || !n->text)
            continue;
        for (; n->length && length; length--) {
            size_t byte = str_starts(n->text, "\xC2\xA0") ? 2 : 1; /* folded to a space */
            n->text += byte;
            n->length -= byte;
        }
    }
    tidy_line(draft, line);
}
