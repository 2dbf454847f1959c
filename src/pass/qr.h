/* QR codes (ISO/IEC 18004), as pictures of a book. */
#ifndef BINDERY_PASS_QR_H
#define BINDERY_PASS_QR_H

#include "book/book.h"

/* An IMAGE_MATRIX that encodes a text, with its quiet zone of 4 modules; about 0.6 mm a module
 * unless a style says otherwise. In the book's arena; NULL when the text is too long for a code. */
Image *qr_image(Book *book, const char *text);

#endif
