#include "book/walk.h"

#include <stdint.h>

/* Trees are walked more than anything else is done with them: what has children is no leaf. */
static bool is_leaf(const Node *node)
{
    return !node->first && node_shape(node->kind) == SHAPE_LEAF;
}

Walk walk_start(const Node *root)
{
    Node *first = (Node *)(uintptr_t)root;
    return (Walk){.root = first, .next = first, .next_event = WALK_ENTER};
}

/* What comes once `node` is done with: its next sibling, or its parent's end. */
static void plan_after(Walk *walk, Node *node, int depth)
{
    if (node == walk->root) {
        walk->next = NULL;
    } else if (node->next) {
        walk->next = node->next;
        walk->next_event = WALK_ENTER;
        walk->next_depth = depth;
    } else {
        walk->next = node->parent;
        walk->next_event = WALK_EXIT;
        walk->next_depth = depth - 1;
    }
}

/* Plans from the node as it is now: its children may have changed since it was entered. */
static void plan(Walk *walk)
{
    if (walk->event == WALK_ENTER && !is_leaf(walk->node)) {
        bool empty = !walk->node->first;
        walk->next = empty ? walk->node : walk->node->first;
        walk->next_event = empty ? WALK_EXIT : WALK_ENTER;
        walk->next_depth = walk->depth + !empty;
    } else {
        plan_after(walk, walk->node, walk->depth);
    }
}

bool walk_next(Walk *walk)
{
    if (walk->node)
        plan(walk);
    if (!walk->next)
        return false;
    walk->node = walk->next;
    walk->event = walk->next_event;
    walk->depth = walk->next_depth;
    return true;
}

void walk_skip(Walk *walk)
{
    plan_after(walk, walk->node, walk->depth);
    walk->node = NULL;
}
