/* Rivers of the text, page by page. */
#include "base/memory.h"
#include "layout/gauge.h"
#include "layout/rivers.h"

#include <stdlib.h>

static Gaps gaps_of(const Lined *here, size_t index)
{
    const Line *line = here->line;
    Gaps row = {.count = 0};
    for (uint32_t i = 0; i + 1 < line->piece_count; i++) {
        const Piece *piece = &line->pieces[i];
        if (!(piece->flags & PIECE_SPACE_AFTER) || piece->text->right_to_left)
            continue;
        Sp from = gauge_piece_end(line, piece);
        gaps_add(&row, from, from + piece->space, gauge_natural_space(line, piece), index);
    }
    return row;
}

static void end_chains(Gauge *g, const Gaps *row)
{
    for (int i = 0; i < row->count; i++) {
        const Gap *gap = &row->gaps[i];
        const Lined *first = &g->lines[gap->first];
        if (gap_ends_river(gap))
            gauge_breach(g, RULE_RIVER, first->page, first->line, gap->lines);
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
        *row = measured ? gaps_of(here, i) : (Gaps){.count = 0};
        if (below)
            gaps_link(above, row);
        end_chains(g, above);
        g->figures->rules[RULE_RIVER].looked_at += measured;
    }
    end_chains(g, &rows[now]);
    free(rows);
}
