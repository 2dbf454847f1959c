/* What the colophon says of the type: the one paragraph that the passes leave to the typesetter. */
#ifndef BINDERY_LAYOUT_COLOPHON_H
#define BINDERY_LAYOUT_COLOPHON_H

#include "layout/paragraph.h"
#include "layout/sheet.h"

/* "Set in …": the family of the book's own style, in the book's language; NULL when no font serves.
 */
const char *colophon_fonts(Setter *setter, const Sheets *sheets);

#endif
