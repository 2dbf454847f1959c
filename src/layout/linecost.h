/* What a line costs: the tuned constants of line breaking, and the sums that need no more than one
 * line.
 *
 * Word spaces are per mille of the natural one, costs on the scale of BADNESS. */
#ifndef BINDERY_LAYOUT_LINECOST_H
#define BINDERY_LAYOUT_LINECOST_H

#include "layout/breaker.h"

enum {
    BADNESS = 10000, /* of a line at 1000 + LOOSE or 1000 − TIGHT; grows with the cube */
    LOOSE = 268,
    TIGHT = 195,
    TAIL = 20000, /* added beyond these spaces, with the square: */
    TAIL_ABOVE = 1350,
    TAIL_ABOVE_UNIT = 70,
    TAIL_BELOW = 815,
    TAIL_BELOW_UNIT = 44,
    LEAST = 700,
    LEAST_EMERGENCY = 688,
    MOST = 1470,
    MOST_WIDE = 2000,
    MOST_EMERGENCY = 2500,
    NEIGHBOURS = 60000, /* at NEIGHBOURS_UNIT beyond NEIGHBOURS_FREE, with the square */
    NEIGHBOURS_FREE = 180,
    NEIGHBOURS_UNIT = 500,
    NEIGHBOURS_WORST = 4 * NEIGHBOURS,
    HYPHEN_SOFT = 92000,
    HYPHEN_HARD = 85000,
    HYPHEN_BARE = 1500,
    EMERGENCY = 60000,     /* added: in a name, a compound, an address */
    ANYWHERE = 400000,     /* added: inside a word, where it should not be parted */
    LADDER = 60000,        /* a second hyphen running */
    NEVER = 20000000,      /* a third */
    PENULTIMATE = 2000000, /* a hyphen on the last line but one */
    LAST_LETTERS = 5,
    LAST_SHORT = 2000000,
    LAST_NARROW = 600000,
    LAST_NEARLY_FULL = 2000,
    FAULT = PENULTIMATE < LAST_NARROW ? PENULTIMATE : LAST_NARROW,
    STACK = 2000,
    STACK_OF_THREE = 100000, /* same word at the ends of lines */
    RAGGED_UNIT = 250,       /* a gap of this part of the measure costs BADNESS; with the square */
    RAGGED_MOST = 600,
    WIDEST = 6000
};

/* BADNESS at LOOSE above or TIGHT below the natural space, with the cube; more far out. */
int64_t cost_of_space(int space);

/* Two lines of unlike spaces, one under the other. */
int64_t cost_of_neighbours(int a, int b);

/* What a ragged line leaves empty. */
int64_t cost_of_gap(int64_t measure, int64_t gap);

/* A hyphen, an emergency. */
int64_t cost_of_break(const BreakPoint *point);
bool is_hyphen(const BreakPoint *point);

#endif
