/* Plain text: what a font does to each two letters in a row.
 *
 * Most words are letters that stand beside each other with a kern between some of them. What
 * HarfBuzz makes of every two letters is asked once; a word of letters that take part in nothing
 * else (forms that depend on their neighbours), and none beside another with which it may begin or
 * end a ligature, is then put together from its pairs, with the glyphs and positions that HarfBuzz
 * would give it as a whole. Widths are in font units. */
#ifndef BINDERY_LAYOUT_PAIRS_H
#define BINDERY_LAYOUT_PAIRS_H

#include "layout/pages.h"
#include "layout/shaping.h"

typedef struct Pairs Pairs;

/* For text from left to right. The buffer is borrowed for as long as the pairs live, and used by
 * every call. */
Pairs *pairs_new(Arena *arena, const Font *font, const Shaping *shaping, hb_buffer_t *buffer);

/* Gives glyphs[count] for count characters; false when they are not plain: they want to be shaped
 * as a whole. */
bool pairs_shape(Pairs *pairs, const uint32_t *characters, size_t count, Glyph *glyphs);

#endif
