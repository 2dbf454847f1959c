/* Where nodes begin: a table of the pages' own. Its order is never seen. */
#ifndef BINDERY_LAYOUT_ANCHORS_H
#define BINDERY_LAYOUT_ANCHORS_H

#include "layout/pages.h"

typedef struct Anchors Anchors;

/* Room for `count` anchors, in the arena. */
Anchors *anchors_new(Arena *arena, size_t count);
void anchors_add(Anchors *anchors, Anchor anchor); /* the first of a node stays */

#endif
