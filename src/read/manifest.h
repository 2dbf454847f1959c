/* book.yaml and front matter: the keys, and the structs that they fill. */
#ifndef BINDERY_READ_MANIFEST_H
#define BINDERY_READ_MANIFEST_H

#include "base/diag.h"
#include "book/book.h"
#include "read/keys.h"

/* What book.yaml lists besides what a Book keeps. */
typedef struct Manifest {
    StringList interviews; /* file names, in order; none: all, by number */
} Manifest;

/* Fills the book's metadata. False when the file is no mapping (reported): then there is none. */
bool manifest_read(Book *book, const char *text, size_t length, Manifest *manifest,
                   Diagnostics *diagnostics);

/* Fills an interview from its front matter, whose first line is `line` of interview->file. */
bool front_matter_read(Interview *interview, const char *text, size_t length, int line,
                       Arena *arena, Diagnostics *diagnostics);

/* The title of a prose chapter, from front matter that holds nothing else; NULL when there is none.
 */
const char *chapter_title_read(const char *file, const char *text, size_t length, int line,
                               Arena *arena, Diagnostics *diagnostics);

#endif
