/* A hash table whose keys are bytes: to intern (equal bytes become one pointer) and to remember.
 *
 * Keys are copied into the arena and stay where they are; nothing is ever removed. A key that is a
 * struct must have been zeroed before it was filled, for the sake of its padding. */
#ifndef BINDERY_STYLE_TABLE_H
#define BINDERY_STYLE_TABLE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

typedef struct TableEntry {
    const void *key; /* [size], aligned for any object, followed by a NUL */
    size_t size;
    const void *value; /* NULL when the entry is new */
    uint64_t hash;
} TableEntry;

typedef struct Table {
    Arena *arena;
    TableEntry *entries; /* [capacity], on the heap; key NULL: free */
    size_t count, capacity;
} Table;

Table table_new(Arena *arena);
void table_release(Table *table);

/* The entry of that key, made when there is none. Valid until the next call. */
TableEntry *table_entry(Table *table, const void *key, size_t size);

/* The one copy of these bytes. */
const void *table_intern(Table *table, const void *bytes, size_t size);
const char *table_intern_string(Table *table, const char *string);

#endif
