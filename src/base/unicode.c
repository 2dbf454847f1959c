#include "base/unicode.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* A string in ICU's own encoding, on the heap. */
typedef struct Utf16 {
    UChar *units;
    int32_t length;
} Utf16;

static Utf16 to_utf16(const char *text, size_t length)
{
    UErrorCode error = U_ZERO_ERROR;
    Utf16 wide = {memory_new((length + 1) * sizeof(UChar)), 0};
    u_strFromUTF8WithSub(wide.units, (int32_t)length + 1, &wide.length, text, (int32_t)length,
                         UTF8_REPLACEMENT, NULL, &error);
    return wide;
}

static void add_utf16(Str *out, const UChar *units, int32_t length)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t bytes = 0;
    char *text = memory_new((size_t)length * 3 + 1);
    u_strToUTF8WithSub(text, length * 3 + 1, &bytes, units, length, UTF8_REPLACEMENT, NULL, &error);
    str_add_bytes(out, text, (size_t)bytes);
    free(text);
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* True for text without a character that normalization could touch: there is none below U+0300, nor
 * in the blocks of punctuation, currency, letterlike signs (as far as the ohm), arrows and the
 * first of mathematics and technology. */
static bool is_surely_nfc(const Str *text)
{
    for (size_t at = 0;;) {
        uint32_t c;
        at += utf8_ascii(text->data + at, text->length - at);
        if (at == text->length)
            return true;
        at += utf8_decode(text->data + at, text->length - at, &c);
        bool safe = c < 0x300 || (c >= 0x2010 && c < 0x20D0) || (c >= 0x2100 && c < 0x2126) ||
                    (c >= 0x2190 && c < 0x2329);
        if (!safe)
            return false;
    }
}

/* How many times longer text in UTF-16 may become (UAX #15, 9). */
enum { NFC_GROWTH = 3, NFKD_GROWTH = 18 };

/* A string in a normal form; frees it as it was. "" when ICU lacks its data. */
static Utf16 normalized(const UNormalizer2 *form, Utf16 wide, int32_t growth)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t room = wide.length * growth + 16;
    Utf16 normal = {memory_new((size_t)room * sizeof(UChar)), 0};
    if (form)
        normal.length = unorm2_normalize(form, wide.units, wide.length, normal.units, room, &error);
    if (U_FAILURE(error))
        normal.length = 0;
    free(wide.units);
    return normal;
}

void unicode_nfc(Str *text)
{
    if (is_surely_nfc(text))
        return;
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
    Utf16 wide = to_utf16(text->data, text->length);
    if (!nfc || unorm2_quickCheck(nfc, wide.units, wide.length, &error) == UNORM_YES) {
        free(wide.units);
        return;
    }
    Utf16 normal = normalized(nfc, wide, NFC_GROWTH);
    str_clear(text);
    add_utf16(text, normal.units, normal.length);
    free(normal.units);
}

/* Compatibility decomposition with case folding, then letters, digits and single spaces only. */
char *unicode_match_key(Arena *arena, const char *text)
{
    Str key = STR_INIT, folded = STR_INIT;
    size_t length = strlen(text);
    if (is_ascii(text, length)) {
        str_add_bytes(&folded, text, length);
    } else {
        UErrorCode error = U_ZERO_ERROR;
        const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&error);
        Utf16 normal = normalized(nfkc, to_utf16(text, length), NFKD_GROWTH);
        add_utf16(&folded, normal.units, normal.length);
        free(normal.units);
    }
    bool space = false;
    for (size_t at = 0, n; at < folded.length; at += n) {
        uint32_t c;
        n = utf8_decode(folded.data + at, folded.length - at, &c);
        if (u_isalnum((UChar32)c) || u_charType((UChar32)c) == U_NON_SPACING_MARK) {
            if (space && key.length)
                str_add_char(&key, ' ');
            str_add_utf8(&key, c < 0x80 ? (uint32_t)u_tolower((UChar32)c) : c);
            space = false;
        } else if (c != '\'' && c != 0x2019 && c != 0x2018 && c != 0xAD) {
            space = true; /* an apostrophe joins: don't = dont */
        }
    }
    char *result = arena_bytes(arena, key.data, key.length);
    str_release(&key);
    str_release(&folded);
    return result;
}

/* Opening a transliterator costs a thousand times more than using it: one is kept until the program
 * ends. */
static UTransliterator *to_ascii(void)
{
    static UTransliterator *kept;
    UErrorCode error = U_ZERO_ERROR;
    UChar id[64];
    if (!kept) {
        u_uastrcpy(id, "Any-Latin; Latin-ASCII");
        kept = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
    }
    return U_SUCCESS(error) ? kept : NULL;
}

