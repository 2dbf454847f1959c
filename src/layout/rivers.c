#include "layout/rivers.h"

/* A chain counts from so many lines on, when its gaps are on average so much wider than the natural
 * space, and every two overlap by so much of the narrower: per mille. */
enum { LEAST_LINES = 4, LEAST_WIDTH = 1270, LEAST_OVERLAP = 400 };

void gaps_add(Gaps *row, Sp from, Sp to, Sp natural, size_t line)
{
    if (natural > 0 && row->count < GAPS_MOST)
        row->gaps[row->count++] = (Gap){.from = from,
                                        .to = to,
                                        .lines = 1,
                                        .width = (int64_t)(to - from) * 1000 / natural,
                                        .overlap = 1000,
                                        .first = line};
}

/* How much of the narrower of two gaps stands under the other, per mille; 0: nothing. */
static int overlap(const Gap *a, const Gap *b)
{
    Sp from = a->from > b->from ? a->from : b->from, to = a->to < b->to ? a->to : b->to;
    Sp narrow = a->to - a->from < b->to - b->from ? a->to - a->from : b->to - b->from;
    return to > from && narrow > 0 ? (int)((int64_t)(to - from) * 1000 / narrow) : 0;
}

void gaps_link(Gaps *above, Gaps *row)
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
    }
}

bool gap_ends_river(const Gap *gap)
{
    return !gap->followed && gap->lines >= LEAST_LINES && gap->overlap >= LEAST_OVERLAP &&
           gap->width > (int64_t)LEAST_WIDTH * gap->lines;
}
