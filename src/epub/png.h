/* PNG files of few colours (ISO/IEC 15948), four bits a pixel, packed by zlib, which only this
 * module knows. */
#ifndef BINDERY_EPUB_PNG_H
#define BINDERY_EPUB_PNG_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PNG_COLORS = 16 };

typedef struct PngColor {
    uint8_t red, green, blue;
} PngColor;

/* Bytes of a row: one that says "not filtered", 0, then two pixels each. */
#define PNG_ROW(width) (1 + ((size_t)(width) + 1) / 2)

/* The left pixel is in a byte's upper half; pixels are indices of the palette. The bytes of a row
 * without ink are not looked at: all of it is colour 0. */
typedef struct PngRows {
    uint32_t width, height;
    const uint8_t *bytes; /* [height * PNG_ROW(width)] */
    const bool *inked;    /* [height] */
} PngRows;

void png_add(Str *out, const PngRows *rows, const PngColor palette[PNG_COLORS]);

#endif
