/* The size of an image. */
#ifndef BINDERY_LAYOUT_IMAGE_H
#define BINDERY_LAYOUT_IMAGE_H

#include "layout/box.h"
#include "layout/sheet.h"

typedef struct ImageSize {
    Sp width, height;
} ImageSize;

/* As the style says, else as the file says, no wider than the measure, no taller than `tallest`. A
 * height in percent is one of `page`; 0: it says nothing. The image has pixels. */
ImageSize image_size(const Image *image, const Style *style, Sp measure, Sp page, Sp tallest);

/* Sets the width and height of the box of an image that stands alone: on the page, there is room
 * for a caption. */
void image_box_size(const Sheet *sheet, Box *box);

#endif
