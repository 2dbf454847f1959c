/* Pages of small books made in memory: numbers, sides, anchors, notes, and what never changes. */
#include "setting.h"

#include "layout/pages.h"

#define PAGE_STYLE                                                                                 \
    "@page { size: 200pt 200pt; margin: 30pt; -bindery-grid: 13pt; -bindery-spread: 1;"            \
    " @bottom-center { content: counter(page) }"                                                   \
    " @top-left { content: string(title) } }"                                                      \
    "@page front { -bindery-page-numbers: lower-roman }"                                           \
    "@page body { counter-reset: page }"                                                           \
    "@page :blank { @bottom-center { content: none } @top-left { content: none } }"                \
    ".contents { page: front } .interview { page: body; break-before: recto }"                     \
    "h1 { break-after: avoid; bookmark-level: 1; string-set: title content() }"                    \
    "aside { float: footnote; line-height: 10pt; font-size: 8pt } p { orphans: 2; widows: 2 }"

static const char sentence[] = "All that is written here is written to fill the lines of a page. ";

static Node *add_section(Bench *bench, NodeRole role, const char *title)
{
    Node *section = node_add(bench->book, bench->book->root, NODE_SECTION, role, nowhere);
    Node *heading = node_add(bench->book, section, NODE_HEADING, ROLE_NONE, nowhere);
    heading->level = 1;
    node_add_text(bench->book, heading, title, nowhere);
    return section;
}

