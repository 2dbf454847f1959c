#include "book/identifier.h"

#include "base/sha1.h"
#include "base/str.h"

#include <string.h>

enum { UUID_BYTES = 16 };

static const char uuid_prefix[] = "urn:uuid:";

/* Of URLs: what is no UUID is named in it (RFC 9562, 6.6). */
static const uint8_t url_space[UUID_BYTES] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                              0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

static void name_uuid(const uint8_t space[UUID_BYTES], const char *name, uint8_t uuid[UUID_BYTES])
{
    Str bytes = STR_INIT;
    uint8_t digest[SHA1_BYTES];
    str_add_bytes(&bytes, (const char *)space, UUID_BYTES);
    str_add(&bytes, name);
    sha1(bytes.data, bytes.length, digest);
    str_release(&bytes);
    memcpy(uuid, digest, UUID_BYTES);
    uuid[6] = (uint8_t)((uuid[6] & 0x0F) | 0x50);
    uuid[8] = (uint8_t)((uuid[8] & 0x3F) | 0x80);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_uuid(const char *text, uint8_t uuid[UUID_BYTES])
{
    int digits = 0;
    for (; *text; text++) {
        int value = hex_value(*text);
        if (*text == '-')
            continue;
        if (value < 0 || digits == 2 * UUID_BYTES)
            return false;
        uuid[digits / 2] = (uint8_t)((digits % 2 ? uuid[digits / 2] << 4 : 0) | value);
        digits++;
    }
    return digits == 2 * UUID_BYTES;
}

static char *urn(Arena *arena, const uint8_t uuid[UUID_BYTES])
{
    Str text = STR_INIT;
    str_add(&text, uuid_prefix);
    for (int i = 0; i < UUID_BYTES; i++)
        str_format(&text, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", uuid[i]);
    char *result = arena_string(arena, text.data);
    str_release(&text);
    return result;
}

char *book_print_identifier(Arena *arena, const Book *book)
{
    uint8_t space[UUID_BYTES], uuid[UUID_BYTES];
    if (!str_starts(book->identifier, uuid_prefix) ||
        !read_uuid(book->identifier + strlen(uuid_prefix), space))
        name_uuid(url_space, book->identifier, space);
    name_uuid(space, "pdf", uuid);
    return urn(arena, uuid);
}

char *book_proposed_identifier(Arena *arena, const char *title)
{
    uint8_t uuid[UUID_BYTES];
    name_uuid(url_space, title, uuid);
    return urn(arena, uuid);
}
