#include "base/str.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char str_empty[1];

void str_release(Str *s)
{
    if (s->capacity)
        free(s->data);
    *s = STR_INIT;
}

static void reserve(Str *s, size_t more)
{
    enum { LEAST = 120 };
    size_t capacity = s->capacity, need = s->length + more + 1;
    if (capacity >= need)
        return;
    char *heap = capacity ? s->data : NULL;
    s->data = memory_grow(heap, need > LEAST ? need : LEAST, &capacity, 1);
    if (!heap)
        s->data[0] = '\0';
    s->capacity = capacity;
}

void str_clear(Str *s)
{
    s->length = 0;
    if (s->capacity)
        s->data[0] = '\0';
}

void str_add_bytes(Str *s, const char *bytes, size_t length)
{
    if (!length)
        return;
    reserve(s, length);
    memcpy(s->data + s->length, bytes, length);
    s->length += length;
    s->data[s->length] = '\0';
}

void str_add(Str *s, const char *string)
{
    if (string)
        str_add_bytes(s, string, strlen(string));
}

void str_add_char(Str *s, char c)
{
    str_add_bytes(s, &c, 1);
}

void str_add_utf8(Str *s, uint32_t codepoint)
{
    char bytes[4];
    str_add_bytes(s, bytes, utf8_encode(codepoint, bytes));
}

void str_format(Str *s, const char *format, ...)
{
    enum { GUESS = 100 };
    va_list args;
    reserve(s, GUESS);
    va_start(args, format);
    int length = vsnprintf(s->data + s->length, GUESS, format, args);
    va_end(args);
    if (length >= GUESS) {
        reserve(s, (size_t)length);
        va_start(args, format);
        vsnprintf(s->data + s->length, (size_t)length + 1, format, args);
        va_end(args);
    }
    s->length += length > 0 ? (size_t)length : 0;
}

void str_add_number(Str *s, double value, int decimals)
{
    double unit = pow(10, decimals);
    double scaled = round(fabs(value) * unit);
    double whole = floor(scaled / unit);
    double part = scaled - whole * unit;
    if (value < 0 && scaled > 0)
        str_add_char(s, '-');
    str_format(s, "%.0f", whole);
    if (part <= 0)
        return;
    str_format(s, ".%0*.0f", decimals, part);
    while (s->data[s->length - 1] == '0')
        s->data[--s->length] = '\0';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void str_add_size(Str *s, long long bytes)
{
    if (bytes < 1000000)
        str_format(s, "%lld kB", (bytes + 999) / 1000);
    else
        str_format(s, "%lld.%lld MB", (bytes + 99999) / 1000000, (bytes + 99999) / 100000 % 10);
}

void str_trim(Str *s)
{
    size_t start = 0;
    while (s->length && is_space(s->data[s->length - 1]))
        s->length--;
    while (start < s->length && is_space(s->data[start]))
        start++;
    if (!s->capacity)
        return;
    s->length -= start;
    memmove(s->data, s->data + start, s->length);
    s->data[s->length] = '\0';
}

bool str_starts(const char *string, const char *prefix)
{
    return strncmp(string, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *string, const char *suffix)
{
    size_t n = strlen(string), m = strlen(suffix);
    return n >= m && memcmp(string + n - m, suffix, m) == 0;
}

bool str_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}
