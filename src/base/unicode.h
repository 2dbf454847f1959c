/* What the program asks of the Unicode Standard, by ICU, which only this module knows.
 *
 * Plain ASCII takes a short way through every function. */
#ifndef BINDERY_BASE_UNICODE_H
#define BINDERY_BASE_UNICODE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Normal form C (UAX #15). */
void unicode_nfc(Str *text);

/* Two strings with equal keys differ at most in case, width, accents' form, quotes, dashes, spaces
 * and punctuation: for matching, never to be shown. In the arena. */
char *unicode_match_key(Arena *arena, const char *text);

/* A name for files and identifiers: lower-case ASCII letters, digits and single hyphens,
 * transliterated (Meskó → mesko, Ærø → aero, Москва → moskva). "" when nothing remains. */
char *unicode_slug(Arena *arena, const char *text);

bool unicode_is_letter(uint32_t c);
bool unicode_is_digit(uint32_t c);
bool unicode_is_upper(uint32_t c);
bool unicode_is_space(uint32_t c); /* White_Space, the no-break ones included */
bool unicode_is_noncharacter(uint32_t c);
bool unicode_is_wide(uint32_t c); /* East Asian: written without spaces between words */

/* "Grek", "Cyrl"…: ISO 15924; "Zyyy" for what all scripts share, "Zinh" for marks. */
const char *unicode_script(uint32_t c);

/* Sorts as readers of a language expect (UTS #10). */
typedef struct Collation Collation;
Collation *collation_new(const char *language);
int collation_compare(Collation *collation, const char *a, const char *b);
void collation_free(Collation *collation);

/* Bytes of a legacy encoding ("UTF-16LE", "UTF-16BE", "windows-1252") as UTF-8. False when ICU does
 * not know the encoding. */
bool unicode_decode(const char *encoding, const char *bytes, size_t length, Str *out);

#endif
