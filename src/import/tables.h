/* Tables that hold data, and those that lay out a page. */
#ifndef BINDERY_IMPORT_TABLES_H
#define BINDERY_IMPORT_TABLES_H

#include "import/dom.h"
#include "import/draft.h"

/* Appends a table of data to the container; false for one that lays out a page, whose cells are
 * blocks like others. */
bool table_add(Draft *draft, Node *container, Element *table);

#endif
