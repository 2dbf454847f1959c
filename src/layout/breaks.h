/* Where a line may end inside a word. */
#ifndef BINDERY_LAYOUT_BREAKS_H
#define BINDERY_LAYOUT_BREAKS_H

#include "layout/shape.h"
#include "layout/wordset.h"

/* Finds a word's breaks once; word->breaks are then sorted by place, with estimated widths.
 * `words`: those of the book. */
void word_find_breaks(Shaper *shaper, Word *word, const WordSet *words);

/* The widths of the two parts when each is shaped by itself. */
BreakWidths word_exact_widths(Shaper *shaper, const Word *word, int index);

#endif
