/* The bidirectional levels of a paragraph (Unicode Standard Annex 9). */
#ifndef BINDERY_LAYOUT_LEVELS_H
#define BINDERY_LAYOUT_LEVELS_H

#include "layout/collect.h"

/* The level of each character of all runs, to be freed by the caller; NULL: none is from right to
 * left, nor is the language (`from_right`: see bidi_language). A leader leads the way of the
 * language, so that the entries of a list of contents all run alike. Says whether the paragraph as
 * a whole runs from right to left. */
uint8_t *runs_levels(const Runs *runs, bool from_right, bool *right_to_left);

/* How many characters, that is levels, a run has: an image or a break has one. */
size_t run_characters(const Run *run);

#endif
