/* A cover for a book whose editor gives none, drawn from the book's own title and type. */
#ifndef BINDERY_EPUB_COVER_H
#define BINDERY_EPUB_COVER_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"
#include "layout/layout.h"

enum { COVER_WIDTH = 1600, COVER_HEIGHT = 2560 }; /* pixels */

/* Adds the cover to `out`, as a PNG file. */
void cover_draw(const Book *book, Composer *composer, Diagnostics *diagnostics, Str *out);

#endif
