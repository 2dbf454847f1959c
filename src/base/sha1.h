/* SHA-1 (RFC 3174), for names that must not clash by chance; it protects nothing. */
#ifndef BINDERY_BASE_SHA1_H
#define BINDERY_BASE_SHA1_H

#include <stddef.h>
#include <stdint.h>

enum { SHA1_BYTES = 20 };

void sha1(const void *bytes, size_t length, uint8_t digest[SHA1_BYTES]);

#endif
