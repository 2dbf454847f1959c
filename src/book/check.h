/* What holds of every book, after any stage: tests and fuzzers ask for it. */
#ifndef BINDERY_BOOK_CHECK_H
#define BINDERY_BOOK_CHECK_H

#include "base/file.h"
#include "book/book.h"

/* True when the tree is sound: links between nodes agree; a node holds only what its kind may hold
 * (items in lists, cells in rows, blocks in sections, inlines in lines); text is valid UTF-8
 * without control characters (but for the line ends of a code block); notes that are referred to
 * are in the book. Otherwise false, and the reason names the first node that is not. */
bool book_check(const Book *book, Reason *why);

#endif
