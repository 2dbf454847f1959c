/* What the header of a PNG or JPEG file says. */
#ifndef BINDERY_READ_IMAGE_HEADER_H
#define BINDERY_READ_IMAGE_HEADER_H

#include "base/str.h"
#include "book/book.h"

typedef struct ImageHeader {
    ImageType type;
    int width, height;    /* pixels; negative or 0 when the file says nonsense */
    double dots_per_inch; /* 0: the file does not say */
    bool alpha;           /* has transparency */
    bool four_inks;       /* CMYK */
    bool turned;          /* to be shown turned or mirrored (Exif's orientation) */
    bool profiled;        /* has a colour profile that does not call itself sRGB */
} ImageHeader;

typedef enum HeaderFault {
    HEADER_FINE,
    HEADER_FOREIGN, /* neither PNG nor JPEG */
    HEADER_DAMAGED
} HeaderFault;

HeaderFault image_header_read(const Str *file, ImageHeader *header);

#endif
