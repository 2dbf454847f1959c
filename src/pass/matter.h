/* The sections that the program makes itself: what the files of the `matter` pass share. */
#ifndef BINDERY_PASS_MATTER_H
#define BINDERY_PASS_MATTER_H

#include "book/book.h"

/* Gives an interview its OPENING and CLOSING. */
void matter_interview(Book *book, Interview *interview);

/* Inserts a chapter with the answers to each series question, listed, before a section of the book
 * (NULL: at its end), with links back from each answer; and, when book.yaml asks for them, chapters
 * of the EPUB that repeat the answers. Questions that one interview alone answers are left out. */
void matter_by_question(Book *book, Node *before);

/* Mentors and authors, sorted. NULL when there are none. */
Node *matter_people(Book *book);

/* The printed contents: all that is in the tree and has a heading. */
Node *matter_contents(Book *book);

/* Puts a section (NULL: nothing) before another (NULL: at the end); returns it. */
Node *matter_insert(Book *book, Node *before, Node *section);
/* A section with a heading of level 1. */
Node *matter_section(Book *book, NodeRole role, const char *title);
/* A paragraph with a text; nothing for NULL and "". */
Node *matter_line(Book *book, Node *parent, NodeRole role, const char *text);
/* A link inside the book, with its text. */
Node *matter_link(Book *book, Node *parent, Node *target, const char *text);
/* ", 12" on paper: the page where the target stands. */
void matter_page(Book *book, Node *parent, Node *target);
/* "By Sample Author, 2 March 2015"; NULL when neither is given. */
const char *matter_byline(Book *book, const Interview *interview);
/* An address as people write it: without what goes without saying. */
const char *matter_address(Arena *arena, const char *url);
/* The heading that opens an interview. */
Node *matter_heading(const Interview *interview);

#endif
