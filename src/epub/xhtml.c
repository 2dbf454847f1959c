#include "epub/xhtml.h"

#include "book/walk.h"
#include "book/words.h"
#include "layout/bidi.h"

/* Emits one document. */
typedef struct Emitter {
    const Publication *publication;
    const Document *document;
    Xml *xml;
    bool in_heading;       /* its page markers were put before it */
    bool in_line;          /* inside a block that holds inlines */
    const char *table_row; /* "thead" or "tbody" while one is open */
    const Node *described; /* image whose long description must follow its line or figure */
} Emitter;

/* Head and attributes */

Xml *xhtml_begin(Str *out, const Publication *publication, const char *language, const char *title,
                 const char *body_type)
{
    Xml *xml = xml_new(out, "html");
    xml_open(xml, "html");
    xml_attribute(xml, "xmlns", "http://www.w3.org/1999/xhtml");
    xml_attribute(xml, "xmlns:epub", "http://www.idpf.org/2007/ops");
    xhtml_language(xml, language, "en");
    xml_open(xml, "head");
    xml_element(xml, "title", title);
    for (size_t i = 0; i < publication->sheet_count; i++) {
        xml_open(xml, "link");
        xml_attribute(xml, "rel", "stylesheet");
        xml_attribute(xml, "type", "text/css");
        xml_attribute(xml, "href", publication->sheets[i]);
        xml_close_empty(xml);
    }
    xml_close(xml);
    xml_open(xml, "body");
    xml_attribute(xml, "epub:type", body_type);
    return xml;
}

void xhtml_end(Xml *xml)
{
    xml_end(xml);
}

void xhtml_language(Xml *xml, const char *language, const char *around)
{
    if (!language)
        return;
    xml_attribute(xml, "lang", language);
    xml_attribute(xml, "xml:lang", language);
    if (bidi_language(language) != bidi_language(around))
        xml_attribute(xml, "dir", bidi_language(language) ? "rtl" : "ltr");
}

/* An attribute that is left out when it would be empty. */
static void attribute(Emitter *e, const char *name, const char *value)
{
    if (value && *value)
        xml_attribute(e->xml, name, value);
}

static void open_element(Emitter *e, const Node *node, const char *element)
{
    xml_open(e->xml, element);
    attribute(e, "id", publication_id(e->publication, node));
    attribute(e, "class", role_class(node->role));
    const char *around = node_language(e->publication->book, node->parent);
    if (node->language && !str_equal(node->language, around))
        xhtml_language(e->xml, node->language, around);
}

static void open_typed(Emitter *e, const Node *node, const char *element)
{
    open_element(e, node, element);
    attribute(e, "epub:type", role_epub_type(node->role));
    attribute(e, "role", role_aria(node->role));
}

/* What the program itself says beside a node is in the node's language. */
static const char *label(const Emitter *e, const Node *node, WordId id)
{
    return word(e->publication->book, node_language(e->publication->book, node), id);
}

/* Page markers */

static void marker(Emitter *e, const Marker *marker, const char *element)
{
    xml_open(e->xml, element);
    xml_attribute(e->xml, "id", marker->id);
    xml_attribute(e->xml, "epub:type", "pagebreak");
    xml_attribute(e->xml, "role", "doc-pagebreak");
    xml_attribute(e->xml, "aria-label", marker->label);
    xml_close(e->xml);
}

static void all_markers(Emitter *e, const Node *node, const char *element)
{
    size_t count;
    const Marker *markers = markers_in(&e->publication->markers, node, &count);
    for (size_t i = 0; i < count; i++)
        marker(e, &markers[i], element);
}

/* Pages that begin in a heading are marked before it, for its name is what it says, in the contents
 * too; those that begin with a figure's picture, before the figure, for the picture may be a link.
 */
static void markers_before(Emitter *e, const Node *block)
{
    Walk walk = walk_start(block);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER &&
            (block->kind == NODE_HEADING || walk.node->kind == NODE_IMAGE))
            all_markers(e, walk.node, "div");
}

static void text(Emitter *e, const Node *node)
{
    size_t count = 0, from = 0;
    const Marker *markers =
        e->in_heading ? NULL : markers_in(&e->publication->markers, node, &count);
    for (size_t i = 0; i < count; i++) {
        xml_bytes(e->xml, node->text + from, markers[i].offset - from);
        marker(e, &markers[i], "span");
        from = markers[i].offset;
    }
    if (count)
        xml_bytes(e->xml, node->text + from, node->length - from);
    else
        xml_text(e->xml, node->text);
}

/* Blocks */

static void enter_section(Emitter *e, const Node *node)
{
    const Node *heading = section_heading(node);
    open_typed(e, node, "section");
    /* A section with a name is a landmark to a screen reader: those without a role of their own are
     * not, or there would be too many. */
    if (heading && *role_aria(node->role))
        attribute(e, "aria-labelledby", publication_id(e->publication, heading));
    else if (node->role == ROLE_INTRODUCTION)
        attribute(e, "aria-label", label(e, node, WORD_INTRODUCTION));
    else if (node->role == ROLE_NOTES)
        attribute(e, "aria-label", label(e, node, WORD_NOTES));
}

