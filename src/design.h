/* Designs: the looks in which a book is set, each made when it is first asked for and shared by the
 * outputs that have it. All share their fonts and shaped words. */
#ifndef BINDERY_DESIGN_H
#define BINDERY_DESIGN_H

#include "layout/layout.h"

typedef struct Designs Designs;

/* `extra` is one more style sheet that every design reads last, or NULL. Borrows its arguments. */
Designs *designs_new(const char *extra, Diagnostics *diagnostics);
void designs_free(Designs *designs); /* with all pages; NULL is allowed */

Composer *designs_composer(Designs *designs);

/* The book as a style sheet of the house (`print.css`) sets it, on a paper (NULL: the style's own).
 * Lent. */
const Pages *design_pages(Designs *designs, const Book *book, const char *style,
                          const PaperSize *paper);

/* The pages of a sheet of paper that is folded once: the style's own if they are about half a
 * sheet, so that they are those of the book; else half a sheet. */
PaperSize design_half(Designs *designs, const char *style, const PaperSize *sheet);

#endif
