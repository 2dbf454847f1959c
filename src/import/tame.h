/* Hostile pages made harmless before they are parsed: the parser's time grows with the depth of
 * its tree, and pages that save themselves into one file carry their pictures in their text. */
#ifndef BINDERY_IMPORT_TAME_H
#define BINDERY_IMPORT_TAME_H

#include "base/diag.h"
#include "base/str.h"

enum { TAME_DEPTH = 256, TAME_VALUE_BYTES = 8192, TAME_ATTRIBUTES = 64 };

/* Adds the page to `out` without tags that lie deeper than TAME_DEPTH (their text stays), values
 * longer than TAME_VALUE_BYTES or that hold data: addresses (they become empty), attributes beyond
 * TAME_ATTRIBUTES of a tag, and NULs. Reports each kind once. */
void tame_page(const char *page, size_t length, Str *out, Place place, Diagnostics *diagnostics);

#endif
