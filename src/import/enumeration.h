/* Questions that a source counts: as items of a list, or with a number before each. */
#ifndef BINDERY_IMPORT_ENUMERATION_H
#define BINDERY_IMPORT_ENUMERATION_H

#include "import/draft.h"

/* Takes lists apart whose items begin with a question and go on with its answer, and numbers away
 * from lines that ask: the book counts for itself. The draft is tidy. */
void enumeration_take(Draft *draft);

#endif
