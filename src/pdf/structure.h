/* The structure tree in the file (ISO 32000-1, 14.7.2 to 14.7.4). */
#ifndef BINDERY_PDF_STRUCTURE_H
#define BINDERY_PDF_STRUCTURE_H

#include "pdf/draw.h"
#include "pdf/links.h"

/* Writes the tree, the parent tree, in which links come after sheets and `next_key` is the first
 * number that is free, and the tree of ids. Replaces cairo's. */
void structure_write(const Leaves *leaves, Element *root, const Drawing *drawing, size_t next_key);

#endif
