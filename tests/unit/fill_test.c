/* Pages chosen together: against full enumeration, and laws that hold for any chapter. */
#include "test.h"

#include "base/memory.h"
#include "layout/fill.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t random_state;

static int random_below(int limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (int)((uint64_t)(random_state >> 8) * (uint64_t)limit >> 24);
}

enum { PITCH = 13 * SP_PER_POINT, MOST_BLOCKS = 40, MOST_LINES = 120 };

typedef struct Chapter {
    FillBlock blocks[MOST_BLOCKS];
    bool hyphens[MOST_BLOCKS][FILL_SETTINGS][MOST_LINES];
    uint16_t notes[MOST_BLOCKS][FILL_SETTINGS][MOST_LINES];
    size_t count;
    FillRules rules;
} Chapter;

static FillRules small_rules(int depth)
{
    return (FillRules){.pitch = PITCH,
                       .depth = depth,
                       .first_depth = depth,
                       .starts_recto = random_below(2),
                       .spread = 1,
                       .note_slack = 1,
                       .last_lines = 3,
                       .leading = PITCH,
                       .note_leading = PITCH * 4 / 5,
                       .note_gap = PITCH / 2};
}

static void add_setting(Chapter *chapter, int lines, int64_t cost, bool notes)
{
    size_t b = chapter->count;
    FillBlock *block = &chapter->blocks[b];
    int v = block->setting_count++;
    block->settings[v] = (FillSetting){.lines = lines,
                                       .cost = cost,
                                       .hyphens = chapter->hyphens[b][v],
                                       .notes = notes ? chapter->notes[b][v] : NULL};
    for (int i = 0; i < lines; i++) {
        chapter->hyphens[b][v][i] = i + 1 < lines && random_below(6) == 0;
        chapter->notes[b][v][i] = 0;
    }
    if (notes)
        chapter->notes[b][v][lines / 2] = 2;
}

static void add_text(Chapter *chapter, int lines, bool loose, bool notes)
{
    FillBlock *block = &chapter->blocks[chapter->count];
    *block = (FillBlock){.leading = PITCH, .orphans = 2, .widows = 2};
    add_setting(chapter, lines, 0, notes);
    if (loose && lines > 2)
        add_setting(chapter, lines + (random_below(2) ? 1 : -1), 3000 + random_below(20000), notes);
    block->colon = random_below(8) == 0;
    chapter->count++;
}

static void add_heading(Chapter *chapter)
{
    FillBlock *block = &chapter->blocks[chapter->count];
    *block = (FillBlock){.leading = PITCH,
                         .extra = PITCH / 2,
                         .above = PITCH * (random_below(3) ? 3 : 5) / 2,
                         .space = SPACE_HEADING,
                         .whole = true,
                         .keep_next = true,
                         .heading = true};
    add_setting(chapter, 1, 0, false);
    block->settings[0].hyphens = NULL;
    chapter->count++;
}

static void make_chapter(Chapter *chapter, int blocks, int depth, int longest)
{
    bool list = false;
    chapter->count = 0;
    chapter->rules = small_rules(depth);
    for (int i = 0; i < blocks; i++) {
        int kind = random_below(8);
        if (kind == 0 && i + 1 < blocks) {
            add_heading(chapter);
            list = false;
            continue;
        }
        add_text(chapter, 1 + random_below(longest), kind < 5, kind == 6);
        FillBlock *block = &chapter->blocks[chapter->count - 1];
        if (kind == 1 && !list && i) {
            block->space = SPACE_OPEN;
            list = true;
        } else if (list && kind == 2) {
            block->space = SPACE_CLOSE;
            block->above = random_below(2) ? PITCH : 0;
            list = false;
        }
    }
}

/* A layout being enumerated: decisions in order, no merging of states. */
typedef struct Try {
    const Chapter *chapter;
    int rows, delta, head, notes, page;
    bool recto, varied;
    int waits; /* rows of text that a heading above still needs on its page */
    int lines; /* on this page */
    int64_t cost;
} Try;

static int64_t least;

static void set_block(Try t, size_t index);
static void set_lines(Try t, size_t index, const FillSetting *setting, int line, int waits,
                      int begun);

static void next_page(Try t, size_t index, const FillSetting *setting, int line)
{
    const FillRules *rules = &t.chapter->rules;
    if (t.rows > 0) {
        if (!t.notes || t.rows > rules->note_slack)
            return;
        t.cost += t.rows * FILL_LINE * 3 / 10;
    }
    int from = t.recto ? -1 : t.delta, to = t.recto ? 1 : t.delta;
    for (int delta = from; delta <= to; delta++) {
        Try n = t;
        n.recto = !t.recto;
        n.delta = delta;
        n.rows = rules->depth + delta;
        n.head = n.notes = n.lines = 0;
        n.page++;
        n.cost += n.recto || !delta ? 0 : FILL_SPREAD;
        set_lines(n, index, setting, line, 0, line);
    }
}

