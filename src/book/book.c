#include "book/book.h"

#include "base/memory.h"
#include "base/str.h"
#include "book/walk.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *element;
    NodeShape shape;
} kinds[NODE_KIND_COUNT] = {
#define KIND(name, dump, element, shape) {dump, element, SHAPE_##shape},
#include "book/kinds.def"
#undef KIND
};

static const struct {
    const char *class_name, *epub_type, *aria;
} roles[ROLE_COUNT] = {
#define ROLE(name, class_name, epub_type, aria) {class_name, epub_type, aria},
#include "book/roles.def"
#undef ROLE
};

Book *book_new(void)
{
    Arena *arena = arena_new();
    Book *book = arena_alloc(arena, sizeof *book);
    book->arena = arena;
    book->nodes = arena_new();
    book->root = node_new(book, NODE_BOOK, ROLE_NONE, (Place){0});
    return book;
}

void book_free(Book *book)
{
    if (!book)
        return;
    arena_free(book->nodes);
    arena_free(book->arena);
}

Node *node_new(Book *book, NodeKind kind, NodeRole role, Place place)
{
    Node *node = arena_alloc(book->nodes, sizeof *node);
    node->kind = kind;
    node->role = role;
    node->place = place;
    if (kind == NODE_SECTION)
        node->section.question = -1;
    return node;
}

Node *node_text(Book *book, const char *text, size_t length, Place place)
{
    Node *node = node_new(book, NODE_TEXT, ROLE_NONE, place);
    node->text = arena_bytes(book->arena, text, length);
    node->length = length;
    return node;
}

void node_append(Node *parent, Node *child)
{
    child->parent = parent;
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_insert_before(Node *sibling, Node *node)
{
    node->parent = sibling->parent;
    node->next = sibling;
    node->previous = sibling->previous;
    if (sibling->previous)
        sibling->previous->next = node;
    else
        sibling->parent->first = node;
    sibling->previous = node;
}

void node_insert_after(Node *sibling, Node *node)
{
    if (sibling->next)
        node_insert_before(sibling->next, node);
    else
        node_append(sibling->parent, node);
}

void node_remove(Node *node)
{
    Node *parent = node->parent;
    if (node->previous)
        node->previous->next = node->next;
    else if (parent)
        parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (parent)
        parent->last = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void node_replace(Node *old, Node *replacement)
{
    node_insert_before(old, replacement);
    node_remove(old);
}

Node *node_add(Book *book, Node *parent, NodeKind kind, NodeRole role, Place place)
{
    Node *node = node_new(book, kind, role, place);
    node_append(parent, node);
    return node;
}

Node *node_add_text(Book *book, Node *parent, const char *text, Place place)
{
    Node *node = node_text(book, text, strlen(text), place);
    node_append(parent, node);
    return node;
}

NodeShape node_shape(NodeKind kind)
{
    return kinds[kind].shape;
}

const char *node_kind_name(NodeKind kind)
{
    return kinds[kind].name;
}

const char *node_element(const Node *node)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    switch (node->kind) {
    case NODE_HEADING: return headings[node->level < 1 ? 0 : node->level > 6 ? 5 : node->level - 1];
    case NODE_LIST: return node->list.ordered ? "ol" : "ul";
    case NODE_CELL:
        return node->parent && node->parent->kind == NODE_ROW && node->parent->row.header ? "th"
                                                                                          : "td";
    default: return kinds[node->kind].element;
    }
}

const char *role_class(NodeRole role)
{
    return roles[role].class_name;
}

const char *role_epub_type(NodeRole role)
{
    return roles[role].epub_type;
}

const char *role_aria(NodeRole role)
{
    return roles[role].aria;
}

const char *node_language(const Book *book, const Node *node)
{
    for (; node; node = node->parent)
        if (node->language)
            return node->language;
    return book->language;
}

const Node *node_document(const Node *node)
{
    while (node && !(node->kind == NODE_SECTION && node->section.file))
        node = node->parent;
    return node;
}

bool node_in_epub(const Node *node)
{
    for (; node; node = node->parent)
        if (node->scope == SCOPE_PRINT)
            return false;
    return true;
}

Place node_place_at(const Node *text, size_t offset)
{
    Place place = text->place;
    if (place.column)
        place.column += (int)offset;
    return place;
}

char *node_plain_text(Arena *arena, const Node *node)
{
    Str text = STR_INIT;
    Walk walk = walk_start(node);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (walk.node->role == ROLE_LINK_NUMBER || walk.node->role == ROLE_PAGE_OF)
            walk_skip(&walk);
        else if (walk.node->text)
            str_add_bytes(&text, walk.node->text, walk.node->length);
        else if (walk.node->kind == NODE_LINE_BREAK)
            str_add_char(&text, ' ');
        else if (walk.node->kind == NODE_IMAGE)
            str_add(&text, walk.node->image.alt);
    }
    char *result = arena_bytes(arena, text.data, text.length);
    str_release(&text);
    return result;
}
