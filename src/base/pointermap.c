#include "base/pointermap.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { FIRST_ROOM = 64 };

static PointerSlot *slot_of(const PointerMap *map, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9E3779B97F4A7C15u;
    for (size_t i = (size_t)(hash >> 20) & (map->room - 1);; i = (i + 1) & (map->room - 1))
        if (!map->slots[i].key || map->slots[i].key == key)
            return &map->slots[i];
}

static void grow(PointerMap *map)
{
    PointerMap old = *map;
    map->room = old.room ? old.room * 2 : FIRST_ROOM;
    map->slots = memory_new(map->room * sizeof *map->slots);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].key)
            *slot_of(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

bool pointermap_add(PointerMap *map, const void *key, size_t value)
{
    if (map->count * 2 >= map->room)
        grow(map);
    PointerSlot *slot = slot_of(map, key);
    if (slot->key)
        return false;
    *slot = (PointerSlot){key, value};
    map->count++;
    return true;
}

bool pointermap_find(const PointerMap *map, const void *key, size_t *value)
{
    const PointerSlot *slot = map->room ? slot_of(map, key) : NULL;
    if (!slot || !slot->key)
        return false;
    *value = slot->value;
    return true;
}

void pointermap_release(PointerMap *map)
{
    free(map->slots);
    *map = (PointerMap){0};
}