static Node *add_paragraph(Bench *bench, Node *section, int sentences)
{
    Node *paragraph = node_add(bench->book, section, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    for (int i = 0; i < sentences; i++)
        node_add_text(bench->book, paragraph, sentence, nowhere);
    return paragraph;
}

static Pages *lay_out(Bench *bench)
{
    LayoutOptions options = {0};
    Pages *pages = layout_book(bench->setter.composer, bench->book, bench->sheet, &options,
                               bench->diagnostics);
    assert_non_null(pages);
    return pages;
}

/* A page of contents that refers to two chapters, of several pages each. */
static Bench two_chapters(Node *headings[2])
{
    Bench bench = bench_open("en", PAGE_STYLE);
    Node *contents = add_section(&bench, ROLE_CONTENTS, "Contents");
    Node *references[2];
    for (int i = 0; i < 2; i++) {
        Node *entry = node_add(bench.book, contents, NODE_PARAGRAPH, ROLE_NONE, nowhere);
        references[i] = node_add(bench.book, entry, NODE_PAGE_REFERENCE, ROLE_NONE, nowhere);
    }
    for (int i = 0; i < 2; i++) {
        Node *section = add_section(&bench, ROLE_INTERVIEW, i ? "Second" : "First");
        headings[i] = section->first;
        references[i]->page_reference.target = headings[i];
        for (int k = 0; k < 7; k++)
            add_paragraph(&bench, section, 4 + k % 3);
    }
    return bench;
}

static const char *line_text(const Line *line)
{
    static char shown[200];
    Str text = STR_INIT;
    add_line_text(&text, line, true);
    snprintf(shown, sizeof shown, "%s", text.data);
    str_release(&text);
    return shown;
}

static void numbers_and_sides(void **state)
{
    (void)state;
    Node *headings[2];
    Bench bench = two_chapters(headings);
    Pages *pages = lay_out(&bench);
    assert_string_equal(pages->pages[0].label, "i");
    for (size_t i = 0; i < pages->count; i++) {
        assert_int_equal(pages->pages[i].number, i + 1);
        assert_int_equal(pages->pages[i].side, i % 2 ? PAGE_VERSO : PAGE_RECTO);
        if (pages->pages[i].blank) {
            assert_int_equal(pages->pages[i].line_count, 0);
            assert_int_equal(pages->pages[i].furniture_count, 0);
        }
    }
    for (int i = 0; i < 2; i++) {
        const Anchor *anchor = pages_anchor(pages, headings[i]);
        assert_non_null(anchor);
        assert_int_equal(pages->pages[anchor->page].side, PAGE_RECTO);
        const Line *entry = &pages->pages[0].lines[1 + i];
        assert_string_equal(line_text(entry), pages->pages[anchor->page].label);
    }
    assert_string_equal(pages->pages[pages_anchor(pages, headings[0])->page].label, "1");
    assert_int_equal(pages->outline_count, 3);
    pages_free(pages);
    bench_close(&bench);
}

static void running_heads(void **state)
{
    (void)state;
    Node *headings[2];
    Bench bench = two_chapters(headings);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[pages_anchor(pages, headings[1])->page + 1];
    assert_int_equal(page->furniture_count, 2);
    assert_string_equal(line_text(&page->furniture[0]), "Second");
    assert_string_equal(line_text(&page->furniture[1]), page->label);
    pages_free(pages);
    bench_close(&bench);
}

static void every_byte_is_shown_once(void **state)
{
    (void)state;
    Node *headings[2];
    Bench bench = two_chapters(headings);
    Pages *pages = lay_out(&bench);
    size_t sentences = 0;
    for (size_t i = 0; i < pages->count; i++)
        for (uint32_t k = 0; k < pages->pages[i].line_count; k++)
            for (uint32_t p = 0; p < pages->pages[i].lines[k].piece_count; p++) {
                const Piece *piece = &pages->pages[i].lines[k].pieces[p];
                sentences += !piece->generated && piece->offset == 0 && piece->node->text &&
                             piece->node->text[0] == 'A';
            }
    assert_int_equal(sentences, 2 * (3 * 4 + 2 * 5 + 2 * 6));
    pages_free(pages);
    bench_close(&bench);
}

static void the_same_twice(void **state)
{
    (void)state;
    Node *headings[2];
    Bench bench = two_chapters(headings);
    Str first = STR_INIT, second = STR_INIT;
    Pages *pages = lay_out(&bench), *again = lay_out(&bench);
    pages_dump(pages, &first);
    pages_dump(again, &second);
    assert_string_equal(first.data, second.data);
    pages_free(pages);
    pages_free(again);
    str_release(&first);
    str_release(&second);
    bench_close(&bench);
}

/* A note stands on the page of its call; one longer than a page runs on, in order. */
static void check_note(int sentences, bool runs_on)
{
    Bench bench = bench_open("en", PAGE_STYLE);
    Node *section = add_section(&bench, ROLE_INTERVIEW, "One");
    Node *paragraph = add_paragraph(&bench, section, 3);
    Node *call = node_add(bench.book, paragraph, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    add_paragraph(&bench, section, 12);
    Node *note = node_add(bench.book, section, NODE_NOTE, ROLE_NONE, nowhere);
    note->note.number = 1;
    note->note.reference = call;
    call->note_reference.note = note;
    add_paragraph(&bench, note, sentences);
    Pages *pages = lay_out(&bench);
    assert_int_equal(pages_anchor(pages, note)->page, pages_anchor(pages, call)->page);
    size_t with_notes = 0;
    for (size_t i = 0; i < pages->count; i++) {
        const Page *page = &pages->pages[i];
        with_notes += page->note_line_count > 0;
        for (uint32_t k = 1; k < page->line_count; k++)
            assert_true(page->lines[k].baseline >= page->lines[k - 1].baseline);
        for (uint32_t k = 0; k < page->line_count; k++)
            assert_true(page->lines[k].baseline <
                        page->style->height - 30 * SP_PER_POINT + 13 * SP_PER_POINT);
    }
    assert_int_equal(with_notes > 1, runs_on);
    pages_free(pages);
    bench_close(&bench);
}

static void notes_at_the_foot(void **state)
{
    (void)state;
    check_note(2, false);
    check_note(30, true);
}

static void ruled_space_fills_the_page(void **state)
{
    (void)state;
    Bench bench = bench_open("en", PAGE_STYLE);
    Node *section = add_section(&bench, ROLE_INTERVIEW, "One");
    node_add(bench.book, section, NODE_RULED_SPACE, ROLE_NONE, nowhere)->ruled.lines = 3;
    node_add(bench.book, section, NODE_RULED_SPACE, ROLE_NONE, nowhere);
    Pages *pages = lay_out(&bench);
    assert_int_equal(pages->count, 1);
    assert_true(pages->pages[0].rule_count >= 8);
    pages_free(pages);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_sides),        cmocka_unit_test(running_heads),
        cmocka_unit_test(every_byte_is_shown_once), cmocka_unit_test(the_same_twice),
        cmocka_unit_test(notes_at_the_foot),        cmocka_unit_test(ruled_space_fills_the_page),
    };
    return RUN_TESTS(tests);
}
