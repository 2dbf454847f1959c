#include "test.h"

#include "base/str.h"
#include "read/image.h"
#include "scratch.h"

#include <string.h>

typedef struct Shelf {
    Scratch scratch;
    Diagnostics *diagnostics;
    Book *book;
} Shelf;

static Shelf shelf_new(void)
{
    Shelf shelf = {scratch_new(), diagnostics_new(), book_new()};
    shelf.book->directory = arena_string(shelf.scratch.arena, shelf.scratch.folder);
    return shelf;
}

static void shelf_free(Shelf *shelf)
{
    book_free(shelf->book);
    diagnostics_free(shelf->diagnostics);
    scratch_free(&shelf->scratch);
}

static Image *look(Shelf *shelf, const char *address)
{
    const char *file = path_join(shelf->scratch.arena, shelf->scratch.folder, "interviews/a.md");
    return image_lookup(shelf->book, file, address, (Place){file, 7, 1}, shelf->diagnostics);
}

/* Refused with this diagnostic, which says this. */
static void refused(Shelf *shelf, const char *address, DiagId id, const char *says)
{
    size_t before, after;
    diagnostics_list(shelf->diagnostics, &before);
    assert_null(look(shelf, address));
    const Diagnostic *list = diagnostics_list(shelf->diagnostics, &after);
    assert_int_equal(after, before + 1);
    for (size_t i = 0; i < after; i++)
        if (list[i].id == id && strstr(list[i].text, says))
            return;
    fail_msg("%s: nothing says “%s”", address, says);
}

static void add_number(Str *out, unsigned value, int bytes)
{
    while (bytes--)
        str_add_char(out, (char)(value >> (8 * bytes)));
}

static void add_chunk(Str *out, const char *type, const void *bytes, size_t length)
{
    add_number(out, (unsigned)length, 4);
    str_add(out, type);
    str_add_bytes(out, bytes, length);
    add_number(out, 0, 4); /* the check sum, which nobody checks here */
}

/* A PNG of one chunk of pixels. Color types: 2 RGB, 6 with alpha. */
static Str png(unsigned width, unsigned height, int color_type, bool dots)
{
    Str out = STR_INIT, header = STR_INIT, density = STR_INIT;
    str_add_bytes(&out, "\x89PNG\r\n\x1A\n", 8);
    add_number(&header, width, 4);
    add_number(&header, height, 4);
    add_number(&header, 8, 1);
    add_number(&header, (unsigned)color_type, 1);
    add_number(&header, 0, 3);
    add_chunk(&out, "IHDR", header.data, header.length);
    add_number(&density, 11811, 4);
    add_number(&density, 11811, 4);
    add_number(&density, 1, 1);
    if (dots)
        add_chunk(&out, "pHYs", density.data, density.length);
    add_chunk(&out, "IDAT", "pixels", 6);
    add_chunk(&out, "IEND", "", 0);
    str_release(&header);
    str_release(&density);
    return out;
}

/* A JPEG with a JFIF header of 300 dots per inch. */
static Str jpeg(unsigned width, unsigned height)
{
    Str out = STR_INIT;
    str_add_bytes(&out, "\xFF\xD8\xFF\xE0", 4);
    add_number(&out, 16, 2);
    str_add_bytes(&out, "JFIF\0\1\2\1\1\x2C\1\x2C\0\0", 14);
    str_add_bytes(&out, "\xFF\xFF\xFF\xC0", 4); /* a fill byte, then the frame */
    add_number(&out, 11, 2);
    add_number(&out, 8, 1);
    add_number(&out, height, 2);
    add_number(&out, width, 2);
    str_add_bytes(&out, "\1\1\x11\0", 4);
    str_add_bytes(&out, "\xFF\xDA\0\x08\1\1\0\0\x3F\0scan\xFF\xD9", 16);
    return out;
}

/* The JPEG with one more segment after its first. */
static Str jpeg_with(int marker, const void *bytes, size_t length)
{
    enum { FIRST = 20 };
    Str plain = jpeg(30, 20), out = STR_INIT;
    str_add_bytes(&out, plain.data, FIRST);
    add_number(&out, 0xFF00U | (unsigned)marker, 2);
    add_number(&out, (unsigned)length + 2, 2);
    str_add_bytes(&out, bytes, length);
    str_add_bytes(&out, plain.data + FIRST, plain.length - FIRST);
    str_release(&plain);
    return out;
}

static void put(Shelf *shelf, const char *name, Str bytes)
{
    scratch_write(&shelf->scratch, name, bytes.data, bytes.length);
    str_release(&bytes);
}

