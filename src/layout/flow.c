#include "layout/flow.h"

#include "base/memory.h"
#include "book/walk.h"
#include "layout/bidi.h"
#include "layout/collect.h"
#include "layout/edges.h"
#include "layout/image.h"
#include "layout/marker.h"
#include "layout/tablebox.h"

#include <limits.h>
#include <stdlib.h>

/* An open block. */
typedef struct Level {
    const Style *style;
    const Frame *frame;
    const char *page_name;
    Sp left, right; /* edges of its content */
    bool turned;    /* its text runs to the left */
    int number;     /* LIST: of its next item */
    size_t first;   /* index of its first box */
    bool group;     /* a list or quotation, not inside another */
    bool side;      /* beside what follows */
} Level;

typedef struct Flower {
    Setter *setter;
    const Sheets *sheets; /* NULL: in a note */
    const Node *root;
    const Node *only; /* section of the book; NULL: all of it */
    Sp size;          /* of its type */
    Flow flow;
    Level *levels; /* [depth + 1] heap */
    size_t depth, room;
    Chapter *chapter;      /* being filled */
    const char *page_name; /* of the chapter */
    Sheet sheet;
    Sp margin, fixed;           /* above the next box: collapsing, and not */
    FillSpace space;            /* above the next box */
    Break pending;              /* forced after the last box */
    Marker marker;              /* for the next box */
    const NamedString *strings; /* for the next box */
    int groups;                 /* open lists and quotations */
} Flower;

static Level *top(Flower *f)
{
    return &f->levels[f->depth];
}

static Sp largest(Sp a, Sp b)
{
    return a > b ? a : b;
}

/* Adjoining margins collapse: the larger stands, negative ones are added (CSS 2.2, 8.3.1). */
static void add_margin(Flower *f, Sp margin)
{
    if (margin < 0)
        f->margin += margin;
    else
        f->margin = largest(f->margin, margin);
}

static void add_fixed(Flower *f, Sp height)
{
    if (height <= 0)
        return;
    f->fixed += f->margin + height;
    f->margin = 0;
}

static void begin_chapter(Flower *f, const Node *node, Break start)
{
    f->flow.chapters =
        memory_grow(f->flow.chapters, f->flow.count + 1, &f->flow.room, sizeof *f->flow.chapters);
    f->chapter = &f->flow.chapters[f->flow.count++];
    *f->chapter = (Chapter){.node = node, .page_name = f->page_name, .start = start};
    f->margin = f->fixed = 0;
    f->space = SPACE_FIXED;
    if (!f->sheets)
        return;
    Sp measure = f->sheet.measure;
    f->sheet = sheet_of(f->sheets, sheets_style(f->sheets, f->page_name, PAGE_RECTO, false, false));
    for (size_t i = 0; i <= f->depth; i++)
        f->levels[i].right += f->sheet.measure - measure;
}

static bool is_forced(Break kind)
{
    return kind == BREAK_PAGE || kind == BREAK_RECTO || kind == BREAK_VERSO;
}

static Break stronger(Break a, Break b)
{
    if (!is_forced(b))
        return is_forced(a) ? a : BREAK_AUTO;
    return is_forced(a) && b == BREAK_PAGE ? a : b;
}

/* Begins a chapter where the style, or another named page, asks for it. */
static void break_before(Flower *f, const Node *node, Break wanted, const char *page_name)
{
    Break kind = stronger(f->pending, wanted);
    bool renamed = !str_equal(page_name, f->page_name);
    f->pending = BREAK_AUTO;
    if (f->chapter && !is_forced(kind) && !renamed)
        return;
    f->page_name = page_name;
    if (renamed && page_name && !style_has_page(f->setter->sheet, page_name))
        diag(f->setter->diagnostics, PAGE_UNKNOWN, (Place){0}, page_name);
    kind = is_forced(kind) ? kind : BREAK_PAGE;
    if (!f->chapter || f->chapter->count) {
        begin_chapter(f, node, kind);
        return;
    }
    Break both = stronger(f->chapter->start, kind);
    f->flow.count--;
    begin_chapter(f, node, both);
}

static void set_string(Flower *f, const Node *node, const Style *style)
{
    if (!style->string_set_name)
        return;
    Str text = STR_INIT;
    for (int i = 0; i < style->string_set.count; i++) {
        const ContentItem *item = &style->string_set.items[i];
        if (item->kind == CONTENT_TEXT)
            str_add(&text, node_plain_text(f->flow.arena, node));
        else if (item->kind == CONTENT_STRING)
            str_add(&text, item->text);
    }
    NamedString *string = arena_alloc(f->flow.arena, sizeof *string);
    *string =
        (NamedString){f->strings, style->string_set_name, arena_string(f->flow.arena, text.data),
                      style->display == DISPLAY_NONE ? node : NULL};
    f->strings = string;
    str_release(&text);
}

