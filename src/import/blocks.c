#include "import/blocks.h"

#include "base/address.h"
#include "import/chrome.h"
#include "import/figure.h"
#include "import/pictures.h"
#include "import/tables.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum TagKind {
    PASS,
    BLOCK,
    TERM,
    HEADING,
    LIST,
    ITEM,
    QUOTATION,
    CODE_BLOCK,
    RULE,
    NEWLINE,
    TABLE,
    FIGURE,
    IMAGE,
    STYLE,
    ANCHOR,
    QUOTED,
    CODE,
    DROP
} TagKind;

static const struct {
    const char *tag;
    TagKind kind;
    int detail;
} tags[] = {
#define HTML_TAG(tag, kind, detail) {tag, kind, detail},
#include "import/tags.def"
#undef HTML_TAG
};

enum { NESTED_MOST = 20, MARKED_BYTES = 600 };

typedef struct Building {
    Draft *draft;
    Node *containers[NESTED_MOST + 1]; /* the body, and lists, items and quotations in it */
    int nested;                        /* how many are open; those too deep are none */
    Node *line;                        /* that text goes to; NULL: none is open */
    bool fixed;                        /* there is this one line only */
    Node *link;                        /* what text at hand links to */
    int emphasis, strong, strike, code, marked, term;
} Building;

static TagKind kind_of(const Element *e, int *detail)
{
    if (e->foreign && !dom_is(e, "svg") && !dom_is(e, "math"))
        return DROP;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (dom_is(e, tags[i].tag)) {
            *detail = tags[i].detail;
            return tags[i].kind;
        }
    return PASS;
}

static Node *container_of(const Building *b)
{
    return b->containers[b->nested < NESTED_MOST ? b->nested : NESTED_MOST];
}

static bool is_top(const Building *b)
{
    return !b->nested;
}

/* Adds a block, into a list's last item when it stands in a list but in no item. */
static Node *add_block(Building *b, NodeKind kind)
{
    Book *book = b->draft->book;
    Place place = draft_place(b->draft);
    Node *container = container_of(b);
    b->line = NULL;
    if (container->kind == NODE_LIST && kind != NODE_ITEM)
        container = container->last ? container->last
                                    : node_add(book, container, NODE_ITEM, ROLE_NONE, place);
    return node_add(book, container, kind, ROLE_NONE, place);
}

static void open_heading(Building *b, int level)
{
    b->line = add_block(b, NODE_HEADING);
    b->line->level = (uint8_t)level;
}

static void want_line(Building *b)
{
    if (b->line)
        return;
    if (is_top(b) && (b->marked || b->term))
        open_heading(b, b->term ? LEVEL_TERM : LEVEL_MARKED);
    else
        b->line = add_block(b, NODE_PARAGRAPH);
}

