/* The article of a page, found among all that surrounds it. */
#ifndef BINDERY_IMPORT_ARTICLE_H
#define BINDERY_IMPORT_ARTICLE_H

#include "import/dom.h"
#include "import/draft.h"

/* The smallest element that holds the article, by what the page says and by where its prose stands.
 * The tree is pruned. */
Element *article_find(Draft *draft, Element *document);

#endif
