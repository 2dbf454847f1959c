#include "base/language.h"

#include <string.h>
#include <strings.h>

bool language_matches(const char *tag, const char *range)
{
    size_t n = strlen(range);
    return strncasecmp(tag, range, n) == 0 && (tag[n] == '\0' || tag[n] == '-');
}
