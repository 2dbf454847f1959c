#include "pdf/tags.h"

#include "base/memory.h"
#include "base/pointermap.h"
#include "book/walk.h"

#include <stdlib.h>

/* A node's elements: content and children go into the inner one. */
typedef struct Tagged {
    Element *outer, *inner, *label; /* label: NULL until there is one */
} Tagged;

struct Tags {
    const Pages *pages;
    Arena *arena;
    PointerMap known; /* node → index in tagged */
    Tagged *tagged;   /* [known.count] heap */
    size_t room;
    const Node *last_node; /* what was asked last, and the answer */
    bool last_generated;
    Element *last_owner;
};

static const char *const names[ELEMENT_COUNT] = {
#define ELEMENT(name, text) text,
#include "pdf/tags.def"
};

static const struct {
    ElementType outer, inner;
} rows[NODE_KIND_COUNT] = {
#define TAGGED(kind, outer, inner) [NODE_##kind] = {ELEMENT_##outer, ELEMENT_##inner},
#include "pdf/tags.def"
};

const char *element_name(ElementType type)
{
    return names[type];
}

Tags *tags_new(const Pages *pages)
{
    Tags *tags = memory_new(sizeof *tags);
    *tags = (Tags){.pages = pages, .arena = arena_new()};
    return tags;
}

void tags_free(Tags *tags)
{
    pointermap_release(&tags->known);
    free(tags->tagged);
    arena_free(tags->arena);
    free(tags);
}

/* What a node becomes */

static bool in_contents(const Node *node)
{
    while (node && node->kind != NODE_SECTION)
        node = node->parent;
    return node && node->role == ROLE_CONTENTS;
}

static bool shows_image(const Node *node)
{
    return node->kind == NODE_IMAGE && node->image.image && *node->image.alt;
}

const Node *figure_image(const Node *figure)
{
    Walk walk = walk_start((Node *)figure); /* nothing is changed */
    while (walk_next(&walk))
        if (walk.node->kind == NODE_IMAGE && shows_image(walk.node))
            return walk.node;
    return NULL;
}

static const Node *figure_around(const Node *node)
{
    while (node && node->kind != NODE_FIGURE)
        node = node->parent;
    return node;
}

/* A figure is one when its picture says something; a picture in a figure is that figure. */
static bool is_figure(const Node *node)
{
    if (node->kind == NODE_IMAGE)
        return shows_image(node) && !figure_around(node);
    return figure_image(node) != NULL;
}

static bool leads_somewhere(const Tags *tags, const Node *node)
{
    if (node->kind == NODE_NOTE_REFERENCE)
        return node->note_reference.note && pages_anchor(tags->pages, node->note_reference.note);
    return node->link.url || (node->link.target && pages_anchor(tags->pages, node->link.target));
}

typedef struct Types {
    ElementType outer, inner; /* NONE: the node shows through */
} Types;

static Types types_of(const Tags *tags, const Node *node)
{
    Types types = {rows[node->kind].outer, rows[node->kind].inner}, none = {0};
    switch (node->kind) {
    case NODE_SECTION:
        if (node->role == ROLE_NOTES)
            return none; /* each note stands by its reference */
        return node->parent->kind == NODE_BOOK ? (Types){ELEMENT_PART, ELEMENT_PART} : types;
    case NODE_HEADING: {
        ElementType level = (ElementType)(ELEMENT_H1 + node->level - 1);
        return (Types){level, level};
    }
    case NODE_LIST: return in_contents(node) ? (Types){ELEMENT_TOC, ELEMENT_TOC} : types;
    case NODE_ITEM: return in_contents(node) ? (Types){ELEMENT_TOCI, ELEMENT_TOCI} : types;
    case NODE_CELL: return node->parent->row.header ? (Types){ELEMENT_TH, ELEMENT_TH} : types;
    case NODE_FIGURE:
    case NODE_IMAGE: return is_figure(node) ? types : none;
    case NODE_CAPTION: return is_figure(node->parent) ? types : (Types){ELEMENT_P, ELEMENT_P};
    case NODE_LINK:
    case NODE_NOTE_REFERENCE:
        if (!leads_somewhere(tags, node))
            break;
        if (node->kind == NODE_LINK && !node->link.url)
            types.outer = ELEMENT_REFERENCE;
        return types;
    default:
        if (types.outer != ELEMENT_NONE)
            return types;
    }
    return node->language && node_shape(node->kind) >= SHAPE_INLINES
               ? (Types){ELEMENT_SPAN, ELEMENT_SPAN}
               : none;
}

/* Finding and making elements */

