/* Page numbers: sides, blanks, labels; and what the numbers of nodes are. */
#ifndef BINDERY_LAYOUT_NUMBER_H
#define BINDERY_LAYOUT_NUMBER_H

#include "layout/draft.h"

/* All that a layout knows of its chapters' pages. */
typedef struct Folios {
    Draft *drafts; /* [count] one for each chapter */
    bool *blank;   /* [count] a blank page comes before it */
    bool *recto;   /* [count] the side for which it was set */
    size_t count;
    PointerMap chapters; /* the chapter in which a node stands */
} Folios;

/* Whether the chapter begins on a recto when the next page has the number `next`. */
bool chapter_on_recto(const Chapter *chapter, size_t next, bool *blank);

/* Gives every page its number and label. Blank pages have none in the drafts: they are counted. */
void folios_number(Folios *folios, Arena *arena, const Sheets *sheets);

/* A page's number as its style shows it; in the arena. */
const char *folio_label(Arena *arena, const PageStyle *style, int counter);

/* The label of the page where a node begins; NULL when it is on none (yet). */
const char *folios_label(const Folios *folios, const Node *node);

#endif
