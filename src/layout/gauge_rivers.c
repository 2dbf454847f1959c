/* Rivers: gaps of several lines running that stand under each other and are wide. */
#include "base/memory.h"
#include "layout/gauge.h"

#include <stdlib.h>

/* A chain counts from so many lines on, when its gaps are on average so much wider than the natural
 * space, and every two overlap by so much of the narrower: per mille. */
enum { LEAST_LINES = 4, LEAST_WIDTH = 1300, LEAST_OVERLAP = 400, MOST_GAPS = 96 };

typedef struct Gap {
    Sp from, to;
    int lines;     /* of the chain that ends here */
    int64_t width; /* sum over the chain, per mille of the natural space */
    int overlap;   /* least in the chain, per mille */
    bool followed; /* a gap of the next line goes on from it */
    const Line *first;
    size_t page; /* of the chain's first line */
} Gap;

typedef struct Gaps {
    Gap gaps[MOST_GAPS];
    int count;
} Gaps;

static Gaps gaps_of(const Lined *here)
{
    const Line *line = here->line;
    Gaps row = {.count = 0};
    for (uint32_t i = 0; i + 1 < line->piece_count && row.count < MOST_GAPS; i++) {
        const Piece *piece = &line->pieces[i];
        Sp natural = gauge_natural_space(line, piece);
        if (!(piece->flags & PIECE_SPACE_AFTER) || natural <= 0 || piece->text->right_to_left)
            continue;
        Sp from = gauge_piece_end(line, piece);
        row.gaps[row.count++] = (Gap){.from = from,
                                      .to = from + piece->space,
                                      .lines = 1,
                                      .width = (int64_t)piece->space * 1000 / natural,
                                      .overlap = 1000,
                                      .first = line,
                                      .page = here->page};
    }
    return row;
}

/* How much of the narrower of two gaps stands under the other, per mille; 0: nothing. */
static int overlap(const Gap *a, const Gap *b)
{
    Sp from = a->from > b->from ? a->from : b->from, to = a->to < b->to ? a->to : b->to;
    Sp narrow = a->to - a->from < b->to - b->from ? a->to - a->from : b->to - b->from;
    return to > from && narrow > 0 ? (int)((int64_t)(to - from) * 1000 / narrow) : 0;
}

/* Each gap goes on from the longest chain above it. */
static void link_gaps(Gaps *above, Gaps *row)
{
    for (int i = 0; i < row->count; i++) {
        Gap *gap = &row->gaps[i], *best = NULL;
        for (int k = 0; k < above->count; k++)
            if (overlap(&above->gaps[k], gap) && (!best || above->gaps[k].lines > best->lines))
                best = &above->gaps[k];
        if (!best)
            continue;
        int part = overlap(best, gap);
        best->followed = true;
        gap->lines += best->lines;
        gap->width += best->width;
        gap->overlap = best->overlap < part ? best->overlap : part;
        gap->first = best->first;
        gap->page = best->page;
    }
}

static void end_chains(Gauge *g, const Gaps *row)
{
    for (int i = 0; i < row->count; i++) {
        const Gap *gap = &row->gaps[i];
        if (!gap->followed && gap->lines >= LEAST_LINES && gap->overlap >= LEAST_OVERLAP &&
            gap->width > (int64_t)LEAST_WIDTH * gap->lines)
            gauge_breach(g, RULE_RIVER, gap->page, gap->first, gap->lines);
    }
}

void gauge_rivers(Gauge *g)
{
    Gaps *rows = memory_new(2 * sizeof *rows);
    int now = 0;
    for (size_t i = 0; i < g->count; i++) {
        const Lined *here = &g->lines[i];
        bool measured = here->body && here->line->flags & LINE_JUSTIFIED;
        Sp down = i ? here->line->baseline - here[-1].line->baseline : 0;
        bool below = i && here[-1].page == here->page && down > 0 &&
                     down * (int64_t)100 < g->figures->leading * (int64_t)122;
        Gaps *above = &rows[now], *row = &rows[now = !now];
        *row = measured ? gaps_of(here) : (Gaps){.count = 0};
        if (below)
            link_gaps(above, row);
        end_chains(g, above);
        g->figures->rules[RULE_RIVER].looked_at += measured;
    }
    end_chains(g, &rows[now]);
    free(rows);
}
