/* What a PDF says of itself: XMP and Info, in step (ISO 16684-1; ISO 19005-2, 6.6), the output
 * intent, and the catalog's entries for readers. */
#ifndef BINDERY_PDF_METADATA_H
#define BINDERY_PDF_METADATA_H

#include "layout/pages.h"
#include "pdf/objects.h"

/* `lies`: its sheets do; printed on both sides, they are turned over on their short edge. */
void metadata_write(PdfFile *file, const Pages *pages, bool lies);

#endif
