#include "read/markdown.h"

#include "base/address.h"
#include "base/str.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "read/html.h"
#include "read/image.h"
#include "read/notes.h"
#include "read/source.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <string.h>

typedef struct Conversion {
    Book *book;
    const char *file;
    int line_offset;
    Diagnostics *diagnostics;
    Node *parent; /* of what comes next */
    int depth;
    Node **notes; /* [notes_count] NOTE nodes by their index in the parser, from 1 */
    int notes_count, notes_seen;
    int column;         /* of a table: where the next cell stands, from 0 */
    bool too_deep;      /* reported */
    bool escaped_signs; /* the source holds `\#`: its author knows what the sign means */
    bool masks;         /* the source holds NOTE_MASK */
    bool escapes;       /* the source holds entities: what they stand for was not cleaned with it */
    /* Text not yet in the tree: the parser splits at every character that could be markup. */
    Str run;
    Place run_place;
} Conversion;

static Place place_of(const Conversion *c, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    while (line == 0 && (node = cmark_node_parent(node)))
        line = cmark_node_get_start_line(node);
    int column = node ? cmark_node_get_start_column(node) : 0;
    return (Place){c->file, line ? line + c->line_offset : 0, line && column > 0 ? column : 0};
}

/* What the parser gives, with `[` where notes_mask() hid it. */
static const char *unmasked(const Conversion *c, const char *text)
{
    if (!text || !c->masks || !strchr(text, NOTE_MASK))
        return text;
    char *copy = arena_string(c->book->arena, text);
    for (char *at = copy; (at = strchr(at, NOTE_MASK)); at++)
        if (at[1] == '^') /* others came in by an escape */
            *at = '[';
    return copy;
}

static const char *literal_of(const Conversion *c, cmark_node *node)
{
    return unmasked(c, cmark_node_get_literal(node));
}

static void clean(const Conversion *c, Str *text, Place place)
{
    if (c->escapes)
        source_clean(text, place, c->diagnostics);
}

/* A title or label, fit for a book, in its arena; NULL when it is empty. */
static const char *kept(const Conversion *c, const char *text, Place place)
{
    if (!text || !*text)
        return NULL;
    Str cleaned = STR_INIT;
    str_add(&cleaned, text);
    clean(c, &cleaned, place);
    const char *result = arena_bytes(c->book->arena, cleaned.data, cleaned.length);
    str_release(&cleaned);
    return result;
}

/* Spaces, tabs and line ends in a row are one space, as in HTML. */
static void collapse_spaces(Str *text)
{
    size_t kept_length = 0;
    if (!strpbrk(text->data, "\t\n") && !strstr(text->data, "  "))
        return;
    for (size_t i = 0; i < text->length; i++) {
        bool space = text->data[i] == '\t' || text->data[i] == '\n';
        char byte = space ? ' ' : text->data[i];
        if (byte != ' ' || !kept_length || text->data[kept_length - 1] != ' ')
            text->data[kept_length++] = byte;
    }
    if (text->length)
        text->data[text->length = kept_length] = '\0';
}

static void flush_text(Conversion *c)
{
    clean(c, &c->run, c->run_place);
    collapse_spaces(&c->run);
    if (c->run.length)
        node_append(c->parent, node_text(c->book, c->run.data, c->run.length, c->run_place));
    str_clear(&c->run);
}

static Node *add(Conversion *c, NodeKind kind, cmark_node *from)
{
    flush_text(c);
    return node_add(c->book, c->parent, kind, ROLE_NONE, place_of(c, from));
}

static void add_text(Conversion *c, cmark_node *from, const char *text)
{
    if (!c->run.length)
        c->run_place = place_of(c, from);
    str_add(&c->run, text);
}

/* A line's end inside a paragraph: a space, but nothing between two characters of East Asian text.
 * Each line's text is a node of its own, which knows its line. */
static void add_soft_break(Conversion *c, cmark_node *from)
{
    const char *following = NULL;
    cmark_node *next = cmark_node_next(from);
    if (next && cmark_node_get_type(next) == CMARK_NODE_TEXT)
        following = literal_of(c, next);
    if (c->run.length && following && *following) {
        size_t start;
        uint32_t before = utf8_before(c->run.data, c->run.length, &start), after;
        utf8_decode(following, strlen(following), &after);
        if (unicode_is_wide(before) && unicode_is_wide(after)) {
            flush_text(c);
            return;
        }
    }
    add_text(c, from, " ");
    flush_text(c);
}