/* Appends a leaf in the styles that hold at this place; tidy.c makes one tree of such leaves. */
static void add_leaf(Building *b, Node *leaf)
{
    Book *book = b->draft->book;
    want_line(b);
    Node *parent = b->line;
    Place place = draft_place(b->draft);
    if (b->link) {
        parent = node_add(book, parent, NODE_LINK, ROLE_NONE, place);
        parent->link = b->link->link;
    }
    if (b->emphasis)
        parent = node_add(book, parent, NODE_EMPHASIS, ROLE_NONE, place);
    if (b->strong)
        parent = node_add(book, parent, NODE_STRONG, ROLE_NONE, place);
    if (b->strike)
        parent = node_add(book, parent, NODE_STRIKE, ROLE_NONE, place);
    node_append(parent, leaf);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add_text(Building *b, const char *text, size_t length)
{
    if (!length || (!b->line && text_is_space(text, length)))
        return;
    Node *leaf = node_text(b->draft->book, text, length, draft_place(b->draft));
    if (b->code) {
        Str code = STR_INIT;
        add_code_text(&code, text, length);
        leaf->kind = NODE_CODE;
        leaf->text = arena_bytes(b->draft->book->arena, code.data, code.length);
        leaf->length = code.length;
        str_release(&code);
    }
    add_leaf(b, leaf);
}

static void add_call(Building *b, Node *note)
{
    Node *call = node_new(b->draft->book, NODE_NOTE_REFERENCE, ROLE_NONE, draft_place(b->draft));
    call->note_reference.note = note;
    add_leaf(b, call);
}

/* True when the last thing in the line is a line break, but for spaces. */
static bool ends_in_break(const Node *line)
{
    const Node *last = line->last;
    while (last && last->kind == NODE_TEXT && text_is_space(last->text, last->length))
        last = last->previous;
    return last && last->kind == NODE_LINE_BREAK;
}

/* One break is a new line, two are a new paragraph. */
static void add_newline(Building *b)
{
    if (!b->line)
        return;
    if (ends_in_break(b->line) && !b->fixed)
        b->line = NULL;
    else
        node_add(b->draft->book, b->line, NODE_LINE_BREAK, ROLE_NONE, draft_place(b->draft));
}

/* Text in which newlines mean what they mean in WordPress's editor. */
static void add_classic_text(Building *b, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text)), *stop = lf ? lf : end;
        if (stop > text && stop[-1] == '\r')
            stop--;
        add_text(b, text, (size_t)(stop - text));
        if (!lf)
            return;
        add_newline(b);
        text = lf + 1;
    }
}

static void add_code_block(Building *b, const Element *e)
{
    Str text = STR_INIT;
    for (Element *n = e->first; n; n = dom_next(e, n))
        if (dom_is(n, ""))
            add_code_text(&text, n->text, n->length);
        else if (dom_is(n, "br"))
            str_add_char(&text, '\n');
    while (text.length && is_space(text.data[text.length - 1]))
        text.data[--text.length] = '\0';
    if (text.length) {
        Node *code = add_block(b, NODE_CODE_BLOCK);
        code->text = arena_bytes(b->draft->book->arena, text.data, text.length);
        code->length = text.length;
        code->code.info = "";
    }
    b->line = NULL;
    str_release(&text);
}

/* A picture stands in a paragraph of its own, before the one in whose text it was found. */
static void add_picture(Building *b, const Element *img, const char *caption)
{
    const char *text;
    Node *node = picture_new(b->draft, img, &text);
    if (text)
        add_text(b, text, strlen(text));
    if (!node)
        return;
    node->image.title = caption && *caption ? caption : NULL;
    if (b->fixed) {
        node_append(b->line, node);
        return;
    }
    Node *line = b->line, *paragraph;
    if (line) {
        paragraph = node_new(b->draft->book, NODE_PARAGRAPH, ROLE_NONE, draft_place(b->draft));
        node_insert_before(line, paragraph);
    } else {
        paragraph = add_block(b, NODE_PARAGRAPH);
    }
    node_append(paragraph, node);
    b->line = line;
}

/* True when the element was a figure, and was added: one picture with its caption. */
static bool add_figure(Building *b, Element *e, bool small)
{
    Element *img = figure_picture(e);
    if (!img || figure_pictures(e) > 1 || dom_find(e, "table") || dom_find(e, "blockquote"))
        return false;
    const char *caption = figure_caption(b->draft->book->arena, e);
    if (!caption || (small && !*caption))
        return false;
    add_picture(b, img, caption);
    return true;
}

static void open_link(Building *b, const Element *e)
{
    const char *address = dom_attribute(e, "href");
    if (!address || b->link)
        return;
    address += strspn(address, " \t\r\n\f");
    if (!*address || *address == '#')
        return;
    if (!address_is_safe(address)) {
        draft_drop(b->draft, DROPPED_LINK);
        draft_remark(b->draft, "link", address);
        return;
    }
    Arena *arena = b->draft->book->arena;
    const char *title = dom_attribute(e, "title"), *whole = address_resolve(b->draft, address);
    Node *link = node_new(b->draft->book, NODE_LINK, ROLE_NONE, draft_place(b->draft));
    link->link.url = address_encode(arena, whole);
    link->link.title = title && *title ? folded_copy(arena, title) : NULL;
    b->link = link;
}

