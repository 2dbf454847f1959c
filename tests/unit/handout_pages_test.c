/* What handouts need of the layout: type that adapts, room to write, blocks beside each other and
 * beside the text, folios of their own, margins with labels and broken lines. */
#include "setting.h"

#include "layout/pages.h"

#define SHEET_STYLE                                                                                \
    "@page { size: 200pt 200pt; margin: 20pt; -bindery-grid: 1pt; -bindery-bottom: ragged }"       \
    "@page sheet { @bottom-right { content: counter(page) \" \" -bindery-word(of) \" \" "          \
    "counter(pages) } @bottom-left { content: string(foot); font-size: 5pt; line-height: 6pt;"     \
    " width: 50% } }"                                                                              \
    "@page sheet:first { counter-reset: page }"                                                    \
    "body { text-align: start; hyphens: none; orphans: 2; widows: 2 }"                             \
    ".sheet { page: sheet; break-before: recto; -bindery-fit: sheets; font-size: 12pt;"            \
    " line-height: 1.25; -bindery-least-font-size: 10pt }"                                         \
    ".rights { display: none; string-set: foot content() }"                                        \
    ".notes-space div { line-height: 20pt }"                                                       \
    ".fields { display: flex } .field { width: 50%; border-bottom: 1pt solid }"                    \
    ".mentor { float: inline-start; width: 40pt; margin: 0 0 0 -50pt; line-height: 15pt }"         \
    ".reply { margin-left: 50pt }"

static const char words[] = "one two six ten one two six ten one two six ten "
                            "one two six ten one two six ten one two six ten ";

static Node *add_sheet(Bench *bench)
{
    return node_add(bench->book, bench->book->root, NODE_SECTION, ROLE_SHEET, nowhere);
}

static Node *add_text(Bench *bench, Node *parent, NodeRole role, int sentences)
{
    Node *paragraph = node_add(bench->book, parent, NODE_PARAGRAPH, role, nowhere);
    for (int i = 0; i < sentences; i++)
        node_add_text(bench->book, paragraph, words, nowhere);
    return paragraph;
}

static Pages *lay_out(Bench *bench)
{
    LayoutOptions options = {0};
    return layout_book(bench->setter.composer, bench->book, bench->sheet, &options,
                       bench->diagnostics);
}

static Sp size_on(const Page *page)
{
    assert_true(page->line_count > 0);
    return page->lines[0].pieces[0].style->font_size;
}

static const char *foot_of(const Page *page)
{
    static char shown[100];
    Str text = STR_INIT;
    assert_true(page->furniture_count > 0);
    add_line_text(&text, &page->furniture[page->furniture_count - 1], true);
    snprintf(shown, sizeof shown, "%s", text.data);
    str_release(&text);
    return shown;
}

/* Sheets of one page, of two and of one: each is counted by itself. */
static void each_sheet_is_counted_by_itself(void **state)
{
    (void)state;
    static const char *const feet[] = {"1 of 1", NULL, "1 of 2", "2 of 2", "1 of 1"};
    Bench bench = bench_open("en", SHEET_STYLE);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 1);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 4);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 1);
    Pages *pages = lay_out(&bench);
    assert_int_equal(pages->count, 5);
    for (size_t i = 0; i < pages->count; i++) {
        assert_int_equal(pages->pages[i].blank, !feet[i]);
        if (feet[i])
            assert_string_equal(foot_of(&pages->pages[i]), feet[i]);
    }
    pages_free(pages);
    bench_close(&bench);
}

static void the_label_is_in_the_books_language(void **state)
{
    (void)state;
    Bench bench = bench_open("fr", SHEET_STYLE);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 1);
    Pages *pages = lay_out(&bench);
    assert_string_equal(foot_of(&pages->pages[0]), "1 sur 1");
    pages_free(pages);
    bench_close(&bench);
}

/* The type of a sheet of so many sentences, and how many pages it takes. */
static Sp size_of_sheet(int sentences, size_t *count)
{
    Bench bench = bench_open("en", SHEET_STYLE);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, sentences);
    Pages *pages = lay_out(&bench);
    Sp size = size_on(&pages->pages[0]);
    *count = pages->count;
    pages_free(pages);
    bench_close(&bench);
    return size;
}

/* Over all lengths: what fits in full size has it; nothing is under the least; no last page is a
 * remainder; a short sheet never takes more paper than in the least size. */
