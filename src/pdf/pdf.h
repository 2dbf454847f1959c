/* PDF: pages (+ book) → a tagged, archival file: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
 *
 * Cairo draws, and compresses what it draws; afterwards the file's objects are completed: structure
 * tree, links, outline, labels, metadata. No content stream is ever rewritten.
 */
#ifndef BINDERY_PDF_PDF_H
#define BINDERY_PDF_PDF_H

#include "base/diag.h"
#include "layout/pages.h"
#include "pdf/sheets.h"

#include <stdbool.h>

typedef struct PdfOptions {
    const char *path;             /* of the file to write */
    const Imposition *imposition; /* which page stands where; NULL: each on a sheet of its own */
} PdfOptions;

/* Writes the file, or leaves the old one and reports why. */
bool pdf_write(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics);

#endif