static bool is_marked(const Element *e, int detail)
{
    bool named = chrome_has_words(e, "class", "question") ||
                 chrome_has_words(e, "class", "interviewer") || dom_has_word(e, "class", "q") ||
                 chrome_has_words(e, "class", "frage");
    return named && !detail && !chrome_has_words(e, "class", "answer") && e->prose <= MARKED_BYTES;
}

/* WordPress's editor parts its blocks, and its pages, with comments. */
static bool is_block_mark(const Element *e)
{
    static const char *const marks[] = {"wp:", "/wp:", "more", "nextpage"};
    const char *text = dom_is(e, "!") ? e->text + strspn(e->text, " ") : "";
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(text, marks[i]))
            return true;
    return false;
}

static void drop_element(Building *b, const Element *e, int detail)
{
    if (is_block_mark(e))
        return;
    draft_drop(b->draft, (DroppedId)detail);
    if (detail != DROPPED_EMBED)
        return;
    const char *address = dom_attribute(e, "src");
    draft_remark(b->draft, "embed", address ? address : e->tag);
}

static void open_nested(Building *b, Element *e, NodeKind kind)
{
    Node *node = b->nested < NESTED_MOST ? add_block(b, kind) : NULL;
    b->nested++;
    if (node)
        b->containers[b->nested] = node;
    e->opened = true;
    b->line = NULL;
}

static void open_list(Building *b, Element *e, int ordered)
{
    const char *start = dom_attribute(e, "start");
    int number = start ? atoi(start) : 1;
    open_nested(b, e, NODE_LIST);
    Node *list = container_of(b);
    if (b->nested > NESTED_MOST)
        return;
    list->list.ordered = ordered;
    list->list.start = number >= 0 && number < 100000000 ? number : 1;
}

static void set_style(Building *b, int kind, int by)
{
    b->emphasis += kind == NODE_EMPHASIS ? by : 0;
    b->strong += kind == NODE_STRONG ? by : 0;
    b->strike += kind == NODE_STRIKE ? by : 0;
}

/* A noscript element repeats a picture that is loaded late, unless it is the only one to show it.
 */
static bool is_needed_noscript(Element *e)
{
    return dom_find(e, "img") && figure_pictures(e->parent) == 0;
}

static void begin_heading(Building *b, Element *e, int level)
{
    if (is_top(b)) {
        open_heading(b, level);
        return;
    }
    b->line = NULL; /* inside a list or a quotation it is a line in bold */
    b->strong++;
    e->opened = true;
}

/* Begins an element that parts blocks; false when it was added whole. */
static bool enter_block(Building *b, Element *e, TagKind kind, int detail)
{
    if (b->fixed)
        return true;
    if (kind == FIGURE || (kind == BLOCK && figure_is_bare(e))) {
        b->line = NULL;
        if (add_figure(b, e, kind == BLOCK))
            return false;
    }
    switch (kind) {
    case TERM: b->term++; break;
    case HEADING: begin_heading(b, e, detail); return true;
    case LIST: open_list(b, e, detail); break;
    case ITEM:
        if (container_of(b)->kind == NODE_LIST && b->nested <= NESTED_MOST)
            open_nested(b, e, NODE_ITEM);
        break;
    case QUOTATION: open_nested(b, e, NODE_BLOCK_QUOTE); break;
    case CODE_BLOCK: add_code_block(b, e); return false;
    case RULE: add_block(b, NODE_THEMATIC_BREAK); break;
    case TABLE:
        return container_of(b)->kind == NODE_LIST || !table_add(b->draft, container_of(b), e);
    default: b->marked += is_marked(e, detail); break;
    }
    b->line = NULL;
    return true;
}