static void set_lines(Try t, size_t index, const FillSetting *setting, int line, int waits,
                      int begun)
{
    const FillRules *rules = &t.chapter->rules;
    const FillBlock *block = &t.chapter->blocks[index];
    if (line == setting->lines) {
        int used = fill_rows(rules, block, setting->lines - begun, true);
        t.waits = block->keep_next ? 2 : waits > used ? waits - used : 0;
        set_block(t, index + 1);
        return;
    }
    if (line > begun && !block->whole && line >= 2 && setting->lines - line >= 2 &&
        !(setting->hyphens && setting->hyphens[line - 1]))
        next_page(t, index, setting, line);
    int need = fill_rows(rules, block, line + 1 - begun, line + 1 == setting->lines) -
               fill_rows(rules, block, line - begun, false);
    int notes = t.notes + (setting->notes ? setting->notes[line] : 0);
    need += fill_note_rows(rules, notes) - fill_note_rows(rules, t.notes);
    if (need > t.rows)
        return;
    t.rows -= need;
    t.lines += !block->heading;
    t.notes = notes;
    set_lines(t, index, setting, line + 1, waits, begun);
}

static void set_here(Try t, size_t index, const FillSetting *setting)
{
    const FillRules *rules = &t.chapter->rules;
    const FillBlock *block = &t.chapter->blocks[index];
    int rows[FILL_SPACES];
    int64_t cost[FILL_SPACES];
    int choices = fill_spaces(rules, block, setting, t.varied, rows, cost);
    for (int k = 0; k < (index ? choices : 1); k++) {
        Try n = t;
        if (rows[k] >= t.rows)
            continue;
        n.rows -= rows[k];
        n.cost += cost[k];
        if (block->heading && rows[k]) {
            n.cost += t.head && t.head != k + 1 ? FILL_LINE * 7 / 10 : 0;
            n.head = k + 1;
        }
        n.varied = block->space == SPACE_OPEN    ? k == 1
                   : block->space == SPACE_CLOSE ? false
                                                 : t.varied;
        set_lines(n, index, setting, 0, t.waits, 0);
    }
}

static void set_block(Try t, size_t index)
{
    const Chapter *chapter = t.chapter;
    if (index == chapter->count) {
        if ((t.page == 0 || t.lines >= chapter->rules.last_lines) && t.cost < least)
            least = t.cost;
        return;
    }
    const FillBlock *block = &chapter->blocks[index];
    for (int v = 0; v < block->setting_count; v++) {
        Try n = t;
        n.cost += block->settings[v].cost;
        if (index && !t.waits) {
            Try turned = n;
            turned.cost += block[-1].colon ? FILL_LINE : 0;
            if (block->space == SPACE_OPEN || block->space == SPACE_CLOSE)
                turned.varied = false;
            turned.waits = 0;
            next_page(turned, index, &block->settings[v], 0);
        }
        set_here(n, index, &block->settings[v]);
    }
}

static void enumerate(const Chapter *chapter)
{
    least = INT64_MAX;
    for (int delta = -1; delta <= 1; delta++)
        set_block((Try){.chapter = chapter,
                        .rows = chapter->rules.first_depth + delta,
                        .delta = delta,
                        .recto = chapter->rules.starts_recto,
                        .cost = delta ? FILL_SPREAD : 0},
                  0);
}

static void best_of_all_layouts(void **state)
{
    (void)state;
    Chapter *chapter = memory_new(sizeof *chapter);
    int filled = 0;
    for (int i = 0; i < 400; i++) {
        random_state = (uint32_t)i * 7919u + 17u;
        make_chapter(chapter, 4 + random_below(5), 7 + random_below(5), 7);
        Arena *arena = arena_new();
        Filling filling = {0};
        bool found = fill_pages(arena, chapter->blocks, chapter->count, &chapter->rules, RUNG_NONE,
                                RUNG_NONE, &filling);
        enumerate(chapter);
        assert_int_equal(found, least != INT64_MAX);
        if (found)
            assert_int_equal(filling.cost, least);
        filled += found;
        arena_free(arena);
    }
    assert_true(filled > 200);
    free(chapter);
}

