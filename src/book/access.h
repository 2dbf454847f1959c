/* What is true of a book for those who do not read it by eye: the EPUB's metadata and `bindery
 * check` say it. Derived from the tree as the passes leave it, never claimed. */
#ifndef BINDERY_BOOK_ACCESS_H
#define BINDERY_BOOK_ACCESS_H

#include "book/book.h"

typedef struct AccessFacts {
    bool images;       /* there are some */
    bool alternatives; /* every one has a text in its place */
    bool descriptions; /* some have a long description too */
    bool index;        /* of people */
    bool pages;        /* printed page numbers are marked; the caller's to say, false at first */
} AccessFacts;

AccessFacts access_facts(const Book *book);

/* The facts in plain sentences, in the book's language. In the book's arena. */
const char *access_summary(const Book *book, AccessFacts facts);

#endif
