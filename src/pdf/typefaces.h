/* Typefaces: the layout's fonts as cairo's. */
#ifndef BINDERY_PDF_TYPEFACES_H
#define BINDERY_PDF_TYPEFACES_H

#include "base/unit.h"
#include "layout/font.h"

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Typefaces Typefaces;

Typefaces *typefaces_new(void);
void typefaces_free(Typefaces *typefaces);

/* A font at a size, narrowed or widened to `scale` per mille. Lent until typefaces_free(). NULL:
 * its file cannot be opened. In a PDF a glyph of a font means one thing: the font's twin is the
 * same font once more, for glyphs that mean another. */
cairo_scaled_font_t *typefaces_find(Typefaces *typefaces, const Font *font, bool twin, Sp size,
                                    int scale);

/* The character of its own, such as U+FB01, that a ligature's glyph also is in the font; 0: none.
 *
 * Cairo takes that for what the glyph means, and would say so of each single one whose text are the
 * letters. So the letters are put back where the font says it once: see tounicode.h. */
uint32_t typefaces_ligature(Typefaces *typefaces, const Font *font, uint32_t glyph);

#endif