static void type_adapts(void **state)
{
    (void)state;
    size_t sizes = 0;
    for (int sentences = 1; sentences < 24; sentences++) {
        size_t count;
        Sp size = size_of_sheet(sentences, &count);
        assert_in_range(size, 10 * SP_PER_POINT, 12 * SP_PER_POINT);
        sizes += size < 12 * SP_PER_POINT;
        if (sentences <= 2) {
            assert_int_equal(count, 1);
            assert_int_equal(size, 12 * SP_PER_POINT);
        }
        if (count > 6) /* more than three sheets of paper */
            assert_int_equal(size, 12 * SP_PER_POINT);
    }
    assert_true(sizes > 0);
}

/* On pages of twenty lines and more, of which a quarter may stay empty. */
static void no_last_page_is_a_remainder(void **state)
{
    (void)state;
    for (int sentences = 1; sentences < 60; sentences++) {
        Bench bench = bench_open("en", SHEET_STYLE "@page { size: 200pt 400pt }");
        add_text(&bench, add_sheet(&bench), ROLE_NONE, sentences);
        Pages *pages = lay_out(&bench);
        const Page *last = &pages->pages[pages->count - 1];
        assert_true(pages->count == 1 || last->line_count >= 5);
        pages_free(pages);
        bench_close(&bench);
    }
}

static size_t count_rules(const Page *page, Sp width)
{
    size_t count = 0;
    for (uint32_t i = 0; i < page->rule_count; i++)
        count += page->rules[i].width == width;
    return count;
}

/* Two questions with room to answer: both get the same number of lines, or the last one more, and
 * all of it stays on one page. */
static void lines_to_write_on_share_the_page(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE);
    Node *sheet = add_sheet(&bench);
    for (int i = 0; i < 2; i++) {
        Node *question = add_text(&bench, sheet, ROLE_NONE, 0);
        node_add_text(bench.book, question, "What?", nowhere);
        node_add(bench.book, sheet, NODE_RULED_SPACE, ROLE_NONE, nowhere);
    }
    Pages *pages = lay_out(&bench);
    assert_int_equal(pages->count, 1);
    Sp second = pages->pages[0].lines[1].baseline;
    size_t above = 0, below = 0;
    for (uint32_t i = 0; i < pages->pages[0].rule_count; i++) {
        above += pages->pages[0].rules[i].y < second;
        below += pages->pages[0].rules[i].y >= second;
    }
    assert_true(above >= 3);
    assert_true(below == above || below == above + 1);
    pages_free(pages);
    bench_close(&bench);
}

/* Room for notes fills the page that the text leaves, and never costs a sheet of paper. */
static void room_for_notes_costs_no_paper(void **state)
{
    (void)state;
    size_t without = 0;
    for (int sentences = 1; sentences < 12; sentences++) {
        size_t plain, count;
        Bench bench = bench_open("en", SHEET_STYLE);
        Node *sheet = add_sheet(&bench);
        size_of_sheet(sentences, &plain);
        add_text(&bench, sheet, ROLE_NONE, sentences);
        Node *space = node_add(bench.book, sheet, NODE_DIVISION, ROLE_NOTES_SPACE, nowhere);
        node_add(bench.book, space, NODE_RULED_SPACE, ROLE_NONE, nowhere);
        Pages *pages = lay_out(&bench);
        count = pages->count;
        assert_int_equal((count + 1) / 2, (plain + 1) / 2);
        size_t lines = count_rules(&pages->pages[count - 1], 160 * SP_PER_POINT);
        assert_true(lines == 0 || lines >= 3);
        without += lines == 0;
        pages_free(pages);
        bench_close(&bench);
    }
    assert_true(without > 0);
}

static void fields_stand_beside_each_other(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE);
    Node *fields = node_add(bench.book, add_sheet(&bench), NODE_DIVISION, ROLE_FIELDS, nowhere);
    for (int i = 0; i < 3; i++)
        node_add_text(bench.book, node_add(bench.book, fields, NODE_PARAGRAPH, ROLE_FIELD, nowhere),
                      "word", nowhere);
    Pages *pages = lay_out(&bench);
    const Line *lines = pages->pages[0].lines;
    assert_int_equal(pages->pages[0].line_count, 3);
    assert_int_equal(lines[0].baseline, lines[1].baseline);
    assert_true(lines[2].baseline > lines[0].baseline);
    assert_int_equal(lines[0].pieces[0].x, lines[2].pieces[0].x);
    assert_int_equal(lines[1].pieces[0].x - lines[0].pieces[0].x, 80 * SP_PER_POINT);
    assert_int_equal(count_rules(&pages->pages[0], 80 * SP_PER_POINT), 3);
    pages_free(pages);
    bench_close(&bench);
}

