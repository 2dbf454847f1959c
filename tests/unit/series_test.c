#include "test.h"

#include "book/series.h"
#include "small_book.h"

#include <limits.h>

static void numbers_that_are_missing_are_gaps(void **state)
{
    (void)state;
    static const int numbers[] = {0, 2, 2, 6, INT_MAX};
    Book *book = small_book("en");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        small_interview(book, "Test Person")->number = numbers[i];
    SeriesFacts facts = series_facts(book->arena, book);
    static const NumberRange gaps[] = {{1, 1}, {3, 5}, {7, INT_MAX - 1}};
    assert_int_equal(facts.unnumbered, 1);
    assert_true(facts.in_order); /* also where one comes twice */
    assert_int_equal(facts.missing_count, 3);
    assert_memory_equal(facts.missing, gaps, sizeof gaps);

    book->interviews_count = 3;
    book->series_length = 4;
    facts = series_facts(book->arena, book);
    assert_int_equal(facts.missing_count, 2);
    assert_int_equal(facts.missing[1].first, 3);
    assert_int_equal(facts.missing[1].last, 4);

    book->interviews[1].number = 3;
    assert_false(series_facts(book->arena, book).in_order);
    book_free(book);
}

static Node *answered(Book *book, const char *answer)
{
    Node *qna = small_question(book, small_interview(book, "Test Person"), "What?");
    qna->section.question = 0;
    Node *text = qna->last->first->first;
    text->text = answer;
    text->length = strlen(answer);
    return qna;
}

static void lengths_are_those_of_answers(void **state)
{
    (void)state;
    static Question question = {.id = "what", .text = "What?"};
    Book *book = small_book("en");
    book->questions = &question;
    book->questions_count = 1;
    answered(book, "one");
    answered(book, "one two three – four…");
    QuestionFacts two = series_facts(book->arena, book).questions[0];
    assert_int_equal(two.answers, 2);
    assert_int_equal(two.shortest, 1);
    assert_int_equal(two.median, 3); /* between the two, rounded up */
    assert_int_equal(two.longest, 4);

    answered(book, "測試 and 3 words, and five, six, seven, eight, nine, ten, eleven, 12, 13");
    SeriesFacts three = series_facts(book->arena, book);
    assert_int_equal(three.questions[0].median, 4);
    assert_int_equal(three.questions[0].longest, 15); /* each Chinese character is one */
    assert_int_equal(three.answers[0].outlier, OUTLIER_SHORT);
    assert_int_equal(three.answers[1].outlier, OUTLIER_NONE);
    assert_int_equal(three.answers[2].outlier, OUTLIER_LONG);
    assert_int_equal(three.wording_count, 1);
    assert_int_equal(three.wordings[0].count, 3);
    assert_true(three.wordings[0].series_text);
    book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_that_are_missing_are_gaps),
        cmocka_unit_test(lengths_are_those_of_answers),
    };
    return RUN_TESTS(tests);
}
