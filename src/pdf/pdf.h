/* PDF: pages (+ book) → a tagged, archival file: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). */
#ifndef BINDERY_PDF_PDF_H
#define BINDERY_PDF_PDF_H

#include "base/diag.h"
#include "layout/pages.h"

#include <stdbool.h>

typedef struct PdfOptions {
    const char *path; /* of the file to write */
} PdfOptions;

/* Writes the file, or leaves the old one and reports why. */
bool pdf_write(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics);

#endif
