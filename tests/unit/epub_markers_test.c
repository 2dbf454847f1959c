/* Pages by hand, and where the EPUB marks their beginnings. */
#include "test.h"

#include "epub/contents.h"
#include "epub/navigation.h"
#include "epub/publication.h"
#include "epub/xhtml.h"

#include <string.h>

enum { MOST_PAGES = 4 };

static const Place nowhere;

typedef struct Sample {
    Book *book;
    Node *interview, *heading, *text, *note_text, *print_text;
    Page pages[MOST_PAGES];
    Line lines[MOST_PAGES];
    Piece pieces[MOST_PAGES][3];
    Pages all;
    Publication *publication;
} Sample;

static void sample_init(Sample *s)
{
    memset(s, 0, sizeof *s);
    Book *book = s->book = book_new();
    book->title = "Test";
    book->language = "en";
    book->identifier = "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    s->interview = node_add(book, book->root, NODE_SECTION, ROLE_INTERVIEW, nowhere);
    s->interview->section.file = "one";
    Node *heading = node_add(book, s->interview, NODE_HEADING, ROLE_TITLE, nowhere);
    heading->level = 1;
    s->heading = node_add_text(book, heading, "A heading", nowhere);
    Node *paragraph = node_add(book, s->interview, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    s->text = node_add_text(book, paragraph, "One two unlikely four", nowhere);
    Node *note = node_add(book, s->interview, NODE_NOTE, ROLE_NONE, nowhere);
    s->note_text = node_add_text(book, node_add(book, note, NODE_PARAGRAPH, ROLE_NONE, nowhere),
                                 "A note", nowhere);
    Node *print = node_add(book, s->interview, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    print->scope = SCOPE_PRINT;
    s->print_text = node_add_text(book, print, "Printed only", nowhere);
    static const char *const labels[] = {"i", "1", "2", "3"};
    for (int i = 0; i < MOST_PAGES; i++) {
        s->lines[i] = (Line){.pieces = s->pieces[i]};
        s->pages[i] = (Page){.label = labels[i], .number = i + 1, .lines = &s->lines[i]};
    }
    s->all = (Pages){.book = book, .pages = s->pages};
}

/* Adds a page of one line that begins at a byte of a node. */
static Piece *add_page(Sample *s, const Node *node, uint32_t offset)
{
    size_t page = s->all.count++;
    Piece *piece = &s->pieces[page][s->lines[page].piece_count++];
    *piece = (Piece){.node = node, .offset = offset, .flags = PIECE_SPACE_AFTER};
    s->pages[page].line_count = 1;
    return piece;
}

static const char *document(Sample *s)
{
    Str out = STR_INIT;
    s->publication = publication_new(s->book, &s->all);
    s->publication->entries = contents_entries(s->publication, &s->publication->entry_count);
    xhtml_section(s->publication, &s->publication->documents[2], &out);
    char *copy = arena_string(s->book->arena, strstr(out.data, "<section"));
    str_release(&out);
    return copy;
}

static void sample_free(Sample *s)
{
    publication_free(s->publication);
    book_free(s->book);
}

static void contains(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("“%s” is not in\n%s", part, text);
}

#define MARK(element, number, label)                                                               \
    "<" element " id=\"page_" number "\" epub:type=\"pagebreak\" role=\"doc-pagebreak\" "          \
    "aria-label=\"" label "\"></" element ">"

static void a_page_is_marked_between_words(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    add_page(&s, s.text, 0);
    add_page(&s, s.text, 4);
    add_page(&s, s.text, 17);
    contains(document(&s), "<p>" MARK("span", "1", "i") "One " MARK(
                               "span", "2", "1") "two unlikely " MARK("span", "3", "2") "four</p>");
    sample_free(&s);
}

static void a_divided_word_is_marked_before_it(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    Piece *first = add_page(&s, s.text, 0);
    first[1] = (Piece){.node = s.text, .offset = 8, .flags = PIECE_HYPHEN};
    s.lines[0].piece_count = 2;
    add_page(&s, s.text, 10);
    contains(document(&s), "One two " MARK("span", "2", "1") "unlikely");
    sample_free(&s);
}

static void a_heading_is_marked_before_it(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    add_page(&s, s.heading, 0);
    contains(document(&s), MARK("div", "1", "i") "<h1");
    sample_free(&s);
}

static void what_the_epub_lacks_is_passed_over(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    Piece *generated = add_page(&s, s.text, 0);
    generated->generated = true;
    Piece *print = add_page(&s, s.print_text, 0);
    print[1] = (Piece){.node = s.text, .offset = 4};
    s.lines[1].piece_count = 2;
    const char *text = document(&s);
    assert_int_equal(s.publication->markers.count, 1);
    contains(text, "One " MARK("span", "2", "1") "two");
    sample_free(&s);
}

static void a_page_that_is_all_note_is_marked_when_it_is_the_last(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    add_page(&s, s.note_text, 0);
    s.pages[0].note_line_count = 1;
    add_page(&s, s.text, 4);
    add_page(&s, s.note_text, 2);
    s.pages[2].note_line_count = 1;
    const char *text = document(&s);
    assert_int_equal(s.publication->markers.count, 2);
    contains(text, "One " MARK("span", "2", "1") "two");
    contains(text, "A " MARK("span", "3", "2") "note");
    sample_free(&s);
}

static void a_page_that_begins_with_a_picture_is_marked_there(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    Node *figure = node_add(s.book, s.interview, NODE_FIGURE, ROLE_NONE, nowhere);
    Node *image = node_add(s.book, figure, NODE_IMAGE, ROLE_NONE, nowhere);
    image->image.alt = "a picture";
    Picture picture = {.node = image, .y = 100, .height = 50};
    for (int i = 0; i < 2; i++) { /* above the text, then in its line */
        add_page(&s, s.text, 4);
        s.lines[i].baseline = i ? 150 : 200;
        s.pages[i].pictures = &picture;
        s.pages[i].picture_count = 1;
    }
    const char *text = document(&s);
    contains(text, "One " MARK("span", "2", "1") "two");
    contains(text, MARK("div", "1", "i") "<figure><p>a picture</p></figure>");
    sample_free(&s);
}

static void a_page_of_a_picture_is_marked_there(void **state)
{
    (void)state;
    Sample s;
    sample_init(&s);
    Node *figure = node_add(s.book, s.interview, NODE_FIGURE, ROLE_NONE, nowhere);
    Node *image = node_add(s.book, figure, NODE_IMAGE, ROLE_NONE, nowhere);
    image->image.alt = "a picture";
    Picture picture = {.node = image};
    s.all.count = 1;
    s.pages[0].pictures = &picture;
    s.pages[0].picture_count = 1;
    contains(document(&s), MARK("div", "1", "i") "<figure><p>a picture</p></figure>");
    sample_free(&s);
}

static void lists_of_pages_name_them(void **state)
{
    (void)state;
    Sample s;
    Str nav = STR_INIT, ncx = STR_INIT;
    sample_init(&s);
    add_page(&s, s.heading, 0);
    add_page(&s, s.text, 4);
    document(&s);
    navigation_document(s.publication, &nav);
    navigation_ncx(s.publication, &ncx);
    contains(nav.data, "<nav epub:type=\"page-list\" role=\"doc-pagelist\"");
    contains(nav.data, "<li><a href=\"one.xhtml#page_1\">i</a></li>"
                       "<li><a href=\"one.xhtml#page_2\">1</a></li>");
    contains(ncx.data, "<pageTarget id=\"target_1\" type=\"front\" playOrder=\"4\">");
    contains(ncx.data, "<pageTarget id=\"target_2\" type=\"normal\" value=\"1\" playOrder=\"5\">");
    contains(ncx.data, "<meta name=\"dtb:maxPageNumber\" content=\"1\"/>");
    str_release(&nav);
    str_release(&ncx);
    sample_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_marked_between_words),
        cmocka_unit_test(a_divided_word_is_marked_before_it),
        cmocka_unit_test(a_heading_is_marked_before_it),
        cmocka_unit_test(what_the_epub_lacks_is_passed_over),
        cmocka_unit_test(a_page_that_is_all_note_is_marked_when_it_is_the_last),
        cmocka_unit_test(a_page_of_a_picture_is_marked_there),
        cmocka_unit_test(a_page_that_begins_with_a_picture_is_marked_there),
        cmocka_unit_test(lists_of_pages_name_them),
    };
    return RUN_TESTS(tests);
}
