/* Plain text → a draft. */
#ifndef BINDERY_IMPORT_TEXT_H
#define BINDERY_IMPORT_TEXT_H

#include "import/draft.h"

/* Takes a text's lines apart into the draft's blocks: paragraphs between empty lines, lines that
 * were wrapped joined, lists. Its first line is the title when it is short. The text is UTF-8 with
 * LF line ends. */
void text_read(Draft *draft, const char *text, size_t length);

#endif