static void transliterate(Str *text)
{
    UErrorCode error = U_ZERO_ERROR;
    UTransliterator *t = to_ascii();
    if (!t)
        return;
    Utf16 wide = to_utf16(text->data, text->length);
    int32_t room = wide.length * 8 + 64, limit = wide.length;
    wide.units = memory_resize(wide.units, (size_t)room, sizeof *wide.units);
    utrans_transUChars(t, wide.units, &wide.length, room, 0, &limit, &error);
    if (U_SUCCESS(error)) {
        str_clear(text);
        add_utf16(text, wide.units, wide.length);
    }
    free(wide.units);
}

/* Decomposes, drops marks (é → e) and makes punctuation plain. Cheaper than a transliterator, and
 * enough for most of Europe. */
static void strip_marks(Str *text)
{
    UErrorCode error = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&error);
    Utf16 normal = normalized(nfkd, to_utf16(text->data, text->length), NFKD_GROWTH);
    UChar *units = normal.units;
    int32_t kept = 0;
    for (int32_t i = 0; i < normal.length; i++)
        if (units[i] == '\'' || units[i] == 0x2018 || units[i] == 0x2019)
            units[kept++] = '\'';
        else if (u_ispunct(units[i]) || u_isUWhiteSpace(units[i]))
            units[kept++] = ' ';
        else if (u_charType(units[i]) != U_NON_SPACING_MARK)
            units[kept++] = units[i];
    str_clear(text);
    add_utf16(text, units, kept);
    free(units);
}

char *unicode_slug(Arena *arena, const char *text)
{
    Str plain = STR_INIT, slug = STR_INIT;
    str_add(&plain, text);
    if (!is_ascii(plain.data, plain.length))
        strip_marks(&plain);
    if (!is_ascii(plain.data, plain.length))
        transliterate(&plain);
    for (size_t i = 0; i < plain.length; i++) {
        char c = plain.data[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            str_add_char(&slug, c);
        else if (c != '\'' && slug.length && slug.data[slug.length - 1] != '-')
            str_add_char(&slug, '-');
    }
    while (slug.length && slug.data[slug.length - 1] == '-')
        slug.length--;
    char *result = arena_bytes(arena, slug.data, slug.length);
    str_release(&plain);
    str_release(&slug);
    return result;
}

bool unicode_is_letter(uint32_t c)
{
    return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : u_isalpha((UChar32)c);
}

bool unicode_is_digit(uint32_t c)
{
    return c < 0x80 ? c >= '0' && c <= '9' : u_isdigit((UChar32)c);
}

bool unicode_is_upper(uint32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper((UChar32)c);
}

bool unicode_is_space(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : u_isUWhiteSpace((UChar32)c);
}

bool unicode_is_noncharacter(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

bool unicode_is_wide(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

const char *unicode_script(uint32_t c)
{
    if (c < 0x80)
        return unicode_is_letter(c) ? "Latn" : "Zyyy";
    UErrorCode error = U_ZERO_ERROR;
    return uscript_getShortName(uscript_getScript((UChar32)c, &error));
}

struct Collation {
    UCollator *collator; /* NULL: by code point */
};

Collation *collation_new(const char *language)
{
    UErrorCode error = U_ZERO_ERROR;
    Collation *collation = memory_new(sizeof *collation);
    collation->collator = ucol_open(language, &error);
    if (U_FAILURE(error))
        collation->collator = NULL;
    return collation;
}

int collation_compare(Collation *collation, const char *a, const char *b)
{
    UErrorCode error = U_ZERO_ERROR;
    int order =
        collation->collator ? ucol_strcollUTF8(collation->collator, a, -1, b, -1, &error) : 0;
    return order ? order : strcmp(a, b);
}

void collation_free(Collation *collation)
{
    if (!collation)
        return;
    if (collation->collator)
        ucol_close(collation->collator);
    free(collation);
}

bool unicode_decode(const char *encoding, const char *bytes, size_t length, Str *out)
{
    UErrorCode error = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &error);
    if (U_FAILURE(error))
        return false;
    UChar *units = memory_new((length * 2 + 1) * sizeof *units);
    int32_t count =
        ucnv_toUChars(converter, units, (int32_t)(length * 2 + 1), bytes, (int32_t)length, &error);
    if (U_SUCCESS(error))
        add_utf16(out, units, count);
    ucnv_close(converter);
    free(units);
    return U_SUCCESS(error);
}
