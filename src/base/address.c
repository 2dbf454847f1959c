#include "base/address.h"

#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool address_is_safe(const char *address)
{
    static const char *const schemes[] = {"http", "https", "mailto", "tel", "doi", "urn"};
    size_t n = 0;
    while (isalnum((unsigned char)address[n]) || (n && strchr("+.-", address[n]) && address[n]))
        n++;
    if (!n || address[n] != ':')
        return !strchr(address, '\n'); /* relative */
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strlen(schemes[i]) == n && strncasecmp(address, schemes[i], n) == 0)
            return true;
    return false;
}

const char *address_encode(Arena *arena, const char *address)
{
    Str encoded = STR_INIT;
    for (const unsigned char *p = (const unsigned char *)address; *p; p++) {
        bool escape = *p == '%' && isxdigit(p[1]) && isxdigit(p[2]);
        if (escape || isalnum(*p) || strchr("-._~:/?#[]@!$&'()*+,;=", *p))
            str_add_char(&encoded, (char)*p);
        else
            str_format(&encoded, "%%%02X", *p);
    }
    const char *result = arena_bytes(arena, encoded.data, encoded.length);
    str_release(&encoded);
    return result;
}

char *address_decode(Arena *arena, const char *text, size_t length)
{
    char *decoded = arena_bytes(arena, text, length), *to = decoded;
    for (const char *p = decoded; *p; p++) {
        bool escape = *p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2]);
        *to++ = escape ? (char)strtol((char[]){p[1], p[2], '\0'}, NULL, 16) : *p;
        p += escape ? 2 : 0;
    }
    *to = '\0';
    size_t kept = (size_t)(to - decoded);
    bool sound = strlen(decoded) == kept && utf8_invalid(decoded, kept) == kept;
    return sound ? decoded : arena_bytes(arena, text, length);
}
