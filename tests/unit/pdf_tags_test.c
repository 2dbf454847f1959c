/* The logical structure of small books: what owns what, in which order. */
#include "setting.h"

#include "pdf/tags.h"

#define STYLE                                                                                      \
    "@page { size: 200pt 200pt; margin: 30pt; -bindery-grid: 13pt }"                               \
    "aside { float: footnote } ul { list-style-type: disc; padding-left: 13pt }"

/* Marks every piece of every page, as the drawer does. */
static void mark_pages(Tags *tags, const Pages *pages)
{
    for (size_t p = 0; p < pages->count; p++) {
        Element *last = NULL;
        uint32_t id = 0;
        for (uint32_t l = 0; l < pages->pages[p].line_count; l++) {
            const Line *line = &pages->pages[p].lines[l];
            for (uint32_t i = 0; i < line->piece_count; i++) {
                Element *owner = tags_of_piece(tags, &line->pieces[i]);
                if (owner && owner != last)
                    tags_mark(tags, owner, (Mark){(uint32_t)p, id, (uint32_t)p, id, NULL});
                if (owner && owner != last)
                    id++;
                last = owner ? owner : last;
            }
        }
    }
}

/* "(Document (Part (H1) (P)))", a mark as a dot in its place. */
static void tell(const Element *element, Str *out)
{
    str_format(out, "(%s", element_name(element->type) + 1);
    const Mark *mark = element->marks;
    for (const Element *child = element->first; child || mark;) {
        const Mark *first = child ? element_first_mark(child) : NULL;
        if (mark && (!child || (first && mark_precedes(mark, first)))) {
            str_add(out, " .");
            mark = mark->next;
        } else {
            str_add_char(out, ' ');
            tell(child, out);
            child = child->next;
        }
    }
    str_add_char(out, ')');
}

static void assert_structure(Bench *bench, const char *expected)
{
    LayoutOptions options = {0};
    Pages *pages = layout_book(bench->setter.composer, bench->book, bench->sheet, &options,
                               bench->diagnostics);
    Tags *tags = tags_new(pages);
    mark_pages(tags, pages);
    Str told = STR_INIT;
    tell(tags_build(tags), &told);
    assert_string_equal(told.data, expected);
    str_release(&told);
    tags_free(tags);
    pages_free(pages);
    bench_close(bench);
}

static Node *add_section(Bench *bench)
{
    return node_add(bench->book, bench->book->root, NODE_SECTION, ROLE_INTERVIEW, nowhere);
}

static Node *add(Bench *bench, Node *parent, NodeKind kind, const char *text)
{
    Node *node = node_add(bench->book, parent, kind, ROLE_NONE, nowhere);
    if (text)
        node_add_text(bench->book, node, text, nowhere);
    return node;
}

static void paragraphs_and_headings(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *section = add_section(&bench);
    add(&bench, section, NODE_HEADING, "One")->level = 1;
    Node *paragraph = add(&bench, section, NODE_PARAGRAPH, "Plain, ");
    add(&bench, paragraph, NODE_EMPHASIS, "stressed");
    node_add_text(bench.book, paragraph, " and plain.", nowhere);
    Node *part = node_add(bench.book, section, NODE_SECTION, ROLE_QNA, nowhere);
    add(&bench, part, NODE_HEADING, "Two")->level = 2;
    assert_structure(&bench, "(Document (Part (H1 .) (P .) (Sect (H2 .))))");
}

static void links_stand_in_their_place(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *paragraph = add(&bench, add_section(&bench), NODE_PARAGRAPH, "Before ");
    Node *link = add(&bench, paragraph, NODE_LINK, "the link");
    link->link.url = "https://example.org/";
    node_add_text(bench.book, paragraph, " after.", nowhere);
    Node *lost = add(&bench, paragraph, NODE_LINK, " Nowhere.");
    lost->link.target = node_new(bench.book, NODE_SECTION, ROLE_NONE, nowhere);
    assert_structure(&bench, "(Document (Part (P . (Link .) .)))");
}

