/* Pictures of a page: which file is meant, and what it shows. */
#ifndef BINDERY_IMPORT_PICTURES_H
#define BINDERY_IMPORT_PICTURES_H

#include "import/dom.h"
#include "import/draft.h"

/* The node of an <img>, without parent, its address made absolute or found beside the page; NULL,
 * counted in the draft, when it is a tracking pixel, an emoji (whose character *text becomes) or
 * has no address. */
Node *picture_new(Draft *draft, const Element *img, const char **text);

/* An address made absolute by the page's own; in the draft's arena. */
const char *address_resolve(Draft *draft, const char *address);

#endif
