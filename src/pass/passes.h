/* Passes: book → book, in forward order. The table passes.def is the list. */
#ifndef BINDERY_PASS_PASSES_H
#define BINDERY_PASS_PASSES_H

#include "base/diag.h"
#include "book/book.h"

#include <stddef.h>

typedef void PassFunction(Book *book, Diagnostics *diagnostics);

typedef struct Pass {
    const char *name; /* for --stop-after */
    PassFunction *run;
    const char *purpose; /* one line, for help */
} Pass;

extern const Pass passes[];
extern const size_t passes_count;

#define PASS(name, purpose) PassFunction pass_##name;
#include "pass/passes.def"
#undef PASS

#endif
