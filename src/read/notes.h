/* What is wrong with footnotes: the parser drops unused ones and shows dangling references as text.
 */
#ifndef BINDERY_READ_NOTES_H
#define BINDERY_READ_NOTES_H

#include "base/diag.h"
#include "book/book.h"

#include <stddef.h>

/* Compares the `[^label]` of a source with the notes that the parser made below `blocks`. */
void notes_check(Book *book, Node *blocks, const char *file, const char *text, size_t length,
                 int line, Diagnostics *diagnostics);

#endif
