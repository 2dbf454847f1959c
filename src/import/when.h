/* Dates as people and programs write them. */
#ifndef BINDERY_IMPORT_WHEN_H
#define BINDERY_IMPORT_WHEN_H

#include "base/arena.h"

#include <stdbool.h>

/* The first date in the text, as ISO 8601 (YYYY-MM-DD), in the arena: `2015-06-25T…`, `25 June
 * 2015`, `June 25th, 2015`, `25.6.2015`, in the languages of book/months.def. NULL when there is
 * none, or when it can be read in two ways (`3/4/2015`). */
const char *when_find(Arena *arena, const char *text);

/* True when the text says little besides a date. */
bool when_is_all(Arena *arena, const char *text);

#endif
