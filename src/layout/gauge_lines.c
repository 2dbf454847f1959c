/* Figures of lines: spaces, hyphens, ends of paragraphs. */
#include "base/utf8.h"
#include "layout/gauge.h"
#include "layout/letters.h"

#include <stdlib.h>

enum { LEAST_LETTERS = 5, BEFORE_HYPHEN = 2, AFTER_HYPHEN = 3, FULL_PART = 85 /* of 100 */ };

static int letters_of(const Line *line)
{
    int count = 0;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const ShapedText *text = line->pieces[i].text;
        for (size_t at = 0; at < text->length;) {
            uint32_t c;
            at += utf8_decode(text->text + at, text->length - at, &c);
            count += is_alphanumeric(c);
        }
    }
    return count;
}

static bool is_measured(const Lined *here)
{
    return here->body && here->line->flags & LINE_JUSTIFIED && here->line->word_space;
}

static void measure_every_space(Gauge *g, const Line *line)
{
    for (uint32_t i = 0; i + 1 < line->piece_count; i++) {
        Sp natural = gauge_natural_space(line, &line->pieces[i]);
        if (line->pieces[i].flags & PIECE_SPACE_AFTER && natural > 0)
            gauge_add(&g->figures->spaces, (int)((int64_t)line->pieces[i].space * 1000 / natural));
    }
}

static void gauge_edges(Gauge *g, const Line *line)
{
    const Sp seen = SP_PER_POINT / 20;
    const Piece *pieces = line->pieces, *last = &pieces[line->piece_count - 1];
    bool tracked = false;
    for (uint32_t i = 0; i < line->piece_count; i++)
        tracked |=
            pieces[i].style->letter_spacing && pieces[i].style->font_variant_caps == CAPS_NORMAL;
    g->figures->tracked += tracked;
    g->figures->hang_left += pieces[0].x < line->x - seen;
    g->figures->hang_right += gauge_piece_end(line, last) > line->x + line->width + seen;
}

static void gauge_spaces(Gauge *g, size_t index)
{
    Measures *f = g->figures;
    const Lined *here = &g->lines[index];
    const Line *line = here->line;
    if (line->flags & LINE_JUSTIFIED && here->body) {
        f->scale_least = line->scale < f->scale_least ? line->scale : f->scale_least;
        f->scale_most = line->scale > f->scale_most ? line->scale : f->scale_most;
    }
    if (!is_measured(here))
        return;
    const int space = line->word_space;
    gauge_add(&f->lines_spaces, space);
    measure_every_space(g, line);
    gauge_edges(g, line);
    gauge_look(g, RULE_TIGHT);
    gauge_look(g, RULE_LOOSE);
    gauge_look(g, RULE_HOLE);
    if (space < 670)
        gauge_breach(g, RULE_TIGHT, here->page, line, -space);
    if (space > 1500)
        gauge_breach(g, RULE_LOOSE, here->page, line, space);
    if (space > 2000)
        gauge_breach(g, RULE_HOLE, here->page, line, space);
    if (!index || here->first || !is_measured(here - 1))
        return;
    int difference = abs(space - here[-1].line->word_space);
    gauge_look(g, RULE_NEIGHBOURS);
    if (difference > 500)
        gauge_breach(g, RULE_NEIGHBOURS, here->page, line, difference);
}

/* Letters in a row at the end of a text (the hyphen left out), or at its beginning. */
static int letters_at_end(const ShapedText *text)
{
    int count = 0;
    uint32_t c;
    for (size_t at = text->length; at > 0;) {
        c = utf8_before(text->text, at, &at);
        if (c == 0xAD)
            continue;
        if (!is_letter(c))
            break;
        count += !is_mark(c);
    }
    return count;
}

static int letters_at_start(const ShapedText *text)
{
    int count = 0;
    for (size_t at = 0; at < text->length;) {
        uint32_t c;
        at += utf8_decode(text->text + at, text->length - at, &c);
        if (!is_letter(c))
            break;
        count += !is_mark(c);
    }
    return count;
}

static void gauge_fragments(Gauge *g, const Lined *here, const Lined *next)
{
    const Piece *last = &here->line->pieces[here->line->piece_count - 1];
    if (!(last->flags & PIECE_HYPHEN) || !next)
        return;
    int before = letters_at_end(last->text), after = letters_at_start(next->line->pieces[0].text);
    gauge_look(g, RULE_FRAGMENT);
    if (before < BEFORE_HYPHEN || after < AFTER_HYPHEN)
        gauge_breach(g, RULE_FRAGMENT, here->page, here->line, before < after ? before : after);
    if (here->line->block->kind == NODE_HEADING)
        gauge_breach(g, RULE_HYPHEN_HEADING, here->page, here->line, 0);
}

