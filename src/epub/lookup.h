/* Lookups by address: filled first, then sorted once, then asked. Addresses are never written
 * anywhere, so that they decide no byte. */
#ifndef BINDERY_EPUB_LOOKUP_H
#define BINDERY_EPUB_LOOKUP_H

#include <stddef.h>

typedef struct LookupEntry {
    const void *key, *value;
    size_t order;
} LookupEntry;

typedef struct Lookup {   /* starts as {0} */
    LookupEntry *entries; /* heap, [count] */
    size_t count, capacity;
} Lookup;

void lookup_add(Lookup *lookup, const void *key, const void *value); /* value is not NULL */
void lookup_sort(Lookup *lookup);
/* The value that was added first under the key; NULL when there is none. */
const void *lookup_find(const Lookup *lookup, const void *key);
void lookup_release(Lookup *lookup);

#endif
