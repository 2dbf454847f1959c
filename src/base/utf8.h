/* UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef BINDERY_BASE_UTF8_H
#define BINDERY_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Decodes the sequence at `bytes` (length >= 1 bytes at hand); returns how many bytes it took, at
 * least 1. A wrong sequence gives U+FFFD and takes its longest wrong part (Unicode 15, 3.9, U+FFFD
 * substitution of maximal subparts). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *codepoint);

/* Writes 1 to 4 bytes; returns how many. Surrogates and what lies above U+10FFFF become U+FFFD. */
size_t utf8_encode(uint32_t codepoint, char bytes[4]);

/* How many bytes are ASCII before the first that is not; `length` if all are. */
size_t utf8_ascii(const char *bytes, size_t length);

/* Offset of the first byte that is not valid UTF-8; `length` if there is none. */
size_t utf8_invalid(const char *bytes, size_t length);

/* The greatest length, up to `most`, at which a text that is longer can be cut between characters.
 */
size_t utf8_cut(const char *text, size_t most);

/* The code point that ends just before `at` (at > 0); *start is where it starts. */
uint32_t utf8_before(const char *bytes, size_t at, size_t *start);

#endif
