#include "test.h"

#include "book/access.h"
#include "book/sortkey.h"
#include "pass/passes.h"
#include "passing.h"

/* Languages */

static void language_tags_take_their_usual_case(void **state)
{
    (void)state;
    Book *book = small_book("EN-gb");
    Interview *interview = small_interview(book, "Test Person");
    interview->language = interview->node->language = "en-GB";
    Node *paragraph = small_paragraph(book, interview->node, "x");
    paragraph->language = "ZH-HANT-hk-X-ABcd-EF";
    pass_languages(book, diagnostics);
    assert_string_equal(book->language, "en-GB");
    assert_null(interview->node->language);
    assert_string_equal(paragraph->language, "zh-Hant-HK-x-abcd-ef");
    book_free(book);
}

static void words_in_other_scripts_are_marked(void **state)
{
    (void)state;
    static const struct {
        const char *language, *text, *runs;
    } cases[] = {
        {"en", "plain “text” with é, µg, an α and a β", ""},
        {"en", "say καλημέρα κόσμε, friend", "el:καλημέρα κόσμε "},
        {"en", "да or שלום", "und-Cyrl:да he:שלום "},
        {"en", "日本語です 中文", "ja:日本語です 中文 "},
        {"en", "漢字かな and 漢字", "ja:漢字かな und-Hani:漢字 "},
        {"en", "αβ and ω", "el:αβ "},
        {"ja", "日本語です Latin", ""},
        {"ru", "Слово word слово", ""},
        {"en", "한국어", "ko:한국어 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Book *book = small_book(cases[i].language);
        Node *paragraph = small_paragraph(book, book->root, cases[i].text);
        char runs[256] = "";
        pass_scripts(book, diagnostics);
        for (Node *n = paragraph->first; n; n = n->next)
            if (n->kind == NODE_SPAN)
                sprintf(runs + strlen(runs), "%s:%s ", n->language, n->first->text);
        assert_string_equal(runs, cases[i].runs);
        assert_string_equal(node_plain_text(book->arena, paragraph), cases[i].text);
        book_free(book);
    }
}

/* Figures */

static void a_lone_image_is_a_figure(void **state)
{
    (void)state;
    static Image picture;
    Book *book = small_book("en");
    Node *alone = small_paragraph(book, book->root, " ");
    Node *image = node_add(book, alone, NODE_IMAGE, ROLE_NONE, nowhere);
    image->image.image = &picture;
    image->image.alt = "";
    image->image.title = "A title";
    Node *within = small_paragraph(book, book->root, "text ");
    node_add(book, within, NODE_IMAGE, ROLE_NONE, nowhere)->image.image = &picture;
    within->last->image.alt = "";
    pass_figures(book, diagnostics);
    assert_int_equal(alone->kind, NODE_FIGURE);
    assert_ptr_equal(alone->first, image);
    assert_int_equal(alone->last->kind, NODE_CAPTION);
    assert_string_equal(node_plain_text(book->arena, alone->last), "A title");
    assert_int_equal(within->kind, NODE_PARAGRAPH);
    book_free(book);
}

static void facts_of_access_are_the_book_s(void **state)
{
    (void)state;
    static Image picture;
    Book *book = small_book("en");
    AccessFacts facts = access_facts(book);
    assert_false(facts.images || facts.descriptions || facts.index || facts.pages);
    Node *image =
        node_add(book, small_paragraph(book, book->root, ""), NODE_IMAGE, ROLE_NONE, nowhere);
    image->image.image = &picture;
    image->image.alt = "A picture";
    node_add(book, book->root, NODE_SECTION, ROLE_PEOPLE, nowhere);
    facts = access_facts(book);
    assert_true(facts.images && facts.alternatives && facts.index);
    image->image.alt = "";
    assert_false(access_facts(book).alternatives);
    Node *second = node_add(book, image->parent, NODE_IMAGE, ROLE_NONE, nowhere);
    second->image.image = &picture;
    second->image.alt = "Another";
    assert_false(access_facts(book).alternatives); /* one without is enough */
    book_free(book);
}

/* Questions */

static void questions_match_by_wording(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    Node *one = small_question(book, interview, "How did you realize that COLOR matters");
    Node *two = small_question(book, interview, "What went wrong?");
    Node *three = small_question(book, interview, "What do  you hope to see?!");
    pass_questions(book, diagnostics);
    assert_int_equal(one->section.question, 0);
    assert_int_equal(two->section.question, 1);
    assert_int_equal(three->section.question, 2);
    assert_string_equal(said(), "");
    assert_string_equal(node_plain_text(book->arena, one->first),
                        "How did you realize that COLOR matters");
    book_free(book);
}

static void questions_match_by_position(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    Node *one = small_question(book, interview, "Something else?");
    Node *two = small_question(book, interview, "What ‘valuable lesson’ was there?");
    pass_questions(book, diagnostics);
    assert_int_equal(one->section.question, 0);
    assert_int_equal(two->section.question, 1);
    assert_string_equal(said(), "question-absent question-by-position");
    book_free(book);
}

static void questions_that_do_not_fit_are_reported(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    book->questions[2].text = "WHAT went WRONG";
    small_question(book, interview, "What went wrong?");
    small_question(book, interview, "How did you realise that colour matters?");
    small_question(book, interview, "How did you realise that colour matters?")->place.line = 30;
    small_question(book, interview, "Something else?")->place.line = 40;
    pass_questions(book, diagnostics);
    assert_string_equal(said(), "question-same question-absent question-order question-repeated "
                                "question-unknown");
    book_free(book);
}

/* People */

static void sort_keys(void **state)
{
    (void)state;
    static const struct {
        const char *language, *name, *key;
        bool sure;
    } cases[] = {
        {"en", "Test Person", "Person, Test", true},
        {"en", "Plato", "Plato", true},
        {"en", "Dr. Test Q. Person", "Person, Test Q.", true},
        {"en", "Test Person Jr.", "Person, Test, Jr.", true},
        {"en", "Test Person, PhD", "Person, Test, PhD", true},
        {"en", "Oscar De La Cruz", "De La Cruz, Oscar", true},
        {"en", "Test Junior", "Junior, Test", true},
        {"en", "Test Jr.", "Jr., Test", true}, /* somebody's surname, not a suffix to none */
        {"nl", "Jan van den Berg", "Berg, Jan van den", true},
        {"nl", "Jan Van Den Berg", "Berg, Jan Van Den", true},
        {"en", "Jan van den Berg", "Berg, Jan van den", false},
        {"en", "Dick Van Dyke", "Van Dyke, Dick", true},
        {"de", "Anna von Beispiel", "Beispiel, Anna von", true},
        {"es", "María de la Cruz", "Cruz, María de la", true},
        {"es", "Ana Prueba Ejemplo", "Prueba Ejemplo, Ana", false},
        {"ja", "山田太郎", "山田太郎", true},
        {"ja", "山田 太郎", "山田 太郎", true},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool sure;
        assert_string_equal(sort_key(arena, cases[i].name, cases[i].language, &sure), cases[i].key);
        assert_int_equal(sure, cases[i].sure);
    }
    arena_free(arena);
}

static void people_are_met_once_and_sorted(void **state)
{
    (void)state;
    Book *book = small_book("en");
    small_interview(book, "Zoe Abel")->author = "Test Writer";
    small_interview(book, "Émile Éclair")->author = "Zoe Abel";
    small_interview(book, "zoe  abel")->author = "Eve Edge";
    pass_people(book, diagnostics);
    assert_int_equal(book->people_count, 4);
    assert_string_equal(book->people[0].sort, "Abel, Zoe");
    assert_string_equal(book->people[1].sort, "Éclair, Émile");
    assert_string_equal(book->people[2].sort, "Edge, Eve");
    assert_string_equal(book->people[3].sort, "Writer, Test");
    assert_int_equal(book->people[0].as_mentor_count, 2);
    assert_ptr_equal(book->people[0].as_mentor[1], &book->interviews[2]);
    assert_ptr_equal(book->people[0].as_author[0], &book->interviews[1]);
    assert_ptr_equal(book->interviews[1].author_person, &book->people[0]);
    book_free(book);
}

static void people_who_sort_alike_stay_as_they_were_met(void **state)
{
    (void)state;
    static const char *const names[] = {"Beta One", "Alpha Two", "Gamma Three"};
    Book *book = small_book("en");
    for (size_t i = 0; i < 3; i++)
        small_interview(book, names[i])->mentor_sort = "Same";
    pass_people(book, diagnostics);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(book->people[i].name, names[i]);
    book_free(book);
}

static void an_unsure_sort_key_is_a_note(void **state)
{
    (void)state;
    Book *book = small_book("en");
    small_interview(book, "Jan van den Berg");
    small_interview(book, "Jan van der Tal")->mentor_sort = "Tal, Jan van der";
    pass_people(book, diagnostics);
    assert_string_equal(said(), "sort-unsure");
    book_free(book);
}

/* Notes */

static Node *add_note(Book *book, Interview *interview)
{
    Node *note = node_add(book, interview->node, NODE_NOTE, ROLE_NONE, nowhere);
    small_paragraph(book, note, "A note.");
    return note;
}

static Node *refer(Book *book, Node *paragraph, Node *note)
{
    Node *reference = node_add(book, paragraph, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    reference->note_reference.note = note;
    return reference;
}

static void notes_follow_their_references(void **state)
{
    (void)state;
    Book *book = small_book("en");
    Interview *interview = small_interview(book, "Test Person");
    Node *paragraph = small_paragraph(book, interview->node, "Text.");
    Node *a = add_note(book, interview), *b = add_note(book, interview),
         *c = add_note(book, interview);
    Node *first = refer(book, paragraph, b);
    refer(book, paragraph, a);
    refer(book, paragraph, b);
    refer(book, b->first, c); /* a note in a note */
    refer(book, c->first, b); /* and round again */
    pass_numbers(book, diagnostics);
    Node *notes = interview->node->last;
    assert_int_equal(notes->role, ROLE_NOTES);
    assert_ptr_equal(notes->first, b);
    assert_ptr_equal(b->next, a);
    assert_ptr_equal(a->next, c);
    assert_ptr_equal(b->note.reference, first);
    assert_int_equal(b->note.number, 1);
    assert_int_equal(c->note.number, 3);
    book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(language_tags_take_their_usual_case),
        TEST(words_in_other_scripts_are_marked),
        TEST(a_lone_image_is_a_figure),
        TEST(facts_of_access_are_the_book_s),
        TEST(questions_match_by_wording),
        TEST(questions_match_by_position),
        TEST(questions_that_do_not_fit_are_reported),
        TEST(sort_keys),
        TEST(people_are_met_once_and_sorted),
        TEST(people_who_sort_alike_stay_as_they_were_met),
        TEST(an_unsure_sort_key_is_a_note),
        TEST(notes_follow_their_references),
    };
    return RUN_TESTS(tests);
}
