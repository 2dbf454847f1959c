/* A canvas for the cover: type and rules in a picture of eleven colours, drawn by FreeType.
 *
 * Colour 0 is the ground; from it a ramp of five steps leads to each of two inks, so that edges
 * are smooth. The picture stays small. */
#ifndef BINDERY_EPUB_COVER_CANVAS_H
#define BINDERY_EPUB_COVER_CANVAS_H

#include "base/diag.h"
#include "book/book.h"
#include "epub/png.h"
#include "layout/layout.h"

enum { COVER_LINES = 8, CANVAS_RAMP = 5 };

/* An ink is the colour before the first step of its ramp. */
typedef enum Ink { INK_LIGHT = 0, INK_ACCENT = CANVAS_RAMP } Ink;

typedef struct Canvas Canvas;

/* `margin`: left and right of the text. */
Canvas *canvas_new(int width, int height, int margin, const Book *book, Composer *composer,
                   Diagnostics *diagnostics);
void canvas_free(Canvas *canvas);

/* How a text may be set: a pixel is a point to the typesetter. */
typedef struct Type {
    int size;    /* pixels */
    int leading; /* pixels from line to line */
    int most;    /* lines, COVER_LINES at most */
    bool italic;
} Type;

/* A text that was divided into lines. Strings belong to the canvas. */
typedef struct Fitted {
    Type type;
    const char *lines[COVER_LINES];
    int count; /* 0: it does not fit, or there is no text */
} Fitted;

/* What becomes of a text that is too long for its type: nothing is set; or words are divided, and
 * the rest is cut off and shown by an ellipsis. */
typedef enum CanvasFit { FIT_WHOLE, FIT_AT_ANY_COST } CanvasFit;

/* Divides a text into lines of like width. `text` may be NULL. */
Fitted canvas_fit(Canvas *canvas, const char *text, Type type, CanvasFit fit);

/* Draws from the baseline `y` of its first line on; right-to-left books at the right margin. */
void canvas_text(Canvas *canvas, const Fitted *fitted, Ink ink, int y);
void canvas_rule(Canvas *canvas, Ink ink, int y, int width, int height);

/* The picture; borrowed. */
PngRows canvas_rows(const Canvas *canvas);

#endif
