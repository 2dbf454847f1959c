/* The vertical flow: book tree → chapters of boxes (CSS 2.2, 8 and 9.4.1; Fragmentation 3). */
#ifndef BINDERY_LAYOUT_FLOW_H
#define BINDERY_LAYOUT_FLOW_H

#include "layout/box.h"
#include "layout/sheet.h"

/* The chapters of a book. Notes are left out: they stand at the foot of the pages that call them.
 */
Flow flow_book(Setter *setter, const Sheets *sheets);

/* The boxes of a note, as one chapter. */
Flow flow_note(Setter *setter, const Sheet *sheet, const Node *note);

/* One section of the book alone, its type in another size; its pages as in the book. */
Flow flow_section(Setter *setter, const Sheets *sheets, const Node *section, Sp size);

void flow_release(Flow *flow);

#endif