/* Opens the box of a block: what lies in it stands inside its margins, borders and padding. Where
 * text runs to the left, these change sides: a list's markers hang on the right. */
static void open_level(Flower *f, const Node *node, const Style *style, const char *page_name)
{
    bool turned = bidi_language(node_language(f->setter->book, node));
    int at_left = turned ? SIDE_RIGHT : SIDE_LEFT, at_right = turned ? SIDE_LEFT : SIDE_RIGHT;
    Level outer = *top(f);
    f->levels = memory_grow(f->levels, f->depth + 2, &f->room, sizeof *f->levels);
    Level *level = &f->levels[++f->depth];
    bool side = edges_beside(style);
    Sp left = outer.left + style->margin[at_left], right = outer.right - style->margin[at_right];
    *level = (Level){.style = style,
                     .frame = outer.frame,
                     .page_name = page_name,
                     .turned = turned,
                     .side = outer.side || side,
                     .first = f->chapter ? f->chapter->count : 0};
    if (side)
        edges_narrow(style, right - left, (style->float_to == FLOAT_INLINE_START) != turned, &left,
                     &right);
    if (edges_decorated(style)) {
        Frame *frame = arena_alloc(f->flow.arena, sizeof *frame);
        *frame = (Frame){outer.frame, style, left, right - left};
        level->frame = frame;
    }
    level->left = left + edges_border(style, at_left) + style->padding[at_left];
    level->right = right - edges_border(style, at_right) - style->padding[at_right];
    if (level->right - level->left < f->sheet.measure / 3 &&
        !level->side) { /* nested too deep for the measure */
        level->left = outer.left;
        level->right = outer.right;
    }
    add_margin(f, style->margin[SIDE_TOP]);
    add_fixed(f, edges_border(style, SIDE_TOP) + style->padding[SIDE_TOP]);
}

static void close_level(Flower *f)
{
    const Style *style = top(f)->style;
    add_fixed(f, edges_border(style, SIDE_BOTTOM) + style->padding[SIDE_BOTTOM]);
    add_margin(f, style->margin[SIDE_BOTTOM]);
    f->pending = stronger(f->pending, style->break_after);
    if (style->break_inside == BREAK_AVOID && f->chapter)
        for (size_t i = top(f)->first; i < f->chapter->count; i++) {
            f->chapter->boxes[i].whole = true;
            f->chapter->boxes[i].keep_next |= i + 1 < f->chapter->count;
        }
    f->depth--;
}

static Box *add_box(Flower *f, BoxKind kind, const Node *node, const Style *style)
{
    Chapter *chapter = f->chapter;
    chapter->boxes =
        memory_grow(chapter->boxes, chapter->count + 1, &chapter->room, sizeof *chapter->boxes);
    Box *box = &chapter->boxes[chapter->count++];
    *box = (Box){.kind = kind,
                 .node = node,
                 .style = style,
                 .frame = top(f)->frame,
                 .strings = f->strings,
                 .marker = f->marker,
                 .x = top(f)->left,
                 .measure = top(f)->right - top(f)->left,
                 .above = f->margin + f->fixed,
                 .leading = style->line_height,
                 .space = f->space,
                 .keep_next = style->break_after == BREAK_AVOID,
                 .whole = style->break_inside == BREAK_AVOID,
                 .side = top(f)->side,
                 .heading = node->kind == NODE_HEADING};
    if (box->leading <= 0)
        box->leading = f->sheet.pitch;
    f->margin = f->fixed = 0;
    f->space = SPACE_FIXED;
    f->marker = (Marker){0};
    f->strings = NULL;
    box->keep_next |= box->side;
    box->whole |= box->side;
    return box;
}

/* A heading keeps the space below it, and may have a row more above it; so may the first below a
 * chapter's title. */
static void join_headings(Chapter *chapter)
{
    for (size_t i = 0; i < chapter->count; i++) {
        Box *box = &chapter->boxes[i], *next = i + 1 < chapter->count ? box + 1 : NULL;
        if (!box->heading || box->side)
            continue;
        if (i && !box[-1].heading && box->above > 0)
            box->space = SPACE_HEADING;
        if (!i && next && next->heading && next->above > 0) {
            next->space = SPACE_HEADING;
        } else if (box->keep_next && next) {
            box->below = next->above;
            next->above = 0;
            next->space = next->space == SPACE_HEADING ? SPACE_HEADING : SPACE_FIXED;
        }
    }
}

