#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/pointermap.h"
#include "base/str.h"
#include "base/utf8.h"
#include "scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void str_is_never_null(void **state)
{
    (void)state;
    Str s = STR_INIT;
    assert_string_equal(s.data, "");
    str_add(&s, NULL);
    str_trim(&s);
    assert_string_equal(s.data, "");
    str_add(&s, "  a b \n");
    str_trim(&s);
    assert_string_equal(s.data, "a b");
    assert_int_equal(s.length, 3);
    str_clear(&s);
    assert_string_equal(s.data, "");
    str_release(&s);
    assert_string_equal(s.data, "");
}

static void formatted_strings_may_be_long(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Str s = STR_INIT;
    char filling[600];
    for (size_t length = 0; length < sizeof filling; length++) {
        memset(filling, 'x', length);
        filling[length] = '\0';
        const char *made = arena_format(arena, "<%s>", filling);
        str_clear(&s);
        str_format(&s, "<%s>", filling);
        assert_string_equal(made, s.data);
        assert_int_equal(s.length, length + 2);
        assert_int_equal(strspn(made + 1, "x"), length);
        assert_string_equal(made + 1 + length, ">");
    }
    str_release(&s);
    arena_free(arena);
}

static void numbers_have_a_point_in_any_locale(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *want;
    } cases[] = {{0, 2, "0"},       {1.5, 2, "1.5"},  {-1.25, 3, "-1.25"},
                 {0.999, 2, "1"},   {1.005, 1, "1"},  {12, 0, "12"},
                 {0.05, 2, "0.05"}, {-0.001, 2, "0"}, {419.528, 3, "419.528"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str s = STR_INIT;
        str_add_number(&s, cases[i].value, cases[i].decimals);
        assert_string_equal(s.data, cases[i].want);
        str_release(&s);
    }
}

static void sizes_are_rounded_up(void **state)
{
    (void)state;
    static const struct {
        long long bytes;
        const char *want;
    } cases[] = {{0, "0 kB"},         {1, "1 kB"},          {1000, "1 kB"},
                 {46824, "47 kB"},    {999000, "999 kB"},   {1000000, "1.0 MB"},
                 {1410406, "1.5 MB"}, {9999999, "10.0 MB"}, {123456789, "123.5 MB"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str s = STR_INIT;
        str_add_size(&s, cases[i].bytes);
        assert_string_equal(s.data, cases[i].want);
        str_release(&s);
    }
}

static void arenas_keep_what_they_gave(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    enum { COUNT = 5000 };
    assert_non_null(arena_alloc(arena, 0));
    char **strings = arena_array(arena, COUNT, sizeof *strings);
    for (int i = 0; i < COUNT; i++) {
        strings[i] = arena_format(arena, "string %d", i);
        if (i % 100 == 0) {
            unsigned char *large = arena_alloc(arena, 100000);
            for (int k = 0; k < 100000; k += 997)
                assert_int_equal(large[k], 0);
            assert_int_equal((uintptr_t)large % _Alignof(max_align_t), 0);
        }
    }
    for (int i = 0; i < COUNT; i++) {
        char want[32];
        snprintf(want, sizeof want, "string %d", i);
        assert_string_equal(strings[i], want);
    }
    assert_null(arena_string(arena, NULL));
    arena_free(arena);
    arena_free(NULL);
}

static void utf8_comes_back(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
        char bytes[4];
        size_t n = utf8_encode(c, bytes), start;
        uint32_t back;
        assert_int_equal(utf8_decode(bytes, n, &back), n);
        assert_int_equal(back, c >= 0xD800 && c <= 0xDFFF ? UTF8_REPLACEMENT : c);
        assert_int_equal(utf8_before(bytes, n, &start), back);
        assert_int_equal(start, 0);
    }
}

static void wrong_utf8_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length, invalid;
    } cases[] = {{"abc", 3, 3},
                 {"a\xC3\xA9", 3, 3},
                 {"a\xC3", 2, 1},
                 {"\x80", 1, 0},
                 {"\xC0\xAF", 2, 0},
                 {"\xE0\x80\x80", 3, 0},
                 {"\xED\xA0\x80", 3, 0},
                 {"\xF4\x90\x80\x80", 4, 0},
                 {"ab\xF0\x9F\x98", 5, 2},
                 {"\xEF\xBF\xBD", 3, 3},
                 {"", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_invalid(cases[i].bytes, cases[i].length), cases[i].invalid);
}

