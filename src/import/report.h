/* What an import says of each interview, and in the end: for people, or as JSON, one object a
 * line. */
#ifndef BINDERY_IMPORT_REPORT_H
#define BINDERY_IMPORT_REPORT_H

#include "import/draft.h"
#include "import/series.h"
#include "import/shelf.h"

#include <stdio.h>

typedef struct Report Report;

/* Prints to `out` (NULL: nowhere) as things are reported. */
Report *report_new(FILE *out, bool json, bool dry);
void report_free(Report *report); /* NULL is allowed */

void report_interview(Report *report, const Draft *draft, const Series *series, Shelved shelved,
                      const char *path);
/* Something of the source that was not imported: "page", "draft", "no interview"… */
void report_skipped(Report *report, const char *what);

/* The sums, and the questions that book.yaml may want. */
void report_end(Report *report, const Series *series);

size_t report_interviews(const Report *report); /* how many there were */

#endif
