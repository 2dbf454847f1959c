#include "base/strmap.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a. */
static size_t hash(const char *key)
{
    uint64_t h = 14695981039346656037u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

/* The entry of the key, or the free one where it would stand. */
static StrMapEntry *entry_of(const StrMap *map, const char *key)
{
    size_t at = hash(key) & (map->capacity - 1);
    while (map->entries[at].key && strcmp(map->entries[at].key, key) != 0)
        at = (at + 1) & (map->capacity - 1);
    return &map->entries[at];
}

static void grow(StrMap *map)
{
    StrMap larger = {.count = map->count, .capacity = map->capacity ? map->capacity * 2 : 64};
    larger.entries = memory_new(larger.capacity * sizeof *larger.entries);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->entries[i].key)
            *entry_of(&larger, map->entries[i].key) = map->entries[i];
    free(map->entries);
    *map = larger;
}

size_t *strmap_slot(StrMap *map, const char *key)
{
    if (map->count * 2 >= map->capacity)
        grow(map);
    StrMapEntry *entry = entry_of(map, key);
    if (!entry->key) {
        entry->key = key;
        map->count++;
    }
    return &entry->value;
}

const size_t *strmap_find(const StrMap *map, const char *key)
{
    StrMapEntry *entry = map->capacity ? entry_of(map, key) : NULL;
    return entry && entry->key ? &entry->value : NULL;
}

void strmap_release(StrMap *map)
{
    free(map->entries);
    *map = (StrMap){0};
}
