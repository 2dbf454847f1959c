#include "test.h"

#include "base/str.h"
#include "book/book.h"
#include "book/dump.h"
#include "book/walk.h"

#include <string.h>

static const Place nowhere;

/* A paragraph: "one <em>two</em> three". */
static Node *paragraph(Book *book, Node *parent)
{
    Node *p = node_add(book, parent, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    node_add_text(book, p, "one ", nowhere);
    Node *em = node_add(book, p, NODE_EMPHASIS, ROLE_NONE, nowhere);
    node_add_text(book, em, "two", nowhere);
    node_add_text(book, p, " three", nowhere);
    return p;
}

static void walk_enters_and_leaves(void **state)
{
    (void)state;
    Book *book = book_new();
    paragraph(book, book->root);
    Str log = STR_INIT;
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        str_format(&log, "%s%d%s ", walk.event == WALK_ENTER ? "+" : "-", walk.depth,
                   node_kind_name(walk.node->kind));
    assert_string_equal(log.data, "+0book +1paragraph +2text +2emphasis +3text -2emphasis +2text "
                                  "-1paragraph -0book ");
    str_release(&log);
    book_free(book);
}

static void walk_skips_what_was_removed(void **state)
{
    (void)state;
    Book *book = book_new();
    Node *p = paragraph(book, book->root);
    int entered = 0;
    Walk walk = walk_start(p);
    while (walk_next(&walk)) {
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_EMPHASIS) {
            Node *gone = walk.node;
            walk_skip(&walk);
            node_remove(gone);
        } else if (walk.event == WALK_ENTER) {
            entered++;
        }
    }
    assert_int_equal(entered, 3);
    assert_string_equal(node_plain_text(book->arena, p), "one  three");
    book_free(book);
}

static void an_empty_container_is_left(void **state)
{
    (void)state;
    Book *book = book_new();
    node_add(book, book->root, NODE_SECTION, ROLE_QNA, nowhere);
    int enters = 0, exits = 0;
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        *(walk.event == WALK_ENTER ? &enters : &exits) += 1;
    assert_int_equal(enters, 2);
    assert_int_equal(exits, 2);
    book_free(book);
}

static void nodes_can_be_moved(void **state)
{
    (void)state;
    Book *book = book_new();
    Node *a = node_add(book, book->root, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    Node *b = node_new(book, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    Node *c = node_new(book, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    node_insert_after(a, c);
    node_insert_before(c, b);
    assert_ptr_equal(a->next, b);
    assert_ptr_equal(c->previous, b);
    assert_ptr_equal(book->root->last, c);
    node_remove(a);
    assert_ptr_equal(book->root->first, b);
    node_replace(c, a);
    assert_ptr_equal(b->next, a);
    assert_null(a->next);
    assert_null(c->parent);
    book_free(book);
}

static void copies_point_into_themselves(void **state)
{
    (void)state;
    Book *book = book_new();
    Node *section = node_add(book, book->root, NODE_SECTION, ROLE_INTERVIEW, nowhere);
    section->id = "s";
    Node *p = paragraph(book, section);
    Node *outside = node_add(book, book->root, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    Node *reference = node_add(book, p, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    Node *link = node_add(book, p, NODE_LINK, ROLE_NONE, nowhere);
    Node *page = node_add(book, p, NODE_PAGE_REFERENCE, ROLE_NONE, nowhere);
    Node *note = node_add(book, section, NODE_NOTE, ROLE_NONE, nowhere);
    page->page_reference.target = p;
    reference->note_reference.note = note;
    note->note.reference = reference;
    link->link.target = outside;

    Node *copy = node_copy(book, section);
    assert_null(copy->parent);
    assert_null(copy->id);
    Node *copied_page = copy->first->last, *copied_link = copied_page->previous;
    Node *copied_reference = copied_link->previous;
    assert_int_equal(copied_reference->kind, NODE_NOTE_REFERENCE);
    assert_ptr_equal(copied_reference->note_reference.note, copy->last);
    assert_ptr_equal(copy->last->note.reference, copied_reference);
    assert_ptr_equal(copied_link->link.target, outside);
    assert_ptr_equal(copied_page->page_reference.target, copy->first);
    assert_string_equal(node_plain_text(book->arena, copy), node_plain_text(book->arena, section));
    book_free(book);
}

static void places_are_known_where_columns_are(void **state)
{
    (void)state;
    Node text = {.place = {"a.md", 3, 5}};
    assert_int_equal(node_place_at(&text, 4).column, 9);
    assert_int_equal(node_place_at(&text, 4).line, 3);
    text.place.column = 0;
    assert_int_equal(node_place_at(&text, 4).column, 0);
}

static void deep_trees_do_not_recurse(void **state)
{
    (void)state;
    Book *book = book_new();
    Node *at = book->root;
    for (int i = 0; i < 300000; i++)
        at = node_add(book, at, NODE_BLOCK_QUOTE, ROLE_NONE, nowhere);
    Node *copy = node_copy(book, book->root->first);
    int depth = 0;
    Walk walk = walk_start(copy);
    while (walk_next(&walk))
        depth = walk.depth > depth ? walk.depth : depth;
    assert_int_equal(depth, 299999);
    book_free(book);
}

static void dumps_show_what_is_invisible(void **state)
{
    (void)state;
    Str out = STR_INIT;
    dump_string(&out, "a\xC2\xA0"
                      "b\"\n\xE2\x80\x8F");
    assert_string_equal(out.data, "\"a\\u{A0}b\\\"\\n\\u{200F}\"");
    str_release(&out);
}

static void elements_follow_their_nodes(void **state)
{
    (void)state;
    Book *book = book_new();
    Node *heading = node_new(book, NODE_HEADING, ROLE_QUESTION, nowhere);
    heading->level = 2;
    assert_string_equal(node_element(heading), "h2");
    Node *row = node_new(book, NODE_ROW, ROLE_NONE, nowhere);
    Node *cell = node_add(book, row, NODE_CELL, ROLE_NONE, nowhere);
    assert_string_equal(node_element(cell), "td");
    row->row.header = true;
    assert_string_equal(node_element(cell), "th");
    assert_string_equal(role_class(ROLE_QUESTION), "question");
    book_free(book);
}

static void language_is_inherited(void **state)
{
    (void)state;
    Book *book = book_new();
    book->language = "en";
    Node *section = node_add(book, book->root, NODE_SECTION, ROLE_INTERVIEW, nowhere);
    Node *p = paragraph(book, section);
    assert_string_equal(node_language(book, p->first), "en");
    section->language = "cy";
    assert_string_equal(node_language(book, p->first), "cy");
    book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walk_enters_and_leaves),
        cmocka_unit_test(walk_skips_what_was_removed),
        cmocka_unit_test(an_empty_container_is_left),
        cmocka_unit_test(nodes_can_be_moved),
        cmocka_unit_test(copies_point_into_themselves),
        cmocka_unit_test(places_are_known_where_columns_are),
        cmocka_unit_test(deep_trees_do_not_recurse),
        cmocka_unit_test(dumps_show_what_is_invisible),
        cmocka_unit_test(elements_follow_their_nodes),
        cmocka_unit_test(language_is_inherited),
    };
    return RUN_TESTS(tests);
}