static Element *element_new(Tags *tags, ElementType type, const Node *node)
{
    Element *element = arena_alloc(tags->arena, sizeof *element);
    element->type = type;
    element->node = node;
    return element;
}

static Tagged *tagged_find(const Tags *tags, const Node *node)
{
    size_t index;
    return pointermap_find(&tags->known, node, &index) ? &tags->tagged[index] : NULL;
}

static void tagged_add(Tags *tags, const Node *node, Types types)
{
    size_t index = tags->known.count;
    pointermap_add(&tags->known, node, index);
    tags->tagged = memory_grow(tags->tagged, index + 1, &tags->room, sizeof *tags->tagged);
    Tagged *tagged = &tags->tagged[index];
    *tagged = (Tagged){0};
    if (types.outer == ELEMENT_NONE)
        return;
    tagged->outer = tagged->inner = element_new(tags, types.outer, node);
    if (types.inner != types.outer)
        tagged->inner = element_new(tags, types.inner, node);
}

/* Takes a node and all above it into the tree; returns the nearest that has an element. */
static Tagged *tagged_of(Tags *tags, const Node *node)
{
    const Node *owner = NULL;
    for (const Node *at = node; at; at = at->parent) {
        const Tagged *known = tagged_find(tags, at);
        if (!known)
            tagged_add(tags, at, types_of(tags, at));
        if (!owner && tagged_find(tags, at)->outer)
            owner = at;
        if (known && owner)
            break; /* all above are known, too */
    }
    return tagged_find(tags, owner);
}

/* The bullet or number of an item, the number of a note. */
static bool is_label(const Piece *piece)
{
    return piece->generated && (piece->node->kind == NODE_ITEM || piece->node->kind == NODE_NOTE);
}

static bool is_artifact(const Piece *piece)
{
    return piece->flags & PIECE_LEADER || piece->node->kind == NODE_THEMATIC_BREAK;
}

Element *tags_of_piece(Tags *tags, const Piece *piece)
{
    if (is_artifact(piece))
        return NULL;
    if (piece->node == tags->last_node && piece->generated == tags->last_generated)
        return tags->last_owner;
    Tagged *tagged = tagged_of(tags, piece->node);
    Element *owner = tagged->inner;
    if (is_label(piece)) {
        if (!tagged->label)
            tagged->label = element_new(tags, ELEMENT_LBL, piece->node);
        owner = tagged->label;
    }
    tags->last_node = piece->node;
    tags->last_generated = piece->generated;
    tags->last_owner = owner;
    return owner;
}

Element *tags_of_picture(Tags *tags, const Picture *picture)
{
    return shows_image(picture->node) ? tagged_of(tags, picture->node)->inner : NULL;
}

/* Marks and areas */

bool mark_precedes(const Mark *a, const Mark *b)
{
    return a->page < b->page || (a->page == b->page && a->order < b->order);
}

void tags_mark(Tags *tags, Element *element, Mark mark)
{
    Mark *kept = arena_alloc(tags->arena, sizeof *kept);
    *kept = mark;
    Mark **at = &element->marks;
    if (element->last_mark && mark_precedes(element->last_mark, kept))
        at = &element->last_mark->next;
    while (*at && mark_precedes(*at, kept)) /* a sheet's pages, say, come as they are bound */
        at = &(*at)->next;
    kept->next = *at;
    *at = kept;
    if (!kept->next)
        element->last_mark = kept;
}

static Sp least(Sp a, Sp b)
{
    return a < b ? a : b;
}

static Sp most(Sp a, Sp b)
{
    return a > b ? a : b;
}

static void widen(Area *area, const Area *by)
{
    if (area->right <= area->left) { /* there was none */
        *area = *by;
        return;
    }
    area->left = least(area->left, by->left);
    area->top = least(area->top, by->top);
    area->right = most(area->right, by->right);
    area->bottom = most(area->bottom, by->bottom);
}

static bool same_line(const Area *a, const Area *b)
{
    Sp middle = b->top / 2 + b->bottom / 2;
    return a->sheet == b->sheet && a->top <= middle && middle <= a->bottom;
}

static void add_area(Tags *tags, Element *link, Area area)
{
    if (link->last_area && same_line(&link->last_area->area, &area)) {
        widen(&link->last_area->area, &area);
        return;
    }
    LinkArea *kept = arena_alloc(tags->arena, sizeof *kept);
    *kept = (LinkArea){.area = area};
    *(link->last_area ? &link->last_area->next : &link->areas) = kept;
    link->last_area = kept;
}

