#include "test.h"

#include "base/str.h"
#include "base/strmap.h"
#include "book/access.h"
#include "book/sortkey.h"
#include "book/walk.h"
#include "pass/passes.h"
#include "small_book.h"

#include <stdlib.h>

static Diagnostics *diagnostics;

static int start(void **state)
{
    (void)state;
    diagnostics = diagnostics_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    diagnostics_free(diagnostics);
    return 0;
}

/* The ids of the diagnostics, in a row. */
static const char *said(void)
{
    static char ids[1024];
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    *ids = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(ids, *ids ? " " : "");
        strcat(ids, diag_id(list[i].id));
    }
    return ids;
}

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

static Book *questions_book(Interview **interview)
{
    Book *book = small_book("en");
    static const char *const variants[] = {"What went wrong?"};
    book->questions = arena_array(book->arena, 3, sizeof(Question));
    book->questions_count = 3;
    book->questions[0] =
        (Question){.id = "first", .text = "How did you realise that colour matters?"};
    book->questions[1] = (Question){.id = "lesson",
                                    .text = "What ‘valuable lesson’ was there?",
                                    .variants = variants,
                                    .variants_count = 1};
    book->questions[2] = (Question){.id = "future", .text = "What do you hope to see?"};
    *interview = small_interview(book, "Test Person");
    return book;
}

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

/* Ids, matter, links */

/* Runs the passes up to and with the one named `last` (NULL: all). */
static void run(Book *book, const char *last)
{
    for (size_t i = 0; i < passes_count; i++) {
        passes[i].run(book, diagnostics);
        if (str_equal(passes[i].name, last))
            return;
    }
}

static void ids_are_unique_and_ascii(void **state)
{
    (void)state;
    static const char *const names[] = {"José Test", "Jose Test", "JOSE TEST",   "People",
                                        "人",        "…",         "Jose Test 2", ""};
    Book *book = small_book("en");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Interview *interview = small_interview(book, names[i]);
        small_question(book, interview, "Why?");
        small_paragraph(book, interview->node, "Text.");
    }
    run(book, NULL);
    StrMap seen = {0};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const char *id = walk.event == WALK_ENTER ? walk.node->id : NULL;
        if (!id)
            continue;
        assert_int_equal(++*strmap_slot(&seen, id), 1);
        assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
    }
    strmap_release(&seen);
    assert_string_equal(book->interviews[0].slug, "jose-test");
    assert_string_equal(book->interviews[1].slug, "jose-test-2");
    assert_string_equal(book->interviews[2].slug, "jose-test-3");
    assert_string_equal(book->interviews[5].slug, "interview");
    assert_string_equal(book->interviews[6].slug, "jose-test-2-2");
    assert_string_equal(book->slug, "small-book");
    book_free(book);
}

static void two_names_with_one_slug_are_reported(void **state)
{
    (void)state;
    Book *book = small_book("en");
    small_interview(book, "José Test");
    small_interview(book, "Jose Test");
    small_interview(book, "Jose Test");
    run(book, NULL);
    assert_non_null(strstr(said(), "slug-twice"));
    assert_int_equal(diagnostics_count(diagnostics, DIAG_LEVEL_WARNING), 2);
    book_free(book);
}

static void long_slugs_are_cut_between_words(void **state)
{
    (void)state;
    static const char *const titles[][2] = {
        {"A title of twelve words that goes on for longer than any shelf is wide",
         "a-title-of-twelve-words-that-goes-on-for-longer-than-any"},
        {"Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenfabrik",
         "donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen"}};
    for (size_t i = 0; i < 2; i++) {
        Book *book = small_book("en");
        book->title = titles[i][0];
        run(book, NULL);
        assert_string_equal(book->slug, titles[i][1]);
        book_free(book);
    }
}

static void a_book_without_a_name_is_called_book(void **state)
{
    (void)state;
    Book *book = small_book("en");
    book->title = "…";
    run(book, NULL);
    assert_string_equal(book->slug, "book");
    book_free(book);
}

static Node *section_of(const Book *book, NodeRole role)
{
    for (Node *n = book->root->first; n; n = n->next)
        if (n->role == role)
            return n;
    return NULL;
}

static void the_program_s_own_sections_stand_in_order(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    Interview *other = small_interview(book, "Second Person");
    Node *answer = small_question(book, interview, "What went wrong?");
    small_question(book, other, "What went wrong?");
    Node *back = node_add(book, book->root, NODE_SECTION, ROLE_BACK, nowhere);
    (void)back;
    run(book, NULL);
    static const NodeRole order[] = {
        ROLE_HALF_TITLE, ROLE_TITLE_PAGE,  ROLE_IMPRINT, ROLE_CONTENTS, ROLE_INTERVIEW,
        ROLE_INTERVIEW,  ROLE_BY_QUESTION, ROLE_BACK,    ROLE_PEOPLE,   ROLE_COLOPHON};
    const Node *section = book->root->first;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++, section = section->next) {
        assert_non_null(section);
        assert_int_equal(section->role, order[i]);
    }
    assert_null(section);
    const Node *asked = section_of(book, ROLE_BY_QUESTION)->last;
    assert_int_equal(asked->section.question, 1);
    assert_ptr_equal(asked->last->first->first->first->link.target, answer->first);
    assert_ptr_equal(answer->last->first->link.target, asked->first);
    book_free(book);
}

