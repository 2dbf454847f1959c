/* The cover: the editor's image, or one drawn from the book's own title and type. */
#ifndef BINDERY_EPUB_COVER_H
#define BINDERY_EPUB_COVER_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"
#include "layout/layout.h"

typedef enum CoverFormat { COVER_PNG, COVER_JPEG } CoverFormat;

enum { COVER_WIDTH = 1600, COVER_HEIGHT = 2560 }; /* pixels of a drawn cover */

/* Puts the image's bytes into `out`. An image of the editor's that cannot be used is reported, and
 * the cover is drawn. */
CoverFormat cover_make(const Book *book, Composer *composer, Diagnostics *diagnostics, Str *out);

#endif
