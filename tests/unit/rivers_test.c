/* Rivers: gaps that stand under each other, and lines broken so that none runs through them. */
#include "setting.h"

#include "layout/rivers.h"
#include "layout/setting.h"

enum { NATURAL = 250, WIDE = 350 };

/* Lines with one gap each, `shift` to the right of the one above. */
static bool runs(Sp width, Sp shift, int lines)
{
    Gaps rows[8] = {{.count = 0}};
    for (int i = 0; i < lines; i++) {
        gaps_add(&rows[i], 1000 + i * shift, 1000 + i * shift + width, NATURAL, (size_t)i);
        if (i)
            gaps_link(&rows[i - 1], &rows[i]);
    }
    for (int i = 0; i + 1 < lines; i++)
        assert_false(gap_ends_river(&rows[i].gaps[0]));
    assert_int_equal(rows[lines - 1].gaps[0].first, shift < width ? 0 : lines - 1);
    return gap_ends_river(&rows[lines - 1].gaps[0]);
}

static void a_river_is_long_wide_and_steep(void **state)
{
    (void)state;
    assert_true(runs(WIDE, 0, 4));
    assert_true(runs(WIDE, WIDE / 2, 5));
    assert_false(runs(WIDE, 0, 3));
    assert_false(runs(NATURAL, 0, 4));
    assert_false(runs(WIDE, WIDE * 2 / 3, 4));
    assert_false(runs(WIDE, WIDE, 4));
}

/* Where the cheapest lines of this text have one (at 232 points), others stand in for them. */
static void lines_shun_rivers(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-indent: 0 }");
    for (int points = 200; points < 340; points += 4) {
        Paragraph *p = bench_paragraph(&bench, bench_block(&bench, prose), SP_FROM_POINTS(points));
        assert_false(best_setting(p)->river);
        paragraph_free(p);
    }
    bench_close(&bench);
}

static bool keeps_break(const Paragraph *p, const Lines *lines)
{
    for (int i = 0; i + 1 < lines->count; i++)
        if (p->points[lines->fits[i].end].forced)
            return true;
    return false;
}

/* The text with a line break after some of it. */
static void lines_end_where_they_must(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-indent: 0 }");
    for (const char *at = strchr(prose, ' '); at; at = strchr(at + 1, ' ')) {
        Node *block = bench_block(&bench, NULL);
        node_append(block, node_text(bench.book, prose, (size_t)(at - prose), nowhere));
        node_add(bench.book, block, NODE_LINE_BREAK, ROLE_NONE, nowhere);
        node_add_text(bench.book, block, at + 1, nowhere);
        for (int points = 200; points < 340; points += 4) {
            Paragraph *p = bench_paragraph(&bench, block, SP_FROM_POINTS(points));
            best_setting(p);
            for (int i = 0; i < p->sets[0].count; i++)
                assert_true(keeps_break(p, &p->sets[0].lines[i]));
            paragraph_free(p);
        }
    }
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_river_is_long_wide_and_steep),
                                       cmocka_unit_test(lines_shun_rivers),
                                       cmocka_unit_test(lines_end_where_they_must)};
    return RUN_TESTS(tests);
}
