/* Sheets: what a PDF calls pages. On each stand one or more of the book's pages. */
#ifndef BINDERY_PDF_SHEETS_H
#define BINDERY_PDF_SHEETS_H

#include "base/arena.h"
#include "layout/pages.h"

#include <stddef.h>

/* A page on a sheet. Scaled points from the sheet's upper left corner, y down. */
typedef struct Placement {
    size_t page; /* index in Pages.pages */
    Sp x, y;     /* of the trimmed page's upper left corner */
} Placement;

typedef struct PrintSheet {
    Sp width, height;
    const Placement *placements; /* [count], in the order in which they are drawn */
    size_t count;
    const Rule *rules; /* [rule_count] marks of the sheet's own, as fold marks; artifacts */
    size_t rule_count;
} PrintSheet;

typedef struct Imposition {
    const PrintSheet *sheets; /* [count] */
    size_t count;
} Imposition;

/* Each page on a sheet of its own, with room for its bleed and crop marks. In the arena. */
Imposition sheets_single(const Pages *pages, Arena *arena);

#endif
