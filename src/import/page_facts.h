/* What a page says of itself, outside its article's text. */
#ifndef BINDERY_IMPORT_PAGE_FACTS_H
#define BINDERY_IMPORT_PAGE_FACTS_H

#include "import/dom.h"
#include "import/draft.h"

/* Takes title, site, author, date, source and language from JSON-LD, OpenGraph and other <meta>,
 * microdata, <time>, bylines and links. The tree is as it was parsed: nothing was pruned. */
void page_facts(Draft *draft, Element *document);

/* Takes the name from a line such as `By Test Person, 2 March 2015`; false when it is none. */
bool take_byline(Draft *draft, const char *line, Sureness sure);

#endif