static const Node *only_image(const Node *node)
{
    const Node *child = node->first;
    if (child && child == node->last && child->kind == NODE_LINK)
        child = child->first;
    return child && !child->next && child->kind == NODE_IMAGE && child->image.image ? child : NULL;
}

static void add_image(Flower *f, const Node *image)
{
    const Style *style = style_of(f->setter->sheet, image, top(f)->style);
    Box *box = add_box(f, BOX_IMAGE, image, style);
    image_box_size(&f->sheet, box);
    box->whole = true;
}

static void add_line_block(Flower *f, const Node *node, const Style *style)
{
    const Node *image = node->kind == NODE_PARAGRAPH ? only_image(node) : NULL;
    open_level(f, node, style, top(f)->page_name);
    if (image)
        add_image(f, image);
    else
        add_box(f, BOX_TEXT, node, style);
    close_level(f);
}

static void add_leaf(Flower *f, const Node *node, const Style *style)
{
    open_level(f, node, style, top(f)->page_name);
    if (node->kind == NODE_THEMATIC_BREAK) {
        Box *box = add_box(f, BOX_BREAK, node, style);
        box->keep_next = false;
        box->space = SPACE_FIXED;
    } else if (node->kind == NODE_RULED_SPACE)
        add_box(f, BOX_RULED, node, style)->lines = node->ruled.lines;
    else
        add_image(f, node);
    close_level(f);
}

static void add_table(Flower *f, const Node *node, const Style *style)
{
    open_level(f, node, style, top(f)->page_name);
    TableBox *table =
        tablebox_new(f->setter, f->flow.arena, node, style, top(f)->right - top(f)->left);
    for (const Node *row = node->first; row; row = row->next) {
        if (row->kind != NODE_ROW || row->scope == SCOPE_EPUB)
            continue;
        Box *box = add_box(f, BOX_ROW, row, style_of(f->setter->sheet, row, style));
        box->table = table;
        box->cell = row->first;
        box->cells = INT_MAX;
        box->header_row = row->row.header;
        box->keep_next = row->row.header;
        box->whole = true;
    }
    close_level(f);
}

/* Paragraphs beside each other. */
static void add_flex(Flower *f, const Node *node, const Style *style)
{
    open_level(f, node, style, top(f)->page_name);
    int columns;
    TableBox *table = tablebox_flex(f->setter, f->flow.arena, node, style,
                                    top(f)->right - top(f)->left, &columns);
    for (const Node *cell = node->first; cell;) {
        Box *box = add_box(f, BOX_ROW, node, style);
        box->table = table;
        box->cell = cell;
        box->cells = columns;
        box->whole = true;
        for (int i = 0; i < columns && cell; i++)
            cell = cell->next;
    }
    close_level(f);
}

static bool is_flex(const Node *node, const Style *style)
{
    const Node *child = style->display == DISPLAY_FLEX ? node->first : NULL;
    bool lines = child;
    for (; child; child = child->next)
        lines = lines && node_shape(child->kind) == SHAPE_LINE;
    return lines;
}

static bool is_group(const Node *node)
{
    return node->kind == NODE_LIST || node->kind == NODE_BLOCK_QUOTE ||
           node->kind == NODE_CODE_BLOCK;
}

/* Numbers too wide for the list's padding get the room that the widest needs. */
static void open_list(Flower *f, const Node *list, const Style *style)
{
    int last = list->list.start - 1;
    top(f)->number = list->list.start;
    if (style->list_style != LIST_DECIMAL)
        return;
    for (const Node *item = list->first; item; item = item->next)
        last++;
    Sp missing = marker_width(f->setter, list, style, last) - style->padding[SIDE_LEFT];
    if (missing > 0)
        *(top(f)->turned ? &top(f)->right : &top(f)->left) += top(f)->turned ? -missing : missing;
}

/* The marker has the room from the list's outer edge to the item's text. */
static void open_item(Flower *f, const Node *item, const Style *style)
{
    Level *list = &f->levels[f->depth - 1];
    f->marker = marker_of_item(f->setter, item, style, list->number++);
    const Level *outer = &f->levels[f->depth - 2];
    f->marker.turned = top(f)->turned;
    f->marker.width = top(f)->turned ? outer->right - top(f)->right : top(f)->left - outer->left;
}

