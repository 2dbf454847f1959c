#include "test.h"

#include "base/strmap.h"
#include "book/words.h"
#include "small_book.h"

#include <stdio.h>

static void words_follow_the_language(void **state)
{
    (void)state;
    static const WordOverride words[] = {{"notes", "Remarks"}};
    Book *book = small_book("de-AT");
    book->words = words;
    book->words_count = 1;
    assert_string_equal(word(book, NULL, WORD_CONTENTS), "Inhalt");
    assert_string_equal(word(book, "fr", WORD_CONTENTS), "Table des matières");
    assert_string_equal(word(book, "xx", WORD_CONTENTS), "Contents");
    assert_string_equal(word(book, "fr", WORD_NOTES), "Remarks");
    assert_string_equal(word_with(book, NULL, WORD_BY, "Test Person"), "Von Test Person");
    static const char *const names[] = {"A", "B", "C"};
    assert_string_equal(word_list(book, "en", names, 3), "A, B and C");
    assert_string_equal(word_list(book, "en", names, 1), "A");
    assert_true(word_is_key("contents"));
    assert_false(word_is_key("content"));
    book_free(book);
}

static void dates_follow_the_language(void **state)
{
    (void)state;
    static const struct {
        const char *language, *date, *words;
    } cases[] = {
        {"en", "2015-03-02", "2 March 2015"},
        {"en-US", "2015-03-02", "March 2, 2015"},
        {"de", "2015-03-02", "2. März 2015"},
        {"fr", "2015-03-01", "1er mars 2015"},
        {"es", "2015-03-02", "2 de marzo de 2015"},
        {"nl", "2015-03-02", "2 maart 2015"},
        {"cy", "2015-03", "Mawrth 2015"},
        {"es", "2015-03", "marzo de 2015"},
        {"en", "2015", "2015"},
        {"en", "soon", "soon"},
    };
    Book *book = small_book("en");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(word_date(book, cases[i].language, cases[i].date), cases[i].words);
    book_free(book);
}

static void a_map_keeps_what_it_is_given(void **state)
{
    (void)state;
    static char keys[5000][8];
    StrMap map = {0};
    assert_null(strmap_find(&map, "absent"));
    for (size_t i = 0; i < 5000; i++) {
        snprintf(keys[i], sizeof keys[i], "k%zu", i);
        *strmap_slot(&map, keys[i]) = i;
    }
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(*strmap_find(&map, keys[i]), i);
    assert_null(strmap_find(&map, "absent"));
    assert_int_equal(map.count, 5000);
    strmap_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_follow_the_language),
        cmocka_unit_test(dates_follow_the_language),
        cmocka_unit_test(a_map_keeps_what_it_is_given),
    };
    return RUN_TESTS(tests);
}
