/* Booklets: the book's pages two to a side, on sheets of paper that are printed on both sides
 * (turned over on the short edge), folded in the middle and laid into each other.
 *
 * Sheets laid into each other are a signature: it is stitched through its fold. A book has one, or
 * several in a row. */
#ifndef BINDERY_PDF_IMPOSE_H
#define BINDERY_PDF_IMPOSE_H

#include "pdf/sheets.h"

typedef struct BookletOptions {
    PaperSize paper; /* of the sheets, upright or lying */
    int signature;   /* sheets in each; 0: all in one as far as they can be stapled, else 4 */
    bool marks;      /* where to fold, and where to trim pages smaller than half a sheet */
} BookletOptions;

/* The sides of the sheets, in the order in which they are printed. Pages inside a signature move
 * towards the fold by what the sheets round them are thick, so that all have the same outer margin
 * once they are trimmed. Blank pages come at the end. In the arena. */
Imposition impose_booklet(const Pages *pages, const BookletOptions *options, Arena *arena);

#endif
