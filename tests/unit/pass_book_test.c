/* Passes that need the whole book: ids, the program's own sections, links. */
#include "test.h"

#include "base/str.h"
#include "base/strmap.h"
#include "book/walk.h"
#include "pass/passes.h"
#include "passing.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
