/* Figures of pages: heads, facing depth, the grid, notes. */
#include "base/memory.h"
#include "layout/fill.h"
#include "layout/gauge.h"

#include <stdlib.h>

enum { LEAST_LAST_ROWS = 5, LEAST_LINES = 3 };
static const Sp unseen = SP_PER_POINT / 10;

static bool differs(Sp a, Sp b)
{
    return a - b > unseen || b - a > unseen;
}

/* A heading that ends at `index` has two lines of text below it on its page, or all of a paragraph.
 */
static void gauge_heading(Gauge *g, size_t index)
{
    const Lined *here = &g->lines[index];
    const Page *page = &g->pages->pages[here->page];
    const Line *end = page->lines + page->line_count - page->note_line_count;
    if (here->line->block->kind != NODE_HEADING || !here->last || index + 1 == g->count)
        return;
    gauge_look(g, RULE_HEADING);
    const Line *next = here->line + 1;
    if (next < end ? next + 1 == end && !(next->flags & LINE_LAST)
                   : g->lines[index + 1].page == here->page + 1)
        gauge_breach(g, RULE_HEADING, here->page, here->line, 0);
}

static Sp last_baseline(const Page *page)
{
    Sp last = 0;
    for (uint32_t i = 0; i < page->line_count; i++)
        last = page->lines[i].baseline > last ? page->lines[i].baseline : last;
    return last;
}

/* Of text: headings do not count. */
static size_t count_rows(const Page *page)
{
    size_t rows = 0;
    Sp before = 0;
    for (uint32_t i = 0; i < page->line_count; i++) {
        if (page->lines[i].block->kind == NODE_HEADING)
            continue;
        rows += page->lines[i].baseline != before;
        before = page->lines[i].baseline;
    }
    return rows;
}

/* Spreads inside a chapter, both pages full: the last page of a chapter is not. */
static void gauge_chapter(Gauge *g, const ChapterFacts *chapter)
{
    const Page *pages = g->pages->pages + chapter->first;
    for (size_t p = 0; p + 2 < chapter->count; p++) {
        if (pages[p].side != PAGE_VERSO || pages[p].style->ragged_bottom)
            continue;
        Sp left = last_baseline(&pages[p]), right = last_baseline(&pages[p + 1]);
        g->figures->spreads++;
        gauge_look(g, RULE_UNEQUAL);
        if (differs(left, right))
            gauge_breach(g, RULE_UNEQUAL, chapter->first + p, NULL, abs(left - right));
    }
    size_t last = chapter->count - 1, rows = count_rows(&pages[last]);
    if (chapter->count > 1) {
        gauge_look(g, RULE_THIN_END);
        if (rows < LEAST_LAST_ROWS)
            gauge_breach(g, RULE_THIN_END, chapter->first + last, NULL, (int64_t)rows);
    }
    for (size_t p = 0; p < chapter->count; p++) {
        gauge_look(g, RULE_NOTE_SPLIT);
        if (pages[p].exceptions >> RUNG_NOTE_SPLIT & 1)
            gauge_breach(g, RULE_NOTE_SPLIT, chapter->first + p, NULL, 0);
    }
    g->figures->chapters++;
}

static int by_value(const void *a, const void *b)
{
    Sp x = *(const Sp *)a, y = *(const Sp *)b;
    return (x > y) - (x < y);
}

static Sp commonest(Sp *values, size_t count)
{
    Sp best = 0;
    size_t most = 0;
    qsort(values, count, sizeof *values, by_value);
    for (size_t i = 0, run = 0; i < count; i++) {
        run = i && !differs(values[i], values[i - 1]) ? run + 1 : 1;
        if (run > most) {
            most = run;
            best = values[i];
        }
    }
    return best;
}

/* A page that text goes on from is full; it ends where most of them do. */
static bool is_full(const ChapterFacts *chapter, const Page *page, size_t index)
{
    return index + 1 < chapter->count && page->line_count >= LEAST_LINES &&
           !page->style->ragged_bottom;
}

static void gauge_depth(Gauge *g)
{
    Sp *depths = memory_new((g->pages->count + 1) * sizeof *depths);
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        Sp common = pass ? commonest(depths, count) : 0;
        for (size_t c = 0; c < g->pages->chapter_count; c++) {
            const ChapterFacts *chapter = &g->pages->chapters[c];
            for (size_t p = 0; p < chapter->count; p++) {
                const Page *page = &g->pages->pages[chapter->first + p];
                if (!is_full(chapter, page, p))
                    continue;
                Sp depth = last_baseline(page);
                if (!pass) {
                    depths[count++] = depth;
                    continue;
                }
                gauge_look(g, RULE_OFF_DEPTH);
                if (differs(depth, common))
                    gauge_breach(g, RULE_OFF_DEPTH, chapter->first + p, NULL, abs(depth - common));
            }
        }
    }
    free(depths);
}

/* Text stands on the grid; headings may leave it, and text returns to it. */
static void gauge_grid(Gauge *g)
{
    for (size_t i = 0; i < g->count; i++) {
        const Lined *here = &g->lines[i];
        const PageStyle *style = g->pages->pages[here->page].style;
        if (!here->body || style->grid <= 0 ||
            here->line->pieces->style->line_height % style->grid != 0)
            continue;
        Sp from = here->line->baseline - style->margin[SIDE_TOP] - g->pages->grid_baseline;
        Sp off = from % style->grid;
        gauge_look(g, RULE_OFF_GRID);
        if (off > unseen && off < style->grid - unseen)
            gauge_breach(g, RULE_OFF_GRID, here->page, here->line, off);
    }
}

/* A note begins at the foot of the page that calls it. */
static void gauge_notes(Gauge *g)
{
    for (size_t p = 0; p < g->pages->count; p++) {
        const Page *page = &g->pages->pages[p];
        for (uint32_t i = 0; i < page->line_count; i++)
            for (uint32_t k = 0; k < page->lines[i].piece_count; k++) {
                const Node *node = page->lines[i].pieces[k].node;
                const Node *note =
                    node->kind == NODE_NOTE_REFERENCE ? node->note_reference.note : NULL;
                if (!note || note->note.reference != node)
                    continue;
                const Anchor *anchor = pages_anchor(g->pages, note);
                gauge_look(g, RULE_NOTE_ELSEWHERE);
                if (anchor && anchor->page != p)
                    gauge_breach(g, RULE_NOTE_ELSEWHERE, p, &page->lines[i], 0);
            }
    }
}

void gauge_pages(Gauge *g)
{
    for (size_t i = 0; i < g->count; i++)
        gauge_heading(g, i);
    for (size_t c = 0; c < g->pages->chapter_count; c++)
        gauge_chapter(g, &g->pages->chapters[c]);
    gauge_depth(g);
    gauge_grid(g);
    gauge_notes(g);
}
