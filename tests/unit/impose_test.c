/* Booklets: printed on both sides, folded and laid into each other, their pages are in order. */
#include "test.h"

#include "pdf/impose.h"

#include <string.h>

enum { MOST_PAGES = 90, NONE = -1 };

static const Sp a4_width = SP_FROM_MM(210), a4_height = SP_FROM_MM(297);

typedef struct Bench {
    Arena *arena;
    PageStyle style;
    Page array[MOST_PAGES];
    Pages pages;
    BookletOptions options;
} Bench;

static void bench_open(Bench *bench, size_t pages, int signature)
{
    memset(bench, 0, sizeof *bench);
    bench->arena = arena_new();
    bench->style.width = SP_FROM_MM(148);
    bench->style.height = SP_FROM_MM(210);
    for (size_t i = 0; i < pages; i++)
        bench->array[i].style = &bench->style;
    bench->pages.pages = bench->array;
    bench->pages.count = pages;
    bench->options.paper = (PaperSize){a4_width, a4_height};
    bench->options.signature = signature;
}

/* The page in a half of a side; NONE: white paper. */
static int page_in(const PrintSheet *side, bool left)
{
    int found = NONE;
    for (size_t i = 0; i < side->count; i++) {
        const Placement *p = &side->placements[i];
        if ((p->x < side->width / 2 - SP_FROM_MM(20)) == left) {
            assert_int_equal(found, NONE);
            found = (int)p->page;
        }
    }
    return found;
}

/* A sheet of paper after it was folded, front page out: its two leaves have two pages each. */
typedef struct Folded {
    int first, second; /* the leaf at the front: recto, verso */
    int third, fourth; /* the leaf at the back: recto, verso */
} Folded;

/* The back of a sheet that is turned over on its short edge: what is right on the front has its
 * other side at the left of the back. Bound on the right, the front page is the left one. */
static Folded fold(const PrintSheet *front, const PrintSheet *back, bool bound_right)
{
    return (Folded){.first = page_in(front, bound_right),
                    .second = page_in(back, !bound_right),
                    .third = page_in(back, bound_right),
                    .fourth = page_in(front, !bound_right)};
}

/* Lays the sheets of a signature into each other and leafs through it. */
static size_t read_signature(const Imposition *imposition, size_t sheet, size_t sheets,
                             bool bound_right, int *out)
{
    size_t n = 0;
    for (size_t i = 0; i < sheets; i++) {
        const PrintSheet *front = &imposition->sheets[2 * (sheet + i)];
        Folded f = fold(front, front + 1, bound_right);
        out[n++] = f.first;
        out[n++] = f.second;
    }
    for (size_t i = sheets; i-- > 0;) {
        const PrintSheet *front = &imposition->sheets[2 * (sheet + i)];
        Folded f = fold(front, front + 1, bound_right);
        out[n++] = f.third;
        out[n++] = f.fourth;
    }
    return n;
}

static void check_order(size_t pages, int signature, bool bound_right)
{
    Bench bench;
    int read[MOST_PAGES + 4];
    size_t n = 0;
    bench_open(&bench, pages, signature);
    bench.pages.bound_right = bound_right;
    Imposition imposition = impose_booklet(&bench.pages, &bench.options, bench.arena);
    size_t all = (pages + 3) / 4;
    assert_int_equal(imposition.count, all * 2);
    size_t most = signature ? (size_t)signature : all <= 15 ? all : 4;
    for (size_t sheet = 0; sheet < all; sheet += most)
        n += read_signature(&imposition, sheet, all - sheet < most ? all - sheet : most,
                            bound_right, read + n);
    assert_int_equal(n, all * 4);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(read[i], i < pages ? (int)i : NONE);
    arena_free(bench.arena);
}

static void folded_pages_are_in_order(void **state)
{
    (void)state;
    for (size_t pages = 1; pages <= MOST_PAGES; pages++)
        for (int signature = 0; signature <= 8; signature++) {
            check_order(pages, signature, false);
            check_order(pages, signature, true);
        }
}

static void pages_touch_the_fold_and_creep_towards_it(void **state)
{
    (void)state;
    Bench bench;
    bench_open(&bench, 40, 0);
    Imposition imposition = impose_booklet(&bench.pages, &bench.options, bench.arena);
    for (size_t i = 0; i < imposition.count; i++) {
        const PrintSheet *side = &imposition.sheets[i];
        Sp creep = (Sp)(i / 2) * SP_FROM_MM(0.1), fold = side->width / 2;
        assert_int_equal(side->width, a4_height);
        assert_int_equal(side->height, a4_width);
        assert_int_equal(side->count, 2);
        assert_int_equal(side->placements[0].x, fold - bench.style.width + creep);
        assert_int_equal(side->placements[1].x, fold - creep);
        assert_int_equal(side->placements[0].y, 0);
        assert_int_equal(side->rule_count, 0);
    }
    arena_free(bench.arena);
}

/* All marks are on the paper, where a printer reaches, and outside the pages but for the fold's. */
static void marks_lie_outside_the_pages(void **state)
{
    (void)state;
    Bench bench;
    bench_open(&bench, 8, 0);
    bench.style.width = SP_FROM_MM(105);
    bench.style.height = SP_FROM_MM(148);
    bench.options.marks = true;
    Imposition imposition = impose_booklet(&bench.pages, &bench.options, bench.arena);
    const PrintSheet *side = &imposition.sheets[0];
    assert_int_equal(side->rule_count, 2 + 2 * 4);
    for (size_t i = 0; i < side->rule_count; i++) {
        const Rule *rule = &side->rules[i];
        Sp edge = SP_FROM_MM(5);
        assert_true(rule->x >= edge && rule->x + rule->width <= side->width - edge);
        assert_true(rule->y >= edge && rule->y + rule->height <= side->height - edge);
        for (size_t k = 0; i >= 2 && k < side->count; k++) {
            const Placement *p = &side->placements[k];
            assert_true(rule->x + rule->width <= p->x + SP_PER_POINT ||
                        rule->x >= p->x + bench.style.width - SP_PER_POINT ||
                        rule->y + rule->height <= p->y + SP_PER_POINT ||
                        rule->y >= p->y + bench.style.height - SP_PER_POINT);
        }
    }
    arena_free(bench.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded_pages_are_in_order),
        cmocka_unit_test(pages_touch_the_fold_and_creep_towards_it),
        cmocka_unit_test(marks_lie_outside_the_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
