#include "layout/figures.h"

#include "base/memory.h"
#include "layout/gauge.h"

#include <stdlib.h>

void gauge_breach(Gauge *g, RuleId rule, size_t page, const Line *line, int64_t value)
{
    RuleFigure *figure = &g->figures->rules[rule];
    figure->breaches =
        memory_grow(figure->breaches, figure->count + 1, &figure->room, sizeof *figure->breaches);
    figure->breaches[figure->count++] = (Breach){page, line, value};
}

void gauge_look(Gauge *g, RuleId rule)
{
    g->figures->rules[rule].looked_at++;
}

void gauge_add(Sample *sample, int value)
{
    sample->values =
        memory_grow(sample->values, sample->count + 1, &sample->room, sizeof *sample->values);
    sample->values[sample->count++] = value;
}

Sp gauge_natural_space(const Line *line, const Piece *piece)
{
    const Font *font = piece->text->font;
    return (Sp)((int64_t)font_space_width(font) * piece->style->font_size /
                font_units_per_em(font) * line->scale / 1000);
}

Sp gauge_piece_end(const Line *line, const Piece *piece)
{
    return piece->x + (Sp)((int64_t)piece->text->width * piece->style->font_size /
                           font_units_per_em(piece->text->font) * line->scale / 1000);
}

const Lined *gauge_next(const Gauge *g, size_t index)
{
    bool more =
        index + 1 < g->count && g->lines[index + 1].line->block == g->lines[index].line->block;
    return more ? &g->lines[index + 1] : NULL;
}

static bool is_text(const Line *line)
{
    NodeKind kind = line->block->kind;
    return line->piece_count && (kind == NODE_PARAGRAPH || kind == NODE_HEADING ||
                                 kind == NODE_CAPTION || kind == NODE_CODE_BLOCK);
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
}

/* The style of the first piece that is the text's own. */
static const Style *style_of_line(const Line *line)
{
    for (uint32_t i = 0; i < line->piece_count; i++)
        if (!line->pieces[i].generated)
            return line->pieces[i].style;
    return line->pieces[0].style;
}

typedef struct SizeCount {
    Sp size, leading;
    size_t lines;
} SizeCount;

/* The commonest size of paragraphs is the book's; lines in it are its text, but for the contents.
 */
static void find_body(Gauge *g)
{
    enum { SIZES = 32 };
    SizeCount sizes[SIZES] = {{0, 0, 0}};
    SizeCount *most = &sizes[0];
    for (size_t i = 0; i < g->count; i++) {
        const Style *style = style_of_line(g->lines[i].line);
        int k = 0;
        if (g->lines[i].line->block->kind != NODE_PARAGRAPH)
            continue;
        while (k + 1 < SIZES && sizes[k].lines && sizes[k].size != style->font_size)
            k++;
        if (!sizes[k].lines)
            sizes[k] = (SizeCount){style->font_size, style->line_height, 0};
        sizes[k].lines++;
        most = sizes[k].lines > most->lines ? &sizes[k] : most;
    }
    g->figures->size = most->size;
    g->figures->leading = most->leading;
    const Node *block = NULL;
    bool contents = false;
    for (size_t i = 0; i < g->count; i++) {
        Lined *here = &g->lines[i];
        if (!block || here->line->block != block) {
            block = here->line->block;
            contents = false;
            for (const Node *node = block; node && !contents; node = node->parent)
                contents = node->role == ROLE_CONTENTS;
        }
        here->body = here->line->block->kind == NODE_PARAGRAPH && !contents &&
                     abs(style_of_line(here->line)->font_size - most->size) < 2 * SP_PER_POINT / 5;
    }
}

static Gauge start(const Pages *pages, Measures *figures)
{
    *figures = (Measures){.scale_least = 1000, .scale_most = 1000};
    Gauge gauge = {.pages = pages, .figures = figures};
    gather(&gauge);
    find_body(&gauge);
    return gauge;
}

Measures figures_of(const Pages *pages)
{
    Measures figures;
    Gauge gauge = start(pages, &figures);
    gauge.texts = arena_new();
    gauge_lines(&gauge);
    gauge_pages(&gauge);
    gauge_rivers(&gauge);
    gauge_texts(&gauge);
    gauge_book(&gauge);
    arena_free(gauge.texts);
    free(gauge.lines);
    return figures;
}

void figures_release(Measures *figures)
{
    for (int rule = 0; rule < RULE_COUNT; rule++)
        free(figures->rules[rule].breaches);
    free(figures->lines_spaces.values);
    free(figures->spaces.values);
}

void figures_report(const Pages *pages, Diagnostics *diagnostics)
{
    static const struct {
        RuleId rule;
        bool at_end; /* its last word is what is wrong */
        const char *what;
    } told[] = {{RULE_HOLE, false, "its spaces are twice as wide as they should be"},
                {RULE_LADDER, true, "it is the third that ends in a hyphen"},
                {RULE_HYPHEN_PENULTIMATE, true, "a word is parted before a paragraph's last line"},
                {RULE_SHORT_LAST, false, "a paragraph's last line is very short"}};
    Measures figures;
    Gauge gauge = start(pages, &figures);
    gauge_lines(&gauge);
    for (size_t t = 0; t < sizeof told / sizeof *told; t++) {
        const RuleFigure *rule = &figures.rules[told[t].rule];
        for (size_t i = 0; i < rule->count; i++) {
            const Breach *breach = &rule->breaches[i];
            diag(diagnostics, LINE_RULE, line_place(breach->line, told[t].at_end),
                 (int)(breach->line - pages->pages[breach->page].lines) + 1,
                 pages->pages[breach->page].label, told[t].what);
        }
    }
    free(gauge.lines);
    figures_release(&figures);
}
