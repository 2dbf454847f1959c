/* Designs: the looks in which a book is set, each made when it is first asked for and shared by the
 * outputs that have it. All share their fonts and shaped words. */
#ifndef BINDERY_DESIGN_H
#define BINDERY_DESIGN_H

#include "layout/layout.h"

typedef struct Designs Designs;

/* The style sheets of a design, after book.css. Borrowed as long as the designs live. */
typedef struct Dress {
    const char *style; /* of the house: `print.css` */
    const char *extra; /* a file read last, or NULL */
} Dress;

Designs *designs_new(Diagnostics *diagnostics);
void designs_free(Designs *designs); /* with all pages; NULL is allowed */

Composer *designs_composer(Designs *designs);

/* The book in a dress, on a paper (NULL: the style's own); not `seen`: for its page numbers alone.
 * Lent. */
const Pages *design_pages(Designs *designs, const Book *book, Dress dress, const PaperSize *paper,
                          bool seen);

/* The pages of a sheet of paper that is folded once: the style's own if they are about half a
 * sheet, so that they are those of the book; else half a sheet. */
PaperSize design_half(Designs *designs, Dress dress, const PaperSize *sheet);

#endif
