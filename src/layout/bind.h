/* Binding: the chapters' pages become the pages of a book: gutter, running heads, outline, fonts.
 */
#ifndef BINDERY_LAYOUT_BIND_H
#define BINDERY_LAYOUT_BIND_H

#include "layout/flow.h"
#include "layout/number.h"

/* Takes over all that lies in the setter's arena. */
Pages *bind_pages(Setter *setter, const Sheets *sheets, const Flow *flow, Folios *folios);

#endif
