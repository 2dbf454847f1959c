#include "base/utf8.h"

#include <string.h>

size_t utf8_ascii(const char *bytes, size_t length)
{
    size_t at = 0;
    for (uint64_t eight; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    while (at < length && (unsigned char)bytes[at] < 0x80)
        at++;
    return at;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *codepoint)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) {
        *codepoint = b[0];
        return 1;
    }
    size_t more = b[0] >= 0xF0 ? 3 : b[0] >= 0xE0 ? 2 : 1;
    uint32_t value = b[0] & (0x3Fu >> more);
    /* The second byte's range keeps out overlong forms, surrogates and what is too large. */
    unsigned least = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned most = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    *codepoint = UTF8_REPLACEMENT;
    if (b[0] < 0xC2 || b[0] > 0xF4)
        return 1;
    for (size_t i = 1; i <= more; i++) {
        if (i >= length || b[i] < least || b[i] > most)
            return i;
        value = value << 6 | (b[i] & 0x3F);
        least = 0x80;
        most = 0xBF;
    }
    *codepoint = value;
    return more + 1;
}

size_t utf8_encode(uint32_t c, char bytes[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = UTF8_REPLACEMENT;
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)((0xF00u >> n & 0xF0u) | c);
    return n;
}

size_t utf8_invalid(const char *bytes, size_t length)
{
    for (size_t at = utf8_ascii(bytes, length); at < length;) {
        uint32_t c;
        size_t n = utf8_decode(bytes + at, length - at, &c);
        if (c == UTF8_REPLACEMENT &&
            !(n == 3 && (unsigned char)bytes[at] == 0xEF && (unsigned char)bytes[at + 1] == 0xBF))
            return at;
        at += n;
        at += utf8_ascii(bytes + at, length - at);
    }
    return length;
}

uint32_t utf8_before(const char *bytes, size_t at, size_t *start)
{
    size_t from = at - 1;
    while (from > 0 && at - from < 4 && ((unsigned char)bytes[from] & 0xC0) == 0x80)
        from--;
    uint32_t c;
    utf8_decode(bytes + from, at - from, &c);
    *start = from;
    return c;
}

size_t utf8_cut(const char *text, size_t most)
{
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}
