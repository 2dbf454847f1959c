/* Language tags (BCP 47). */
#ifndef BINDERY_BASE_LANGUAGE_H
#define BINDERY_BASE_LANGUAGE_H

#include <stdbool.h>

/* True when the range is the tag or begins it, whatever their case: "de-AT" matches "de" and
 * "de-AT", not "d" (RFC 4647, 3.3.1). */
bool language_matches(const char *tag, const char *range);

#endif
