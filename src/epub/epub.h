/* EPUB: book (+ page numbers of the printed book) → an EPUB 3.3 container. */
#ifndef BINDERY_EPUB_EPUB_H
#define BINDERY_EPUB_EPUB_H

#include "base/diag.h"
#include "book/book.h"
#include "layout/layout.h"
#include "layout/pages.h"

#include <stdbool.h>

typedef struct EpubOptions {
    const char *path;             /* of the file to write */
    const Pages *pages;           /* of the printed book, for the page list and fonts; NULL: none */
    bool page_list;               /* its numbers are given */
    Composer *composer;           /* shapes the cover's text */
    const char *styles_directory; /* where epub.css lies */
} EpubOptions;

/* Writes the file, or leaves the old one and reports why. */
bool epub_write(const Book *book, const EpubOptions *options, Diagnostics *diagnostics);

#endif