static void add_raw_html(Conversion *c, cmark_node *from)
{
    const char *html = literal_of(c, from);
    if (cmark_node_get_type(from) == CMARK_NODE_HTML_BLOCK)
        html_report_block(html, place_of(c, from), c->book->arena, c->diagnostics);
    else if (html_is_break(html))
        add(c, NODE_LINE_BREAK, from);
    else
        html_report_inline(html, place_of(c, from), c->book->arena, c->diagnostics);
}

static void open_link(Conversion *c, cmark_node *from, Node **opened)
{
    const char *url = unmasked(c, cmark_node_get_url(from));
    if (!address_is_safe(url)) {
        diag(c->diagnostics, UNSAFE_LINK, place_of(c, from),
             source_first_words(c->book->arena, url));
        return;
    }
    Node *link = add(c, NODE_LINK, from);
    link->link.url = address_encode(c->book->arena, url);
    link->link.title = kept(c, unmasked(c, cmark_node_get_title(from)), link->place);
    *opened = link;
}

/* An image's alt text is the plain text of what stands between its brackets. */
static void add_image(Conversion *c, cmark_node *from)
{
    Str alt = STR_INIT;
    cmark_iter *iter = cmark_iter_new(from);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *inside = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(inside);
        if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
            str_add(&alt, literal_of(c, inside));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            str_add_char(&alt, ' ');
    }
    cmark_iter_free(iter);
    Node *node = add(c, NODE_IMAGE, from);
    clean(c, &alt, node->place);
    collapse_spaces(&alt);
    str_trim(&alt);
    node->image.alt = arena_bytes(c->book->arena, alt.data, alt.length);
    node->image.title = kept(c, unmasked(c, cmark_node_get_title(from)), node->place);
    node->image.image = image_lookup(c->book, c->file, unmasked(c, cmark_node_get_url(from)),
                                     node->place, c->diagnostics);
    if (!alt.length)
        diag(c->diagnostics, IMAGE_WITHOUT_ALT, node->place);
    str_release(&alt);
}

static void add_note_reference(Conversion *c, cmark_node *from)
{
    int index = 0; /* the parser has put the note's number in place of its label */
    for (const char *p = cmark_node_get_literal(from); p && *p >= '0' && *p <= '9'; p++)
        index = index * 10 + *p - '0';
    if (index < 1 || index > c->notes_count)
        return;
    Node *reference = add(c, NODE_NOTE_REFERENCE, from);
    reference->note_reference.note = c->notes[index - 1];
}

static Node *open_note(Conversion *c, cmark_node *from)
{
    flush_text(c);
    Node *note = c->notes[c->notes_seen++];
    note->place = place_of(c, from);
    node_append(c->parent, note);
    return note;
}

static Node *open_list(Conversion *c, cmark_node *from)
{
    Node *list = add(c, NODE_LIST, from);
    list->list.ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
    list->list.tight = cmark_node_get_list_tight(from);
    list->list.start = cmark_node_get_list_start(from);
    return list;
}

static Node *open_table(Conversion *c, cmark_node *from)
{
    Node *table = add(c, NODE_TABLE, from);
    table->table.columns = cmark_gfm_extensions_get_table_columns(from);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(from);
    Alignment *alignments =
        arena_array(c->book->arena, (size_t)table->table.columns + 1, sizeof *alignments);
    for (int i = 0; i < table->table.columns; i++)
        alignments[i] = letters[i] == 'c'   ? ALIGN_CENTER
                        : letters[i] == 'r' ? ALIGN_END
                                            : ALIGN_START;
    table->table.alignments = alignments;
    return table;
}

static Node *open_cell(Conversion *c, cmark_node *from)
{
    Node *cell = add(c, NODE_CELL, from);
    const Node *table = c->parent->parent;
    if (table && table->kind == NODE_TABLE && c->column < table->table.columns)
        cell->cell.alignment = table->table.alignments[c->column++];
    return cell;
}

static Node *open_heading(Conversion *c, cmark_node *from)
{
    Node *heading = add(c, NODE_HEADING, from);
    heading->level = (uint8_t)cmark_node_get_heading_level(from);
    return heading;
}

