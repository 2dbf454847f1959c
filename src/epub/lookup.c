#include "epub/lookup.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

void lookup_add(Lookup *lookup, const void *key, const void *value)
{
    lookup->entries =
        memory_grow(lookup->entries, lookup->count + 1, &lookup->capacity, sizeof *lookup->entries);
    lookup->entries[lookup->count] = (LookupEntry){key, value, lookup->count};
    lookup->count++;
}

static int by_key(const void *a, const void *b)
{
    const LookupEntry *x = a, *y = b;
    if (x->key != y->key)
        return (uintptr_t)x->key < (uintptr_t)y->key ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

void lookup_sort(Lookup *lookup)
{
    if (lookup->count)
        qsort(lookup->entries, lookup->count, sizeof *lookup->entries, by_key);
}

const void *lookup_find(const Lookup *lookup, const void *key)
{
    size_t low = 0, high = lookup->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)lookup->entries[middle].key < (uintptr_t)key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < lookup->count && lookup->entries[low].key == key ? lookup->entries[low].value
                                                                  : NULL;
}

void lookup_release(Lookup *lookup)
{
    free(lookup->entries);
    *lookup = (Lookup){0};
}