static void enter_list(Emitter *e, const Node *node)
{
    open_element(e, node, node_element(node));
    if (node->list.ordered && node->list.start != 1)
        xml_attribute_number(e->xml, "start", node->list.start);
}

/* Rows stand in a head and a body. */
static void table_part(Emitter *e, const char *part)
{
    if (e->table_row == part)
        return;
    if (e->table_row)
        xml_close(e->xml);
    if (part)
        xml_open(e->xml, part);
    e->table_row = part;
}

static void enter_row(Emitter *e, const Node *node)
{
    static const char head[] = "thead", body[] = "tbody";
    table_part(e, node->row.header ? head : body);
    open_element(e, node, "tr");
}

static void enter_cell(Emitter *e, const Node *node)
{
    static const char *const classes[] = {NULL, "center", "end"};
    xml_open(e->xml, node_element(node));
    attribute(e, "class", classes[node->cell.alignment]);
    if (node->parent->row.header)
        xml_attribute(e->xml, "scope", "col");
}

static void enter_note(Emitter *e, const Node *node)
{
    open_element(e, node, "aside");
    xml_attribute(e->xml, "epub:type", "footnote");
    xml_attribute(e->xml, "role", "doc-footnote");
}

static void note_number(Emitter *e, const Node *note)
{
    Str number = STR_INIT;
    str_format(&number, "%d. ", note->note.number);
    xml_text(e->xml, number.data);
    str_release(&number);
}

static void backlink(Emitter *e, const Node *note)
{
    const Publication *p = e->publication;
    const char *href =
        note->note.reference ? publication_href(p, e->document, note->note.reference) : NULL;
    if (!href)
        return;
    xml_text(e->xml, " ");
    xml_open(e->xml, "a");
    xml_attribute(e->xml, "class", "backlink");
    xml_attribute(e->xml, "href", href);
    xml_attribute(e->xml, "role", "doc-backlink");
    xml_attribute(e->xml, "aria-label", label(e, note, WORD_BACK_TO_TEXT));
    /* U+FE0E keeps the arrow from becoming an emoji. */
    xml_text(e->xml, "\u21A9\uFE0E");
    xml_close(e->xml);
}

/* Items of a tight list hold text, not paragraphs. */
static bool is_bare(const Node *paragraph)
{
    const Node *item = paragraph->parent;
    return item && item->kind == NODE_ITEM && item->parent && item->parent->kind == NODE_LIST &&
           item->parent->list.tight && paragraph->role == ROLE_NONE && !paragraph->language;
}

static void enter_line(Emitter *e, const Node *node)
{
    if (node->kind == NODE_HEADING) {
        markers_before(e, node);
        e->in_heading = true;
    }
    e->in_line = true;
    if (node->kind == NODE_CELL)
        enter_cell(e, node);
    else if (node->kind == NODE_PARAGRAPH && is_bare(node))
        return;
    else
        open_typed(e, node, node_element(node));
    if (node->parent->kind == NODE_NOTE && node == node->parent->first)
        note_number(e, node->parent);
}

/* The id of an image's long description; NULL when it has none. */
static const char *description_id(const Emitter *e, const Node *image)
{
    return image->image.image->description ? arena_format(e->publication->arena, "%s_description",
                                                          publication_id(e->publication, image))
                                           : NULL;
}

/* The long description that is due, if one is. */
static void description(Emitter *e)
{
    if (!e->described)
        return;
    xml_open(e->xml, "details");
    xml_attribute(e->xml, "id", description_id(e, e->described));
    xml_element(e->xml, "summary", label(e, e->described, WORD_DESCRIPTION));
    xml_element(e->xml, "p", e->described->image.image->description);
    xml_close(e->xml);
    e->described = NULL;
}

static void exit_line(Emitter *e, const Node *node)
{
    if (node->parent->kind == NODE_NOTE && node == node->parent->last)
        backlink(e, node->parent);
    e->in_line = e->in_heading = false;
    if (node->kind == NODE_CELL)
        description(e);
    if (!(node->kind == NODE_PARAGRAPH && is_bare(node)))
        xml_close(e->xml);
    if (node->kind != NODE_CAPTION)
        description(e);
}

static void exit_note(Emitter *e, const Node *node)
{
    if (!node->last || node->last->kind != NODE_PARAGRAPH) {
        xml_open(e->xml, "p");
        if (!node->last)
            note_number(e, node);
        backlink(e, node);
        xml_close(e->xml);
    }
    xml_close(e->xml);
}

/* Inlines */

static void enter_link(Emitter *e, const Node *node)
{
    const char *href = node->link.target
                           ? publication_href(e->publication, e->document, node->link.target)
                           : node->link.url;
    open_element(e, node, href ? "a" : "span");
    if (href) {
        xml_attribute(e->xml, "href", href);
        attribute(e, "title", node->link.title);
    }
}

