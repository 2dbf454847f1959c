/* What is a page's own and not its article's, taken away. */
#ifndef BINDERY_IMPORT_PRUNE_H
#define BINDERY_IMPORT_PRUNE_H

#include "import/dom.h"
#include "import/draft.h"

/* Takes from the tree what its tags and names say is not the article's, and lists of links to other
 * articles; counts it in the draft, and reports long texts. What holds most of the page's text is
 * never taken, whatever it is called. Element.prose and .linked are known afterwards. */
void page_prune(Draft *draft, Element *root);

/* Takes away the signs (`¶`, `#`) that link headings to themselves. */
void page_remove_permalinks(Element *root);

#endif
