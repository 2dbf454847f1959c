/* Pictures: image files as cairo's surfaces. */
#ifndef BINDERY_PDF_PICTURES_H
#define BINDERY_PDF_PICTURES_H

#include "base/diag.h"
#include "book/book.h"

#include <cairo.h>

/* The image that a node shows, the caller's to destroy. The file goes into the PDF once, however
 * often it is opened; a JPEG's data as they are. NULL, reported: the file is damaged. */
cairo_surface_t *picture_open(const Node *node, Diagnostics *diagnostics);

#endif
