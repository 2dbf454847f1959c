/* Notes of a web page: marks in its text that lead to the notes' text somewhere below, and back. */
#ifndef BINDERY_IMPORT_FOOTNOTES_H
#define BINDERY_IMPORT_FOOTNOTES_H

#include "import/dom.h"
#include "import/draft.h"

typedef struct Footnotes Footnotes;

/* Takes the texts of notes out of the tree, with the rule and the heading above them and the links
 * back, and tells the elements that call them so (Element.calls). The page's own address is known
 * by now. What is returned lives in the arena. */
Footnotes *footnotes_take(Draft *draft, Element *document, Arena *arena);

/* Makes blocks of the notes' texts: draft->notes. */
void footnotes_add(Draft *draft, const Footnotes *footnotes);

/* Numbers the notes that the body calls, in its order, and moves them to its end. Those that nobody
 * calls are reported, calls of empty ones taken away. The draft is tidy, and is tidied again. */
void footnotes_settle(Draft *draft);

#endif
