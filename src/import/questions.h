/* Which of a draft's lines are its questions. */
#ifndef BINDERY_IMPORT_QUESTIONS_H
#define BINDERY_IMPORT_QUESTIONS_H

#include "import/draft.h"
#include "import/series.h"

/* Finds the shape in which this draft sets its questions (headings of some level, bold or italic
 * lines, lines with a speaker's label, plain lines that end in `?`), makes headings of level 2 of
 * them (ROLE_QUESTION), and of all other headings what they may be in an answer. Counts them in
 * the draft. */
void questions_find(Draft *draft, const Series *series);

#endif