static Node *add_reply(Bench *bench, Node *sheet, const char *name, int sentences)
{
    Node *reply = node_add(bench->book, sheet, NODE_SECTION, ROLE_REPLY, nowhere);
    Node *heading = node_add(bench->book, reply, NODE_HEADING, ROLE_MENTOR, nowhere);
    heading->level = 2;
    node_add_text(bench->book, heading, name, nowhere);
    Node *paragraph = node_add(bench->book, reply, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    node_add_text(bench->book, paragraph, sentences ? words : "Short.", nowhere);
    return heading;
}

/* A name stands beside the first line of its answer; its further lines keep the next one away. */
static void names_stand_beside_answers(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE);
    Node *sheet = add_sheet(&bench);
    add_reply(&bench, sheet, "Name of three lines", 0);
    add_reply(&bench, sheet, "Next", 1);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[0];
    const Line *name = &page->lines[0], *answer = NULL, *next = NULL;
    for (uint32_t i = 0; i < page->line_count; i++) {
        const Line *line = &page->lines[i];
        if (!answer && line->block->kind == NODE_PARAGRAPH)
            answer = line;
        if (line->block->kind == NODE_HEADING && line->block != name->block)
            next = line;
    }
    assert_non_null(answer);
    assert_non_null(next);
    assert_in_range(answer - name, 3, 4);
    assert_int_equal(name->baseline, answer->baseline);
    assert_int_equal(answer->pieces[0].x - name->pieces[0].x, 50 * SP_PER_POINT);
    assert_true(next->baseline - answer[-1].baseline >= 15 * SP_PER_POINT);
    pages_free(pages);
    bench_close(&bench);
}

#define COLUMNS_STYLE                                                                              \
    SHEET_STYLE "@page { size: 400pt 200pt; column-count: 2; column-gap: 20pt }"                   \
                "aside { float: footnote; font-size: 10pt; line-height: 12pt }"

/* Which column of COLUMNS_STYLE a line stands in. */
static int column_of(const Line *line)
{
    bool second = line->x >= 210 * SP_PER_POINT;
    assert_in_range(line->x, (second ? 210 : 20) * SP_PER_POINT,
                    (second ? 380 : 190) * SP_PER_POINT);
    assert_true(line->x + line->width <= (second ? 380 : 190) * SP_PER_POINT);
    return second;
}

/* Text fills the columns of a page one after the other; notes stand at the foot of the column that
 * calls them, and are read after the text of all columns. */
static void columns_are_filled_in_turn(void **state)
{
    (void)state;
    Bench bench = bench_open("en", COLUMNS_STYLE);
    Node *sheet = add_sheet(&bench);
    add_text(&bench, sheet, ROLE_NONE, 4);
    Node *note = node_add(bench.book, sheet, NODE_NOTE, ROLE_NONE, nowhere);
    Node *call = node_add(bench.book, sheet->first, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    note->note.number = 1;
    note->note.reference = call;
    call->note_reference.note = note;
    add_text(&bench, note, ROLE_NONE, 1);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[0];
    uint32_t body = page->line_count - page->note_line_count;
    assert_int_equal(pages->count, 1);
    assert_in_range(page->note_line_count, 1, 8);
    assert_int_equal(column_of(&page->lines[0]), 0);
    assert_int_equal(column_of(&page->lines[body - 1]), 1);
    for (uint32_t i = 1; i < body; i++) {
        const Line *line = &page->lines[i];
        if (column_of(line) == column_of(&line[-1]))
            assert_true(line->baseline > line[-1].baseline);
        else
            assert_int_equal(line->baseline, page->lines[0].baseline);
    }
    for (uint32_t i = body; i < page->line_count; i++)
        assert_int_equal(column_of(&page->lines[i]), 1);
    pages_free(pages);
    bench_close(&bench);
}

static void columns_run_with_the_script(void **state)
{
    (void)state;
    Bench bench = bench_open("ar", COLUMNS_STYLE);
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 4);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[0];
    assert_int_equal(column_of(&page->lines[0]), 1);
    assert_int_equal(column_of(&page->lines[page->line_count - 1]), 0);
    pages_free(pages);
    bench_close(&bench);
}

/* They fill what the text leaves of the page, in every column. */
static void lines_to_write_on_go_on_in_the_next_column(void **state)
{
    (void)state;
    Bench bench = bench_open("en", COLUMNS_STYLE);
    Node *sheet = add_sheet(&bench);
    add_text(&bench, sheet, ROLE_NONE, 1);
    Node *space = node_add(bench.book, sheet, NODE_DIVISION, ROLE_NOTES_SPACE, nowhere);
    node_add(bench.book, space, NODE_RULED_SPACE, ROLE_NONE, nowhere);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[0];
    size_t columns[2] = {0};
    assert_int_equal(pages->count, 1);
    for (uint32_t i = 0; i < page->rule_count; i++)
        columns[page->rules[i].x >= 210 * SP_PER_POINT]++;
    assert_int_equal(count_rules(page, 170 * SP_PER_POINT), page->rule_count);
    assert_in_range(columns[0], 3, 7);
    assert_int_equal(columns[1], 8);
    pages_free(pages);
    bench_close(&bench);
}

