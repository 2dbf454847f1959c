#include "test.h"

#include "epub/png.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { WIDTH = 21, HEIGHT = 700, ROW = 1 + (WIDTH + 1) / 2, CHUNK_HEAD = 8, CHUNK_FOOT = 4 };

static const PngColor palette[PNG_COLORS] = {{1, 2, 3}, {250, 251, 252}};

typedef struct Picture {
    uint8_t bytes[HEIGHT * ROW];
    bool inked[HEIGHT];
} Picture;

static void ink(Picture *picture, size_t from, size_t to)
{
    for (size_t y = from; y < to; y++) {
        picture->inked[y] = true;
        for (size_t i = 1; i < ROW; i++)
            picture->bytes[y * ROW + i] = (uint8_t)(y / 3 * i & 0xFF);
    }
}

/* The bytes of the chunk of this name. */
static const uint8_t *chunk(const Str *file, const char *name, uint32_t *length)
{
    const uint8_t *bytes = (const uint8_t *)file->data;
    for (size_t at = 8; at < file->length; at += CHUNK_HEAD + *length + CHUNK_FOOT) {
        const uint8_t *head = bytes + at;
        *length =
            (uint32_t)head[0] << 24 | (uint32_t)head[1] << 16 | (uint32_t)head[2] << 8 | head[3];
        if (memcmp(head + 4, name, 4) == 0)
            return head + CHUNK_HEAD;
    }
    fail_msg("no chunk %s", name);
    return NULL;
}

/* What was drawn is read back, and rows without ink as colour 0, whatever their bytes hold. */
static void comes_back(Picture *picture)
{
    static uint8_t read[HEIGHT * ROW];
    Str file = STR_INIT;
    uLongf size = sizeof read;
    uint32_t length;
    png_add(&file, &(PngRows){WIDTH, HEIGHT, picture->bytes, picture->inked}, palette);
    const uint8_t *packed = chunk(&file, "IDAT", &length);
    assert_int_equal(uncompress(read, &size, packed, length), Z_OK);
    assert_int_equal(size, sizeof read);
    for (size_t y = 0; y < HEIGHT; y++)
        if (!picture->inked[y])
            memset(picture->bytes + y * ROW, 0, ROW);
    assert_memory_equal(read, picture->bytes, sizeof read);
    str_release(&file);
}

static void rows_come_back_with_ink_and_without(void **state)
{
    (void)state;
    static const size_t inked[][2] = {{0, 0},     {0, HEIGHT}, {0, 1},    {HEIGHT - 1, HEIGHT},
                                      {300, 301}, {128, 256},  {127, 513}};
    for (size_t i = 0; i < sizeof inked / sizeof *inked; i++) {
        Picture *picture = malloc(sizeof *picture);
        assert_non_null(picture);
        *picture = (Picture){0};
        memset(picture->bytes, 0xAA, sizeof picture->bytes);
        for (size_t y = 0; y < HEIGHT; y++)
            picture->bytes[y * ROW] = 0;
        ink(picture, inked[i][0], inked[i][1]);
        comes_back(picture);
        free(picture);
    }
}

static void the_head_says_what_follows(void **state)
{
    (void)state;
    Picture picture = {0};
    Str file = STR_INIT;
    uint32_t length;
    png_add(&file, &(PngRows){WIDTH, HEIGHT, picture.bytes, picture.inked}, palette);
    assert_memory_equal(file.data, "\x89PNG\r\n\x1A\n", 8);
    assert_memory_equal(chunk(&file, "IHDR", &length), "\0\0\0\x15\0\0\x02\xBC\x04\x03\0\0\0", 13);
    assert_memory_equal(chunk(&file, "PLTE", &length), palette, sizeof palette);
    chunk(&file, "IEND", &length);
    assert_int_equal(length, 0);
    str_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_with_ink_and_without),
        cmocka_unit_test(the_head_says_what_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
