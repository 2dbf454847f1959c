/* An edition: the pipeline from a book directory to the files that a reader opens. */
#ifndef BINDERY_EDITION_H
#define BINDERY_EDITION_H

#include "base/diag.h"
#include "style/style.h"

#include <stdbool.h>
#include <stddef.h>

/* What can be made. One row a kind: outputs.def. */
typedef enum OutputKind {
#define OUTPUT(name, word, suffix, style, paper, make) OUTPUT_##name,
#include "outputs.def"
#undef OUTPUT
    OUTPUT_COUNT
} OutputKind;

typedef struct EditionOptions {
    const char *book;             /* directory */
    const char *out;              /* directory */
    bool only[OUTPUT_COUNT];      /* which outputs; all false: all */
    const PaperSize *paper;       /* NULL: each output's own */
    const char *style;            /* one more style sheet, or NULL */
    const char *stop_after;       /* a stage's name, or NULL */
    bool dump;                    /* print the tree at the last stage */
    bool timings, progress, quiet;
    const char *report;           /* file for the typographic report, or NULL */
} EditionOptions;

/* Builds. What is wrong is in `diagnostics`; results are said on standard output. */
void edition_build(const EditionOptions *options, Diagnostics *diagnostics);

#endif
