#include "book/check.h"

#include "base/utf8.h"
#include "book/walk.h"

#include <string.h>

static bool is_inline(NodeKind kind)
{
    return kind >= NODE_TEXT;
}

/* Kinds that stand only in one other. */
static bool is_in_place(const Node *node)
{
    NodeKind parent = node->parent->kind;
    switch (node->kind) {
    case NODE_BOOK: return false;
    case NODE_ITEM: return parent == NODE_LIST;
    case NODE_ROW: return parent == NODE_TABLE;
    case NODE_CELL: return parent == NODE_ROW;
    case NODE_CAPTION: return parent == NODE_FIGURE;
    case NODE_SECTION: return parent == NODE_BOOK || parent == NODE_SECTION;
    default: return parent != NODE_LIST && parent != NODE_TABLE && parent != NODE_ROW;
    }
}

static bool may_hold(const Node *parent, const Node *child)
{
    switch (node_shape(parent->kind)) {
    case SHAPE_SECTIONING:
    case SHAPE_BLOCKS: return !is_inline(child->kind) && is_in_place(child);
    case SHAPE_LINE:
    case SHAPE_INLINES: return is_inline(child->kind);
    default: return false;
    }
}

static bool is_linked(const Node *node)
{
    const Node *parent = node->parent;
    return (node->previous ? node->previous->next : parent->first) == node &&
           (node->next ? node->next->previous : parent->last) == node;
}

static bool has_sound_text(const Node *node)
{
    bool holds_text =
        node->kind == NODE_TEXT || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK;
    if (!holds_text || !node->text)
        return !holds_text && !node->text;
    if (strlen(node->text) != node->length || utf8_invalid(node->text, node->length) < node->length)
        return false;
    for (size_t at = 0, n; at < node->length; at += n) {
        uint32_t c;
        n = utf8_decode(node->text + at, node->length - at, &c);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        if (control && !(c == '\n' && node->kind == NODE_CODE_BLOCK))
            return false;
    }
    return true;
}

static bool is_in_book(const Book *book, const Node *node)
{
    while (node && node != book->root)
        node = node->parent;
    return node;
}

/* What is wrong with a node; NULL: nothing. */
static const char *fault(const Book *book, const Node *node)
{
    if (node->parent && !is_linked(node))
        return "is not where its neighbours say";
    if (node->parent && !may_hold(node->parent, node))
        return "stands where its kind may not";
    if (!has_sound_text(node))
        return "has unsound text";
    if (node->kind == NODE_HEADING && (node->level < 1 || node->level > 6))
        return "has no level";
    if (node->kind == NODE_NOTE_REFERENCE && !is_in_book(book, node->note_reference.note))
        return "refers to a note that is not in the book";
    return NULL;
}

bool book_check(const Book *book, Reason *why)
{
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const char *wrong = walk.event == WALK_ENTER ? fault(book, walk.node) : NULL;
        if (wrong)
            return reason_set(why, "%s:%d: the %s %s", walk.node->place.file, walk.node->place.line,
                              node_kind_name(walk.node->kind), wrong);
    }
    return true;
}
