/* Views: a book arranged as handouts for a training session. */
#ifndef BINDERY_PASS_VIEWS_H
#define BINDERY_PASS_VIEWS_H

#include "base/diag.h"
#include "book/book.h"

typedef enum View {
#define VIEW(name, word, function, purpose) VIEW_##name,
#include "pass/views.def"
#undef VIEW
    VIEW_COUNT
} View;

typedef struct ViewOptions {
    View view;
    const char *const *interviews; /* [interviews_count] slugs or file names; none: all */
    size_t interviews_count;
    const char *question; /* id of the only one; NULL: all */
} ViewOptions;

const char *view_word(int view);
const char *view_purpose(int view);

/* The handouts of a book that has been through all passes: a book of sections SHEET, ANSWERS or
 * WORKSHEET. It shares all but its tree with the book, and lives in the book's arena. NULL when
 * what was chosen is not in the book (reported). */
Book *view_book(Book *book, const ViewOptions *options, Diagnostics *diagnostics);

#endif
