/* Line breaking on synthetic widths, against the enumeration of all ways. */
#include "test.h"

#include "layout/breaker.h"
#include "layout/linecost.h"
#include "layout/shape.h"

#include <stdlib.h>
#include <string.h>

enum { MEASURE = 10000, SPACE = 250, MOST_POINTS = 64 };

typedef struct Sample {
    BreakPoint points[MOST_POINTS];
    size_t count;
} Sample;

static uint32_t seed;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static const LineShape shape = {.measure = MEASURE,
                                .space = SPACE,
                                .least_last = 1500,
                                .gap_last = 1000,
                                .scaling = 20,
                                .filling = FILL_JUSTIFIED};

/* Words of random widths, some with a hyphen in their middle. */
static Sample random_paragraph(int words)
{
    Sample s = {.count = 1};
    int64_t x = 0, space = 0, letters = 0;
    for (int w = 0; w < words; w++) {
        int64_t width = 300 + random_below(1100);
        if (random_below(3) == 0 && width > 700)
            s.points[s.count++] = (BreakPoint){.end = x + width / 2 + 120,
                                               .start = x + width / 2,
                                               .space_end = space,
                                               .space_start = space,
                                               .stretch_end = space,
                                               .stretch_start = space,
                                               .letters = letters + width / 400,
                                               .kind = BREAK_SOFT,
                                               .penalty = 1000};
        letters += width / 200;
        s.points[s.count++] = (BreakPoint){.end = x + width,
                                           .start = x + width + SPACE,
                                           .space_end = space,
                                           .space_start = space + SPACE,
                                           .stretch_end = space,
                                           .stretch_start = space + SPACE,
                                           .letters = letters,
                                           .kind = BREAK_SPACE,
                                           .forced = w + 1 == words};
        x += width + SPACE;
        space += SPACE;
    }
    return s;
}

/* The house's formulation, written down once more. */
static int64_t space_cost(int64_t s)
{
    int64_t unit = s >= 1000 ? LOOSE : TIGHT, off = s >= 1000 ? s - 1000 : 1000 - s;
    int64_t cost = BADNESS * off * off * off / (unit * unit * unit);
    if (s > TAIL_ABOVE)
        cost += TAIL * (s - TAIL_ABOVE) * (s - TAIL_ABOVE) / (TAIL_ABOVE_UNIT * TAIL_ABOVE_UNIT);
    if (s < TAIL_BELOW)
        cost += TAIL * (TAIL_BELOW - s) * (TAIL_BELOW - s) / (TAIL_BELOW_UNIT * TAIL_BELOW_UNIT);
    return cost;
}

static int64_t neighbour_cost(int64_t a, int64_t b)
{
    int64_t off = llabs(a - b) - NEIGHBOURS_FREE;
    int64_t cost = off > 0 ? NEIGHBOURS * off * off / (NEIGHBOURS_UNIT * NEIGHBOURS_UNIT) : 0;
    return cost < NEIGHBOURS_WORST ? cost : NEIGHBOURS_WORST;
}

typedef struct Way {
    size_t ends[MOST_POINTS];
    int lines;
} Way;

/* What a way to set the sample costs; −1 when a line is too tight or too loose. */
static int64_t way_cost(const Sample *s, const Way *way)
{
    int64_t cost = 0, before = 0;
    int run = 0;
    size_t from = 0;
    for (int i = 0; i < way->lines; i++) {
        const BreakPoint *a = &s->points[from], *b = &s->points[way->ends[i]];
        bool last = i + 1 == way->lines;
        int64_t width = b->end - a->start, gap = MEASURE - width, space = 1000;
        if (!last || gap < 0) {
            LineFitting fit = fit_line(MEASURE, width, b->space_end - a->space_start,
                                       b->stretch_end - a->stretch_start, SPACE, 20);
            space = fit.space;
            if (space < LEAST || space > MOST)
                return -1;
            cost += space_cost(space);
        }
        if (b->kind == BREAK_SOFT)
            cost += HYPHEN_SOFT;
        if (i && !last)
            cost += neighbour_cost(space, before);
        int hyphens = b->kind == BREAK_SOFT ? run + 1 : 0;
        cost += hyphens == 2 ? LADDER : hyphens > 2 ? NEVER : 0;
        if (i && last) {
            cost += run ? PENULTIMATE : 0;
            if (b->letters - a->letters < LAST_LETTERS)
                cost += LAST_SHORT;
            else if (width < shape.least_last)
                cost += LAST_NARROW;
            else if (gap < shape.gap_last && gap > SPACE)
                cost += LAST_NEARLY_FULL;
        }
        run = hyphens > 2 ? 2 : hyphens;
        before = space;
        from = way->ends[i];
    }
    return cost;
}

