/* The lines of real interviews meet the house's targets: word spaces, hyphens, last lines. */
#include "test.h"

#include "base/arena.h"
#include "base/file.h"
#include "book/walk.h"
#include "layout/paragraph.h"
#include "pass/passes.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>

#define CORPUS "../shared/corpus/usesthis"
enum { MEASURE_MM = 110, MOST_LINES = 20000, MOST_DEPTH = 64 };

typedef struct LineFigures {
    int spaces[MOST_LINES]; /* [justified] per mille of natural, sorted at the end */
    int justified, lines, pairs, jumps, hyphens, third_hyphens, penultimate, short_last, overfull;
} LineFigures;

static void count_setting(LineFigures *f, const Setting *setting)
{
    int before = 0, run = 0;
    for (int i = 0; i < setting->lines; i++) {
        const LineFacts *line = &setting->facts[i];
        f->lines++;
        f->hyphens += line->hyphen;
        run = line->hyphen ? run + 1 : 0;
        f->third_hyphens += run > 2;
        if (i + 1 == setting->lines) {
            f->short_last += i > 0 && setting->last_letters < 5;
            continue;
        }
        f->penultimate += line->hyphen && i + 2 == setting->lines;
        if (!line->word_space || f->justified == MOST_LINES)
            continue;
        f->spaces[f->justified++] = line->word_space;
        if (before) {
            f->pairs++;
            f->jumps += abs(line->word_space - before) > 500;
        }
        before = line->word_space;
    }
}

static void set_block(LineFigures *f, Setter *setter, const Node *block, const Style *style)
{
    ParagraphShape shape = {.measure = SP_FROM_MM(MEASURE_MM), .first_indent = style->text_indent};
    Paragraph *paragraph = paragraph_new(setter, block, style, shape);
    int count, best;
    const Setting *settings = paragraph_settings(paragraph, false, &count, &best);
    if (settings)
        count_setting(f, &settings[best]);
    for (int i = 0; settings && i < settings[best].lines; i++)
        paragraph_line(paragraph, &settings[best], i, 0, 0);
    paragraph_free(paragraph);
}

static void set_book(LineFigures *f, Setter *setter)
{
    const Style *styles[MOST_DEPTH] = {0};
    Walk walk = walk_start(setter->book->root);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event == WALK_EXIT || walk.depth >= MOST_DEPTH)
            continue;
        const Style *above = walk.depth ? styles[walk.depth - 1] : NULL;
        const Style *style = styles[walk.depth] = style_of(setter->sheet, node, above);
        if (node_shape(node->kind) != SHAPE_LINE)
            continue;
        walk_skip(&walk);
        if (style->text_align == TEXT_JUSTIFY)
            set_block(f, setter, node, style);
    }
}

static int up(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void check(const LineFigures *f)
{
    int64_t sum = 0, squares = 0;
    int loose = 0, holes = 0, n = f->justified;
    for (int i = 0; i < n; i++) {
        sum += f->spaces[i];
        loose += f->spaces[i] > 1500;
        holes += f->spaces[i] > 2000;
    }
    int64_t mean = sum / n;
    for (int i = 0; i < n; i++)
        squares += (f->spaces[i] - mean) * (f->spaces[i] - mean);
    print_message(
        "%d lines, %d justified: least %d, mean %d, variance %d, p99 %d, over 1.5 %d, over "
        "2 %d, jumps %d of %d, hyphens %d, penultimate %d\n",
        f->lines, n, f->spaces[0], (int)mean, (int)(squares / n), f->spaces[n * 99 / 100], loose,
        holes, f->jumps, f->pairs, f->hyphens, f->penultimate);
    assert_true(f->spaces[0] >= 670);
    assert_true(f->spaces[n / 100] >= 750);
    assert_in_range(mean, 950, 1100);
    assert_true(squares / n <= 160 * 160);
    assert_true(f->spaces[n * 99 / 100] <= 1500);
    assert_true(loose * 100 <= n);
    assert_true(holes * 1000 <= n);
    assert_true(f->jumps * 100 <= f->pairs);
    assert_true(f->hyphens * 100 <= f->lines * 6);
    assert_int_equal(f->third_hyphens, 0);
    assert_true(f->penultimate * 1000 <= n);
    assert_true(f->short_last * 1000 <= n);
    assert_int_equal(f->overfull, 0);
}

static void real_interviews_are_well_set(void **state)
{
    (void)state;
    if (!file_is_directory(CORPUS)) {
        print_message("skipped: %s is not here\n", CORPUS);
        skip();
    }
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = read_book(CORPUS, diagnostics);
    assert_non_null(book);
    for (size_t i = 0; i < passes_count; i++)
        passes[i].run(book, diagnostics);
    const char *sheets[] = {"styles/book.css", "styles/print.css"};
    Setter setter = {.composer = composer_new(),
                     .book = book,
                     .sheet = style_sheet_read(sheets, 2, diagnostics),
                     .diagnostics = diagnostics,
                     .arena = arena_new()};
    LineFigures *figures = calloc(1, sizeof *figures);
    set_book(figures, &setter);
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        figures->overfull += list[i].id == DIAG_LINE_OVERFULL;
    qsort(figures->spaces, (size_t)figures->justified, sizeof(int), up);
    assert_true(figures->justified > 2000);
    check(figures);
    free(figures);
    arena_free(setter.arena);
    composer_free(setter.composer);
    style_sheet_free(setter.sheet);
    book_free(book);
    diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(real_interviews_are_well_set)};
    return RUN_TESTS(tests);
}
