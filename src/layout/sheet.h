/* The geometry of a page: columns, measure, rows, first baseline. */
#ifndef BINDERY_LAYOUT_SHEET_H
#define BINDERY_LAYOUT_SHEET_H

#include "layout/layout.h"

typedef struct Sheet {
    Sp pitch;    /* of the grid */
    Sp baseline; /* from the top of a row */
    bool fine;   /* rows are finer than lines, which stand in the middle of their leading */
    int columns; /* of the type area, from 1 */
    Sp measure;  /* of a column */
    Sp step;     /* from column to column */
    int rows;    /* of the type area */
} Sheet;

/* The style sheet's pages, in the paper's size. */
typedef struct Sheets {
    StyleSheet *styles;
    const PaperSize *paper; /* NULL: as the style says */
    const Style *body;      /* the book's own style */
    bool bound_right;       /* rectos are left pages */
} Sheets;

const PageStyle *sheets_style(const Sheets *sheets, const char *name, PageSide side, bool first,
                              bool blank);
Sheet sheet_of(const Sheets *sheets, const PageStyle *style);

#endif
