#include "layout/linecost.h"

#include "layout/shape.h"

int64_t cost_of_space(int space)
{
    int64_t off = space >= 1000 ? space - 1000 : 1000 - space;
    int64_t unit = space >= 1000 ? LOOSE : TIGHT;
    int64_t cost = BADNESS * off * off * off / (unit * unit * unit);
    int64_t tail = space > TAIL_ABOVE   ? (space - TAIL_ABOVE)
                   : space < TAIL_BELOW ? TAIL_BELOW - space
                                        : 0;
    int64_t tail_unit = space > TAIL_ABOVE ? TAIL_ABOVE_UNIT : TAIL_BELOW_UNIT;
    return cost + TAIL * tail * tail / (tail_unit * tail_unit);
}

int64_t cost_of_neighbours(int a, int b)
{
    int64_t off = (a > b ? a - b : b - a) - NEIGHBOURS_FREE;
    if (off <= 0)
        return 0;
    int64_t cost = NEIGHBOURS * off * off / (NEIGHBOURS_UNIT * NEIGHBOURS_UNIT);
    return cost < NEIGHBOURS_WORST ? cost : NEIGHBOURS_WORST;
}

int64_t cost_of_gap(int64_t measure, int64_t gap)
{
    int64_t part = measure > 0 ? gap * 1000 / measure : 0;
    return BADNESS * part * part / (RAGGED_UNIT * RAGGED_UNIT);
}

int64_t cost_of_break(const BreakPoint *point)
{
    static const int costs[] = {[BREAK_SPACE] = 0,
                                [BREAK_SOFT] = HYPHEN_SOFT,
                                [BREAK_HARD] = HYPHEN_HARD,
                                [BREAK_BARE] = HYPHEN_BARE};
    int64_t cost = (int64_t)costs[point->kind] * point->penalty / 1000;
    if (point->level > LEVEL_NORMAL)
        cost += EMERGENCY;
    return point->level == LEVEL_ANYWHERE ? cost + ANYWHERE : cost;
}

bool is_hyphen(const BreakPoint *point)
{
    return point->kind == BREAK_SOFT || point->kind == BREAK_HARD;
}

/* How far type is scaled, per mille of the limit, for a misfit of so much of it: in steps, so that
 * few sizes of type are drawn. Its own width shall be the commonest: small misfits are left to the
 * spaces, and the limit itself is for lines that need it. */
static int scaling_for(int64_t misfit)
{
    static const struct {
        int below, scaling;
    } steps[] = {{300, 0}, {450, 250}, {625, 500}, {875, 750}, {1000, 900}, {1700, 950}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (misfit < steps[i].below)
            return steps[i].scaling;
    return 1000;
}

LineFitting fit_line(int64_t measure, int64_t width, int64_t space, int64_t stretch, Sp em_space,
                     int scaling)
{
    int64_t gap = measure - width;
    int64_t scale = 1000;
    if (scaling > 0 && width > 0) {
        int64_t misfit = (gap < 0 ? -gap : gap) * 1000000 / (width * scaling);
        int by = scaling * scaling_for(misfit) / 1000;
        scale += gap < 0 ? -by : by;
    }
    gap = measure - width * scale / 1000;
    int64_t give = gap > 0 ? stretch : space;
    if (give <= 0) { /* nothing gives: a misfit that nobody sees is none */
        bool fits = gap < 0 ? gap > -em_space / 8 : gap < em_space / 4;
        return (LineFitting){fits ? 1000 : gap < 0 ? 0 : WIDEST, (int)scale};
    }
    int64_t s = 1000 + gap * 1000000 / (give * scale);
    int64_t after_points = 2 * (stretch - space); /* stretch - space: theirs, which count twice */
    if (gap > 0 && after_points >= space)         /* what the eye sees is the median */
        s += (s - 1000) / (after_points > space ? 1 : 2);
    return (LineFitting){(int)(s < 0 ? 0 : s > WIDEST ? WIDEST : s), (int)scale};
}