/* Code, its tabs as the spaces that they stand for. */
static void set_code(Conversion *c, Node *code, const char *text, size_t length)
{
    enum { TAB_STOP = 4 };
    Str expanded = STR_INIT;
    size_t column = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\t') {
            str_add_char(&expanded, text[i]);
            column = text[i] == '\n' ? 0 : column + (((unsigned char)text[i] & 0xC0) != 0x80);
            continue;
        }
        do
            str_add_char(&expanded, ' ');
        while (++column % TAB_STOP);
    }
    code->text = arena_bytes(c->book->arena, expanded.data, expanded.length);
    code->length = expanded.length;
    str_release(&expanded);
}

static void add_code_block(Conversion *c, cmark_node *from)
{
    Node *code = add(c, NODE_CODE_BLOCK, from);
    const char *text = literal_of(c, from), *info = unmasked(c, cmark_node_get_fence_info(from));
    size_t length = strlen(text);
    while (length && text[length - 1] == '\n')
        length--;
    set_code(c, code, text, length);
    code->code.info = info && *info ? kept(c, info, code->place) : "";
}

static void add_code(Conversion *c, cmark_node *from)
{
    const char *text = literal_of(c, from);
    set_code(c, add(c, NODE_CODE, from), text, strlen(text));
}

/* A paragraph. One that begins with `##Words` was meant for a heading; one sign is a hashtag. */
static Node *open_paragraph(Conversion *c, cmark_node *from)
{
    Node *paragraph = add(c, NODE_PARAGRAPH, from);
    cmark_node *first = cmark_node_first_child(from);
    const char *text = first ? cmark_node_get_literal(first) : NULL;
    size_t signs = text && cmark_node_get_type(first) == CMARK_NODE_TEXT ? strspn(text, "#") : 0;
    if (signs >= 2 && signs <= 6 && (text[signs] || cmark_node_next(first)) && !c->escaped_signs)
        diag(c->diagnostics, HEADING_UNSPACED, paragraph->place, &"######"[6 - signs]);
    return paragraph;
}

/* Kinds that extensions add are known by their names. */
static Node *open_extension(Conversion *c, cmark_node *from)
{
    const char *name = cmark_node_get_type_string(from);
    if (str_equal(name, "table"))
        return open_table(c, from);
    if (str_equal(name, "table_cell"))
        return open_cell(c, from);
    if (str_equal(name, "strikethrough"))
        return add(c, NODE_STRIKE, from);
    if (!str_equal(name, "table_row") && !str_equal(name, "table_header"))
        return NULL;
    Node *row = add(c, NODE_ROW, from);
    c->column = 0;
    row->row.header = cmark_gfm_extensions_get_table_row_is_header(from);
    return row;
}

/* Makes the node of a container; NULL when what it holds belongs to the open one. */
static Node *open_container(Conversion *c, cmark_node *from)
{
    Node *opened = NULL;
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_BLOCK_QUOTE: return add(c, NODE_BLOCK_QUOTE, from);
    case CMARK_NODE_LIST: return open_list(c, from);
    case CMARK_NODE_ITEM: return add(c, NODE_ITEM, from);
    case CMARK_NODE_PARAGRAPH: return open_paragraph(c, from);
    case CMARK_NODE_HEADING: return open_heading(c, from);
    case CMARK_NODE_EMPH: return add(c, NODE_EMPHASIS, from);
    case CMARK_NODE_STRONG: return add(c, NODE_STRONG, from);
    case CMARK_NODE_LINK: open_link(c, from, &opened); return opened;
    case CMARK_NODE_FOOTNOTE_DEFINITION: return open_note(c, from);
    default: return open_extension(c, from);
    }
}

/* True when the node was a leaf (or is treated as one) and is done with. */
static bool add_leaf(Conversion *c, cmark_node *from)
{
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_TEXT: add_text(c, from, literal_of(c, from)); return true;
    case CMARK_NODE_SOFTBREAK: add_soft_break(c, from); return true;
    case CMARK_NODE_LINEBREAK: add(c, NODE_LINE_BREAK, from); return true;
    case CMARK_NODE_CODE: add_code(c, from); return true;
    case CMARK_NODE_CODE_BLOCK: add_code_block(c, from); return true;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE: add_raw_html(c, from); return true;
    case CMARK_NODE_THEMATIC_BREAK: add(c, NODE_THEMATIC_BREAK, from); return true;
    case CMARK_NODE_FOOTNOTE_REFERENCE: add_note_reference(c, from); return true;
    default: return false;
    }
}

/* Nesting beyond the limit is lifted, but never so that a paragraph or row is lost; a list goes
 * with its items. */
