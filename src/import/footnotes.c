#include "import/footnotes.h"

#include "base/memory.h"
#include "base/strmap.h"
#include "book/walk.h"
#include "import/blocks.h"
#include "import/chrome.h"
#include "import/tidy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NOTES_MOST = 2000,
    NOTE_BYTES = 8000, /* a longer text is no note's */
    BRIEF_BYTES = 60,  /* of a heading above notes */
    MARK_BYTES = 12,   /* a longer word is no note's mark */
    LOOKS_MOST = 4000  /* elements of what may be one note */
};

/* An element that a link may lead to. */
typedef struct Anchor {
    Element *element;
    size_t place; /* in document order */
} Anchor;

typedef struct Footnote {
    struct Footnote *next;
    Node *node;
    const Anchor *anchor; /* where it begins; NULL when it stands where it is called */
    Element *text;        /* what it holds, out of the tree */
} Footnote;

struct Footnotes {
    Draft *draft;
    Arena *arena;
    Element *document;
    StrMap names;    /* id or name → index + 1 in anchors */
    Anchor *anchors; /* heap */
    size_t anchors_count, anchors_capacity;
    Footnote *first, **end;
    size_t count;
};

/* The name that a link to a place on this page leads to; NULL for other links. */
static const char *fragment_of(const Draft *draft, const Element *link)
{
    const char *address = dom_is(link, "a") ? dom_attribute(link, "href") : NULL;
    const char *hash = address ? strchr(address, '#') : NULL;
    const char *source = fact_value(draft, FACT_SOURCE);
    if (!hash || !hash[1])
        return NULL;
    size_t n = (size_t)(hash - address), m = source ? strcspn(source, "#") : 0;
    n -= n && address[n - 1] == '/';
    m -= m && source[m - 1] == '/';
    return !n || (n == m && strncmp(address, source, n) == 0) ? hash + 1 : NULL;
}

static const Anchor *anchor_of(const Footnotes *f, const Element *link)
{
    const char *name = fragment_of(f->draft, link);
    const size_t *index = name ? strmap_find(&f->names, name) : NULL;
    return index && *index ? &f->anchors[*index - 1] : NULL;
}

static void add_anchor(Footnotes *f, const char *name, Element *element, size_t place)
{
    size_t *index = name && *name ? strmap_slot(&f->names, name) : NULL;
    if (!index || *index)
        return;
    f->anchors =
        memory_grow(f->anchors, f->anchors_count + 1, &f->anchors_capacity, sizeof *f->anchors);
    f->anchors[f->anchors_count++] = (Anchor){element, place};
    *index = f->anchors_count;
}

static void collect_anchors(Footnotes *f)
{
    size_t place = 0;
    for (Element *e = f->document; e; e = dom_next(f->document, e)) {
        place++;
        add_anchor(f, dom_attribute(e, "id"), e, place);
        add_anchor(f, dom_is(e, "a") ? dom_attribute(e, "name") : NULL, e, place);
    }
}

static bool has_letters(const char *text)
{
    for (; *text; text++)
        if ((*text | 32) >= 'a' && (*text | 32) <= 'z')
            return true;
    return false;
}

/* The element's text, folded; NULL when it is too long for a mark or a heading above notes. */
static const char *brief_text(Arena *arena, Element *e)
{
    Str text = STR_INIT;
    for (Element *n = e; n && text.length <= BRIEF_BYTES; n = dom_next(e, n))
        if (dom_is(n, ""))
            add_folded_text(&text, n->text, n->length);
    str_trim(&text);
    const char *brief = text.length <= BRIEF_BYTES ? arena_string(arena, text.data) : NULL;
    str_release(&text);
    return brief;
}

/* The text without spaces and brackets: `1` for `[1]`; "" when it is too long for a mark. */
static const char *mark_of(Arena *arena, Element *e)
{
    char mark[MARK_BYTES + 1];
    size_t n = 0;
    const char *text = brief_text(arena, e);
    for (const char *p = text ? text : ""; *p; p++) {
        if (strchr(" []()", *p))
            continue;
        if (n == MARK_BYTES)
            return "";
        mark[n++] = *p;
    }
    return arena_bytes(arena, mark, n);
}