static void enumerate(const Sample *s, Way *way, size_t from, int64_t best[MOST_POINTS])
{
    for (size_t to = from + 1; to < s->count; to++) {
        int64_t width = s->points[to].end - s->points[from].start;
        if (width * 3 < MEASURE * 2 && to + 1 < s->count)
            continue; /* far too short */
        if (width > MEASURE * 13 / 10)
            return;
        way->ends[way->lines++] = to;
        if (to + 1 == s->count) {
            int64_t cost = way_cost(s, way);
            if (cost >= 0 && (best[way->lines] < 0 || cost < best[way->lines]))
                best[way->lines] = cost;
        } else {
            enumerate(s, way, to, best);
        }
        way->lines--;
    }
}

static void release(Lines *settings, int count)
{
    for (int i = 0; i < count; i++)
        free(settings[i].fits);
}

static Way way_of(const Lines *lines)
{
    Way way = {.lines = lines->count};
    for (int i = 0; i < lines->count; i++)
        way.ends[i] = lines->fits[i].end;
    return way;
}

/* The merging of nodes looks at numbers of lines and hyphens, not at the spaces of the line before:
 * now and then a neighbour's cost makes another way cheaper, by no more than that cost. */
static void finds_what_enumeration_finds(void **state)
{
    (void)state;
    enum { ROUNDS = 400 };
    int exact = 0, compared = 0;
    Breaker *breaker = breaker_new();
    for (int round = 0; round < ROUNDS; round++) {
        seed = (uint32_t)round * 7919u + 1;
        Sample sample = random_paragraph(24 + (int)random_below(12));
        int64_t best[MOST_POINTS], least = -1;
        memset(best, 0xff, sizeof best);
        enumerate(&sample, &(Way){.lines = 0}, 0, best);
        for (int n = 0; n < MOST_POINTS; n++)
            if (best[n] >= 0 && (least < 0 || best[n] < least))
                least = best[n];
        if (least < 0 || least >= FAULT)
            continue; /* the normal pass finds none, or a fault: the next pass decides */
        Lines settings[SETTINGS_MOST];
        int which, pass;
        int count =
            break_lines(breaker, sample.points, sample.count, &shape, settings, &which, &pass);
        assert_int_equal(pass, 1);
        for (int i = 0; i < count; i++) {
            Way way = way_of(&settings[i]);
            assert_int_equal(way_cost(&sample, &way), settings[i].cost);
            assert_true(settings[i].cost >= best[way.lines]);
            assert_true(settings[i].cost <= best[way.lines] + NEIGHBOURS_WORST);
            exact += settings[i].cost == best[way.lines];
            compared++;
        }
        release(settings, count);
    }
    breaker_free(breaker);
    assert_true(compared > ROUNDS);
    assert_true(exact * 100 >= compared * 97);
}

static void lines_cover_the_paragraph(void **state)
{
    (void)state;
    Breaker *breaker = breaker_new();
    for (int round = 0; round < 200; round++) {
        seed = (uint32_t)round + 99;
        Sample sample = random_paragraph(3 + (int)random_below(25));
        Lines settings[SETTINGS_MOST];
        int which, pass;
        LineShape wide = shape;
        wide.wide = round % 2;
        int count =
            break_lines(breaker, sample.points, sample.count, &wide, settings, &which, &pass);
        assert_in_range(count, 1, SETTINGS_MOST);
        for (int i = 0; i < count; i++) {
            if (i)
                assert_true(settings[i].count > settings[i - 1].count);
            assert_true(settings[i].cost >= settings[which].cost);
            uint32_t from = 0;
            int run = 0;
            for (int line = 0; line < settings[i].count; line++) {
                uint32_t end = settings[i].fits[line].end;
                assert_true(end > from);
                run = sample.points[end].kind == BREAK_SOFT ? run + 1 : 0;
                assert_true(run < 3 || settings[i].cost >= NEVER);
                from = end;
            }
            assert_int_equal(from, sample.count - 1);
        }
        release(settings, count);
    }
    breaker_free(breaker);
}

static void a_short_paragraph_is_one_line(void **state)
{
    (void)state;
    BreakPoint points[] = {{0}, {.end = 5000, .start = 5000, .forced = true}};
    Breaker *breaker = breaker_new();
    Lines settings[SETTINGS_MOST];
    int best, pass;
    assert_int_equal(break_lines(breaker, points, 2, &shape, settings, &best, &pass), 1);
    assert_int_equal(settings[0].count, 1);
    assert_int_equal(settings[0].fits[0].space, 1000);
    release(settings, 1);
    breaker_free(breaker);
}

