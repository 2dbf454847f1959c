/* What paper shows in place of links. */
#ifndef BINDERY_PASS_REFERENCES_H
#define BINDERY_PASS_REFERENCES_H

#include "book/book.h"

/* Numbers the links of a section that lead out of the book, the same address always alike, and
 * lists the addresses in a division LINKS at its end; for print only. Numbers and a list that are
 * there already are made anew. */
void references_number(Book *book, Node *section);

#endif
