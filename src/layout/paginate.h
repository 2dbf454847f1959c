/* Pagination: a chapter's boxes → its pages, by fill.h, with the rules of its style. */
#ifndef BINDERY_LAYOUT_PAGINATE_H
#define BINDERY_LAYOUT_PAGINATE_H

#include "layout/draft.h"

/* Sets a chapter and makes its pages; the first stands on a recto or a verso. Exceptions to the
 * rules are in draft->filling. A chapter that shows nothing has no pages. `before`: its pages when
 * it was set last, for other page numbers; NULL: it was not. */
void paginate(Setter *setter, const Sheets *sheets, Chapter *chapter, bool starts_recto,
              const Draft *before, Draft *draft);

#endif
