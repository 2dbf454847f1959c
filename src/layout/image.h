/* The size of an image that stands alone. */
#ifndef BINDERY_LAYOUT_IMAGE_H
#define BINDERY_LAYOUT_IMAGE_H

#include "layout/box.h"
#include "layout/sheet.h"

/* Sets the box's width and height: as the style says, else as the file says, never wider than the
 * measure nor taller than a page. */
void image_size(const Setter *setter, const Sheet *sheet, Box *box);

#endif
