/* Lines of the page's own that stand among an article's text: its title again, byline, date, share
 * links, "About the author". */
#ifndef BINDERY_IMPORT_FURNITURE_H
#define BINDERY_IMPORT_FURNITURE_H

#include "import/draft.h"

/* Takes them away, and from bylines and dates the facts. */
void furniture_take(Draft *draft);

#endif