/* What a style sheet must know of an image: a tall one is kept shorter than a page, and what shows
 * through is not lost on a dark page. */
static const char *image_class(const Image *image)
{
    bool tall = (long long)image->height * 5 > (long long)image->width * 6;
    return tall ? image->alpha ? "tall transparent" : "tall" : image->alpha ? "transparent" : "";
}

static void image(Emitter *e, const Node *node)
{
    const char *file =
        node->image.image ? publication_image(e->publication, node->image.image) : NULL;
    if (e->in_line && !e->in_heading)
        all_markers(e, node, "span");
    if (!file) {
        if (*node->image.alt)
            xml_element(e->xml, e->in_line ? "span" : "p", node->image.alt);
        return;
    }
    xml_open(e->xml, "img");
    attribute(e, "id", publication_id(e->publication, node));
    attribute(e, "class", image_class(node->image.image));
    xml_attribute(e->xml, "src", file);
    xml_attribute(e->xml, "alt", node->image.alt);
    xml_attribute(e->xml, "aria-details", description_id(e, node));
    if (e->in_line)
        attribute(e, "title", node->image.title);
    xml_close_empty(e->xml);
    if (node->image.image->description)
        e->described = node;
}

static void note_reference(Emitter *e, const Node *node)
{
    const Node *note = node->note_reference.note;
    const char *href = note ? publication_href(e->publication, e->document, note) : NULL;
    if (!href)
        return;
    Str number = STR_INIT;
    str_format(&number, "%d", note->note.number);
    xml_open(e->xml, "sup");
    xml_open(e->xml, "a");
    attribute(e, "id", publication_id(e->publication, node));
    xml_attribute(e->xml, "href", href);
    xml_attribute(e->xml, "epub:type", "noteref");
    xml_attribute(e->xml, "role", "doc-noteref");
    xml_text(e->xml, number.data);
    xml_close(e->xml);
    xml_close(e->xml);
    str_release(&number);
}

static void code_block(Emitter *e, const Node *node)
{
    open_element(e, node, "pre");
    xml_open(e->xml, "code");
    text(e, node);
    xml_close(e->xml);
    xml_close(e->xml);
}

static void leaf(Emitter *e, const Node *node)
{
    switch (node->kind) {
    case NODE_TEXT: text(e, node); break;
    case NODE_CODE:
        open_element(e, node, "code");
        text(e, node);
        xml_close(e->xml);
        break;
    case NODE_CODE_BLOCK: code_block(e, node); break;
    case NODE_IMAGE: image(e, node); break;
    case NODE_NOTE_REFERENCE: note_reference(e, node); break;
    case NODE_LINE_BREAK:
    case NODE_THEMATIC_BREAK:
        xml_open(e->xml, node_element(node));
        xml_close_empty(e->xml);
        break;
    default: break; /* numbers of printed pages, lines to write on: not in an EPUB */
    }
}

/* The walk */

static void enter(Emitter *e, const Node *node)
{
    if (node_shape(node->kind) == SHAPE_LINE) {
        enter_line(e, node);
        return;
    }
    switch (node->kind) {
    case NODE_SECTION: enter_section(e, node); break;
    case NODE_LIST: enter_list(e, node); break;
    case NODE_ROW: enter_row(e, node); break;
    case NODE_FIGURE:
        markers_before(e, node);
        open_typed(e, node, "figure");
        break;
    case NODE_NOTE: enter_note(e, node); break;
    case NODE_LINK: enter_link(e, node); break;
    default: open_typed(e, node, node_element(node)); break;
    }
}

static void leave(Emitter *e, const Node *node)
{
    if (node_shape(node->kind) == SHAPE_LINE) {
        exit_line(e, node);
    } else if (node->kind == NODE_NOTE) {
        exit_note(e, node);
    } else {
        if (node->kind == NODE_TABLE)
            table_part(e, NULL);
        xml_close(e->xml);
        if (node->kind == NODE_FIGURE)
            description(e);
    }
}

static bool is_left_out(const Emitter *e, const Node *node)
{
    bool other_document =
        node->kind == NODE_SECTION && node->section.file && node != e->document->section;
    return node->scope == SCOPE_PRINT || other_document;
}

void xhtml_section(const Publication *publication, const Document *document, Str *out)
{
    static const char *const matters[] = {"frontmatter", "bodymatter", "backmatter"};
    Emitter e = {.publication = publication,
                 .document = document,
                 .xml = xhtml_begin(out, publication,
                                    node_language(publication->book, document->section),
                                    document->title, matters[document->matter])};
    Walk walk = walk_start(document->section);
    while (walk_next(&walk)) {
        if (walk.event == WALK_EXIT)
            leave(&e, walk.node);
        else if (is_left_out(&e, walk.node))
            walk_skip(&walk);
        else if (node_shape(walk.node->kind) == SHAPE_LEAF)
            leaf(&e, walk.node);
        else
            enter(&e, walk.node);
    }
    xhtml_end(e.xml);
}
