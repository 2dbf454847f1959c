/* The lower-case words of a book: a capitalised word whose lower-case twin stands in the book is no
 * name, and may be hyphenated. */
#ifndef BINDERY_LAYOUT_WORDSET_H
#define BINDERY_LAYOUT_WORDSET_H

#include "book/book.h"

typedef struct WordSet WordSet;

WordSet *wordset_of_book(const Book *book);
void wordset_free(WordSet *set); /* NULL is allowed */
bool wordset_has(const WordSet *set, const char *word, size_t length);

#endif
