/* Rivers: gaps of lines running that stand under each other and are wide. */
#ifndef BINDERY_LAYOUT_RIVERS_H
#define BINDERY_LAYOUT_RIVERS_H

#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A gap, and the chain of gaps, one on each line, that it ends. */
typedef struct Gap {
    Sp from, to;
    int lines;     /* of the chain */
    int64_t width; /* sum over the chain, per mille of the natural space */
    int overlap;   /* least in the chain, per mille of the narrower gap */
    bool followed; /* a gap of the next line goes on from it */
    size_t first;  /* the caller's own: the line on which the chain begins */
} Gap;

enum { GAPS_MOST = 96 };

/* The gaps of a line, from the left. */
typedef struct Gaps {
    Gap gaps[GAPS_MOST];
    int count;
} Gaps;

/* Adds a gap of line `line`; `natural` is the width that the font gives it. */
void gaps_add(Gaps *row, Sp from, Sp to, Sp natural, size_t line);

/* Each gap of a line goes on from the longest chain of the line above. */
void gaps_link(Gaps *above, Gaps *row);

/* True when the chain that ends here is one that a reader sees. */
bool gap_ends_river(const Gap *gap);

#endif
