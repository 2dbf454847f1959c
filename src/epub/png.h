/* PNG files of few colours (ISO/IEC 15948), four bits a pixel. */
#ifndef BINDERY_EPUB_PNG_H
#define BINDERY_EPUB_PNG_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum { PNG_COLORS = 16 };

typedef struct PngColor {
    uint8_t red, green, blue;
} PngColor;

/* Bytes of a row: one that says "not filtered", 0, then two pixels each. */
#define PNG_ROW(width) (1 + ((size_t)(width) + 1) / 2)

/* Adds a picture of `height` rows. The left pixel is in a byte's upper half; pixels are indices of
 * `palette`. */
void png_add(Str *out, const uint8_t *rows, uint32_t width, uint32_t height,
             const PngColor palette[PNG_COLORS]);

#endif
