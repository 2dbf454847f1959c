/* CommonMark (with footnotes, tables, strikethrough and autolinks) → nodes. The only module that
 * knows cmark-gfm. */
#ifndef BINDERY_READ_MARKDOWN_H
#define BINDERY_READ_MARKDOWN_H

#include "base/diag.h"
#include "book/book.h"

#include <stddef.h>

/* Blocks, lists and emphasis nest no deeper in a book; what lies deeper is lifted, and reported. */
enum { MARKDOWN_DEPTH = 40 };

/* Parses `text` (see notes_mask()), whose first line is line `line` of `file` (interned in the
 * book), and appends its blocks to `parent`; NOTE nodes come last. Link targets are as the author
 * wrote them, but percent-encoded; images are looked up beside the file and in the book's
 * directory. */
void markdown_read(Book *book, Node *parent, const char *file, const char *text, size_t length,
                   int line, Diagnostics *diagnostics);

#endif
