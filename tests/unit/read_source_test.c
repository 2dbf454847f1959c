#include "test.h"

#include "base/str.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "read/source.h"
#include "scratch.h"

#include <string.h>

/* What source_read() makes of these bytes, and what it says. */
typedef struct Reading {
    Scratch scratch;
    Diagnostics *diagnostics;
    Str text;
    bool ok;
} Reading;

static Reading reading_of(const void *bytes, size_t length)
{
    Reading r = {.scratch = scratch_new(), .diagnostics = diagnostics_new(), .text = STR_INIT};
    r.ok =
        source_read(scratch_write(&r.scratch, "source.md", bytes, length), &r.text, r.diagnostics);
    return r;
}

static void reading_free(Reading *r)
{
    str_release(&r->text);
    diagnostics_free(r->diagnostics);
    scratch_free(&r->scratch);
}

/* Reads bytes as `text`, with one diagnostic, or none when `id` is DIAG_COUNT. */
static void reads_as(const void *bytes, size_t length, const char *text, DiagId id, int line)
{
    Reading r = reading_of(bytes, length);
    size_t count;
    const Diagnostic *list = diagnostics_list(r.diagnostics, &count);
    assert_true(r.ok);
    assert_string_equal(r.text.data, text);
    assert_int_equal(count, id != DIAG_COUNT);
    if (count) {
        assert_int_equal(list[0].id, id);
        assert_int_equal(list[0].place.line, line);
    }
    reading_free(&r);
}

#define READS_AS(bytes, ...) reads_as(bytes, sizeof(bytes) - 1, __VA_ARGS__)

static void good_text_stays(void **state)
{
    (void)state;
    READS_AS("", "", DIAG_COUNT, 0);
    READS_AS("One\ttwo\nthree", "One\ttwo\nthree", DIAG_COUNT, 0);
    READS_AS("caf\xC3\xA9 \xF0\x9F\x98\x80\n", "caf\xC3\xA9 \xF0\x9F\x98\x80\n", DIAG_COUNT, 0);
}

static void lines_and_marks_are_made_alike(void **state)
{
    (void)state;
    READS_AS("\xEF\xBB\xBFone\r\ntwo\rthree\n\r\n", "one\ntwo\nthree\n\n", DIAG_COUNT, 0);
    READS_AS("a\xE2\x80\xA8z b\xC2\x85y", "a z b y", DIAG_COUNT, 0);
    READS_AS("cafe\xCC\x81", "caf\xC3\xA9", DIAG_COUNT, 0);
}

static void other_encodings_are_recognised(void **state)
{
    (void)state;
    READS_AS("\xFF\xFE"
             "A\0\xE9\0\n\0",
             "A\xC3\xA9\n", DIAG_ENCODING, 1);
    READS_AS("\xFE\xFF"
             "\0A\0\xE9\0\n",
             "A\xC3\xA9\n", DIAG_ENCODING, 1);
    READS_AS("\xFF\xFE\0\0"
             "A\0\0\0\xE9\0\0\0",
             "A\xC3\xA9", DIAG_ENCODING, 1);
    READS_AS("\0\0\xFE\xFF"
             "\0\0\0A\0\0\0\n",
             "A\n", DIAG_ENCODING, 1);
    READS_AS("-\0-\0-\0\n\0", "---\n", DIAG_ENCODING, 1);
    READS_AS("\0-\0-\0-\0\n", "---\n", DIAG_ENCODING, 1);
    READS_AS("one\r\ncaf\xE9 \x93q\x94\n", "one\ncaf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D\n",
             DIAG_ENCODING, 2);
}

static void damage_is_no_encoding(void **state)
{
    (void)state;
    READS_AS("\xC3\xA9\xC3\xA9\n\xC3\n", "\xC3\xA9\xC3\xA9\n\xEF\xBF\xBD\n", DIAG_ENCODING_DAMAGED,
             2);
}

static void control_characters_go(void **state)
{
    (void)state;
    READS_AS("a\0b\x1F\nc", "ab\nc", DIAG_CONTROL_CHARACTER, 1);
    READS_AS("a\n\xEF\xBF\xBEz\xC2\x9F", "a\nz", DIAG_CONTROL_CHARACTER, 2);
}

/* Wherever one stands in a line, and whatever lines come before it. */
static void control_characters_go_from_any_place(void **state)
{
    (void)state;
    static const char controls[] = {'\0', '\b', '\x1F', '\x7F'};
    enum { LENGTH = 20 };
    for (size_t at = 0; at <= LENGTH; at++)
        for (size_t i = 0; i < sizeof controls; i++) {
            char bytes[] = "One line\nand ~ others", want[sizeof bytes];
            strcpy(want, bytes);
            memmove(want + at, want + at + 1, sizeof want - at - 1);
            bytes[at] = controls[i];
            reads_as(bytes, sizeof bytes - 1, want, DIAG_CONTROL_CHARACTER, at <= 8 ? 1 : 2);
        }
}

