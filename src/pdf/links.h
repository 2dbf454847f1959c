/* Links, destinations, the outline and page labels (ISO 32000-1, 12.3 to 12.5). */
#ifndef BINDERY_PDF_LINKS_H
#define BINDERY_PDF_LINKS_H

#include "pdf/objects.h"
#include "pdf/sheets.h"
#include "pdf/tags.h"

/* The book's pages in the file. */
typedef struct Leaves {
    PdfFile *file;
    const Pages *pages;
    const Imposition *imposition;
    const Object *sheets;     /* [imposition->count] page objects */
    const uint32_t *sheet_of; /* [pages->count] on which sheet a page stands */
} Leaves;

/* Makes an annotation for each area of each link. They are numbered from `next` on, in the order of
 * the tree (their StructParent); returns the number after the last. */
size_t links_write(const Leaves *leaves, Element *root, size_t next);

void outline_write(const Leaves *leaves);

/* The labels that are printed on the pages; not for sheets that hold several. */
void labels_write(const Leaves *leaves);

#endif
