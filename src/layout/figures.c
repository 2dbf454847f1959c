#include "layout/figures.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "layout/fill.h"

#include <stdlib.h>

/* A line of the text, in reading order through the book. */
typedef struct Lined {
    const Line *line;
    size_t page;
    bool first, last;           /* of its paragraph */
    bool page_first, page_last; /* of the page's text */
} Lined;

typedef struct Gauge {
    const Pages *pages;
    Measures *figures;
    Lined *lines; /* [count] heap */
    size_t count, room;
} Gauge;

static void breach(Gauge *g, RuleId rule, size_t page, const Line *line)
{
    size_t index = g->figures->breaches[rule]++;
    if (index < PLACES)
        g->figures->places[rule][index] = (Breach){page, line};
}

static bool is_text(const Line *line)
{
    return line->block->kind == NODE_PARAGRAPH || line->block->kind == NODE_HEADING ||
           line->block->kind == NODE_CAPTION || line->block->kind == NODE_CODE_BLOCK;
}

static void gather(Gauge *g)
{
    for (size_t p = 0; p < g->pages->count; p++) {
        const Page *page = &g->pages->pages[p];
        size_t before = g->count;
        for (uint32_t i = 0; i + page->note_line_count < page->line_count; i++) {
            const Line *line = &page->lines[i];
            if (!is_text(line))
                continue;
            bool first = !g->count || g->lines[g->count - 1].line->block != line->block;
            g->lines = memory_grow(g->lines, g->count + 1, &g->room, sizeof *g->lines);
            g->lines[g->count++] = (Lined){.line = line,
                                           .page = p,
                                           .first = first,
                                           .last = line->flags & LINE_LAST,
                                           .page_first = g->count == before};
        }
        if (g->count > before)
            g->lines[g->count - 1].page_last = true;
        g->figures->text_pages += g->count > before;
    }
    g->figures->lines = g->count;
}

static int letters(const Line *line)
{
    int count = 0;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const ShapedText *text = line->pieces[i].text;
        for (size_t at = 0; at < text->length; count++) {
            uint32_t c;
            at += utf8_decode(text->text + at, text->length - at, &c);
        }
    }
    return count;
}

static bool is_stub(const Line *before, const Line *last)
{
    return before->flags & LINE_HYPHEN && last->piece_count == 1;
}

static void gauge_spaces(Gauge *g, size_t index)
{
    Measures *f = g->figures;
    const Lined *here = &g->lines[index];
    const Line *line = here->line;
    if (!(line->flags & LINE_JUSTIFIED))
        return;
    f->scale_least = line->scale < f->scale_least ? line->scale : f->scale_least;
    f->scale_most = line->scale > f->scale_most ? line->scale : f->scale_most;
    if (!line->word_space)
        return;
    f->spaces = memory_grow(f->spaces, f->justified + 1, &f->space_room, sizeof *f->spaces);
    f->spaces[f->justified++] = line->word_space;
    if (line->word_space < 670)
        breach(g, RULE_TIGHT, here->page, line);
    if (line->word_space > 1500)
        breach(g, RULE_LOOSE, here->page, line);
    if (line->word_space > 2000)
        breach(g, RULE_HOLE, here->page, line);
    const Line *before = index && !here->first ? g->lines[index - 1].line : NULL;
    if (!before || !(before->flags & LINE_JUSTIFIED) || !before->word_space)
        return;
    int difference = line->word_space - before->word_space;
    f->pairs++;
    if (difference > 500 || difference < -500)
        breach(g, RULE_NEIGHBOURS, here->page, line);
}

static void gauge_hyphens(Gauge *g, size_t index, size_t *ladder)
{
    const Lined *here = &g->lines[index];
    if (!(here->line->flags & LINE_HYPHEN)) {
        *ladder = 0;
        return;
    }
    g->figures->hyphens++;
    *ladder = here->first ? 1 : *ladder + 1;
    if (*ladder > g->figures->longest_ladder)
        g->figures->longest_ladder = *ladder;
    if (*ladder == 3)
        breach(g, RULE_LADDER, here->page, here->line);
    bool verso = g->pages->pages[here->page].side == PAGE_VERSO;
    if (here->page_last)
        breach(g, verso ? RULE_HYPHEN_VERSO : RULE_HYPHEN_RECTO, here->page, here->line);
    if (index + 1 < g->count && g->lines[index + 1].last)
        breach(g, RULE_HYPHEN_PENULTIMATE, here->page, here->line);
}

static Sp line_end(const Line *line)
{
    const Piece *last = &line->pieces[line->piece_count - 1];
    return last->x + (Sp)((int64_t)last->text->width * last->style->font_size /
                          font_units_per_em(last->text->font) * line->scale / 1000);
}

