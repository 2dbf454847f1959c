/* Unicode text for the typesetter, by ICU: case by language, and where lines of scripts without
 * spaces may break. */
#ifndef BINDERY_BASE_UNICODE_TEXT_H
#define BINDERY_BASE_UNICODE_TEXT_H

#include "base/str.h"

typedef enum UnicodeCase { UNICODE_UPPER, UNICODE_LOWER, UNICODE_TITLE } UnicodeCase;

/* Adds the text in another case, by the rules of the language (BCP 47): Turkish i, German ß. */
void unicode_add_case(Str *out, const char *text, size_t length, const char *language,
                      UnicodeCase to);

/* Marks each byte at which a line may begin (Unicode Standard Annex 14, with dictionaries for Thai,
 * Lao, Khmer, Burmese, and Chinese and Japanese rules by language): breaks[i] for i in 0…length-1,
 * breaks[0] is false. Without ICU's data: false everywhere. */
void unicode_line_breaks(const char *text, size_t length, const char *language, bool *breaks);

/* Frees what the two functions keep open. */
void unicode_text_close(void);

#endif
