/* Elements of HTML → blocks of a draft. */
#ifndef BINDERY_IMPORT_BLOCKS_H
#define BINDERY_IMPORT_BLOCKS_H

#include "import/dom.h"
#include "import/draft.h"

/* Appends what the element holds to the draft's body. `newlines`: empty lines in text part
 * paragraphs, and others lines, as WordPress stores them. */
void blocks_add(Draft *draft, Element *root, bool newlines);

/* Appends what the element holds to a note. */
void blocks_add_note(Draft *draft, Node *note, Element *root);

/* Appends what the element holds to a line, such as a cell, as far as lines can hold it. */
void blocks_add_line(Draft *draft, Node *line, Element *root);

#endif
