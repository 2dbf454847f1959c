/* Typefaces: the layout's fonts as cairo's. */
#ifndef BINDERY_PDF_TYPEFACES_H
#define BINDERY_PDF_TYPEFACES_H

#include "base/unit.h"
#include "layout/font.h"

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Typefaces Typefaces;

Typefaces *typefaces_new(void);
void typefaces_free(Typefaces *typefaces);

/* A font's face, open. In a PDF a glyph of a font means one thing: the font's twin is the same font
 * once more, for glyphs that mean another. */
typedef struct Face Face;

/* A face at a size, narrowed or widened. */
typedef struct Typeface {
    Face *face;
    Sp size;
    int scale; /* per mille */
    cairo_scaled_font_t *font;
} Typeface;

/* Lent until the next call. NULL: the font's file cannot be opened. */
const Typeface *typefaces_find(Typefaces *typefaces, const Font *font, bool twin, Sp size,
                               int scale);

/* The character of its own, such as U+FB01, that a ligature's glyph also is in the font; 0: none.
 *
 * Cairo takes that for what the glyph means, and would say so of each single one whose text are the
 * letters. So the letters are put back where the font says it once: see tounicode.h. */
uint32_t face_ligature(const Face *face, uint32_t glyph);

/* True when cairo knows that a glyph means the text: by the font's own map of characters or, for a
 * glyph that no character is mapped to, since a call before. Else the text has to be given, and
 * what a glyph is first given is what it means. */
bool face_knows(Face *face, uint32_t glyph, const char *text, size_t length);

#endif
