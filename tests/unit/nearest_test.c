#include "test.h"

#include "base/nearest.h"

static void the_nearest_word_is_found(void **state)
{
    (void)state;
    static const char *const words[] = {"build", "check", "import", "new", "help"};
    static const struct {
        const char *word, *nearest;
    } cases[] = {
        {"bild", "build"},
        {"biuld", "build"},
        {"chek", "check"},
        {"improt", "import"},
        {"hepl", "help"},
        {"build", "build"},
        {"nwe", "new"},
        {"BUILT", "build"},
        {"imp", "import"},
        {"im", NULL},
        {"completely", NULL},
        {"", NULL},
        {"x", NULL},
        {"zzz", NULL},
        {"a-word-that-is-much-longer-than-any-command-could-be", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = nearest_word(cases[i].word, words, 5);
        if (cases[i].nearest)
            assert_string_equal(found, cases[i].nearest);
        else
            assert_null(found);
    }
    assert_null(nearest_word("build", words, 0));
    static const char *const letters[] = {"a", "b"}; /* each is one letter from any other */
    assert_null(nearest_word("x", letters, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_nearest_word_is_found)};
    return RUN_TESTS(tests);
}
