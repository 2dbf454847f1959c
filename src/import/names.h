/* Titles, names and numbers of interviews. */
#ifndef BINDERY_IMPORT_NAMES_H
#define BINDERY_IMPORT_NAMES_H

#include "import/draft.h"

/* True when the label (in lower case) is the name, one of its words, or its initials. */
bool name_is_of(const char *label, const char *name);

/* True when a line asks: it ends in a question mark, closing quotes and brackets set aside. */
bool line_asks(const char *line);
/* True when a line asks without a question mark: `Tell us about…`. */
bool line_invites(const char *line);

/* Splits the title at a dash, colon or bar into two parts, in the arena; false when it has none. */
bool title_split(Arena *arena, const char *title, const char **before, const char **after);

/* Finds mentor, role and number in the draft's title and first paragraphs. `series`: whether a
 * part of a title is the series' name. */
typedef bool IsSeries(const void *context, const char *part);
void names_find(Draft *draft, IsSeries *is_series, const void *context);

/* Adds what follows from the facts: how the mentor is sorted, the language. */
void names_complete(Draft *draft);

#endif
