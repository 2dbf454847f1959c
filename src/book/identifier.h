/* Identifiers of a book's editions. */
#ifndef BINDERY_BOOK_IDENTIFIER_H
#define BINDERY_BOOK_IDENTIFIER_H

#include "book/book.h"

/* The printed edition's own identifier, `urn:uuid:…`: always the same for the same book. The PDF
 * carries it, and the EPUB names it as the source of its page numbers. A UUID of version 5 (RFC
 * 9562, 5.5) whose name is "pdf", in the name space that the book's identifier is (when it is a
 * UUID) or gives. In the arena. */
char *book_print_identifier(Arena *arena, const Book *book);

/* An identifier, `urn:uuid:…`, for a book of that title that has none: always the same for the same
 * title. In the arena. */
char *book_proposed_identifier(Arena *arena, const char *title);

#endif