/* A number, a letter, small Roman numerals, a sign. */
static bool is_plain_mark(const char *mark)
{
    size_t n = strlen(mark), digits = strspn(mark, "0123456789");
    return n && ((digits == n && n <= 3) || n == 1 || strspn(mark, "ivx") == n ||
                 (!digits && !has_letters(mark)));
}

static bool is_named_note(const Element *e)
{
    static const char *const words[] = {"footnote", "endnote",       "noteref", "fn",
                                        "fnref",    "sdfootnoteanc", "note ref"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (chrome_has_words(e, "class", words[i]) || chrome_has_words(e, "role", words[i]) ||
            chrome_has_words(e, "epub:type", words[i]))
            return true;
    return false;
}

/* True when the name of a place says that a note is there. */
static bool names_note(const char *name)
{
    static const char *const beginnings[] = {"fn",         "ftn",       "edn",
                                             "sdfootnote", "sdendnote", "easy-"};
    name += strspn(name, "_");
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncasecmp(name, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return strcasestr(name, "note") != NULL;
}

/* True when the link looks like the mark of a note. */
static bool is_call(const Footnotes *f, Element *link, const char *mark)
{
    const Element *up = link->parent;
    const char *text = brief_text(f->arena, link);
    bool named = is_named_note(link) || (up && dom_is(up, "sup") && is_named_note(up));
    bool raised = dom_find(link, "sup") || (up && dom_is(up, "sup")) ||
                  (up && up->parent && dom_is(up->parent, "sup"));
    return *mark && (named || (is_plain_mark(mark) && (raised || *text == '[' || *text == '(' ||
                                                       names_note(fragment_of(f->draft, link)))));
}

/* The texts at both sides of a mark, when they are brackets around it. */
static void remove_brackets(Arena *arena, Element *mark)
{
    Element *before = mark->previous, *after = mark->next;
    if (!before || !after || !dom_is(before, "") || !dom_is(after, "") || !before->length ||
        before->text[before->length - 1] != '[' || after->text[0] != ']')
        return;
    before->text = arena_bytes(arena, before->text, --before->length);
    after->text++;
    after->length--;
}

/* Separators between marks that are raised together. */
static void remove_separator(Element *mark)
{
    Element *before = mark->previous;
    if (before && dom_is(before, "") && before->previous && before->previous->calls &&
        strspn(before->text, ",; ") >= before->length)
        dom_remove(before);
}

/* Makes the link, with what holds it and nothing else, call the note. */
static void set_call(const Footnotes *f, Element *link, const char *mark, Node *note)
{
    static const char *const holders[] = {"sup", "span", "small", "font", "cite"};
    Element *e = link;
    for (bool up = true; up && e->parent;) {
        up = false;
        for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
            up |= dom_is(e->parent, holders[i]);
        up = up && !e->parent->calls && strcmp(mark_of(f->arena, e->parent), mark) == 0;
        e = up ? e->parent : e;
    }
    e->calls = note;
    remove_brackets(f->arena, e);
    remove_separator(e);
}

static Footnote *add_note(Footnotes *f, const Anchor *anchor)
{
    if (f->count == NOTES_MOST)
        return NULL;
    Draft *draft = f->draft;
    Node *node = node_add(draft->book, draft->notes, NODE_NOTE, ROLE_NONE, draft_place(draft));
    Footnote *note = arena_alloc(f->arena, sizeof *note);
    *note = (Footnote){NULL, node, anchor, NULL};
    *f->end = note;
    f->end = &note->next;
    f->count++;
    return note;
}

/* A note whose text stands where it is called, for the page's style or scripts to move. */
static void take_inline(Footnotes *f, Element *e)
{
    Footnote *note = add_note(f, NULL);
    Element *mark = e->previous;
    while (mark && dom_is_space(mark))
        mark = mark->previous;
    bool toggles = mark && (dom_is(mark, "sup") || dom_is(mark, "label") || dom_is(mark, "input"));
    if (!note)
        return;
    if (toggles)
        dom_remove(mark);
    note->text = dom_gather(f->arena, e->first, e->last);
    e->calls = note->node;
}

static bool is_inline_note(const Element *e)
{
    return e->first && (dom_is(e, "span") || dom_is(e, "small")) &&
           (dom_has_word(e, "class", "sidenote") || dom_has_word(e, "class", "footnote-text") ||
            chrome_has_words(e, "class", "footnote note"));
}

/* Finds the calls: links to a place further down. Notes are in the order of their first call. */
static void find_calls(Footnotes *f)
{
    size_t place = 0;
    for (Element *e = f->document; e; e = dom_next(f->document, e)) {
        place++;
        const Anchor *anchor = anchor_of(f, e);
        const char *mark = anchor && anchor->place > place ? mark_of(f->arena, e) : "";
        if (!*mark || !is_call(f, e, mark))
            continue;
        Element *target = anchor->element;
        Footnote *note = target->defines ? NULL : add_note(f, anchor);
        if (note) {
            note->node->note.label = arena_string(f->draft->book->arena, mark);
            target->defines = note->node;
        }
        if (target->defines)
            set_call(f, e, mark, target->defines);
    }
}

static void take_inline_notes(Footnotes *f)
{
    for (Element *e = f->document; e; e = dom_next(f->document, e))
        if (is_inline_note(e))
            take_inline(f, e);
}

static bool is_block(const Element *e)
{
    static const char *const tags[] = {"p",       "li",    "div",        "dd",   "dt",     "td",
                                       "section", "aside", "blockquote", "body", "article"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (dom_is(e, tags[i]))
            return true;
    return false;
}

/* What an element holds, as far as that tells whether it may be a note. */
typedef struct Content {
    int notes, calls, headings;
    size_t bytes, elements;
} Content;

static Content content_of(Element *e)
{
    Content content = {0};
    for (Element *n = e; n && content.elements < LOOKS_MOST && content.bytes <= NOTE_BYTES;
         n = dom_next(e, n)) {
        content.elements++;
        content.notes += n->defines != NULL;
        content.calls += n->calls != NULL;
        content.headings += dom_is_heading(n);
        content.bytes += dom_is(n, "") ? n->length : 0;
    }
    return content;
}

static bool can_be_note(Element *e)
{
    Content content = content_of(e);
    return content.notes == 1 && !content.calls && !content.headings &&
           content.bytes <= NOTE_BYTES && content.elements < LOOKS_MOST;
}

/* Takes from `block` what stands between the note's beginning and the next one's. */
static Element *take_from(const Footnotes *f, Element *block, const Footnote *note)
{
    Element *first = note->anchor->element, *last;
    while (first->parent != block)
        first = first->parent;
    for (last = first; last->next && !content_of(last->next).notes;)
        last = last->next;
    return dom_gather(f->arena, first, last);
}

static bool heads_notes(const char *text)
{
    static const char *const headings[] = {"notes",      "footnotes", "endnotes",
                                           "references", "note",      "notes and references",
                                           "fußnoten",   "noten",     "anmerkungen",
                                           "referenzen", "nodiadau",  "einzelnachweise",
                                           "notas",      "voetnoten", "notes de bas de page"};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        size_t n = strlen(headings[i]);
        if (strncasecmp(text, headings[i], n) == 0 && !text[n + strspn(text + n, ": ")])
            return true;
    }
    return false;
}

static bool holds_nothing(Arena *arena, Element *e)
{
    const char *text = brief_text(arena, e);
    return text && !*text && !dom_find(e, "img");
}

/* Takes away the rule and the heading above notes. */
static void clear_before(Arena *arena, Element *e)
{
    for (Element *before; (before = e->previous); dom_remove(before)) {
        const char *text = brief_text(arena, before);
        if (!text || (*text && !heads_notes(text)) || dom_find(before, "img"))
            return;
    }
}

/* Takes away what notes leave where they stood. */
static void clear_away(Arena *arena, Element *e)
{
    while (e->parent && holds_nothing(arena, e)) {
        Element *parent = e->parent;
        clear_before(arena, e);
        dom_remove(e);
        e = parent;
    }
}

/* The text of a note whose beginning is known: the paragraph, item or row there, and what belongs
 * to it. */
static void find_text(const Footnotes *f, Footnote *note)
{
    Element *anchor = note->anchor->element, *block = anchor;
    while (block->parent && !is_block(block))
        block = block->parent;
    if (!block->parent)
        return;
    if (block != anchor && content_of(block).notes > 1) {
        note->text = take_from(f, block, note);
        clear_away(f->arena, block);
        return;
    }
    if (!can_be_note(block))
        return;
    bool only_mark = strcmp(mark_of(f->arena, block), note->node->note.label) == 0;
    for (Element *up = block->parent; up && up->parent && can_be_note(up); up = up->parent) {
        bool apart = dom_is(up, "li") || dom_is(up, "dd") || dom_is(up, "aside") ||
                     (dom_is(up, "div") && (dom_attribute(up, "id") || is_named_note(up)));
        if (!apart && !only_mark)
            break;
        only_mark = strcmp(mark_of(f->arena, up), note->node->note.label) == 0;
        block = up;
    }
    Element *parent = block->parent;
    clear_before(f->arena, block);
    note->text = only_mark ? take_from(f, parent, note) : dom_gather(f->arena, block, block);
    clear_away(f->arena, parent);
}

/* Links from a note back to its call. */
static void remove_links_back(const Footnotes *f, const Footnote *note)
{
    for (Element *e = note->text, *next; e; e = next) {
        next = dom_next(note->text, e);
        const char *fragment = e->calls ? NULL : fragment_of(f->draft, e);
        if (!fragment)
            continue;
        const char *text = dom_text(f->arena, e);
        const Anchor *anchor = anchor_of(f, e);
        bool back = chrome_has_words(e, "role", "backlink") || !has_letters(text) ||
                    strlen(text) <= MARK_BYTES;
        if (!back || (anchor && anchor->place > note->anchor->place))
            continue;
        next = dom_skip(note->text, e);
        dom_remove(e);
    }
}

Footnotes *footnotes_take(Draft *draft, Element *document, Arena *arena)
{
    Footnotes *f = arena_alloc(arena, sizeof *f);
    f->draft = draft;
    f->arena = arena;
    f->document = document;
    f->end = &f->first;
    collect_anchors(f);
    find_calls(f);
    take_inline_notes(f);
    for (int round = 0; round < 2; round++) /* a note may hold others, until those are taken */
        for (Footnote *note = f->first; note; note = note->next)
            if (note->anchor && !note->text)
                find_text(f, note);
    for (Footnote *note = f->first; note; note = note->next)
        if (note->anchor && note->text)
            remove_links_back(f, note);
    strmap_release(&f->names);
    free(f->anchors);
    return f;
}

void footnotes_add(Draft *draft, const Footnotes *footnotes)
{
    for (const Footnote *note = footnotes->first; note; note = note->next)
        if (note->text)
            blocks_add_note(draft, note->node, note->text);
}

/* How long the note's own mark is before its text: `1`, `[1]`, `1.`, `^`. */
static size_t mark_length(const char *line, const char *mark)
{
    const char *p = line + strspn(line, " [(^");
    size_t n = strlen(mark);
    if (strncmp(p, mark, n) == 0 && strchr(" ])).:", p[n])) /* or nothing more */
        p += n;
    else if (p == line)
        return 0;
    p += strspn(p, " ]).:^");
    return (size_t)(p - line);
}

static void remove_mark(Draft *draft, const Node *note)
{
    Node *line = note->first;
    const char *mark = note->note.label;
    if (line && line->kind == NODE_PARAGRAPH && mark)
        cut_line_start(draft, line, mark_length(node_line(draft, line), mark));
}

/* Deals with the calls in one block of the body. */
static void settle_calls(Draft *draft, Node *block, bool *lost)
{
    Walk walk = walk_start(block);
    while (walk_next(&walk)) {
        Node *call = walk.node;
        if (walk.event != WALK_ENTER || call->kind != NODE_NOTE_REFERENCE)
            continue;
        Node *note = call->note_reference.note;
        if (!note->note.number && is_blank(note)) {
            walk_skip(&walk);
            node_remove(call);
            *lost = true;
        } else if (!note->note.number) {
            note->note.number = (int)++draft->notes_count;
            node_remove(note);
            node_append(draft->body, note);
        }
    }
}

void footnotes_settle(Draft *draft)
{
    bool lost = false;
    for (Node *note = draft->notes->first; note; note = note->next)
        remove_mark(draft, note);
    for (Node *block = draft->body->first; block; block = block->next)
        settle_calls(draft, block, &lost);
    for (const Node *note = draft->notes->first; note; note = note->next)
        if (!is_blank(note))
            draft_remark(draft, "note that nothing calls", node_line(draft, note));
    if (lost)
        tidy_body(draft);
}
