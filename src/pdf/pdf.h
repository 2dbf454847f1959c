/* PDF: pages (+ book) → a tagged, archival file: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).
 *
 * Cairo draws, and compresses what it draws; afterwards the file's objects are completed: structure
 * tree, links, outline, labels, metadata. No content stream is ever rewritten.
 */
#ifndef BINDERY_PDF_PDF_H
#define BINDERY_PDF_PDF_H

#include "base/diag.h"
#include "layout/pages.h"
#include "pdf/impose.h"

#include <stdbool.h>

typedef struct PdfOptions {
    const char *path;              /* of the file to write */
    const BookletOptions *booklet; /* NULL: each page on a sheet of its own */
} PdfOptions;

typedef bool PdfWrite(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics);

/* Writes the file, or leaves the old one and reports why. */
PdfWrite pdf_write;

/* The folder is a shared object, and this is what a program that has loaded it looks for. */
typedef struct PdfModule {
    PdfWrite *write;
} PdfModule;

extern const PdfModule pdf_module __attribute__((visibility("default")));

#endif
