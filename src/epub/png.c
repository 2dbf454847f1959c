#include "epub/png.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <stdlib.h>

/* The pictures are flat: this level is nearly as good as the best, and the quickest: level 1 does
 * less, but waits for itself where one byte follows itself for long. */
enum { LEVEL = 2, BITS = 4, INDEXED = 3 };

static void add_number(Str *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        str_add_char(out, (char)(number >> shift));
}

static void add_chunk(Str *out, const char *type, const void *data, size_t length)
{
    add_number(out, (uint32_t)length);
    size_t start = out->length;
    str_add(out, type);
    str_add_bytes(out, data, length);
    add_number(out, libdeflate_crc32(0, out->data + start, out->length - start));
}

static void add_pixels(Str *out, const uint8_t *rows, size_t length)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(LEVEL);
    if (!compressor)
        memory_fail();
    size_t room = libdeflate_zlib_compress_bound(compressor, length);
    char *packed = memory_resize(NULL, room, 1);
    size_t size = libdeflate_zlib_compress(compressor, rows, length, packed, room);
    add_chunk(out, "IDAT", packed, size);
    libdeflate_free_compressor(compressor);
    free(packed);
}

void png_add(Str *out, const uint8_t *rows, uint32_t width, uint32_t height,
             const PngColor palette[PNG_COLORS])
{
    Str head = STR_INIT;
    add_number(&head, width);
    add_number(&head, height);
    str_add_bytes(&head, (const char[]){BITS, INDEXED, 0, 0, 0}, 5);
    str_add_bytes(out, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(out, "IHDR", head.data, head.length);
    add_chunk(out, "PLTE", palette, PNG_COLORS * sizeof *palette);
    add_pixels(out, rows, PNG_ROW(width) * height);
    add_chunk(out, "IEND", "", 0);
    str_release(&head);
}
