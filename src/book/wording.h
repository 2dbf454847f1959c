/* Questions that are worded alike. */
#ifndef BINDERY_BOOK_WORDING_H
#define BINDERY_BOOK_WORDING_H

#include "base/arena.h"

/* What is left of a question's wording once case, punctuation, spaces and British or American
 * spelling are folded: two wordings with equal keys are the same question. In the arena. */
char *wording_key(Arena *arena, const char *text);

#endif
