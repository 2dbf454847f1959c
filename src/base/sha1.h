/* SHA-1 (RFC 3174), for names that must not clash by chance; it protects nothing. */
#ifndef BINDERY_BASE_SHA1_H
#define BINDERY_BASE_SHA1_H

#include <stddef.h>
#include <stdint.h>

enum { SHA1_BYTES = 20 };

void sha1(const void *bytes, size_t length, uint8_t digest[SHA1_BYTES]);

/* The same of bytes that come bit by bit. */
typedef struct Sha1 {
    uint32_t state[5];
    uint64_t length;
    uint8_t block[64]; /* begun: length % 64 bytes */
} Sha1;

Sha1 sha1_start(void);
void sha1_add(Sha1 *sha1, const void *bytes, size_t length);
void sha1_end(Sha1 *sha1, uint8_t digest[SHA1_BYTES]); /* once */

#endif