static void headers_are_read(void **state)
{
    (void)state;
    Shelf shelf = shelf_new();
    put(&shelf, "interviews/a b.png", png(300, 200, 6, true));
    put(&shelf, "images/plain.png", png(3, 2, 2, false));
    put(&shelf, "images/photo.jpg", jpeg(640, 480));
    Image *first = look(&shelf, "./a%20b.png"), *second = look(&shelf, "images/plain.png");
    Image *third = look(&shelf, "../images/photo.jpg");
    assert_int_equal(first->type, IMAGE_PNG);
    assert_int_equal(first->width, 300);
    assert_int_equal(first->height, 200);
    assert_true(first->alpha);
    assert_true(first->dots_per_inch > 299.9 && first->dots_per_inch < 300.1);
    assert_string_equal(first->name, "a b.png");
    assert_false(second->alpha);
    assert_true(second->dots_per_inch == 0);
    assert_int_equal(third->type, IMAGE_JPEG);
    assert_int_equal(third->width, 640);
    assert_int_equal(third->height, 480);
    assert_true(third->dots_per_inch == 300);
    assert_int_equal(shelf.book->images_count, 3);
    assert_ptr_equal(look(&shelf, "images/plain.png"), second);
    assert_int_equal(shelf.book->images_count, 3);
    assert_true(diagnostics_ok(shelf.diagnostics));
    shelf_free(&shelf);
}

static void assert_reported(Shelf *shelf, DiagId id, const char *says)
{
    size_t count;
    const Diagnostic *list = diagnostics_list(shelf->diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id && strstr(list[i].text, says))
            return;
    fail_msg("nothing says “%s”", says);
}

static void the_cover_is_none_of_the_texts_images(void **state)
{
    (void)state;
    Shelf shelf = shelf_new();
    shelf.book->file = path_join(shelf.scratch.arena, shelf.scratch.folder, "book.yaml");
    Place place = {shelf.book->file, 4, 1};
    put(&shelf, "images/cover.jpg", jpeg(1600, 2560));
    const Image *cover = image_cover(shelf.book, "images/cover.jpg", place, shelf.diagnostics);
    assert_int_equal(cover->type, IMAGE_JPEG);
    assert_int_equal(cover->height, 2560);
    assert_int_equal(shelf.book->images_count, 0);
    assert_null(image_cover(shelf.book, NULL, place, shelf.diagnostics));
    assert_true(diagnostics_ok(shelf.diagnostics));
    assert_null(image_cover(shelf.book, "images/none.png", place, shelf.diagnostics));
    assert_reported(&shelf, DIAG_IMAGE_MISSING, "images/none.png");
    shelf_free(&shelf);
}

static void what_print_cannot_show_is_reported(void **state)
{
    (void)state;
    static const char upright[] = "Exif\0\0II*\0\10\0\0\0\1\0\x12\1\3\0\1\0\0\0\1\0\0\0";
    static const char turned[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6\0\0";
    static const char profile[] = "ICC_PROFILE\0\1\1 a profile of some camera";
    static const char srgb[] = "ICC_PROFILE\0\1\1 sRGB IEC61966-2.1";
    Shelf shelf = shelf_new();
    size_t count;
    put(&shelf, "upright.jpg", jpeg_with(0xE1, upright, sizeof upright - 1));
    put(&shelf, "srgb.jpg", jpeg_with(0xE2, srgb, sizeof srgb - 1));
    assert_non_null(look(&shelf, "upright.jpg"));
    assert_non_null(look(&shelf, "srgb.jpg"));
    diagnostics_list(shelf.diagnostics, &count);
    assert_int_equal(count, 0);
    put(&shelf, "turned.jpg", jpeg_with(0xE1, turned, sizeof turned - 1));
    put(&shelf, "profile.jpg", jpeg_with(0xE2, profile, sizeof profile - 1));
    assert_non_null(look(&shelf, "turned.jpg"));
    assert_non_null(look(&shelf, "profile.jpg"));
    assert_reported(&shelf, DIAG_IMAGE_TURNED, "turned.jpg");
    assert_reported(&shelf, DIAG_IMAGE_PROFILE, "profile.jpg");
    Str inks = jpeg(30, 20);
    inks.data[31] = 4; /* components in the frame header */
    put(&shelf, "inks.jpg", inks);
    refused(&shelf, "inks.jpg", DIAG_IMAGE_UNUSABLE, "CMYK");
    shelf_free(&shelf);
}

static void every_cut_is_noticed(void **state)
{
    (void)state;
    Shelf shelf = shelf_new();
    Str whole[] = {png(30, 20, 2, true), jpeg(30, 20)};
    for (size_t i = 0; i < 2; i++)
        for (size_t length = 9; length < whole[i].length; length++) {
            char name[32];
            snprintf(name, sizeof name, "%zu-%zu", i, length);
            scratch_write(&shelf.scratch, name, whole[i].data, length);
            refused(&shelf, name, DIAG_IMAGE_UNUSABLE, "cut off");
        }
    str_release(&whole[0]);
    str_release(&whole[1]);
    shelf_free(&shelf);
}

static void too_large_is_refused(void **state)
{
    (void)state;
    Shelf shelf = shelf_new();
    put(&shelf, "wide.png", png(20001, 1, 2, false));
    put(&shelf, "many.png", png(10001, 10001, 2, false));
    put(&shelf, "huge.png", png(0x7FFFFFFF, 0x7FFFFFFF, 2, false));
    put(&shelf, "none.png", png(0, 5, 2, false));
    put(&shelf, "negative.png", png(0xFFFFFFFF, 5, 2, false));
    put(&shelf, "heavy.png", png(5, 5, 2, false));
    assert_int_equal(truncate(scratch_path(&shelf.scratch, "heavy.png"), 65L * 1024 * 1024), 0);
    refused(&shelf, "wide.png", DIAG_IMAGE_TOO_LARGE, "20000 pixels");
    refused(&shelf, "many.png", DIAG_IMAGE_TOO_LARGE, "100 million");
    refused(&shelf, "huge.png", DIAG_IMAGE_TOO_LARGE, "huge.png");
    refused(&shelf, "none.png", DIAG_IMAGE_UNUSABLE, "without width");
    refused(&shelf, "negative.png", DIAG_IMAGE_UNUSABLE, "without width");
    shelf_free(&shelf);
    shelf = shelf_new();
    put(&shelf, "heavy.png", png(5, 5, 2, false));
    assert_int_equal(truncate(scratch_path(&shelf.scratch, "heavy.png"), 65L * 1024 * 1024), 0);
    refused(&shelf, "heavy.png", DIAG_IMAGE_TOO_LARGE, "64 megabytes");
    shelf_free(&shelf);
}

static void other_kinds_say_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *says;
    } kinds[] = {{"RIFF\4\0\0\0WEBPVP8 ", 16, "WebP"},
                 {"GIF89a", 6, "GIF"},
                 {"\0\0\0\x1C"
                  "ftypavif\0\0",
                  14, "AVIF"},
                 {"<svg/>", 6, "SVG"},
                 {"II*\0\0\0", 6, "TIFF"},
                 {"", 0, "not an image"},
                 {"text", 4, "not an image"}};
    Shelf shelf = shelf_new();
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.png", i);
        scratch_write(&shelf.scratch, name, kinds[i].bytes, kinds[i].length);
        refused(&shelf, name, DIAG_IMAGE_UNUSABLE, kinds[i].says);
    }
    shelf_free(&shelf);
}

