/* An edition: the pipeline from a book directory to the files that a reader opens. */
#ifndef BINDERY_EDITION_H
#define BINDERY_EDITION_H

#include "base/diag.h"
#include "book/book.h"
#include "layout/pages.h"
#include "pass/views.h"
#include "style/style.h"

#include <stdbool.h>
#include <stddef.h>

/* What can be made: one row a kind in outputs.def. */
typedef enum OutputKind {
#define OUTPUT(name, ...) OUTPUT_##name,
#include "outputs.def"
#undef OUTPUT
    OUTPUT_COUNT
} OutputKind;

enum { EDITION_FILES = 2 * OUTPUT_COUNT }; /* at most: some are made on two papers */

/* What the words of `bindery build` say. Strings are borrowed. */
typedef struct EditionOptions {
    const char *book;        /* directory */
    const char *out;         /* directory */
    bool only[OUTPUT_COUNT]; /* which outputs; all false: all */
    const PaperSize *paper;  /* NULL: each output's own */
    const char *paper_word;  /* what the paper is called, for names of files */
    ViewOptions view;        /* what handouts show */
    int signature;           /* of a booklet: its sheets; 0: as many as suit */
    bool marks;              /* of a booklet: where to fold and trim */
    bool no_page_list;       /* the EPUB says nothing of printed pages */
    const char *style;       /* one more style sheet, read last; or NULL */
    const char *report;      /* file for the typographic report, or NULL */
    const char *stop_after;  /* a stage, or NULL */
    bool dump;               /* print the tree as it is after the last stage */
    bool timings;            /* say on standard error what each stage took */
    bool quiet;              /* say nothing of what was written */
} EditionOptions;

/* What --only calls an output. */
const char *edition_output_word(int kind);

/* The name of a stage, for --stop-after, in the order in which they run: `read`, each pass, `view`
 * and `layout` (both of the first output that is wanted); NULL after the last. `purpose` becomes
 * what it does or gives. */
const char *edition_stage(size_t index, const char **purpose);

/* Builds. What is wrong is in `diagnostics`, what was written is said on standard output. With an
 * error in the content nothing is written. */
void edition_build(const EditionOptions *options, Diagnostics *diagnostics);

/* One output as it came to be. */
typedef struct EditionFile {
    const char *name; /* of the file; NULL: was not made */
    long long bytes;
    size_t pages; /* 0: it has none */
} EditionFile;

/* What a build had in hand at its end; valid as long as the call that gets it lasts. */
typedef struct EditionView {
    const Book *book;   /* after all passes */
    const Pages *pages; /* of the print edition */
    EditionFile files[EDITION_FILES];
} EditionView;

typedef void EditionViewer(void *context, const EditionView *view);

/* Builds everything, also when the content has errors, so that every diagnostic of a build is
 * there; keeps no file, and shows the viewer what came of it. The viewer is not called when there
 * is no book. */
void edition_check(const EditionOptions *options, Diagnostics *diagnostics, EditionViewer *viewer,
                   void *context);

#endif
