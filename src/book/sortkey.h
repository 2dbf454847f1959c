/* The key by which a person is sorted, from the name as it is written: "Jan van den Berg" →
 * "Berg, Jan van den". */
#ifndef BINDERY_BOOK_SORTKEY_H
#define BINDERY_BOOK_SORTKEY_H

#include "base/arena.h"

#include <stdbool.h>

/* In the arena. *sure becomes false when the name could as well be sorted otherwise: lower-case
 * particles outside the languages that agree about them, two surnames in Spanish. */
const char *sort_key(Arena *arena, const char *name, const char *language, bool *sure);

#endif
