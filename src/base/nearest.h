/* The word that somebody who misspelt one probably meant. */
#ifndef BINDERY_BASE_NEAREST_H
#define BINDERY_BASE_NEAREST_H

#include "base/arena.h"

#include <stddef.h>

/* The first of the words that differs least from `word` in letters added, left out, changed or
 * swapped with their neighbours, whatever their case; else the first that `word` begins; NULL when
 * none is near. Borrowed. */
const char *nearest_word(const char *word, const char *const *words, size_t count);

/* "did you mean `mentor`?", or what else is to be said when no word is near. In the arena. */
const char *nearest_hint(Arena *arena, const char *word, const char *const *words, size_t count,
                         const char *otherwise);

#endif
