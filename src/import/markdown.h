/* A draft as an interview's file: front matter and CommonMark, as a person would write them.
 *
 * What is written reads back as the same tree: marks that would mean something are escaped, and no
 * others. */
#ifndef BINDERY_IMPORT_MARKDOWN_H
#define BINDERY_IMPORT_MARKDOWN_H

#include "import/draft.h"

/* Adds the whole file. The draft's lines are tidy. */
void markdown_write(const Draft *draft, Str *out);

#endif
