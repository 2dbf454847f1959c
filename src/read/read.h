/* Read: a book directory → book. Every mistake is a diagnostic; the reading goes on when it can. */
#ifndef BINDERY_READ_READ_H
#define BINDERY_READ_READ_H

#include "base/diag.h"
#include "book/book.h"

/* Reads book.yaml, front/, interviews/ and back/ below `directory`. The book holds sections FRONT,
 * INTERVIEW and BACK, as the author wrote them; an interview's blocks before its first question lie
 * in an INTRODUCTION, each question and its answer in a QNA. NULL only when there is no readable
 * book.yaml, or it is no mapping: then all else is read for what is wrong with it. */
Book *read_book(const char *directory, Diagnostics *diagnostics);

#endif
