/* Image files: PNG and JPEG, looked at no further than their headers. */
#ifndef BINDERY_READ_IMAGE_H
#define BINDERY_READ_IMAGE_H

#include "base/diag.h"
#include "book/book.h"

/* The image that `address` means in `file`: beside the file, or else in the book's directory. One
 * Image for each file, however often it is used. NULL, with a diagnostic at `place`, when it is not
 * there, lies outside the book, is remote, or is nothing that the book can show. */
Image *image_lookup(Book *book, const char *file, const char *address, Place place,
                    Diagnostics *diagnostics);

/* The cover, which book.yaml names: like any image, but none of those that the text shows. NULL for
 * a NULL name. */
const Image *image_cover(Book *book, const char *name, Place place, Diagnostics *diagnostics);

#endif
