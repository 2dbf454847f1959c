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
} LayoutOptions;

/* Fonts, shaping and hyphenation, shared by all layouts of a run: what one has shaped serves the
 * next. */
typedef struct Composer Composer;
Composer *composer_new(void);
void composer_free(Composer *composer);

/* Lays out a whole book. Missing glyphs, fonts and overfull lines are diagnostics. NULL only when
 * the environment fails (no font at all), with a diagnostic. */
Pages *layout_book(Composer *composer, const Book *book, StyleSheet *sheet,
                   const LayoutOptions *options, Diagnostics *diagnostics);

/* The typographic report: every figure of the house's targets, as JSON. */
void layout_report(const Pages *pages, Str *json);

#endif
