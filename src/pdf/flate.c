#include "pdf/flate.h"

#include "base/memory.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

enum { LEVEL = 6, MOST_BYTES = 256 * 1024 * 1024, FILTER_UP = 2 };

bool flate_unpack(const char *packed, size_t length, Str *out)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        memory_fail();
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    size_t room = length * 4 + 1024, size = 0;
    char *bytes = NULL;
    while (result == LIBDEFLATE_INSUFFICIENT_SPACE && room <= MOST_BYTES) {
        bytes = memory_resize(bytes, room, 1);
        result = libdeflate_zlib_decompress(decompressor, packed, length, bytes, room, &size);
        room *= 4;
    }
    if (result == LIBDEFLATE_SUCCESS)
        str_add_bytes(out, bytes, size);
    free(bytes);
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS;
}

bool flate_rows_back(Str *rows, size_t columns)
{
    size_t count = rows->length / (columns + 1);
    if (rows->length != count * (columns + 1))
        return false;
    for (size_t row = 0; row < count; row++) {
        const char *from = rows->data + row * (columns + 1);
        char *to = rows->data + row * columns;
        const char *above = row ? to - columns : NULL;
        if (*from++ != FILTER_UP)
            return false;
        for (size_t i = 0; i < columns; i++)
            to[i] = (char)(from[i] + (above ? above[i] : 0));
    }
    rows->length = count * columns;
    return true;
}

void flate_rows_up(Str *rows, size_t columns)
{
    for (size_t row = rows->length / (columns + 1); row-- > 0;) {
        char *to = rows->data + row * (columns + 1);
        const char *above = row ? to - (columns + 1) : NULL;
        *to = FILTER_UP;
        for (size_t i = 1; i <= columns && above; i++)
            to[i] = (char)(to[i] - above[i]);
    }
}

uint32_t flate_sum(const char *bytes, size_t length)
{
    return libdeflate_crc32(0, bytes, length);
}

struct Packer {
    struct libdeflate_compressor *compressor;
    Str packed;
    size_t room;
};

Packer *packer_new(void)
{
    Packer *packer = memory_new(sizeof *packer);
    *packer = (Packer){libdeflate_alloc_compressor(LEVEL), STR_INIT, 0};
    if (!packer->compressor)
        memory_fail();
    return packer;
}

void packer_free(Packer *packer)
{
    libdeflate_free_compressor(packer->compressor);
    free(packer->room ? packer->packed.data : NULL);
    free(packer);
}

const Str *packer_pack(Packer *packer, const char *bytes, size_t length)
{
    size_t bound = libdeflate_zlib_compress_bound(packer->compressor, length);
    packer->packed.data =
        memory_grow(packer->room ? packer->packed.data : NULL, bound, &packer->room, 1);
    packer->packed.length = libdeflate_zlib_compress(packer->compressor, bytes, length,
                                                     packer->packed.data, packer->room);
    return &packer->packed;
}
