/* Markers of list items: bullets and numbers. */
#ifndef BINDERY_LAYOUT_MARKER_H
#define BINDERY_LAYOUT_MARKER_H

#include "layout/box.h"

/* The marker of an item that has the given number in its list; its text is in the setter's arena.
 */
Marker marker_of_item(Setter *setter, const Node *item, const Style *style, int number);

/* The room that a decimal number takes before the text. */
Sp marker_width(Setter *setter, const Node *list, const Style *style, int number);

/* The marker's line before text that begins at `x`: hung to its left, or turned, to its right; one
 * inside the text begins at `x`, or ends there. */
Line marker_line(Setter *setter, const Marker *marker, Sp x, Sp baseline);

/* A number as a page or a list shows it; in the arena. */
const char *roman_number(Arena *arena, int number);

#endif
