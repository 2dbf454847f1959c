/* What the colophon says of the type: the one paragraph that the passes leave to the typesetter. */
#ifndef BINDERY_LAYOUT_COLOPHON_H
#define BINDERY_LAYOUT_COLOPHON_H

#include "layout/paragraph.h"
#include "layout/sheet.h"

/* Writes "Set in …" into the book's FONTS paragraphs. The only change that a layout makes to a
 * book. */
void colophon_name_fonts(Setter *setter, const Sheets *sheets);

#endif
