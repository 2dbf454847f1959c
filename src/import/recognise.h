/* Blocks → an interview: furniture taken away, facts found, speakers and questions told apart. */
#ifndef BINDERY_IMPORT_RECOGNISE_H
#define BINDERY_IMPORT_RECOGNISE_H

#include "import/draft.h"
#include "import/series.h"

void recognise(Draft *draft, const Series *series);

/* True when what was recognised is an interview of the series, not some other post: it asks, and
 * its title or its questions are the series'. */
bool is_of_series(const Draft *draft, const Series *series);

#endif