static void gauge_paragraph_ends(Gauge *g, size_t index)
{
    const Lined *here = &g->lines[index], *before = index ? here - 1 : NULL;
    const Lined *next = index + 1 < g->count ? here + 1 : NULL;
    bool text = here->line->block->kind == NODE_PARAGRAPH;
    const Page *page = &g->pages->pages[here->page];
    g->figures->paragraphs += here->first && text;
    if (text && before && here->last && !here->first) {
        if (letters(here->line) < LEAST_LETTERS)
            breach(g, RULE_SHORT_LAST, here->page, here->line);
        if (is_stub(before->line, here->line))
            breach(g, RULE_STUB, here->page, here->line);
        if (here->page_first && before->page != here->page)
            breach(g, RULE_WIDOW, here->page, here->line);
    }
    if (text && here->first && !here->last && here->page_last && next && next->page != here->page)
        breach(g, RULE_ORPHAN, here->page, here->line);
    if (page->style->width > 0 && line_end(here->line) > here->line->x + here->line->width +
                                                             here->line->pieces->style->font_size)
        breach(g, RULE_OVERFULL, here->page, here->line);
}

/* A heading that ends at `index` has two lines of text below it on its page, or all of a paragraph.
 */
static void gauge_heading(Gauge *g, size_t index)
{
    const Lined *here = &g->lines[index];
    size_t text = index + 1;
    if (here->line->block->kind != NODE_HEADING || !here->last)
        return;
    while (text < g->count && g->lines[text].line->block->kind == NODE_HEADING)
        text++;
    if (text == g->count)
        return;
    const Lined *first = &g->lines[text];
    bool alone = !first->last && text + 1 < g->count && first[1].page != here->page;
    if (first->page == here->page ? alone : first->page == here->page + 1)
        breach(g, RULE_HEADING, here->page, here->line);
}

static Sp last_baseline(const Page *page)
{
    Sp last = 0;
    for (uint32_t i = 0; i < page->line_count; i++)
        last = page->lines[i].baseline > last ? page->lines[i].baseline : last;
    return last;
}

/* Spreads inside a chapter, both pages full: the last page of a chapter is not. */
static void gauge_chapter(Gauge *g, const ChapterFacts *chapter)
{
    const Page *pages = g->pages->pages + chapter->first;
    for (size_t p = 0; p + 2 < chapter->count; p++) {
        if (pages[p].side != PAGE_VERSO)
            continue;
        g->figures->spreads++;
        Sp difference = last_baseline(&pages[p]) - last_baseline(&pages[p + 1]);
        if (difference > SP_PER_POINT / 10 || difference < -SP_PER_POINT / 10)
            breach(g, RULE_UNEQUAL, chapter->first + p, NULL);
    }
    size_t last = chapter->first + chapter->count - 1;
    size_t lines = 0;
    Sp before = 0;
    for (uint32_t i = 0; i < g->pages->pages[last].line_count; i++) {
        lines += g->pages->pages[last].lines[i].baseline != before;
        before = g->pages->pages[last].lines[i].baseline;
    }
    if (chapter->count > 1 && lines < LEAST_LAST_ROWS)
        breach(g, RULE_THIN_END, last, NULL);
    for (size_t p = 0; p < chapter->count; p++)
        if (pages[p].exceptions >> RUNG_NOTE_SPLIT & 1)
            breach(g, RULE_NOTE_SPLIT, chapter->first + p, NULL);
    g->figures->chapters++;
}

/* Body text stands on the grid; headings may leave it, and text returns to it. */
static void gauge_grid(Gauge *g)
{
    for (size_t i = 0; i < g->count; i++) {
        const Lined *here = &g->lines[i];
        const PageStyle *style = g->pages->pages[here->page].style;
        if (style->grid <= 0 || here->line->block->kind != NODE_PARAGRAPH)
            continue;
        Sp from = here->line->baseline - style->margin[SIDE_TOP];
        const Style *body = here->line->pieces->style;
        if (body->line_height != style->grid)
            continue;
        Sp off = (from - g->pages->grid_baseline) % style->grid;
        if (off > SP_PER_POINT / 10 && off < style->grid - SP_PER_POINT / 10)
            breach(g, RULE_OFF_GRID, here->page, here->line);
    }
}

Measures figures_of(const Pages *pages)
{
    Measures figures = {.scale_least = 1000, .scale_most = 1000};
    Gauge gauge = {.pages = pages, .figures = &figures};
    size_t ladder = 0;
    gather(&gauge);
    for (size_t i = 0; i < gauge.count; i++) {
        gauge_spaces(&gauge, i);
        gauge_hyphens(&gauge, i, &ladder);
        gauge_paragraph_ends(&gauge, i);
        gauge_heading(&gauge, i);
    }
    gauge_grid(&gauge);
    for (size_t c = 0; c < pages->chapter_count; c++)
        gauge_chapter(&gauge, &pages->chapters[c]);
    free(gauge.lines);
    return figures;
}
