/* A map from strings to numbers: for names that must be unique, and for things found by name.
 *
 * Keys are borrowed and must outlive the map. It is asked, never walked, so that the order of its
 * hashes decides nothing. */
#ifndef BINDERY_BASE_STRMAP_H
#define BINDERY_BASE_STRMAP_H

#include <stddef.h>

typedef struct StrMapEntry {
    const char *key; /* NULL: free */
    size_t value;
} StrMapEntry;

typedef struct StrMap {     /* starts as {0} */
    StrMapEntry *entries;   /* heap, [capacity] */
    size_t count, capacity; /* capacity: 0 or a power of two */
} StrMap;

/* The key's value, which starts as 0: valid until the next call. */
size_t *strmap_slot(StrMap *map, const char *key);

/* The key's value, or NULL when it is not in the map. */
const size_t *strmap_find(const StrMap *map, const char *key);

void strmap_release(StrMap *map);

#endif
