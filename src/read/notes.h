/* What is wrong with footnotes: the parser drops unused ones, keeps those that only call each
 * other, and shows dangling references as text. */
#ifndef BINDERY_READ_NOTES_H
#define BINDERY_READ_NOTES_H

#include "base/diag.h"
#include "book/book.h"

#include <stddef.h>

/* Compares the `[^label]` of a source with the notes that the parser made among `blocks`, and names
 * these. After it, each note is called from the text, perhaps by way of other notes, and no note
 * calls itself; what had to be taken out for that is reported. */
void notes_check(Book *book, Node *blocks, const char *file, const char *text, size_t length,
                 int line, Diagnostics *diagnostics);

#endif
