/* A growing string of bytes.
 *
 * Invariants: `data` is never NULL and data[length] == '\0', also before anything was added, so an
 * empty Str can be read as "". A Str starts as STR_INIT and owns its bytes until str_release(),
 * which makes it STR_INIT again. */
#ifndef BINDERY_BASE_STR_H
#define BINDERY_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
    char *data;      /* `length` bytes and a NUL */
    size_t length;   /* bytes, without the NUL */
    size_t capacity; /* 0: data is not on the heap */
} Str;

extern char str_empty[1];
#define STR_INIT ((Str){.data = str_empty})

void str_release(Str *s);
void str_clear(Str *s); /* empties it, keeps its room */

void str_add(Str *s, const char *string); /* NULL adds nothing */
void str_add_bytes(Str *s, const char *bytes, size_t length);
void str_add_char(Str *s, char c);
void str_add_utf8(Str *s, uint32_t codepoint);
void str_format(Str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds a decimal number with `.` as its point in any locale, at most `decimals` of them, without
 * trailing zeros. */
void str_add_number(Str *s, double value, int decimals);

/* Adds a size for people, rounded up: "47 kB", "1.5 MB" (1000 bytes are a kB). */
void str_add_size(Str *s, long long bytes);

/* Removes white space (ASCII) from both ends. */
void str_trim(Str *s);

bool str_starts(const char *string, const char *prefix);
bool str_ends(const char *string, const char *suffix);
/* Both may be NULL; two NULLs are equal. */
bool str_equal(const char *a, const char *b);

#endif