/* Wherever the first byte that is not ASCII stands, and whatever follows it. */
static void ascii_is_counted_to_its_end(void **state)
{
    (void)state;
    enum { MOST = 20 };
    for (size_t length = 0; length <= MOST; length++)
        for (size_t at = 0; at <= length; at++) {
            char bytes[MOST + 1];
            memset(bytes, 'a', sizeof bytes);
            memset(bytes + at, '\x80', sizeof bytes - at);
            assert_int_equal(utf8_ascii(bytes, length), at);
        }
}

static void text_is_cut_between_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_cut("abc", 2), 2);
    assert_int_equal(utf8_cut("aé b", 2), 1);
    assert_int_equal(utf8_cut("aé b", 3), 3);
    assert_int_equal(utf8_cut("\xF0\x9F\x98\x80", 3), 0);
}

static void paths_stay_inside(void **state)
{
    (void)state;
    static const char *const inside[] = {"a", "a/b.md", "./a", "a/../b", "a//b"};
    static const char *const outside[] = {"/etc/passwd", "..",  "../a", "a/../../b", "",
                                          ".",           "a\\b"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        assert_true(path_is_inside(inside[i]));
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_false(path_is_inside(outside[i]));
    Arena *arena = arena_new();
    assert_string_equal(path_join(arena, "a", "b"), "a/b");
    assert_string_equal(path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(arena, ".", "b"), "b");
    assert_string_equal(path_join(arena, "a", "/b"), "/b");
    arena_free(arena);
}

static void links_do_not_lead_out(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    const char *book = path_join(scratch.arena, scratch.folder, "book");
    scratch_write(&scratch, "book/in", "", 0);
    scratch_write(&scratch, "book-two/out", "", 0);
    assert_int_equal(symlink("in", scratch_path(&scratch, "book/link-in")), 0);
    assert_int_equal(symlink("../book-two/out", scratch_path(&scratch, "book/link-out")), 0);
    assert_true(path_inside_real(book, path_join(scratch.arena, book, "in")));
    assert_true(path_inside_real(book, path_join(scratch.arena, book, "link-in")));
    assert_true(path_inside_real("/", book));
    assert_false(path_inside_real(book, path_join(scratch.arena, book, "link-out")));
    assert_false(path_inside_real(book, path_join(scratch.arena, scratch.folder, "book-two/out")));
    assert_false(path_inside_real(book, path_join(scratch.arena, book, "nothing")));
    assert_false(path_inside_real(book, book));
    scratch_free(&scratch);
}

static void assert_holds(const char *path, const char *want)
{
    Reason why;
    Str text = STR_INIT;
    assert_true(file_read(path, 1000, &text, &why));
    assert_string_equal(text.data, want);
    str_release(&text);
}

static void a_file_is_replaced_only_at_commit(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "file");
    Reason why;

    FileWriter *first = file_create(path, &why);
    file_write(first, "first", 5);
    assert_false(file_exists(path));
    assert_true(file_commit(first, &why));
    assert_holds(path, "first");

    FileWriter *second = file_create(path, &why);
    file_write(second, "second", 6);
    assert_int_equal(scratch_count(&scratch), 2);
    file_discard(second);
    assert_int_equal(scratch_count(&scratch), 1);
    assert_holds(path, "first");

    FileWriter *third = file_create(path, &why);
    file_write(third, "third", 5);
    file_abandon_all(); /* as a signal does */
    assert_false(file_commit(third, &why));
    assert_non_null(strstr(why.text, "cannot write"));
    assert_holds(path, "first");
    scratch_free(&scratch);
}

static void failures_have_reasons(void **state)
{
    (void)state;
    Reason why;
    Str text = STR_INIT;
    assert_false(file_read("/proc/self/status", 3, &text, &why));
    assert_non_null(strstr(why.text, "larger than 3"));
    assert_false(file_read("/tmp", 1000, &text, &why));
    assert_non_null(strstr(why.text, "not a regular file"));
    assert_null(file_create("/nowhere/at/all", &why));
    assert_non_null(strstr(why.text, "No such file"));
    assert_false(file_make_directories("/proc/none/such", &why));
    assert_non_null(strstr(why.text, "/proc/none"));
    str_release(&text);
}