static bool is_too_deep(Conversion *c, cmark_node *from)
{
    cmark_node_type type = cmark_node_get_type(from);
    bool list = type == CMARK_NODE_LIST, item = type == CMARK_NODE_ITEM;
    bool nests = list || item || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_EMPH ||
                 type == CMARK_NODE_STRONG;
    if (!nests || (item ? c->parent->kind == NODE_LIST : c->depth + list < MARKDOWN_DEPTH))
        return false;
    if (!c->too_deep)
        diag(c->diagnostics, TOO_DEEP, place_of(c, from), MARKDOWN_DEPTH);
    c->too_deep = true;
    return true;
}

static void enter(Conversion *c, cmark_node *from)
{
    Node *opened = is_too_deep(c, from) ? NULL : open_container(c, from);
    cmark_node_set_user_data(from, opened);
    if (!opened)
        return;
    c->parent = opened;
    c->depth++;
}

static void leave(Conversion *c, cmark_node *from)
{
    if (!cmark_node_get_user_data(from))
        return;
    flush_text(c);
    c->parent = c->parent->parent;
    c->depth--;
}

static void convert(Conversion *c, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_DOCUMENT)
            continue;
        if (type == CMARK_NODE_IMAGE) {
            if (event == CMARK_EVENT_ENTER) {
                add_image(c, node);
                cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
            }
        } else if (event == CMARK_EVENT_EXIT) {
            leave(c, node);
        } else if (!add_leaf(c, node)) {
            enter(c, node);
        }
    }
    flush_text(c);
    cmark_iter_free(iter);
}

/* Notes are made before they are referred to. The parser keeps only those that are. */
static void prepare_notes(Conversion *c, cmark_node *document)
{
    for (cmark_node *n = cmark_node_first_child(document); n; n = cmark_node_next(n))
        c->notes_count += cmark_node_get_type(n) == CMARK_NODE_FOOTNOTE_DEFINITION;
    c->notes = arena_array(c->book->arena, (size_t)c->notes_count + 1, sizeof(Node *));
    for (int i = 0; i < c->notes_count; i++)
        c->notes[i] = node_new(c->book, NODE_NOTE, ROLE_NONE, (Place){0});
}

static cmark_node *parse_with(const char *const *extensions, const char *text, size_t length)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser =
        cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    for (; *extensions; extensions++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(*extensions));
    cmark_parser_feed(parser, text, length);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/* What the extension for bare addresses looks for. */
static bool holds_address(const char *text)
{
    return strchr(text, '@') || strstr(text, "://") || strstr(text, "www.");
}

static bool has_bare_address(cmark_node *document)
{
    bool found = false;
    cmark_iter *iter = cmark_iter_new(document);
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        found = cmark_node_get_type(node) == CMARK_NODE_TEXT &&
                holds_address(cmark_node_get_literal(node));
    }
    cmark_iter_free(iter);
    return found;
}

/* The extension for bare addresses stops at every `w` and `:`, and puts all text together again: it
 * is asked only when there is one outside of links. An entity may stand for a part of one; a note
 * may be referred to from where only the extension sees text, and is lost until then. */
static cmark_node *parse(const char *text, size_t length)
{
    static const char *const most[] = {"table", "strikethrough", NULL};
    static const char *const all[] = {"table", "strikethrough", "autolink", NULL};
    bool possible = holds_address(text) || strchr(text, '&');
    if (possible && strstr(text, "[^"))
        return parse_with(all, text, length);
    cmark_node *document = parse_with(most, text, length);
    if (possible && has_bare_address(document)) {
        cmark_node_free(document);
        document = parse_with(all, text, length);
    }
    return document;
}

void markdown_read(Book *book, Node *parent, const char *file, const char *text, size_t length,
                   int line, Diagnostics *diagnostics)
{
    Conversion c = {.book = book,
                    .file = file,
                    .line_offset = line - 1,
                    .diagnostics = diagnostics,
                    .parent = parent,
                    .escaped_signs = strstr(text, "\\#") != NULL,
                    .masks = memchr(text, NOTE_MASK, length) != NULL,
                    .escapes = memchr(text, '&', length) != NULL,
                    .run = STR_INIT};
    cmark_node *document = parse(text, length);
    prepare_notes(&c, document);
    convert(&c, document);
    cmark_node_free(document);
    str_release(&c.run);
}