static void foreign_words_have_an_element(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *paragraph = add(&bench, add_section(&bench), NODE_PARAGRAPH, "A word: ");
    add(&bench, paragraph, NODE_SPAN, "Wort")->language = "de";
    assert_structure(&bench, "(Document (Part (P . (Span .))))");
}

static void lists_have_labels(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *list = add(&bench, add_section(&bench), NODE_LIST, NULL);
    for (int i = 0; i < 2; i++)
        add(&bench, add(&bench, list, NODE_ITEM, NULL), NODE_PARAGRAPH, "An item.");
    assert_structure(&bench,
                     "(Document (Part (L (LI (Lbl .) (LBody (P .))) (LI (Lbl .) (LBody (P .))))))");
}

static void tables_are_regular(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *table = add(&bench, add_section(&bench), NODE_TABLE, NULL);
    static const Alignment alignments[2];
    table->table.columns = 2;
    table->table.alignments = alignments;
    for (int r = 0; r < 2; r++) {
        Node *row = add(&bench, table, NODE_ROW, NULL);
        row->row.header = r == 0;
        add(&bench, row, NODE_CELL, "cell");
        add(&bench, row, NODE_CELL, r ? NULL : "cell"); /* one is empty */
    }
    assert_structure(&bench, "(Document (Part (Table (THead (TR (TH .) (TH .)))"
                             " (TBody (TR (TD .) (TD))))))");
}

/* A note stands after the paragraph that refers to it, wherever the page shows it. */
static void notes_follow_their_reference(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    Node *section = add_section(&bench);
    Node *first = add(&bench, section, NODE_PARAGRAPH, "First.");
    Node *reference = add(&bench, first, NODE_NOTE_REFERENCE, NULL);
    add(&bench, section, NODE_PARAGRAPH, "Second.");
    Node *notes = node_add(bench.book, section, NODE_SECTION, ROLE_NOTES, nowhere);
    Node *note = add(&bench, notes, NODE_NOTE, NULL);
    note->note.number = 1;
    note->note.reference = reference;
    reference->note_reference.note = note;
    add(&bench, note, NODE_PARAGRAPH, "The note.");
    assert_structure(&bench,
                     "(Document (Part (P . (Reference (Link .))) (Note (Lbl .) (P .)) (P .)))");
}

/* Pages of one sheet may be drawn out of order: marks sort by page. */
static void marks_sort_by_page(void **state)
{
    (void)state;
    Bench bench = bench_open("en", STYLE);
    add(&bench, add_section(&bench), NODE_PARAGRAPH, "Words.");
    LayoutOptions options = {0};
    Pages *pages =
        layout_book(bench.setter.composer, bench.book, bench.sheet, &options, bench.diagnostics);
    Tags *tags = tags_new(pages);
    Element *owner = tags_of_piece(tags, &pages->pages[0].lines[0].pieces[0]);
    const Mark drawn[] = {
        {0, 0, 3, 0, NULL}, {0, 1, 0, 0, NULL}, {1, 0, 1, 0, NULL}, {1, 1, 2, 0, NULL}};
    for (size_t i = 0; i < 4; i++)
        tags_mark(tags, owner, drawn[i]);
    uint32_t page = 0;
    for (const Mark *mark = owner->marks; mark; mark = mark->next)
        assert_int_equal(mark->page, page++);
    assert_int_equal(page, 4);
    tags_free(tags);
    pages_free(pages);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_and_headings),
        cmocka_unit_test(links_stand_in_their_place),
        cmocka_unit_test(foreign_words_have_an_element),
        cmocka_unit_test(lists_have_labels),
        cmocka_unit_test(tables_are_regular),
        cmocka_unit_test(notes_follow_their_reference),
        cmocka_unit_test(marks_sort_by_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
