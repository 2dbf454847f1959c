/* A walk through a tree in reading order: each node is entered, and, unless it is a leaf by kind,
 * left after its children.
 *
 *     Walk walk = walk_start(root);
 *     while (walk_next(&walk))
 *         if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
 *             …
 *
 * The current node may change its fields and children, and may be replaced or removed while it is
 * entered if walk_skip() is called first. */
#ifndef BINDERY_BOOK_WALK_H
#define BINDERY_BOOK_WALK_H

#include "book/book.h"

typedef enum WalkEvent { WALK_ENTER, WALK_EXIT } WalkEvent;

typedef struct Walk {
    Node *node;
    WalkEvent event;
    int depth; /* of node below the root */
    /* private */
    Node *root, *next;
    WalkEvent next_event;
    int next_depth;
} Walk;

Walk walk_start(const Node *root); /* who may not change the nodes, walks to read */
bool walk_next(Walk *walk);        /* false at the end */
void walk_skip(Walk *walk);        /* after ENTER: neither its children nor its EXIT will come */

#endif
