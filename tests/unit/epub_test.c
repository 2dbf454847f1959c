/* A tiny book by hand, and what its EPUB says of it. */
#include "test.h"

#include "book/walk.h"
#include "epub/contents.h"
#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/publication.h"
#include "epub/xhtml.h"

#include <string.h>

static const Place nowhere;

typedef struct Sample {
    Book *book;
    Node *interview, *opening, *paragraph, *question;
    Publication *publication;
} Sample;

static Node *section(Sample *s, Node *parent, NodeRole role, const char *file, const char *heading)
{
    Node *node = node_add(s->book, parent, NODE_SECTION, role, nowhere);
    node->section.file = file;
    if (heading) {
        Node *title = node_add(s->book, node, NODE_HEADING, ROLE_TITLE, nowhere);
        title->level = file ? 1 : 2;
        node_add_text(s->book, title, heading, nowhere);
    }
    return node;
}

static Node *paragraph(Sample *s, Node *parent, const char *text)
{
    Node *node = node_add(s->book, parent, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    if (text)
        node_add_text(s->book, node, text, nowhere);
    return node;
}

static Sample sample_new(void)
{
    Sample s = {.book = book_new()};
    s.book->title = "The test";
    s.book->language = "en";
    s.book->identifier = "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    Node *contents = section(&s, s.book->root, ROLE_CONTENTS, "contents", "Contents");
    contents->scope = SCOPE_PRINT;
    s.interview = section(&s, s.book->root, ROLE_INTERVIEW, "test-person", "Test & Person");
    s.question = section(&s, s.interview, ROLE_QNA, NULL, "What did you first try?");
    s.paragraph = paragraph(&s, s.question, "One <two> three.");
    return s;
}

/* The XHTML of the interview, from its first section on. */
static const char *body(Sample *s)
{
    Str out = STR_INIT;
    s->publication = publication_new(s->book, NULL);
    for (size_t i = 0; i < s->publication->document_count; i++)
        if (s->publication->documents[i].section == s->interview)
            xhtml_section(s->publication, &s->publication->documents[i], &out);
    char *copy = arena_string(s->book->arena, strstr(out.data, "<section"));
    *strstr(copy, "</body>") = '\0';
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

static void lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("“%s” is in\n%s", part, text);
}

static void sections_are_named_by_their_headings(void **state)
{
    (void)state;
    Sample s = sample_new();
    assert_string_equal(
        body(&s),
        "<section class=\"interview\" epub:type=\"chapter\" role=\"doc-chapter\" "
        "aria-labelledby=\"_1\"><h1 id=\"_1\" class=\"title\" epub:type=\"title\">Test &amp; "
        "Person</h1><section class=\"qna\" epub:type=\"qna\" role=\"doc-qna\" "
        "aria-labelledby=\"_2\"><h2 id=\"_2\" class=\"title\" epub:type=\"title\">What did you "
        "first try?</h2><p>One &lt;two&gt; three.</p></section></section>");
    sample_free(&s);
}

static void print_only_nodes_are_left_out(void **state)
{
    (void)state;
    Sample s = sample_new();
    s.paragraph->scope = SCOPE_PRINT;
    Node *link = node_add(s.book, paragraph(&s, s.question, NULL), NODE_LINK, ROLE_NONE, nowhere);
    link->link.target = s.paragraph;
    node_add_text(s.book, link, "see there", nowhere);
    const char *text = body(&s);
    lacks(text, "One");
    contains(text, "<p><span>see there</span></p>"); /* what is not there is not pointed at */
    sample_free(&s);
}

static void links_lead_to_other_documents(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *other = section(&s, s.book->root, ROLE_COLOPHON, "colophon", "Colophon");
    Node *there = paragraph(&s, other, "There.");
    there->id = "there";
    Node *targets[] = {there, other, s.question};
    for (int i = 0; i < 3; i++) {
        Node *link = node_add(s.book, s.paragraph, NODE_LINK, ROLE_NONE, nowhere);
        link->link.target = targets[i];
    }
    Node *outside = node_add(s.book, s.paragraph, NODE_LINK, ROLE_NONE, nowhere);
    outside->link.url = "https://example.org/?a=1&b=\"2\"";
    const char *text = body(&s);
    contains(text, "<a href=\"colophon.xhtml#there\"></a><a href=\"colophon.xhtml\"></a>"
                   "<a href=\"#_5\"></a>");
    contains(text, "href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\"");
    sample_free(&s);
}

static void ids_leave_out_their_documents_name(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *numbered = section(&s, s.interview, ROLE_QNA, NULL, "3 steps");
    Node *foreign = section(&s, s.interview, ROLE_QNA, NULL, "Elsewhere");
    s.question->first->id = "test-person-q1-title";
    numbered->first->id = "test-person-3-steps";
    foreign->first->id = "test-personal";
    const char *text = body(&s);
    contains(text, "<h2 id=\"q1-title\"");
    contains(text, "<h2 id=\"_-3-steps\"");
    contains(text, "<h2 id=\"test-personal\"");
    sample_free(&s);
}

static void notes_can_be_followed_both_ways(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *reference = node_add(s.book, s.paragraph, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    Node *note = node_add(s.book, s.interview, NODE_NOTE, ROLE_NONE, nowhere);
    note->id = "note-1";
    reference->id = "note-1-from";
    note->note.number = 1;
    note->note.reference = reference;
    reference->note_reference.note = note;
    paragraph(&s, note, "Indeed.");
    const char *text = body(&s);
    contains(text, "three.<sup><a id=\"note-1-from\" href=\"#note-1\" epub:type=\"noteref\" "
                   "role=\"doc-noteref\">1</a></sup></p>");
    contains(text,
             "<aside id=\"note-1\" epub:type=\"footnote\" role=\"doc-footnote\"><p>1. Indeed. <a "
             "class=\"backlink\" href=\"#note-1-from\" role=\"doc-backlink\" aria-label=\"Back to "
             "the text\">\u21A9\uFE0E</a></p></aside>");
    sample_free(&s);
}

static void lists_and_tables_keep_their_structure(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *list = node_add(s.book, s.question, NODE_LIST, ROLE_NONE, nowhere);
    list->list.ordered = list->list.tight = true;
    list->list.start = 3;
    paragraph(&s, node_add(s.book, list, NODE_ITEM, ROLE_NONE, nowhere), "Tight");
    Node *table = node_add(s.book, s.question, NODE_TABLE, ROLE_NONE, nowhere);
    for (int i = 0; i < 3; i++) {
        Node *row = node_add(s.book, table, NODE_ROW, ROLE_NONE, nowhere);
        row->row.header = i == 0;
        Node *cell = node_add(s.book, row, NODE_CELL, ROLE_NONE, nowhere);
        cell->cell.alignment = i ? ALIGN_END : ALIGN_START;
        node_add_text(s.book, cell, i ? "1" : "Number", nowhere);
    }
    const char *text = body(&s);
    contains(text, "<ol start=\"3\"><li>Tight</li></ol>");
    contains(text, "<table><thead><tr><th scope=\"col\">Number</th></tr></thead><tbody><tr><td "
                   "class=\"end\">1</td></tr><tr><td class=\"end\">1</td></tr></tbody></table>");
    sample_free(&s);
}

static void languages_are_told_with_their_direction(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *span = node_add(s.book, s.paragraph, NODE_SPAN, ROLE_FOREIGN, nowhere);
    span->language = "ar";
    node_add_text(s.book, span, "x", nowhere);
    s.question->language = "en"; /* as all around it */
    const char *text = body(&s);
    contains(text, "<span class=\"foreign\" lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\">x</span>");
    lacks(text, "lang=\"en\"");
    sample_free(&s);
}

static void images_without_a_file_give_their_text(void **state)
{
    (void)state;
    Sample s = sample_new();
    Image image = {
        .path = "p", .name = "My Picture.JPG", .type = IMAGE_JPEG, .description = "At length."};
    Image *images[] = {&image};
    s.book->images = images;
    s.book->images_count = 1;
    Node *figure = node_add(s.book, s.question, NODE_FIGURE, ROLE_NONE, nowhere);
    Node *shown = node_add(s.book, figure, NODE_IMAGE, ROLE_NONE, nowhere);
    shown->image.image = &image;
    shown->image.alt = "A test";
    Node *missing = node_add(s.book, s.paragraph, NODE_IMAGE, ROLE_NONE, nowhere);
    missing->image.alt = "not there";
    const char *text = body(&s);
    contains(
        text,
        "<figure><img id=\"_3\" src=\"images/1-my-picture.jpg\" alt=\"A test\" "
        "aria-details=\"_3_description\"/></figure>"
        "<details id=\"_3_description\"><summary>Description</summary><p>At length.</p></details>");
    contains(text, "<span>not there</span>");
    sample_free(&s);
}

static const char *navigation(Sample *s, void make(const Publication *, Str *))
{
    Str out = STR_INIT;
    s->publication = publication_new(s->book, NULL);
    s->publication->entries = contents_entries(s->publication, &s->publication->entry_count);
    make(s->publication, &out);
    char *copy = arena_string(s->book->arena, out.data);
    str_release(&out);
    return copy;
}

static void the_contents_have_two_levels(void **state)
{
    (void)state;
    Sample s = sample_new();
    section(&s, s.question, ROLE_NONE, NULL, "Deeper");
    section(&s, s.book->root, ROLE_COLOPHON, "colophon", NULL);
    contains(navigation(&s, navigation_document),
             "<li><a href=\"nav.xhtml\">Contents</a></li>"
             "<li><a href=\"test-person.xhtml\">Test &amp; Person</a><ol><li>"
             "<a href=\"test-person.xhtml#_2\">What did you first try?</a></li></ol></li>"
             "<li><a href=\"colophon.xhtml\">Colophon</a></li></ol></nav>");
    sample_free(&s);
}

static void the_ncx_says_the_same(void **state)
{
    (void)state;
    Sample s = sample_new();
    const char *text = navigation(&s, navigation_ncx);
    contains(text, "<meta name=\"dtb:depth\" content=\"2\"/>");
    contains(text,
             "<navPoint id=\"point_3\" playOrder=\"3\"><navLabel><text>Test &amp; Person"
             "</text></navLabel><content src=\"test-person.xhtml\"/><navPoint id=\"point_4\"");
    lacks(text, "pageList");
    sample_free(&s);
}

static void the_package_tells_who_did_what(void **state)
{
    (void)state;
    Sample s = sample_new();
    Interview interview = {.mentor = "Test Person"};
    Interview *list[] = {&interview};
    Person mentor = {.name = "Test Person",
                     .sort = "Person, Test",
                     .as_mentor = list,
                     .as_mentor_count = 1},
           author = {
               .name = "A. Writer", .sort = "Writer, A.", .as_author = list, .as_author_count = 1};
    interview.mentor_person = &mentor;
    interview.author_person = &author;
    s.book->interviews = &interview;
    s.book->interviews_count = 1;
    s.book->series = "Small series";
    s.book->series_number = 2;
    const char *text = navigation(&s, package_document);
    contains(text, "<meta property=\"group-position\" refines=\"#series\">2</meta>");
    contains(text, "accessibilitySummary\">The text can be enlarged, restyled and read aloud. "
                   "Contents and headings lead to every chapter and question. There is no image "
                   "but the cover.</meta>");
    contains(text, "<spine toc=\"ncx\">");
    contains(text, "<guide>");
    contains(text, "<meta property=\"file-as\" refines=\"#title\">test, The</meta>");
    contains(text, "<dc:creator id=\"person_1\">A. Writer</dc:creator><meta property=\"role\" "
                   "refines=\"#person_1\" scheme=\"marc:relators\">aut</meta>");
    contains(text, "<dc:contributor id=\"person_2\">Test Person</dc:contributor>");
    contains(text, ">ive</meta><meta property=\"file-as\" refines=\"#person_2\">Person, Test<");
    contains(text, "<meta property=\"dcterms:modified\">1970-01-01T00:00:00Z</meta>");
    lacks(text, "visual");
    lacks(text, "conformsTo");
    lacks(text, "pageBreak");
    sample_free(&s);
}

static void nobody_is_credited_twice(void **state)
{
    (void)state;
    Sample s = sample_new();
    static const char *const editors[] = {"A. Writer"};
    Interview interview = {.mentor = "A. Writer", .author = "A. Writer"};
    Interview *list[] = {&interview};
    Person person = {.name = "A. Writer",
                     .sort = "Writer, A.",
                     .as_mentor = list,
                     .as_author = list,
                     .as_mentor_count = 1,
                     .as_author_count = 1};
    interview.mentor_person = interview.author_person = &person;
    s.book->interviews = &interview;
    s.book->interviews_count = s.book->people_count = s.book->editors_count = 1;
    s.book->people = &person;
    s.book->editors = editors;
    const char *text = navigation(&s, package_document);
    contains(text, "\"marc:relators\">edt</meta><meta property=\"role\" refines=\"#person_1\" "
                   "scheme=\"marc:relators\">aut</meta><meta property=\"role\" "
                   "refines=\"#person_1\" scheme=\"marc:relators\">ive</meta>");
    lacks(text, "person_2");
    sample_free(&s);
}

static void older_reading_systems_can_be_left_out(void **state)
{
    (void)state;
    Sample s = sample_new();
    s.book->epub3_only = true;
    const char *text = navigation(&s, package_document);
    lacks(text, "ncx");
    lacks(text, "<guide");
    contains(text, "<spine>");
    sample_free(&s);
}

static void equal_titles_are_numbered(void **state)
{
    (void)state;
    Sample s = sample_new();
    section(&s, s.book->root, ROLE_INTERVIEW, "second", "Test & Person");
    section(&s, s.book->root, ROLE_FRONT, "cover", "Test & Person");
    s.publication = publication_new(s.book, NULL);
    assert_string_equal(s.publication->documents[2].title, "Test & Person");
    assert_string_equal(s.publication->documents[3].title, "Test & Person (2)");
    assert_string_equal(s.publication->documents[4].title, "Test & Person (3)");
    assert_string_equal(s.publication->documents[4].file, "cover_.xhtml");
    sample_free(&s);
}

static void deep_quotations_need_no_stack(void **state)
{
    (void)state;
    Sample s = sample_new();
    Node *at = s.question;
    for (int i = 0; i < 10000; i++)
        at = node_add(s.book, at, NODE_BLOCK_QUOTE, ROLE_NONE, nowhere);
    paragraph(&s, at, "deep");
    contains(body(&s), "<p>deep</p></blockquote>");
    sample_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_are_named_by_their_headings),
        cmocka_unit_test(print_only_nodes_are_left_out),
        cmocka_unit_test(links_lead_to_other_documents),
        cmocka_unit_test(ids_leave_out_their_documents_name),
        cmocka_unit_test(notes_can_be_followed_both_ways),
        cmocka_unit_test(lists_and_tables_keep_their_structure),
        cmocka_unit_test(languages_are_told_with_their_direction),
        cmocka_unit_test(images_without_a_file_give_their_text),
        cmocka_unit_test(the_contents_have_two_levels),
        cmocka_unit_test(the_ncx_says_the_same),
        cmocka_unit_test(the_package_tells_who_did_what),
        cmocka_unit_test(nobody_is_credited_twice),
        cmocka_unit_test(older_reading_systems_can_be_left_out),
        cmocka_unit_test(equal_titles_are_numbered),
        cmocka_unit_test(deep_quotations_need_no_stack),
    };
    return RUN_TESTS(tests);
}
