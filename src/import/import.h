/* Text, web pages and WordPress exports → interview files of a book. */
#ifndef BINDERY_IMPORT_IMPORT_H
#define BINDERY_IMPORT_IMPORT_H

#include "base/diag.h"

#include <stdio.h>

typedef enum ImportForm { IMPORT_ANY, IMPORT_TEXT, IMPORT_HTML, IMPORT_WXR } ImportForm;

typedef struct ImportOptions {
    const char *const *sources; /* files, or folders of files */
    size_t sources_count;
    const char *book;          /* directory; need not be there */
    ImportForm from;           /* IMPORT_ANY: by what the file holds */
    const char *const *select; /* categories, tags, slugs or titles, with * and ?; none: those that
                                  are of the series */
    size_t select_count;
    bool dry;  /* nothing is written */
    bool json; /* the report */
    FILE *out; /* of the report; NULL: none */
} ImportOptions;

/* Every source is read twice: first to learn what the interviews have in common, then to write
 * them. What is wrong is reported. */
void import_sources(const ImportOptions *options, Diagnostics *diagnostics);

#endif
