/* Assembling: cairo's pages → the file's. Each artifact page becomes a form that its sheet shows.
 */
#ifndef BINDERY_PDF_ASSEMBLE_H
#define BINDERY_PDF_ASSEMBLE_H

#include "pdf/draw.h"
#include "pdf/objects.h"

/* Builds a page tree of the sheets alone and mends what cairo writes against the standards. Fails
 * when cairo marked another number of sequences than were recorded. The sheets' page objects,
 * [drawing->count] on the heap; NULL: see the reason. */
Object *assemble_sheets(PdfFile *file, const Pages *pages, const Imposition *imposition,
                        const Drawing *drawing, Reason *why);

#endif
