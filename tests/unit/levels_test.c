#include "test.h"

#include "layout/levels.h"

#include <stdlib.h>
#include <string.h>

static Run run_of(RunKind kind, const char *text)
{
    return (Run){.kind = kind, .text = text, .length = strlen(text)};
}

/* An entry of a list of contents: its title, a leader, a number. */
static uint8_t *levels_of_entry(const char *title, bool from_right, bool *right_to_left)
{
    Run list[] = {run_of(RUN_TEXT, title), run_of(RUN_LEADER, ". "), run_of(RUN_TEXT, "8")};
    return runs_levels(&(Runs){.runs = list, .count = 3}, from_right, right_to_left);
}

static void entries_of_contents_run_alike(void **state)
{
    (void)state;
    bool right_to_left;
    uint8_t *hebrew = levels_of_entry("אב", true, &right_to_left);
    assert_true(right_to_left);
    assert_memory_equal(hebrew, ((uint8_t[]){1, 1, 1, 1, 2}), 5);
    uint8_t *latin = levels_of_entry("Ab", true, &right_to_left);
    assert_true(right_to_left);
    assert_memory_equal(latin, ((uint8_t[]){2, 2, 1, 1, 2}), 5);
    assert_null(levels_of_entry("Ab", false, &right_to_left));
    assert_false(right_to_left);
    free(hebrew);
    free(latin);
}

static void text_of_another_direction_has_levels_in_any_language(void **state)
{
    (void)state;
    bool right_to_left;
    Run list[] = {run_of(RUN_TEXT, "Ab"), run_of(RUN_IMAGE, ""), run_of(RUN_TEXT, "אב")};
    uint8_t *levels = runs_levels(&(Runs){.runs = list, .count = 3}, false, &right_to_left);
    assert_false(right_to_left);
    assert_memory_equal(levels, ((uint8_t[]){0, 0, 0, 1, 1}), 5);
    assert_int_equal(run_characters(&list[1]), 1);
    assert_int_equal(run_characters(&list[2]), 2);
    free(levels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_of_contents_run_alike),
        cmocka_unit_test(text_of_another_direction_has_levels_in_any_language),
    };
    return RUN_TESTS(tests);
}
