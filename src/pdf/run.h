/* A run: glyphs gathered until they are shown in one call, which is fast and keeps the file small.
 */
#ifndef BINDERY_PDF_RUN_H
#define BINDERY_PDF_RUN_H

#include "layout/pages.h"
#include "pdf/typefaces.h"

#include <cairo.h>

typedef struct Run {
    cairo_t *cairo;
    Typefaces *typefaces;
    cairo_scaled_font_t *font;      /* of the glyphs gathered */
    Face *face;                     /* the font's */
    const Line *line;               /* of the last piece */
    double start, end;              /* of the line, of the piece with its space: in points */
    double gap;                     /* between two pieces lately, in thousandths of an em */
    Color color;                    /* the source of the cairo context */
    bool backward, failed;          /* failed: a font could not be opened */
    cairo_glyph_t *glyphs;          /* [glyph_count] heap, as the following */
    cairo_text_cluster_t *clusters; /* none: cairo knows what the glyphs mean */
    char *text;
    size_t glyph_count, glyph_room, cluster_count, cluster_room, length, room;
} Run;

/* Adds a piece of a line whose origin is x, y. */
void run_add(Run *run, const Line *line, const Piece *piece, Sp x, Sp y);

/* Shows what was gathered. Call it before anything else is drawn. */
void run_flush(Run *run);

/* Sets the colour of what is drawn next. */
void run_color(Run *run, Color color);

void run_release(Run *run);

#endif