static void gauge_hyphens(Gauge *g, size_t index, size_t *ladder)
{
    Measures *f = g->figures;
    const Lined *here = &g->lines[index], *next = gauge_next(g, index);
    f->lines += here->body;
    if (here->body && (!f->body_pages || f->body_page != here->page)) {
        f->body_pages++;
        f->body_page = here->page;
    }
    gauge_look(g, RULE_LADDER);
    if (!(here->line->flags & LINE_HYPHEN)) {
        *ladder = 0;
        return;
    }
    f->hyphens += here->body;
    *ladder = here->first ? 1 : *ladder + 1;
    f->longest_ladder = *ladder > f->longest_ladder ? *ladder : f->longest_ladder;
    if (*ladder > 2)
        gauge_breach(g, RULE_LADDER, here->page, here->line, (int64_t)*ladder);
    gauge_fragments(g, here, next);
    bool verso = g->pages->pages[here->page].side == PAGE_VERSO;
    if (here->page_last)
        gauge_breach(g, verso ? RULE_HYPHEN_VERSO : RULE_HYPHEN_RECTO, here->page, here->line, 0);
    if (here->body && next && next->last)
        gauge_breach(g, RULE_HYPHEN_PENULTIMATE, here->page, here->line, 0);
}

/* The last line holds the end of a word that begins on the line before, and nothing else. */
static bool is_stub(const Line *before, const Line *last)
{
    if (!(before->flags & LINE_HYPHEN))
        return false;
    for (uint32_t i = 0; i + 1 < last->piece_count; i++)
        if (last->pieces[i].flags & PIECE_SPACE_AFTER)
            return false;
    return true;
}

static void gauge_ends(Gauge *g, size_t index)
{
    const Lined *here = &g->lines[index], *next = gauge_next(g, index);
    bool text = here->line->block->kind == NODE_PARAGRAPH;
    g->figures->paragraphs += here->first && text;
    if (!text)
        return;
    if (here->last && !here->first) {
        int letters = letters_of(here->line);
        gauge_look(g, RULE_SHORT_LAST);
        g->figures->rules[RULE_STUB].looked_at += here->body;
        g->figures->rules[RULE_HYPHEN_PENULTIMATE].looked_at += here->body;
        if (letters < LEAST_LETTERS)
            gauge_breach(g, RULE_SHORT_LAST, here->page, here->line, letters);
        if (here->body && is_stub(here[-1].line, here->line))
            gauge_breach(g, RULE_STUB, here->page, here->line, letters);
        if (here->page_first && here[-1].page != here->page)
            gauge_breach(g, RULE_WIDOW, here->page, here->line, 0);
    }
    if (here->page_last && next && next->page != here->page) {
        gauge_look(g, RULE_ORPHAN);
        gauge_look(g, RULE_WIDOW);
        gauge_look(g, RULE_HYPHEN_RECTO);
        gauge_look(g, RULE_HYPHEN_VERSO);
        if (here->first)
            gauge_breach(g, RULE_ORPHAN, here->page, here->line, 0);
    }
}

static void gauge_fill(Gauge *g, const Lined *here)
{
    const Line *line = here->line;
    Sp end = gauge_piece_end(line, &line->pieces[line->piece_count - 1]);
    Sp beyond = end - line->x - line->width, em = line->pieces[0].style->font_size;
    gauge_look(g, RULE_OVERFULL);
    if (beyond > em)
        gauge_breach(g, RULE_OVERFULL, here->page, line, beyond);
    if (!here->body || (int64_t)(end - line->x) * 100 < (int64_t)line->width * FULL_PART)
        return;
    g->figures->full_lines++;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const ShapedText *text = line->pieces[i].text;
        g->figures->letters +=
            (line->pieces[i].flags & PIECE_SPACE_AFTER && i + 1 < line->piece_count);
        for (size_t at = 0; at < text->length; at++)
            g->figures->letters += ((unsigned char)text->text[at] & 0xC0) != 0x80;
    }
}

void gauge_lines(Gauge *g)
{
    size_t ladder = 0;
    for (size_t i = 0; i < g->count; i++) {
        gauge_spaces(g, i);
        gauge_hyphens(g, i, &ladder);
        gauge_ends(g, i);
        gauge_fill(g, &g->lines[i]);
    }
}
