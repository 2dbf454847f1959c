/* Artifacts that look the same on several sheets, as running heads do: drawn once, shown on each.
 */
#ifndef BINDERY_PDF_ALIKE_H
#define BINDERY_PDF_ALIKE_H

#include "pdf/sheets.h"

#include <stdbool.h>

/* True when two sheets that hold one page each surely show the same of a kind. */
bool artifacts_alike(const Pages *pages, const PrintSheet *a, const PrintSheet *b,
                     ArtifactKind kind);

/* True when two lines surely show the same. */
bool lines_alike(const Line *a, const Line *b);

#endif
