#include "style/table.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

Table table_new(Arena *arena)
{
    return (Table){.arena = arena};
}

void table_release(Table *table)
{
    free(table->entries);
    *table = (Table){.arena = table->arena};
}

static uint64_t hash_bytes(const char *bytes, size_t size)
{
    uint64_t hash = 0x9E3779B97F4A7C15u ^ size;
    for (; size >= 8; bytes += 8, size -= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * 0x9FB21C651E98DF25u;
        hash ^= hash >> 32;
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes, size);
    hash = (hash ^ rest) * 0x9FB21C651E98DF25u;
    return hash ^ hash >> 29;
}

static TableEntry *find(TableEntry *entries, size_t capacity, const void *key, size_t size,
                        uint64_t hash)
{
    size_t i = hash & (capacity - 1);
    while (entries[i].key && (entries[i].hash != hash || entries[i].size != size ||
                              memcmp(entries[i].key, key, size) != 0))
        i = (i + 1) & (capacity - 1);
    return &entries[i];
}

static void grow(Table *table)
{
    size_t capacity = table->capacity ? table->capacity * 2 : 64;
    TableEntry *entries = memory_new(capacity * sizeof *entries);
    for (size_t i = 0; i < table->capacity; i++) {
        const TableEntry *old = &table->entries[i];
        if (old->key)
            *find(entries, capacity, old->key, old->size, old->hash) = *old;
    }
    free(table->entries);
    table->entries = entries;
    table->capacity = capacity;
}

TableEntry *table_entry(Table *table, const void *key, size_t size)
{
    if (table->count >= table->capacity / 2)
        grow(table);
    uint64_t hash = hash_bytes(key, size);
    TableEntry *entry = find(table->entries, table->capacity, key, size, hash);
    if (!entry->key) {
        *entry =
            (TableEntry){.key = arena_bytes(table->arena, key, size), .size = size, .hash = hash};
        table->count++;
    }
    return entry;
}

const void *table_intern(Table *table, const void *bytes, size_t size)
{
    return table_entry(table, bytes, size)->key;
}

const char *table_intern_string(Table *table, const char *string)
{
    return table_intern(table, string, strlen(string));
}