/* Every page of a filling holds what the rows say, in order, and nothing is lost. */
static void check_rows(const Chapter *chapter, const Filling *filling)
{
    const FillRules *rules = &chapter->rules;
    size_t page = 0;
    int rows = rules->first_depth + filling->pages[0].delta;
    int begun = 0, notes = 0;
    for (size_t b = 0; b < chapter->count; b++) {
        const FillBlock *block = &chapter->blocks[b];
        const FillSetting *setting = &block->settings[filling->settings[b]];
        begun = 0;
        rows -= filling->spaces[b];
        for (int line = 0; line < setting->lines; line++) {
            const FillPage *next =
                page + 1 < filling->page_count ? &filling->pages[page + 1] : NULL;
            if (next && next->block == b && next->line == line) {
                int left = rows - fill_note_rows(rules, notes);
                if (line == 0)
                    left += filling->spaces[b];
                assert_int_equal(left, filling->pages[page].slack);
                page++;
                rows = rules->depth + next->delta;
                begun = line;
                notes = 0;
            }
            rows -= fill_rows(rules, block, line + 1 - begun, line + 1 == setting->lines) -
                    fill_rows(rules, block, line - begun, false);
            notes += setting->notes ? setting->notes[line] : 0;
        }
    }
    assert_int_equal(page + 1, filling->page_count);
    assert_true(rows - fill_note_rows(rules, notes) >= 0);
}

static void any_chapter_is_filled(void **state)
{
    (void)state;
    Chapter *chapter = memory_new(sizeof *chapter);
    int kept = 0;
    for (int i = 0; i < 300; i++) {
        random_state = (uint32_t)i * 104729u + 5u;
        make_chapter(chapter, 10 + random_below(30), 12 + random_below(20), 20);
        Arena *arena = arena_new();
        Filling filling = {0};
        assert_true(fill_pages(arena, chapter->blocks, chapter->count, &chapter->rules, RUNG_NONE,
                               RUNG_ANY, &filling));
        if (!filling.exceptions[RUNG_NOTE_SPLIT])
            check_rows(chapter, &filling);
        kept += filling.rung == RUNG_NONE;
        arena_free(arena);
    }
    assert_true(kept > 200);
    free(chapter);
}

static void equal_facing_pages(void **state)
{
    (void)state;
    Chapter *chapter = memory_new(sizeof *chapter);
    for (int i = 0; i < 100; i++) {
        random_state = (uint32_t)i * 31u + 99u;
        make_chapter(chapter, 30, 16, 9);
        Arena *arena = arena_new();
        Filling filling = {0};
        if (fill_pages(arena, chapter->blocks, chapter->count, &chapter->rules, RUNG_NONE,
                       RUNG_NONE, &filling))
            for (size_t p = 1; p < filling.page_count; p++) {
                bool recto = chapter->rules.starts_recto == (p % 2 == 0);
                if (recto)
                    assert_int_equal(filling.pages[p].delta, filling.pages[p - 1].delta);
            }
        arena_free(arena);
    }
    free(chapter);
}

/* A note of a hundred lines runs over several pages; a block taller than a page is set all the
 * same. */
static void notes_and_blocks_longer_than_a_page(void **state)
{
    (void)state;
    Chapter *chapter = memory_new(sizeof *chapter);
    chapter->rules = small_rules(12);
    add_text(chapter, 20, false, true);
    chapter->notes[0][0][4] = 100;
    add_text(chapter, 1, false, false);
    chapter->blocks[1].extra = 40 * PITCH;
    chapter->blocks[1].whole = chapter->blocks[1].may_run_over = true;
    add_text(chapter, 60, false, false);
    Arena *arena = arena_new();
    Filling filling = {0};
    assert_true(fill_pages(arena, chapter->blocks, chapter->count, &chapter->rules, RUNG_NONE,
                           RUNG_ANY, &filling));
    int carried = 0;
    for (size_t p = 0; p < filling.page_count; p++)
        carried += filling.pages[p].carry > 0;
    assert_true(carried >= 5);
    arena_free(arena);
    free(chapter);
}

static void a_long_paragraph(void **state)
{
    (void)state;
    enum { LINES = 20000 };
    FillBlock block = {.settings = {{.lines = LINES}, {.lines = LINES + 1, .cost = 4000}},
                       .setting_count = 2,
                       .leading = PITCH,
                       .orphans = 2,
                       .widows = 2};
    FillRules rules = small_rules(36);
    Arena *arena = arena_new();
    Filling filling = {0};
    assert_true(fill_pages(arena, &block, 1, &rules, RUNG_NONE, RUNG_ANY, &filling));
    assert_int_equal(filling.rung, RUNG_NONE);
    assert_in_range(filling.page_count, 541, 572);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_of_all_layouts),
        cmocka_unit_test(any_chapter_is_filled),
        cmocka_unit_test(equal_facing_pages),
        cmocka_unit_test(notes_and_blocks_longer_than_a_page),
        cmocka_unit_test(a_long_paragraph),
    };
    return RUN_TESTS(tests);
}
