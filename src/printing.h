/* Printing: src/pdf is a module of its own, a shared object that is loaded when the first PDF is
 * made. What it stands on, cairo with X11, takes a millisecond to load, a tenth of what a small
 * EPUB takes. */
#ifndef BINDERY_PRINTING_H
#define BINDERY_PRINTING_H

#include "pdf/pdf.h"

/* Writes a PDF (pdf/pdf.h); false, after a diagnostic, also when the module cannot be loaded. */
PdfWrite printing_write;

#endif
