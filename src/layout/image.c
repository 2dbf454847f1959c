#include "layout/image.h"

enum { ROOM_FOR_CAPTION = 4 };             /* rows of a page that an image leaves free */
static const double pixels_per_inch = 150; /* where the file does not say: sharp in print */

static int64_t resolve(Size size, Sp whole)
{
    switch (size.unit) {
    case SIZE_SP: return size.value;
    case SIZE_PERMILLE: return (int64_t)whole * size.value / 1000;
    case SIZE_AUTO: break;
    }
    return 0;
}

/* Makes the image no wider, no taller than a limit; 0 is none. */
static void limit(int64_t *width, int64_t *height, int64_t most_width, int64_t most_height)
{
    if (most_width > 0 && *width > most_width) {
        *height = *height * most_width / *width;
        *width = most_width;
    }
    if (most_height > 0 && *height > most_height) {
        *width = *width * most_height / *height;
        *height = most_height;
    }
}

ImageSize image_size(const Image *image, const Style *style, Sp measure, Sp page, Sp tallest)
{
    double dots = image->dots_per_inch > 0 ? image->dots_per_inch : pixels_per_inch;
    int64_t width = resolve(style->width, measure), height = resolve(style->height, page);
    if (!width && !height)
        width = (int64_t)(72.0 * image->width / dots * SP_PER_POINT);
    if (!height)
        height = width * image->height / image->width;
    else if (!width)
        width = height * image->width / image->height;
    limit(&width, &height, resolve(style->max_width, measure), resolve(style->max_height, page));
    limit(&width, &height, measure, tallest);
    return (ImageSize){width > 0 ? (Sp)width : 1, height > 0 ? (Sp)height : 1};
}

void image_box_size(const Sheet *sheet, Box *box)
{
    const Image *image = box->node->image.image;
    if (!image || image->width <= 0 || image->height <= 0)
        return;
    bool has_room = sheet->rows > 2 * ROOM_FOR_CAPTION;
    Sp page = sheet->pitch * (has_room ? sheet->rows - ROOM_FOR_CAPTION : sheet->rows);
    ImageSize size = image_size(image, box->style, box->measure, page, page);
    box->width = size.width;
    box->height = size.height;
}
