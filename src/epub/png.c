#include "epub/png.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <zlib.h>

enum { BITS = 4, INDEXED = 3, BLANK_ROWS = 64 };

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

/* Pixels are packed a stretch of rows at a time, each to its last byte and without a look at what
 * came before (a "full flush"): so the many blank rows of a flat picture are packed once, and
 * copied. */

typedef struct Packer {
    z_stream stream;
    size_t row; /* bytes */
    uint32_t sum;
    uint8_t *blank;   /* [BLANK_ROWS * row] zeros */
    Str blank_packed; /* they, packed; "": not yet */
} Packer;

/* Rows in which bytes repeat are all there is to find: the strategy that looks for no more is the
 * quickest. */
static void begin_packing(Packer *packer, size_t row)
{
    enum { LEVEL = 1, RAW = -MAX_WBITS, MEMORY = 6 };
    *packer = (Packer){.row = row,
                       .sum = libdeflate_adler32(0, NULL, 0),
                       .blank = memory_new(BLANK_ROWS * row),
                       .blank_packed = STR_INIT};
    if (deflateInit2(&packer->stream, LEVEL, Z_DEFLATED, RAW, MEMORY, Z_RLE) != Z_OK)
        memory_fail();
}

static void end_packing(Packer *packer)
{
    deflateEnd(&packer->stream);
    free(packer->blank);
    str_release(&packer->blank_packed);
}

static void pack(Packer *packer, const uint8_t *rows, size_t count, int flush, Str *out)
{
    Bytef room[16 * 1024];
    z_stream *stream = &packer->stream;
    stream->next_in = (Bytef *)(uintptr_t)rows;
    stream->avail_in = (uInt)(count * packer->row);
    do {
        stream->next_out = room;
        stream->avail_out = sizeof room;
        deflate(stream, flush);
        str_add_bytes(out, (const char *)room, sizeof room - stream->avail_out);
    } while (!stream->avail_out);
}

static void pack_blank(Packer *packer, size_t count, Str *out)
{
    if (count < BLANK_ROWS) {
        pack(packer, packer->blank, count, Z_FULL_FLUSH, out);
        return;
    }
    if (!packer->blank_packed.length)
        pack(packer, packer->blank, count, Z_FULL_FLUSH, &packer->blank_packed);
    str_add_bytes(out, packer->blank_packed.data, packer->blank_packed.length);
}

/* A zlib stream (RFC 1950): two bytes of header, the packed rows, a sum. */
static void pack_rows(Str *out, const PngRows *rows)
{
    Packer packer;
    begin_packing(&packer, PNG_ROW(rows->width));
    str_add_bytes(out, "\x78\x01", 2);
    for (size_t y = 0, count; y < rows->height; y += count) {
        bool inked = rows->inked[y];
        size_t most = inked ? rows->height : BLANK_ROWS;
        for (count = 1; count < most && y + count < rows->height; count++)
            if (rows->inked[y + count] != inked)
                break;
        const uint8_t *bytes = inked ? rows->bytes + y * packer.row : packer.blank;
        if (inked)
            pack(&packer, bytes, count, Z_FULL_FLUSH, out);
        else
            pack_blank(&packer, count, out);
        packer.sum = libdeflate_adler32(packer.sum, bytes, count * packer.row);
    }
    pack(&packer, NULL, 0, Z_FINISH, out);
    add_number(out, packer.sum);
    end_packing(&packer);
}

void png_add(Str *out, const PngRows *rows, const PngColor palette[PNG_COLORS])
{
    Str head = STR_INIT, pixels = STR_INIT;
    add_number(&head, rows->width);
    add_number(&head, rows->height);
    str_add_bytes(&head, (const char[]){BITS, INDEXED, 0, 0, 0}, 5);
    pack_rows(&pixels, rows);
    str_add_bytes(out, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(out, "IHDR", head.data, head.length);
    add_chunk(out, "PLTE", palette, PNG_COLORS * sizeof *palette);
    add_chunk(out, "IDAT", pixels.data, pixels.length);
    add_chunk(out, "IEND", "", 0);
    str_release(&head);
    str_release(&pixels);
}
