/* Hyphenation by patterns: Liang, "Word Hy-phen-a-tion by Com-put-er" (1983), with the dictionaries
 * of LibreOffice that Debian puts into /usr/share/hyphen. */
#ifndef BINDERY_LAYOUT_HYPHEN_H
#define BINDERY_LAYOUT_HYPHEN_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Hyphenation Hyphenation; /* the dictionaries opened so far */
typedef struct Patterns Patterns;

Hyphenation *hyphenation_new(void);
void hyphenation_free(Hyphenation *hyphenation);

/* The patterns of a language (BCP 47); NULL when there are none, which is noted once. */
Patterns *hyphenation_patterns(Hyphenation *hyphenation, const char *language,
                               Diagnostics *diagnostics);

enum { HYPHEN_WORD_LIMIT = 240 };

/* Where a word of lower-case letters may be hyphenated: points[i] tells whether after its i-th
 * character. `word` is UTF-8 of at most HYPHEN_WORD_LIMIT bytes; `points` has room for as many.
 * False: nowhere. Hyphens that change the spelling are left out. */
bool patterns_apply(const Patterns *patterns, const char *word, size_t length, int least_before,
                    int least_after, bool *points);

#endif