void tags_show(Tags *tags, const Node *node, Area area)
{
    bool is_image = node->kind == NODE_IMAGE;
    for (; node; node = node->parent) {
        const Tagged *tagged = tagged_find(tags, node);
        Element *element = tagged ? tagged->inner : NULL;
        if (element && element->type == ELEMENT_LINK)
            add_area(tags, element, area);
        else if (element && element->type == ELEMENT_FIGURE && is_image)
            widen(&element->box, &area);
        if (node_shape(node->kind) < SHAPE_INLINES && node->kind != NODE_FIGURE)
            break;
    }
}

/* The tree */

static void append(Element *parent, Element *child)
{
    child->parent = parent;
    *(parent->last ? &parent->last->next : &parent->first) = child;
    parent->last = child;
}

static Element *row_group(Tags *tags, Element *table, const Node *row)
{
    ElementType type = row->row.header ? ELEMENT_T_HEAD : ELEMENT_T_BODY;
    if (!table->last || table->last->type != type)
        append(table, element_new(tags, type, table->node));
    return table->last;
}

/* Notes whose reference was met, to stand after the block that refers to them. */
typedef struct Pending {
    const Node **notes; /* heap, [count] */
    size_t count, room, done;
} Pending;

/* A table is regular: its empty cells are in the tree. */
static bool is_in_tree(const Tags *tags, const Node *node)
{
    return tagged_find(tags, node) ||
           ((node->kind == NODE_ROW || node->kind == NODE_CELL) && tagged_find(tags, node->parent));
}

/* Hangs the elements of `root` and all below it into `parent`. */
static void link_tree(Tags *tags, const Node *root, Element *parent, Pending *pending);

static void link_notes(Tags *tags, Element *parent, Pending *pending)
{
    while (pending->done < pending->count)
        link_tree(tags, pending->notes[pending->done++], parent, pending);
}

static Element *inner_of(const Tags *tags, const Node *node, Element *root_parent, const Node *root)
{
    for (; node; node = node->parent) {
        const Tagged *tagged = tagged_find(tags, node);
        if (tagged && tagged->inner)
            return tagged->inner;
        if (node == root)
            break;
    }
    return root_parent;
}

static void link_node(Tags *tags, const Node *node, Element *parent)
{
    tagged_of(tags, node);
    Tagged *tagged = tagged_find(tags, node);
    if (!tagged->outer)
        return;
    if (node->kind == NODE_ROW)
        parent = row_group(tags, parent, node);
    append(parent, tagged->outer);
    if (tagged->label)
        append(tagged->outer, tagged->label);
    if (tagged->inner != tagged->outer)
        append(tagged->outer, tagged->inner);
}

static void link_tree(Tags *tags, const Node *root, Element *parent, Pending *pending)
{
    bool outermost = root->kind != NODE_NOTE;
    Walk walk = walk_start((Node *)root); /* nothing is changed */
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event == WALK_ENTER) {
            if (!is_in_tree(tags, node) ||
                (node->role == ROLE_NOTES && node->kind == NODE_SECTION)) {
                walk_skip(&walk);
                continue;
            }
            link_node(tags, node,
                      node == root ? parent : inner_of(tags, node->parent, parent, root));
            const Node *note = node->kind == NODE_NOTE_REFERENCE ? node->note_reference.note : NULL;
            if (note && note->note.reference == node && tagged_find(tags, note)) {
                pending->notes =
                    memory_grow(pending->notes, pending->count + 1, &pending->room, sizeof(Node *));
                pending->notes[pending->count++] = note;
            }
        }
        bool leaf = node_shape(node->kind) == SHAPE_LEAF;
        if (!outermost || (walk.event == WALK_ENTER && !leaf))
            continue;
        if (node->kind == NODE_CELL)
            link_notes(tags, inner_of(tags, node, parent, root), pending);
        else if (node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING ||
                 node->kind == NODE_FIGURE)
            link_notes(tags, inner_of(tags, node->parent, parent, root), pending);
    }
}

Element *tags_build(Tags *tags)
{
    const Node *book = tags->pages->book->root;
    Element *root = tagged_of(tags, book)->outer;
    Element above = {0};
    Pending pending = {0};
    link_tree(tags, book, &above, &pending);
    root->parent = NULL;
    free(pending.notes);
    return root;
}

Element *element_next(const Element *element)
{
    if (element->first)
        return element->first;
    while (element && !element->next)
        element = element->parent;
    return element ? element->next : NULL;
}

const Mark *element_first_mark(const Element *element)
{
    const Mark *first = element->marks;
    for (const Element *child = element->first; child; child = child->first) {
        if (child->marks && (!first || mark_precedes(child->marks, first)))
            first = child->marks;
        if (first)
            break; /* what lies deeper is later */
    }
    return first;
}
