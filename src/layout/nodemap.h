/* A map from book nodes to numbers. Nothing is ever read from it in its own order. */
#ifndef BINDERY_LAYOUT_NODEMAP_H
#define BINDERY_LAYOUT_NODEMAP_H

#include "book/book.h"

typedef struct NodeSlot {
    const Node *node;
    size_t value;
} NodeSlot;

typedef struct NodeMap {
    NodeSlot *slots; /* [room] heap, open addressing; room is 0 or a power of two */
    size_t count, room;
} NodeMap;

/* Gives a node its number unless it has one; returns true when it is new. */
bool nodemap_add(NodeMap *map, const Node *node, size_t value);
bool nodemap_find(const NodeMap *map, const Node *node, size_t *value);
void nodemap_release(NodeMap *map);

#endif
