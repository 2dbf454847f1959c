/* Source files → sections. */
#ifndef BINDERY_READ_INTERVIEW_H
#define BINDERY_READ_INTERVIEW_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"

/* Reads interview->file; interview->node becomes its SECTION (without parent). False when the file
 * cannot be read. */
bool interview_read(Book *book, Interview *interview, Diagnostics *diagnostics);

/* The same from a source that was read already; interview->file names it. */
void interview_parse(Book *book, Interview *interview, const Str *source, Diagnostics *diagnostics);

/* Reads a prose chapter of front/ or back/ into a SECTION of that role; NULL when it cannot be
 * read. */
Node *chapter_read(Book *book, const char *file, NodeRole role, Diagnostics *diagnostics);

#endif
