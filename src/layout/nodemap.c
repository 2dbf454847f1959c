#include "layout/nodemap.h"

#include "base/memory.h"

#include <stdlib.h>

enum { FIRST_ROOM = 64 };

static NodeSlot *slot_of(const NodeMap *map, const Node *node)
{
    uint64_t hash = (uint64_t)(uintptr_t)node * 0x9E3779B97F4A7C15u;
    for (size_t i = (size_t)(hash >> 20) & (map->room - 1);; i = (i + 1) & (map->room - 1))
        if (!map->slots[i].node || map->slots[i].node == node)
            return &map->slots[i];
}

static void grow(NodeMap *map)
{
    NodeMap old = *map;
    map->room = old.room ? old.room * 2 : FIRST_ROOM;
    map->slots = memory_new(map->room * sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].node)
            *slot_of(map, old.slots[i].node) = old.slots[i];
    free(old.slots);
}

bool nodemap_add(NodeMap *map, const Node *node, size_t value)
{
    if (map->count * 2 >= map->room)
        grow(map);
    NodeSlot *slot = slot_of(map, node);
    if (slot->node)
        return false;
    *slot = (NodeSlot){node, value};
    map->count++;
    return true;
}

bool nodemap_find(const NodeMap *map, const Node *node, size_t *value)
{
    const NodeSlot *slot = map->room ? slot_of(map, node) : NULL;
    if (!slot || !slot->node)
        return false;
    *value = slot->value;
    return true;
}

void nodemap_release(NodeMap *map)
{
    free(map->slots);
    *map = (NodeMap){0};
}
