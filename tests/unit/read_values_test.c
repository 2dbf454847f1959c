#include "test.h"

#include "base/address.h"
#include "base/language.h"
#include "read/values.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void all_are(bool (*test)(const char *), const char *const *texts, size_t count, bool want)
{
    for (size_t i = 0; i < count; i++)
        if (test(texts[i]) != want)
            fail_msg("`%s` should be %s", texts[i], want ? "taken" : "refused");
}

static void dates_are_days_that_exist(void **state)
{
    (void)state;
    static const char *const good[] = {"2015",       "2015-03",    "2015-12-31", "2016-02-29",
                                       "2000-02-29", "0001-01-01", "9999-12-31"};
    static const char *const bad[] = {
        "",           "15",         "201",         "0000",       "2015-",      "2015-3",
        "2015-00",    "2015-13",    "2015-02-29",  "1900-02-29", "2015-04-31", "2015-01-00",
        "2015-01-1x", "2015/01/01", "2015-01-01T", "01-01-2015", "2015-1-001", "2015-01-01 12:00"};
    all_are(value_is_date, good, COUNT(good), true);
    all_are(value_is_date, bad, COUNT(bad), false);
}

static void languages_are_well_formed(void **state)
{
    (void)state;
    static const char *const good[] = {
        "en",        "en-GB",     "sr-Latn-RS",    "de-CH-1996",  "zh-Hant-TW",
        "x-klingon", "i-klingon", "es-419",        "en-GB-x-own", "de-a-value",
        "EN-gb",     "en-x-a",    "en-a-bc-x-d-e", "X-own"};
    static const char *const bad[] = {
        "",     "e",           "en_GB",   "en-",      "-en",   "en--GB", "1en",
        "en-x", "englishlong", "english", "engl",     "en GB", "x",      "en-toolongsubtag",
        "en-a", "en-X",        "en-a-b",  "en-a-x-b", "i-x"};
    all_are(value_is_language, good, COUNT(good), true);
    all_are(value_is_language, bad, COUNT(bad), false);
}

static void addresses_are_of_the_web(void **state)
{
    (void)state;
    static const char *const good[] = {"https://example.org", "http://example.org/a?b#c",
                                       "https://example.org/é"};
    static const char *const bad[] = {"",         "example.org",     "ftp://example.org",
                                      "https://", "https:///path",   "https://example.org/a b",
                                      "/a",       "javascript:a(1)", "https://example.org/<a>"};
    all_are(value_is_address, good, COUNT(good), true);
    all_are(value_is_address, bad, COUNT(bad), false);
}

static void identifiers_are_urns_or_addresses(void **state)
{
    (void)state;
    static const char *const good[] = {"urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d11",
                                       "URN:UUID:6F1C2B0A-5D0E-4B38-9C55-0F6F9A4B7D11",
                                       "urn:isbn:9780000000000", "https://example.org/book"};
    static const char *const bad[] = {"",
                                      "6f1c2b0a",
                                      "urn:uuid:6f1c2b0a",
                                      "urn:x",
                                      "urn:isbn",
                                      "urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d1g",
                                      "urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d111"};
    all_are(value_is_identifier, good, COUNT(good), true);
    all_are(value_is_identifier, bad, COUNT(bad), false);
}

static void numbers_count_from_one(void **state)
{
    (void)state;
    int value = -1;
    assert_true(value_integer("7", &value));
    assert_int_equal(value, 7);
    assert_true(value_integer("007", &value));
    assert_int_equal(value, 7);
    assert_true(value_integer("2147483647", &value));
    static const char *const bad[] = {"",     "0",   "-1",  "+1",         "1.5",
                                      "0x10", "one", "1 2", "2147483648", "99999999999999999999"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(value_integer(bad[i], &value));
    assert_int_equal(value, 2147483647);
}

static void truth_has_four_words(void **state)
{
    (void)state;
    bool value = false;
    assert_true(value_boolean("yes", &value) && value);
    assert_true(value_boolean("No", &value) && !value);
    assert_true(value_boolean("TRUE", &value) && value);
    assert_true(value_boolean("false", &value) && !value);
    assert_false(value_boolean("1", &value));
    assert_false(value_boolean("", &value));
}

static void links_run_no_program(void **state)
{
    (void)state;
    static const char *const good[] = {"https://example.org/",
                                       "HTTP://example.org/",
                                       "mailto:a@b.org",
                                       "tel:+441234",
                                       "one.md#there",
                                       "#here",
                                       "urn:isbn:9780000000000",
                                       "a/b:c",
                                       "",
                                       "?a:b"};
    static const char *const bad[] = {
        "javascript:alert(1)", "JavaScript:x",       "data:text/html,x", "file:///etc/hostname",
        "vbscript:x",          "ftp://example.org/", "blob:x",           "java\nscript:x"};
    all_are(address_is_safe, good, COUNT(good), true);
    all_are(address_is_safe, bad, COUNT(bad), false);
}

static void encoding_an_address_settles(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    assert_string_equal(address_encode(arena, "https://example.org/a b?c=d&e=%20#ü\"<"),
                        "https://example.org/a%20b?c=d&e=%20#%C3%BC%22%3C");
    assert_string_equal(address_encode(arena, "100%"), "100%25");
    for (unsigned char c = 1; c; c++) {
        char text[] = {(char)c, '%', '4', '1', (char)c, '\0'};
        const char *once = address_encode(arena, text);
        assert_string_equal(address_encode(arena, once), once);
    }
    arena_free(arena);
}

static void decoding_an_address_undoes_it(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char *const texts[] = {"", "a b", "images/Größe 1.png", "100%", "%zz", "a#b?c"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        const char *encoded = address_encode(arena, texts[i]);
        assert_string_equal(address_decode(arena, encoded, strlen(encoded)), texts[i]);
    }
    assert_string_equal(address_decode(arena, "%41%42%43", 6), "AB"); /* as long as asked */
    assert_string_equal(address_decode(arena, "a%00b", 5), "a%00b");  /* what is no text stays */
    assert_string_equal(address_decode(arena, "a%FFb", 5), "a%FFb");
    arena_free(arena);
}

static void a_range_of_languages_ends_at_a_hyphen(void **state)
{
    (void)state;
    assert_true(language_matches("de", "de"));
    assert_true(language_matches("DE-at", "de"));
    assert_true(language_matches("zh-Hant-TW", "zh-hant"));
    assert_false(language_matches("de", "de-AT"));
    assert_false(language_matches("den", "de"));
    assert_false(language_matches("", "de"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_days_that_exist),
        cmocka_unit_test(languages_are_well_formed),
        cmocka_unit_test(addresses_are_of_the_web),
        cmocka_unit_test(identifiers_are_urns_or_addresses),
        cmocka_unit_test(numbers_count_from_one),
        cmocka_unit_test(truth_has_four_words),
        cmocka_unit_test(links_run_no_program),
        cmocka_unit_test(encoding_an_address_settles),
        cmocka_unit_test(decoding_an_address_undoes_it),
        cmocka_unit_test(a_range_of_languages_ends_at_a_hyphen),
    };
    return RUN_TESTS(tests);
}