static void one_interview_needs_no_lists_by_question(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    small_question(book, interview, "What went wrong?");
    small_question(book, interview, "What went wrong?");
    run(book, NULL);
    assert_null(section_of(book, ROLE_BY_QUESTION));
    book_free(book);
}

static void answers_are_repeated_on_demand(void **state)
{
    (void)state;
    Interview *interview;
    Book *book = questions_book(&interview);
    book->repeat_answers = true;
    small_question(book, interview, "What went wrong?");
    small_question(book, small_interview(book, "Second Person"), "What went wrong?");
    run(book, NULL);
    const Node *repeated = section_of(book, ROLE_REPEATED);
    assert_int_equal(repeated->scope, SCOPE_EPUB);
    assert_non_null(strstr(node_plain_text(book->arena, repeated), "An answer."));
    assert_ptr_equal(repeated->previous, section_of(book, ROLE_BY_QUESTION));
    const Node *back = interview->node->last->last;
    assert_int_equal(back->role, ROLE_CROSS_REFERENCE);
    assert_ptr_equal(back->first->link.target, repeated->first);
    book_free(book);
}

static void links_inside_the_book_find_their_way(void **state)
{
    (void)state;
    static const struct {
        const char *url, *id;
    } cases[] = {
        {"2.md", "second-person-title"},
        {"./2.md#lesson", "second-person-q1-title"},
        {"#lesson", "test-person-q1-title"},
        {"../interviews/2.md#q1", "second-person-q1"},
        {"%32.md", "second-person-title"},
        {"3.md", NULL},
        {"2.md#nothing", NULL},
        {"../../etc/passwd", NULL},
        {"#", NULL},
    };
    Interview *interview;
    Book *book = questions_book(&interview);
    Node *qna = small_question(book, interview, "What went wrong?");
    small_question(book, small_interview(book, "Second Person"), "What went wrong?");
    Node *links[sizeof cases / sizeof *cases];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        links[i] = node_add(book, qna->last->first, NODE_LINK, ROLE_NONE,
                            (Place){interview->file, 20 + (int)i, 1});
        links[i]->link.url = cases[i].url;
        node_add_text(book, links[i], "link", nowhere);
    }
    Node *outside = node_add(book, qna->last->first, NODE_LINK, ROLE_NONE, nowhere);
    outside->link.url = "https://example.org/";
    run(book, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(links[i]->kind, cases[i].id ? NODE_LINK : NODE_SPAN);
        if (cases[i].id)
            assert_string_equal(links[i]->link.target->id, cases[i].id);
    }
    assert_int_equal(diagnostics_count(diagnostics, DIAG_LEVEL_WARNING), 4);
    assert_string_equal(outside->link.url, "https://example.org/");
    book_free(book);
}

static void links_find_files_from_the_root(void **state)
{
    (void)state;
    Book *book = small_book("en");
    Node *paragraph = small_paragraph(book, small_interview(book, "Test Person")->node, "");
    small_interview(book, "Second Person");
    book->interviews[0].node->place.file = "/book/1.md";
    book->interviews[1].node->place.file = "/book/2.md";
    Node *link = node_add(book, paragraph, NODE_LINK, ROLE_NONE, (Place){"/book/1.md", 5, 1});
    link->link.url = "../book/./2.md";
    run(book, NULL);
    assert_string_equal(link->link.target->id, "second-person-title");
    book_free(book);
}

static void headings_take_no_number_of_a_link(void **state)
{
    (void)state;
    Book *book = small_book("en");
    Interview *interview = small_interview(book, "Test Person");
    Node *qna = small_question(book, interview, "What of ");
    Node *const blocks[] = {qna->first, qna->last->first};
    for (size_t i = 0; i < 2; i++) {
        Node *link = node_add(book, blocks[i], NODE_LINK, ROLE_NONE, nowhere);
        link->link.url = "https://example.org/";
        node_add_text(book, link, "this", nowhere);
    }
    run(book, NULL);
    assert_int_equal(blocks[0]->last->kind, NODE_LINK);
    assert_int_equal(blocks[1]->last->role, ROLE_LINK_NUMBER);
    book_free(book);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

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
        TEST(ids_are_unique_and_ascii),
        TEST(two_names_with_one_slug_are_reported),
        TEST(long_slugs_are_cut_between_words),
        TEST(a_book_without_a_name_is_called_book),
        TEST(the_program_s_own_sections_stand_in_order),
        TEST(one_interview_needs_no_lists_by_question),
        TEST(answers_are_repeated_on_demand),
        TEST(links_inside_the_book_find_their_way),
        TEST(links_find_files_from_the_root),
        TEST(headings_take_no_number_of_a_link),
    };
    return RUN_TESTS(tests);
}