static void what_cannot_break_is_overfull(void **state)
{
    (void)state;
    BreakPoint points[] = {
        {0},
        {.end = 15000, .start = 15250, .space_start = 250, .stretch_start = 250, .letters = 20},
        {.end = 17000,
         .start = 17000,
         .space_end = 250,
         .stretch_end = 250,
         .letters = 26,
         .forced = true}};
    Breaker *breaker = breaker_new();
    Lines settings[SETTINGS_MOST];
    int best, pass;
    int count = break_lines(breaker, points, 3, &shape, settings, &best, &pass);
    assert_int_equal(pass, 3);
    assert_int_equal(settings[best].count, 2);
    assert_true(settings[best].fits[0].overfull);
    release(settings, count);
    breaker_free(breaker);
}

/* A forced break ends a line that is not stretched. */
static void forced_breaks_are_kept(void **state)
{
    (void)state;
    BreakPoint points[] = {
        {0},
        {.end = 3000, .start = 3250, .space_start = 250, .stretch_start = 250, .forced = true},
        {.end = 6000,
         .start = 6000,
         .space_end = 250,
         .stretch_end = 250,
         .letters = 9,
         .forced = true}};
    Breaker *breaker = breaker_new();
    Lines settings[SETTINGS_MOST];
    int best, pass;
    int count = break_lines(breaker, points, 3, &shape, settings, &best, &pass);
    assert_int_equal(settings[best].count, 2);
    assert_int_equal(settings[best].fits[0].end, 1);
    assert_int_equal(settings[best].fits[0].space, 1000);
    release(settings, count);
    breaker_free(breaker);
}

/* Very long paragraphs are settled piece by piece; the seams must not show. */
static void long_paragraphs_take_bounded_work(void **state)
{
    (void)state;
    enum { WORDS = 40000 };
    BreakPoint *points = calloc(WORDS + 1, sizeof *points);
    int64_t x = 0;
    seed = 5;
    for (int w = 1; w <= WORDS; w++) {
        x += 300 + random_below(1100);
        points[w] = (BreakPoint){.end = x,
                                 .start = x + SPACE,
                                 .space_end = (int64_t)(w - 1) * SPACE,
                                 .space_start = (int64_t)w * SPACE,
                                 .stretch_end = (int64_t)(w - 1) * SPACE,
                                 .stretch_start = (int64_t)w * SPACE,
                                 .letters = w * 5,
                                 .forced = w == WORDS};
        x += SPACE;
    }
    Breaker *breaker = breaker_new();
    Lines settings[SETTINGS_MOST];
    int best, pass;
    int count = break_lines(breaker, points, WORDS + 1, &shape, settings, &best, &pass);
    const Lines *lines = &settings[best];
    assert_true(lines->count > 3000);
    uint32_t from = 0;
    int64_t sum = 0;
    for (int i = 0; i < lines->count; i++) {
        assert_true(lines->fits[i].end > from);
        assert_false(lines->fits[i].overfull);
        from = lines->fits[i].end;
        sum += lines->fits[i].space;
    }
    assert_int_equal(from, WORDS);
    assert_in_range(sum / lines->count, 950, 1100);
    release(settings, count);
    free(points);
    breaker_free(breaker);
}

/* Ragged lines: none is stretched, none too long, and the last word does not stand alone. */
static void ragged_lines_are_even(void **state)
{
    (void)state;
    LineShape ragged = shape;
    ragged.filling = FILL_RAGGED;
    ragged.scaling = 0;
    Breaker *breaker = breaker_new();
    for (int round = 0; round < 100; round++) {
        seed = (uint32_t)round * 31 + 7;
        Sample sample = random_paragraph(8 + (int)random_below(20));
        Lines settings[SETTINGS_MOST];
        int best, pass;
        int count =
            break_lines(breaker, sample.points, sample.count, &ragged, settings, &best, &pass);
        size_t from = 0;
        for (int i = 0; i < settings[best].count; i++) {
            const LineFit *fit = &settings[best].fits[i];
            assert_true(sample.points[fit->end].end - sample.points[from].start <= MEASURE);
            assert_int_equal(fit->space, 1000);
            assert_int_equal(fit->scale, 1000);
            from = fit->end;
        }
        release(settings, count);
    }
    breaker_free(breaker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_enumeration_finds),
        cmocka_unit_test(lines_cover_the_paragraph),
        cmocka_unit_test(a_short_paragraph_is_one_line),
        cmocka_unit_test(what_cannot_break_is_overfull),
        cmocka_unit_test(forced_breaks_are_kept),
        cmocka_unit_test(long_paragraphs_take_bounded_work),
        cmocka_unit_test(ragged_lines_are_even),
    };
    return RUN_TESTS(tests);
}
