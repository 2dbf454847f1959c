/* Layout: book + style → pages. Deterministic: integers only where a break or a position is
 * decided. */
#ifndef BINDERY_LAYOUT_LAYOUT_H
#define BINDERY_LAYOUT_LAYOUT_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"
#include "layout/pages.h"
#include "style/style.h"

typedef struct LayoutOptions {
    const PaperSize *paper; /* NULL: as the style says */
    bool unseen;            /* only page numbers are asked for */
} LayoutOptions;

/* Fonts, shaping and hyphenation, shared by all layouts of a run: what one has shaped serves the
 * next. */
typedef struct Composer Composer;
Composer *composer_new(void);
void composer_free(Composer *composer);

/* Lays out a whole book; never NULL. Missing glyphs, overfull lines, tables too wide and rules of
 * pages that had to give way are diagnostics; that no font is installed at all is a fatal one. The
 * book stays as it is: it may be laid out again, in other designs. Unseen pages have no running
 * heads, outline or list of fonts, of their lines only those that say where they begin and end
 * (see epub/markers.c), and nothing is said of how they look. */
Pages *layout_book(Composer *composer, const Book *book, StyleSheet *sheet,
                   const LayoutOptions *options, Diagnostics *diagnostics);

/* The typographic report: every figure of the house's targets, as JSON. */
void layout_report(const Pages *pages, Str *json);

#endif
