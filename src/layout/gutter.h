/* The margins that a bound book needs at least. */
#ifndef BINDERY_LAYOUT_GUTTER_H
#define BINDERY_LAYOUT_GUTTER_H

#include "base/unit.h"

#include <stddef.h>

/* The inner one, by the number of pages; the outer one. KDP's print guidelines; no printer in the
 * field asks for more. */
Sp gutter_inner(size_t pages);
static const Sp gutter_least_outer = SP_FROM_POINTS(0.25 * 72);

#endif
