/* A readable picture of a book: golden tests and people read it.
 *
 * One node a line, indented by depth: kind, .role, then what it holds; text in quotes, with
 * invisible characters escaped (U+00A0 as \u{A0}). Places are left out unless asked for. */
#ifndef BINDERY_BOOK_DUMP_H
#define BINDERY_BOOK_DUMP_H

#include "base/str.h"
#include "book/book.h"

/* The metadata, questions, interviews and people, then the tree. */
void book_dump(const Book *book, Str *out);

/* A quoted string with invisible characters escaped; NULL gives `-`. */
void dump_string(Str *out, const char *text);

#endif