/* Enters a block; false when nothing in it is to be walked. */
static bool enter(Flower *f, const Node *node)
{
    if (f->only && node->parent == f->root && node != f->only)
        return false;
    const Style *style = style_of(f->setter->sheet, node, top(f)->style);
    if (f->only && node == f->only)
        style = style_resized(f->setter->sheet, style, f->size);
    if (node->scope == SCOPE_EPUB)
        return false;
    if (style->display == DISPLAY_NONE) { /* running heads may show it */
        if (f->sheets)
            set_string(f, node, style);
        return false;
    }
    if (node->kind == NODE_NOTE && style->float_to == FLOAT_FOOTNOTE && node != f->root)
        return false;
    const char *page_name = style->page ? style->page : top(f)->page_name;
    if (f->sheets) {
        if (node->parent)
            break_before(f, node, style->break_before, page_name);
        set_string(f, node, style);
        if (style->fit == FIT_SHEETS && f->chapter->node == node && !f->chapter->count &&
            node->parent == f->root)
            f->chapter->fit = node;
    }
    bool group = is_group(node) && !f->groups;
    if (group)
        f->space = SPACE_OPEN;
    switch (node->kind) {
    case NODE_TABLE: add_table(f, node, style); break;
    case NODE_THEMATIC_BREAK:
    case NODE_RULED_SPACE:
    case NODE_IMAGE: add_leaf(f, node, style); break;
    default:
        if (is_one_paragraph(f->setter, node, style)) {
            add_line_block(f, node, style);
            break;
        }
        if (is_flex(node, style)) {
            add_flex(f, node, style);
            break;
        }
        open_level(f, node, style, page_name);
        top(f)->group = group;
        f->groups += group;
        if (node->kind == NODE_LIST)
            open_list(f, node, style);
        else if (node->kind == NODE_ITEM && f->depth >= 2)
            open_item(f, node, style);
        return true;
    }
    if (group)
        f->space = SPACE_CLOSE;
    return false;
}

static void leave(Flower *f, const Node *node)
{
    bool group = top(f)->group;
    if (node->kind == NODE_ITEM && f->marker.text && f->chapter)
        add_box(f, BOX_MARKER, node, top(f)->style);
    close_level(f);
    f->groups -= group;
    if (group)
        f->space = SPACE_CLOSE;
}

static Flow walk_blocks(Flower *f, const Node *root, const Style *outer)
{
    f->root = root;
    f->flow.arena = arena_new();
    f->levels = memory_grow(NULL, 1, &f->room, sizeof *f->levels);
    f->levels[0] = (Level){.style = outer, .right = f->sheet.measure};
    if (!f->sheets)
        begin_chapter(f, root, BREAK_AUTO);
    Walk walk = walk_start((Node *)root); /* only read */
    while (walk_next(&walk)) {
        if (walk.event == WALK_EXIT)
            leave(f, walk.node);
        else if (!enter(f, walk.node))
            walk_skip(&walk);
    }
    for (size_t i = 0; i < f->flow.count; i++)
        join_headings(&f->flow.chapters[i]);
    free(f->levels);
    return f->flow;
}

Flow flow_book(Setter *setter, const Sheets *sheets)
{
    Flower flower = {.setter = setter, .sheets = sheets};
    return walk_blocks(&flower, setter->book->root, NULL);
}

Flow flow_section(Setter *setter, const Sheets *sheets, const Node *section, Sp size)
{
    Flower flower = {.setter = setter, .sheets = sheets, .only = section, .size = size};
    return walk_blocks(&flower, setter->book->root, NULL);
}

/* The style of a node's parent: computed from the root down. */
static const Style *style_above(Setter *setter, const Node *node)
{
    size_t depth = 0, room = 0;
    const Node **path = NULL;
    for (const Node *above = node->parent; above; above = above->parent) {
        path = memory_grow(path, depth + 1, &room, sizeof(Node *));
        path[depth++] = above;
    }
    const Style *style = NULL;
    while (depth > 0)
        style = style_of(setter->sheet, path[--depth], style);
    free(path);
    return style;
}

Flow flow_note(Setter *setter, const Sheet *sheet, const Node *note)
{
    Flower flower = {.setter = setter, .sheet = *sheet};
    return walk_blocks(&flower, note, style_above(setter, note));
}

void flow_release(Flow *flow)
{
    for (size_t i = 0; i < flow->count; i++)
        free(flow->chapters[i].boxes);
    free(flow->chapters);
    arena_free(flow->arena);
    *flow = (Flow){0};
}
