/* The Unicode bidirectional algorithm (Unicode Standard Annex 9), by FriBidi. */
#ifndef BINDERY_LAYOUT_BIDI_H
#define BINDERY_LAYOUT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when a text may hold characters that run from right to left, or that direct them. */
bool bidi_needed(const char *text, size_t length);

/* True for a language that is written from right to left, unless its tag names another script. */
bool bidi_language(const char *language);

/* The embedding level of each character; odd ones run from right to left. The paragraph runs to the
 * right unless `right_to_left`, or unless it holds no letter that does. Returns its level, 0 or 1.
 */
int bidi_levels(const uint32_t *text, size_t count, bool right_to_left, uint8_t *levels);

/* Rule L2: order[i] is the logical index of what stands at place i from the left. */
void bidi_reorder(const uint8_t *levels, size_t count, uint32_t *order);

#endif
