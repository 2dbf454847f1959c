/* A map from addresses to numbers. Nothing is ever read from it in its own order, so that no
 * address decides a byte. */
#ifndef BINDERY_BASE_POINTERMAP_H
#define BINDERY_BASE_POINTERMAP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct PointerSlot {
    const void *key; /* NULL: free */
    size_t value;
} PointerSlot;

typedef struct PointerMap { /* starts as {0} */
    PointerSlot *slots;     /* heap, [room], open addressing; room is 0 or a power of two */
    size_t count, room;
} PointerMap;

/* Gives an address, which is not NULL, its number unless it has one; returns true when it is new.
 */
bool pointermap_add(PointerMap *map, const void *key, size_t value);
bool pointermap_find(const PointerMap *map, const void *key, size_t *value);
void pointermap_release(PointerMap *map);

#endif