static void the_book_is_closed(void **state)
{
    (void)state;
    Shelf shelf = shelf_new();
    char *outside = arena_format(shelf.scratch.arena, "%s/book", shelf.scratch.folder);
    put(&shelf, "secret.png", png(5, 5, 2, false));
    put(&shelf, "book/interviews/inside.png", png(5, 5, 2, false));
    assert_int_equal(
        symlink("../../secret.png", scratch_path(&shelf.scratch, "book/interviews/link.png")), 0);
    shelf.book->directory = outside;
    const char *file = path_join(shelf.scratch.arena, outside, "interviews/a.md");
    Place place = {file, 1, 1};
    const char *absolute = path_join(shelf.scratch.arena, shelf.scratch.folder, "secret.png");
    assert_non_null(image_lookup(shelf.book, file, "inside.png", place, shelf.diagnostics));
    assert_null(image_lookup(shelf.book, file, "../../secret.png", place, shelf.diagnostics));
    assert_null(image_lookup(shelf.book, file, "link.png", place, shelf.diagnostics));
    assert_null(image_lookup(shelf.book, file, absolute, place, shelf.diagnostics));
    assert_null(
        image_lookup(shelf.book, file, "https://example.org/x.png", place, shelf.diagnostics));
    assert_null(image_lookup(shelf.book, file, "//example.org/x.png", place, shelf.diagnostics));
    assert_null(image_lookup(shelf.book, file, "100%zz.png", place, shelf.diagnostics));
    size_t count, outsiders = 0, remote = 0, missing = 0;
    const Diagnostic *list = diagnostics_list(shelf.diagnostics, &count);
    for (size_t i = 0; i < count; i++) {
        outsiders += list[i].id == DIAG_OUTSIDE_BOOK;
        remote += list[i].id == DIAG_IMAGE_REMOTE;
        missing += list[i].id == DIAG_IMAGE_MISSING;
    }
    assert_int_equal(outsiders, 3);
    assert_int_equal(remote, 1); /* equal ones at the same place are kept once */
    assert_int_equal(missing, 1);
    shelf_free(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read),
        cmocka_unit_test(the_cover_is_none_of_the_texts_images),
        cmocka_unit_test(what_print_cannot_show_is_reported),
        cmocka_unit_test(every_cut_is_noticed),
        cmocka_unit_test(too_large_is_refused),
        cmocka_unit_test(other_kinds_say_what_to_do),
        cmocka_unit_test(the_book_is_closed),
    };
    return RUN_TESTS(tests);
}
