#include "test.h"

#include "base/sha1.h"
#include "base/str.h"
#include "book/identifier.h"

#include <string.h>

static void digest_is(const char *text, const char *want)
{
    uint8_t digest[SHA1_BYTES];
    Str hex = STR_INIT;
    sha1(text, strlen(text), digest);
    for (int i = 0; i < SHA1_BYTES; i++)
        str_format(&hex, "%02x", digest[i]);
    assert_string_equal(hex.data, want);
    str_release(&hex);
}

/* The examples of RFC 3174, 7.3, and lengths around the padding's edges. */
static void sha1_is_as_published(void **state)
{
    (void)state;
    digest_is("", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    digest_is("abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
    digest_is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    digest_is("0123456701234567012345670123456701234567012345670123456701234567",
              "e0c094e867ef46c350ef54a7f59dd60bed92ae83");
}

static void sha1_of_parts_is_that_of_the_whole(void **state)
{
    (void)state;
    enum { LONGEST = 200 };
    uint8_t bytes[LONGEST], whole[SHA1_BYTES], parts[SHA1_BYTES];
    for (int i = 0; i < LONGEST; i++)
        bytes[i] = (uint8_t)(i * 7);
    for (size_t length = 0; length <= LONGEST; length++)
        for (size_t part = 1; part <= length + 1; part += 13) {
            Sha1 sum = sha1_start();
            for (size_t at = 0; at < length; at += part)
                sha1_add(&sum, bytes + at, at + part < length ? part : length - at);
            sha1_end(&sum, parts);
            sha1(bytes, length, whole);
            assert_memory_equal(parts, whole, SHA1_BYTES);
        }
}

static const char *identifier_of(Book *book, const char *identifier)
{
    book->identifier = identifier;
    return book_print_identifier(book->arena, book);
}

static void the_printed_edition_has_its_own_identifier(void **state)
{
    (void)state;
    Book *book = book_new();
    const char *one = identifier_of(book, "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assert_string_equal(one, "urn:uuid:5ebbd209-a5d2-5078-8db2-0a510b8ce2aa");
    assert_string_equal(one, identifier_of(book, "urn:uuid:6BA7B810-9DAD-11D1-80B4-00C04FD430C8"));
    assert_string_not_equal(one, identifier_of(book, "urn:isbn:9780000000002"));
    assert_string_not_equal(one, identifier_of(book, "urn:uuid:not-one"));
    book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha1_is_as_published),
        cmocka_unit_test(sha1_of_parts_is_that_of_the_whole),
        cmocka_unit_test(the_printed_edition_has_its_own_identifier),
    };
    return RUN_TESTS(tests);
}