static void leave_block(Building *b, Element *e, TagKind kind, int detail)
{
    if (b->fixed)
        return;
    b->line = NULL;
    if (kind == TERM)
        b->term--;
    else if (kind == HEADING)
        b->strong -= e->opened;
    else if (e->opened)
        b->nested--;
    else if (kind == BLOCK || kind == FIGURE)
        b->marked -= is_marked(e, detail);
}

/* What an element's own style says: editors of some sites know no other bold. */
static void set_own_style(Building *b, const Element *e, int by)
{
    const char *style = dom_attribute(e, "style");
    const char *weight = style ? strcasestr(style, "font-weight") : NULL;
    weight = weight ? weight + strlen("font-weight") : "";
    weight += strspn(weight, ": ");
    if (strncasecmp(weight, "bold", 4) == 0 || (*weight >= '6' && *weight <= '9'))
        b->strong += by;
    const char *slant = style ? strcasestr(style, "font-style") : NULL;
    slant = slant ? slant + strlen("font-style") : "";
    slant += strspn(slant, ": ");
    if (strncasecmp(slant, "italic", 6) == 0)
        b->emphasis += by;
}

/* Begins an element; false when it was added whole, and what it holds is not to be looked at. */
static bool enter(Building *b, Element *e)
{
    int detail = 0;
    TagKind kind = kind_of(e, &detail);
    if (e->calls) {
        add_call(b, e->calls);
        return false;
    }
    switch (kind) {
    case PASS:
        if (dom_is(e, "noscript") && !is_needed_noscript(e))
            return false;
        set_own_style(b, e, 1);
        break;
    case NEWLINE: add_newline(b); break;
    case IMAGE: add_picture(b, e, NULL); return false;
    case STYLE: set_style(b, detail, 1); break;
    case ANCHOR: open_link(b, e); break;
    case QUOTED: add_text(b, "“", strlen("“")); break;
    case CODE: b->code++; break;
    case DROP: drop_element(b, e, detail); return false;
    default: return enter_block(b, e, kind, detail);
    }
    return true;
}

static void leave(Building *b, Element *e)
{
    int detail = 0;
    TagKind kind = kind_of(e, &detail);
    switch (kind) {
    case STYLE: set_style(b, detail, -1); break;
    case ANCHOR: b->link = NULL; break;
    case QUOTED: add_text(b, "”", strlen("”")); break;
    case CODE: b->code--; break;
    case PASS: set_own_style(b, e, -1); break;
    case NEWLINE:
    case IMAGE:
    case DROP: break;
    default: leave_block(b, e, kind, detail); break;
    }
}

static void add_elements(Building *b, Element *root, bool newlines)
{
    for (Element *e = root->first; e;) {
        bool text = dom_is(e, ""), inside = text || enter(b, e);
        if (text && newlines)
            add_classic_text(b, e->text, e->length);
        else if (text)
            add_text(b, e->text, e->length);
        if (inside && e->first) {
            e = e->first;
            continue;
        }
        if (inside && !text)
            leave(b, e);
        while (e != root && !e->next) {
            e = e->parent;
            if (e != root)
                leave(b, e);
        }
        e = e == root ? NULL : e->next;
    }
}

void blocks_add(Draft *draft, Element *root, bool newlines)
{
    Building b = {.draft = draft, .containers = {draft->body}};
    add_elements(&b, root, newlines);
}

void blocks_add_note(Draft *draft, Node *note, Element *root)
{
    Building b = {.draft = draft, .containers = {draft->body, note}, .nested = 1};
    add_elements(&b, root, false);
}

void blocks_add_line(Draft *draft, Node *line, Element *root)
{
    Building b = {.draft = draft, .containers = {line}, .line = line, .fixed = true};
    add_elements(&b, root, false);
}
