/* Inline markup in one normal form, that CommonMark can say. */
#ifndef BINDERY_IMPORT_TIDY_H
#define BINDERY_IMPORT_TIDY_H

#include "import/draft.h"

/* Rebuilds a line (paragraph, heading, cell, caption): spaces folded, none at its ends or beside
 * line breaks; styles that touch joined, nested no deeper than need be, their ends moved to where
 * CommonMark's delimiters work. */
void tidy_line(Draft *draft, Node *line);

/* Every line of the body and of notes; then blocks that hold nothing go, and lists get to know
 * whether they are tight. */
void tidy_body(Draft *draft);

/* True when the node and all below it show nothing: no text, picture or rule. */
bool is_blank(const Node *node);

/* Takes a style from the whole of a line. */
void unstyle_line(Node *line, NodeKind style);

/* Moves what follows `child` in the line, a child of it, into a new line of the same kind right
 * after it; returns the new line. `child` itself goes. */
Node *split_line_at(Draft *draft, Node *line, Node *child);

/* Takes `length` bytes of folded text from the beginning of a line. */
void cut_line_start(Draft *draft, Node *line, size_t length);

#endif
