/* What was reported, for tests that provoke a diagnostic. */
#ifndef BINDERY_REPORTED_H
#define BINDERY_REPORTED_H

#include "base/diag.h"

/* How often a diagnostic was reported. */
static inline size_t reported(Diagnostics *diagnostics, DiagId id)
{
    size_t count, found = 0;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        found += list[i].id == id;
    return found;
}

#endif