static void diagnostics_are_sorted_and_kept_once(void **state)
{
    (void)state;
    Diagnostics *d = diagnostics_new();
    assert_int_equal(diagnostics_status(d, true), 0);
    diagnostics_order_file(d, "first.md");
    for (int twice = 0; twice < 2; twice++) {
        diag(d, UNKNOWN_KEY, ((Place){"second.md", 3, 1}), "b", "remove it");
        diag(d, UNKNOWN_KEY, ((Place){"first.md", 9, 2}), "a", "remove it");
        diag(d, UNKNOWN_KEY, ((Place){"first.md", 9, 1}), "z", "remove it");
        diag(d, UNKNOWN_KEY, ((Place){"first.md", 2, 0}), "c", "remove it");
    }
    size_t count;
    const Diagnostic *list = diagnostics_list(d, &count);
    assert_int_equal(count, 4);
    assert_int_equal(list[0].place.line, 2);
    assert_int_equal(list[1].place.column, 1);
    assert_int_equal(list[2].place.column, 2);
    assert_string_equal(list[3].place.file, "second.md");
    assert_int_equal(diagnostics_status(d, false), 0);
    assert_int_equal(diagnostics_status(d, true), 1);
    diag(d, MISSING_KEY, ((Place){"first.md", 1, 0}), "mentor", "mentor", "…");
    assert_int_equal(diagnostics_status(d, true), 2);
    assert_false(diagnostics_ok(d));
    diag(d, OUTPUT_FAILED, ((Place){0}), "no room");
    assert_int_equal(diagnostics_status(d, false), 3);
    list = diagnostics_list(d, &count);
    assert_string_equal(list[0].text, "no room");
    diagnostics_free(d);
}

static void diagnostic_ids_are_unique(void **state)
{
    (void)state;
    for (int i = 0; i < DIAG_COUNT; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(diag_id((DiagId)i), diag_id((DiagId)k));
}

static void many_diagnostics_cost_little(void **state)
{
    (void)state;
    Diagnostics *d = diagnostics_new();
    for (int i = 0; i < 100000; i++)
        diag(d, UNKNOWN_KEY, ((Place){"a.md", 100000 - i, 1}), "key", "remove it");
    size_t count;
    const Diagnostic *list = diagnostics_list(d, &count);
    assert_int_equal(count, 100000);
    assert_int_equal(list[0].place.line, 1);
    diagnostics_free(d);
}

static void addresses_keep_their_first_number(void **state)
{
    (void)state;
    enum { KEYS = 1000 };
    static const char keys[KEYS + 1];
    PointerMap map = {0};
    size_t value = 0;
    assert_false(pointermap_find(&map, &keys[0], &value));
    for (size_t i = KEYS; i-- > 0;)
        assert_true(pointermap_add(&map, &keys[i], i));
    assert_false(pointermap_add(&map, &keys[7], KEYS));
    for (size_t i = 0; i < KEYS; i++) {
        assert_true(pointermap_find(&map, &keys[i], &value));
        assert_int_equal(value, i);
    }
    assert_false(pointermap_find(&map, &keys[KEYS], &value));
    assert_int_equal(map.count, KEYS);
    pointermap_release(&map);
    assert_false(pointermap_find(&map, &keys[7], &value));
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    Str json = STR_INIT;
    json_add_string(&json, "a\"\\\n\t\x7Fé");
    str_add(&json, " ");
    json_add_string(&json, NULL);
    assert_string_equal(json.data, "\"a\\\"\\\\\\n\\u0009\\u007fé\" null");
    str_release(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(str_is_never_null),
        cmocka_unit_test(formatted_strings_may_be_long),
        cmocka_unit_test(numbers_have_a_point_in_any_locale),
        cmocka_unit_test(sizes_are_rounded_up),
        cmocka_unit_test(arenas_keep_what_they_gave),
        cmocka_unit_test(utf8_comes_back),
        cmocka_unit_test(wrong_utf8_is_found),
        cmocka_unit_test(ascii_is_counted_to_its_end),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(paths_stay_inside),
        cmocka_unit_test(links_do_not_lead_out),
        cmocka_unit_test(a_file_is_replaced_only_at_commit),
        cmocka_unit_test(failures_have_reasons),
        cmocka_unit_test(diagnostics_are_sorted_and_kept_once),
        cmocka_unit_test(diagnostic_ids_are_unique),
        cmocka_unit_test(many_diagnostics_cost_little),
        cmocka_unit_test(addresses_keep_their_first_number),
        cmocka_unit_test(json_strings_are_escaped),
    };
    return RUN_TESTS(tests);
}
