/* The article of a page, found among all that surrounds it. */
#ifndef BINDERY_IMPORT_ARTICLE_H
#define BINDERY_IMPORT_ARTICLE_H

#include "import/dom.h"
#include "import/draft.h"

/* Takes from the tree what its tags and names say is not the article's, and counts it in the draft.
 * What holds most of the page's text is never taken, whatever it is called. */
void article_prune(Draft *draft, Element *root);

/* The smallest element that holds the article, by what the page says and by where its prose stands.
 * The tree is pruned. */
Element *article_find(Draft *draft, Element *document);

#endif