/* The paper that is asked for lies where the style's own does. */
static void paper_is_turned(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE "@page sheet { size: a4 landscape }");
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 1);
    PaperSize letter;
    assert_true(paper_size("letter", &letter));
    Pages *pages = layout_book(bench.setter.composer, bench.book, bench.sheet,
                               &(LayoutOptions){&letter}, bench.diagnostics);
    assert_int_equal(pages->pages[0].style->width, letter.height);
    assert_int_equal(pages->pages[0].style->height, letter.width);
    pages_free(pages);
    bench_close(&bench);
}

/* A long foot is broken, in half of the measure, and is there though its paragraph is not shown: on
 * the page that begins with it that paragraph is read, on the next its foot is furniture. */
static void a_foot_takes_several_lines(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE);
    Node *sheet = add_sheet(&bench), *rights = add_text(&bench, sheet, ROLE_RIGHTS, 1);
    add_text(&bench, sheet, ROLE_NONE, 4);
    Pages *pages = lay_out(&bench);
    assert_int_equal(pages->count, 2);
    const Line *read = pages->pages[0].lines, *repeated = pages->pages[1].furniture;
    uint32_t count = 0;
    while (read[count].block == rights)
        count++;
    assert_in_range(count, 2, 4);
    assert_int_equal(pages->pages[0].furniture_count, 1);
    assert_int_equal(pages->pages[1].furniture_count, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        const Piece *last = &read[i].pieces[read[i].piece_count - 1];
        assert_true(last->x + piece_width(&read[i], last) <= (20 + 80) * SP_PER_POINT);
        assert_int_equal(last->flags & PIECE_SPACE_AFTER, i + 1 < count ? PIECE_SPACE_AFTER : 0);
        assert_int_equal(read[i].baseline, repeated[i].baseline);
        assert_ptr_equal(repeated[i].block, bench.book->root);
        if (i)
            assert_int_equal(read[i].baseline - read[i - 1].baseline, 6 * SP_PER_POINT);
    }
    pages_free(pages);
    bench_close(&bench);
}

static void a_page_has_borders(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE "@page sheet { border-right: 1pt solid;"
                                               " padding-right: 9pt }");
    add_text(&bench, add_sheet(&bench), ROLE_NONE, 1);
    Pages *pages = lay_out(&bench);
    const Page *page = &pages->pages[0];
    assert_int_equal(page->lines[0].width, 150 * SP_PER_POINT);
    assert_int_equal(page->rule_count, 1);
    assert_int_equal(page->rules[0].x, 179 * SP_PER_POINT);
    assert_int_equal(page->rules[0].height, 160 * SP_PER_POINT);
    pages_free(pages);
    bench_close(&bench);
}

/* A chapter that names one of its own pages. */
static void a_sheet_refers_to_itself(void **state)
{
    (void)state;
    Bench bench = bench_open("en", SHEET_STYLE);
    Node *sheet = add_sheet(&bench), *reference = add_text(&bench, sheet, ROLE_NONE, 0);
    add_text(&bench, sheet, ROLE_NONE, 4);
    Node *target = add_text(&bench, sheet, ROLE_NONE, 1);
    node_add(bench.book, reference, NODE_PAGE_REFERENCE, ROLE_NONE, nowhere)
        ->page_reference.target = target;
    Pages *pages = lay_out(&bench);
    Str text = STR_INIT;
    assert_int_equal(pages_anchor(pages, target)->page, 1);
    add_line_text(&text, &pages->pages[0].lines[0], true);
    assert_string_equal(text.data, "2");
    str_release(&text);
    pages_free(pages);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sheet_is_counted_by_itself),
        cmocka_unit_test(the_label_is_in_the_books_language),
        cmocka_unit_test(type_adapts),
        cmocka_unit_test(no_last_page_is_a_remainder),
        cmocka_unit_test(lines_to_write_on_share_the_page),
        cmocka_unit_test(room_for_notes_costs_no_paper),
        cmocka_unit_test(fields_stand_beside_each_other),
        cmocka_unit_test(names_stand_beside_answers),
        cmocka_unit_test(columns_are_filled_in_turn),
        cmocka_unit_test(columns_run_with_the_script),
        cmocka_unit_test(lines_to_write_on_go_on_in_the_next_column),
        cmocka_unit_test(paper_is_turned),
        cmocka_unit_test(a_foot_takes_several_lines),
        cmocka_unit_test(a_page_has_borders),
        cmocka_unit_test(a_sheet_refers_to_itself),
    };
    return RUN_TESTS(tests);
}
