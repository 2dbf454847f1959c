/* An image alone in a paragraph is a figure, its title the caption. */
#include "book/walk.h"
#include "pass/passes.h"

#include <string.h>

static bool is_blank(const Node *node)
{
    return node->kind == NODE_LINE_BREAK ||
           (node->kind == NODE_TEXT && node->text[strspn(node->text, " ")] == '\0');
}

/* The image that a node is, or that is all its link holds; NULL when it is something else, or when
 * there is nothing to show. */
static const Node *image_in(const Node *node)
{
    if (node->kind == NODE_LINK && node->first && node->first == node->last)
        node = node->first;
    return node->kind == NODE_IMAGE && node->image.image ? node : NULL;
}

/* The only image of a paragraph that holds nothing else. */
static const Node *lone_image(const Node *paragraph)
{
    const Node *found = NULL;
    for (const Node *n = paragraph->first; n; n = n->next) {
        const Node *image = image_in(n);
        if (is_blank(n))
            continue;
        if (!image || found)
            return NULL;
        found = image;
    }
    return found;
}

static void make_figure(Book *book, Node *paragraph, const Node *image)
{
    paragraph->kind = NODE_FIGURE;
    for (Node *n = paragraph->first, *next; n; n = next) {
        next = n->next;
        if (is_blank(n))
            node_remove(n);
    }
    if (!image->image.title || !*image->image.title)
        return;
    Node *caption = node_add(book, paragraph, NODE_CAPTION, ROLE_NONE, paragraph->place);
    node_add_text(book, caption, image->image.title, paragraph->place);
}

void pass_figures(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER || walk.node->kind != NODE_PARAGRAPH)
            continue;
        const Node *image = lone_image(walk.node);
        if (image)
            make_figure(book, walk.node, image);
        walk_skip(&walk);
    }
}
