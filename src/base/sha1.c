#include "base/sha1.h"

#include <string.h>

enum { BLOCK = 64, ROUNDS = 80 };

static uint32_t rotate(uint32_t word, int by)
{
    return word << by | word >> (32 - by);
}

static void add_block(uint32_t state[5], const uint8_t *block)
{
    uint32_t w[ROUNDS];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < ROUNDS; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t mix = i < 20   ? ((b & c) | (~b & d)) + 0x5A827999
                       : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                       : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                                : (b ^ c ^ d) + 0xCA62C1D6;
        uint32_t next = rotate(a, 5) + mix + e + w[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

Sha1 sha1_start(void)
{
    return (Sha1){.state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
}

void sha1_add(Sha1 *sha1, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    size_t begun = sha1->length % BLOCK, left = length;
    sha1->length += length;
    if (begun) {
        size_t taken = left < BLOCK - begun ? left : BLOCK - begun;
        memcpy(sha1->block + begun, at, taken);
        at += taken;
        left -= taken;
        if (begun + taken < BLOCK)
            return;
        add_block(sha1->state, sha1->block);
    }
    for (; left >= BLOCK; left -= BLOCK, at += BLOCK)
        add_block(sha1->state, at);
    if (left)
        memcpy(sha1->block, at, left);
}

void sha1_end(Sha1 *sha1, uint8_t digest[SHA1_BYTES])
{
    static const uint8_t padding[BLOCK] = {0x80};
    uint64_t bits = sha1->length * 8;
    size_t begun = sha1->length % BLOCK, most = BLOCK - sizeof bits;
    sha1_add(sha1, padding, begun < most ? most - begun : BLOCK + most - begun);
    uint8_t end[sizeof bits];
    for (size_t i = 0; i < sizeof bits; i++)
        end[sizeof bits - 1 - i] = (uint8_t)(bits >> 8 * i);
    sha1_add(sha1, end, sizeof end);
    for (int i = 0; i < SHA1_BYTES; i++)
        digest[i] = (uint8_t)(sha1->state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha1(const void *bytes, size_t length, uint8_t digest[SHA1_BYTES])
{
    Sha1 whole = sha1_start();
    sha1_add(&whole, bytes, length);
    sha1_end(&whole, digest);
}
