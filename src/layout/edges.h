/* The edges of a block: what its style says of borders and of where it stands. */
#ifndef BINDERY_LAYOUT_EDGES_H
#define BINDERY_LAYOUT_EDGES_H

#include "style/style.h"

/* Whether a block has borders or a background to draw. */
bool edges_decorated(const Style *style);

/* Width of a border; 0 when there is none. */
Sp edges_border(const Style *style, int side);

/* Whether a block stands beside what follows it: `float: inline-start` or `inline-end`. */
bool edges_beside(const Style *style);

/* Makes the room of such a block as narrow as its style says, at the left or the right of `room`.
 */
void edges_narrow(const Style *style, Sp room, bool at_left, Sp *left, Sp *right);

#endif