static void a_file_too_large_is_refused(void **state)
{
    (void)state;
    Reading r = reading_of("", 0);
    const char *path = scratch_path(&r.scratch, "source.md");
    assert_int_equal(truncate(path, SOURCE_MEGABYTES * 1024L * 1024 + 1), 0);
    assert_false(source_read(path, &r.text, r.diagnostics));
    size_t count;
    const Diagnostic *list = diagnostics_list(r.diagnostics, &count);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, DIAG_FILE_TOO_LARGE);
    reading_free(&r);
}

static void what_is_no_file_is_the_environments_fault(void **state)
{
    (void)state;
    Reading r = reading_of("", 0);
    assert_false(source_read(r.scratch.folder, &r.text, r.diagnostics));
    size_t count;
    assert_int_equal(diagnostics_list(r.diagnostics, &count)[0].id, DIAG_FILE_UNREADABLE);
    assert_int_equal(diagnostics_status(r.diagnostics, false), 3);
    reading_free(&r);
}

/* Bytes of many kinds, the same in each run. */
static size_t random_bytes(unsigned seed, char *bytes, size_t room)
{
    static const char *const pieces[] = {"a",
                                         "\n",
                                         "\r",
                                         "\r\n",
                                         "\xC3\xA9",
                                         "e\xCC\x81",
                                         "\xE2\x80\xA8",
                                         "\xEF\xBB\xBF",
                                         "\xFF",
                                         "\xC3",
                                         "\xED\xA0\x80",
                                         "\xF4\x90\x80\x80",
                                         "\x01",
                                         "\x7F",
                                         "\xC2\x85",
                                         "\xEF\xBF\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "\xE3\x82\xB3\xE3\x82\x99",
                                         " "};
    size_t length = 0;
    for (int i = 0; i < 40; i++) {
        seed = seed * 1664525 + 1013904223;
        const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
        size_t n = strlen(piece);
        if (length + n > room)
            break;
        memcpy(bytes + length, piece, n);
        length += n;
    }
    return length;
}

static void any_bytes_become_clean_text(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 2000; seed++) {
        char bytes[256];
        size_t length = random_bytes(seed, bytes, sizeof bytes);
        Diagnostics *diagnostics = diagnostics_new();
        Str text = STR_INIT, again = STR_INIT;
        for (size_t at = 0, n; at < length; at += n) {
            uint32_t c;
            n = utf8_decode(bytes + at, length - at, &c);
            str_add_utf8(&text, c);
        }
        source_clean(&text, (Place){"a.md", 1, 0}, diagnostics);
        assert_int_equal(utf8_invalid(text.data, text.length), text.length);
        for (size_t at = 0, n; at < text.length; at += n) {
            uint32_t c;
            n = utf8_decode(text.data + at, text.length - at, &c);
            assert_true(c >= 0x20 || c == '\n');
            assert_false((c >= 0x7F && c < 0xA0) || unicode_is_noncharacter(c));
        }
        str_add_bytes(&again, text.data, text.length);
        unicode_nfc(&again);
        assert_string_equal(again.data, text.data);
        size_t before, after;
        diagnostics_list(diagnostics, &before);
        source_clean(&again, (Place){"a.md", 1, 0}, diagnostics);
        diagnostics_list(diagnostics, &after);
        assert_string_equal(again.data, text.data);
        assert_int_equal(before, after);
        str_release(&text);
        str_release(&again);
        diagnostics_free(diagnostics);
    }
}

static void first_words_are_cut_between_letters(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(source_first_words(arena, "one\ntwo"), "one");
    assert_string_equal(source_first_words(arena, "123456789 123456789 123456789 123456789"),
                        "123456789 123456789 123456789 123456789");
    assert_string_equal(
        source_first_words(arena, "123456789 123456789 123456789 123456789\xC3\xA9x"),
        "123456789 123456789 123456789 123456789…");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_text_stays),
        cmocka_unit_test(lines_and_marks_are_made_alike),
        cmocka_unit_test(other_encodings_are_recognised),
        cmocka_unit_test(damage_is_no_encoding),
        cmocka_unit_test(control_characters_go),
        cmocka_unit_test(control_characters_go_from_any_place),
        cmocka_unit_test(a_file_too_large_is_refused),
        cmocka_unit_test(what_is_no_file_is_the_environments_fault),
        cmocka_unit_test(any_bytes_become_clean_text),
        cmocka_unit_test(first_words_are_cut_between_letters),
    };
    return RUN_TESTS(tests);
}
