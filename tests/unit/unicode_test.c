/* What the program asks of Unicode: keys, names, order, case, normal forms. */
#include "test.h"

#include "base/unicode.h"
#include "base/unicode_text.h"
#include "book/wording.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef char *KeyFunction(Arena *arena, const char *text);

static void have_one_key(KeyFunction *key, const char *const (*pairs)[2], size_t count, bool want)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < count; i++)
        if ((strcmp(key(arena, pairs[i][0]), key(arena, pairs[i][1])) == 0) != want)
            fail_msg("`%s` and `%s` should %sbe one", pairs[i][0], pairs[i][1], want ? "" : "not ");
    arena_free(arena);
}

static void keys_fold_what_does_not_count(void **state)
{
    (void)state;
    static const char *const same[][2] = {{"Don't ask", "DON’T  ASK"},
                                          {"Don‘t", "dont"},
                                          {"“What?”", "what"},
                                          {"a – b", "a b"},
                                          {"Ｗｉｄｅ", "wide"},
                                          {"cafe\u0301", "Café"},
                                          {"soft\u00ADhyphen", "softhyphen"},
                                          {"Straße", "STRASSE"},
                                          {"… ", ""}};
    static const char *const other[][2] = {
        {"cafe", "café"}, {"a b", "ab"}, {"one", "two"}, {"1", "2"}};
    have_one_key(unicode_match_key, same, COUNT(same), true);
    have_one_key(unicode_match_key, other, COUNT(other), false);
}

static void wordings_fold_spellings(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"to realise", "To realize"}, {"organisations", "organizations"},
        {"colour", "color"},          {"the centre", "the center"},
        {"programmes", "programs"},   {"judgement", "judgment"},
        {"travelling", "traveling"},  {"a defence", "a defense"},
        {"paediatric", "pediatric"}};
    static const char *const other[][2] = {
        {"our", "or"}, {"tre", "ter"}, {"rise", "rose"}, {"ago", "age"}};
    have_one_key(wording_key, same, COUNT(same), true);
    have_one_key(wording_key, other, COUNT(other), false);
}

static void slugs_are_ascii(void **state)
{
    (void)state;
    static const char *const slugs[][2] = {{"Meskó, Bertalan", "mesko-bertalan"},
                                           {"Ærø", "aero"},
                                           {"Москва", "moskva"},
                                           {"O'Brien & O’Brien", "obrien-obrien"},
                                           {"Straße", "strasse"},
                                           {" -- a -- b -- ", "a-b"},
                                           {"…", ""},
                                           {"", ""},
                                           {"2015", "2015"}};
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(slugs); i++)
        assert_string_equal(unicode_slug(arena, slugs[i][0]), slugs[i][1]);
    arena_free(arena);
}

static void order_is_the_language_s_and_whole(void **state)
{
    (void)state;
    static const struct {
        const char *language, *before, *after;
    } cases[] = {{"en", "eclair", "Éclair"}, {"en", "Éclair", "edge"}, {"de", "Öl", "Zoo"},
                 {"sv", "Zoo", "Öl"},        {"xx", "a", "B"},         {"en", "e\u0301", "é"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        Collation *collation = collation_new(cases[i].language);
        /* Texts that differ never tie, so that their order is always the same. */
        assert_true(collation_compare(collation, cases[i].before, cases[i].after) < 0);
        assert_true(collation_compare(collation, cases[i].after, cases[i].before) > 0);
        assert_int_equal(collation_compare(collation, cases[i].after, cases[i].after), 0);
        collation_free(collation);
    }
}

static void case_is_the_language_s(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *changed;
        UnicodeCase to;
    } cases[] = {
        {"en", "title", "TITLE", UNICODE_UPPER}, {"tr", "title", "TİTLE", UNICODE_UPPER},
        {"en", "TITLE", "title", UNICODE_LOWER}, {"tr", "TITLE", "tıtle", UNICODE_LOWER},
        {"de", "groß", "GROSS", UNICODE_UPPER},  {"en", "a title", "A Title", UNICODE_TITLE}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str out = STR_INIT;
        unicode_add_case(&out, cases[i].text, strlen(cases[i].text), cases[i].language,
                         cases[i].to);
        assert_string_equal(out.data, cases[i].changed);
        str_release(&out);
    }
    unicode_text_close();
}

static void text_takes_normal_form_c(void **state)
{
    (void)state;
    static const char *const forms[][2] = {
        {"plain – “text”", "plain – “text”"}, {"cafe\u0301", "café"}, {"\u212B", "Å"}, {"", ""}};
    for (size_t i = 0; i < COUNT(forms); i++) {
        Str text = STR_INIT;
        str_add(&text, forms[i][0]);
        unicode_nfc(&text);
        assert_string_equal(text.data, forms[i][1]);
        str_release(&text);
    }
}

/* What is known to be normal without a look into tables must be so with one, which the last
 * character brings about. */
static void what_is_surely_normal_is_so(void **state)
{
    (void)state;
    for (uint32_t c = 0xA0; c < 0xD800; c++) {
        Str alone = STR_INIT, looked_up = STR_INIT;
        str_add_utf8(&alone, c);
        str_add_utf8(&looked_up, c);
        str_add(&looked_up, "\u4E00");
        unicode_nfc(&alone);
        unicode_nfc(&looked_up);
        str_add(&alone, "\u4E00");
        assert_string_equal(alone.data, looked_up.data);
        str_release(&alone);
        str_release(&looked_up);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_surely_normal_is_so),
        cmocka_unit_test(keys_fold_what_does_not_count),
        cmocka_unit_test(wordings_fold_spellings),
        cmocka_unit_test(slugs_are_ascii),
        cmocka_unit_test(order_is_the_language_s_and_whole),
        cmocka_unit_test(case_is_the_language_s),
        cmocka_unit_test(text_takes_normal_form_c),
    };
    return RUN_TESTS(tests);
}
