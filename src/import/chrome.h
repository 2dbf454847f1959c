/* What is a page's own and not its article's: menus, share bars, notices, related articles… */
#ifndef BINDERY_IMPORT_CHROME_H
#define BINDERY_IMPORT_CHROME_H

#include "import/dom.h"
#include "import/draft.h"

/* What the element's tag and names say that it is: one of dropped.def, or DROPPED_COUNT for
 * nothing. Says nothing of how much it holds. */
DroppedId chrome_kind(Element *element);

/* True when its names say that it holds an article's text, or what leads to it. */
bool chrome_is_content(const Element *element);
bool chrome_is_lead(const Element *element);

/* True when the words stand in a row in one of the attribute's names. */
bool chrome_has_words(const Element *element, const char *attribute, const char *words);

#endif
