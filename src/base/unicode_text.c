#include "base/unicode_text.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucasemap.h>
#include <unicode/utext.h>

/* Opening either costs far more than using it: one of each stays open, for the last language. */
static struct {
    UCaseMap *map;
    char language[32];
} case_map;
static struct {
    UBreakIterator *iterator;
    char language[32];
} breaker;

static bool same_language(char kept[32], const char *language)
{
    if (strncmp(kept, language, 31) == 0)
        return true;
    strncpy(kept, language, 31);
    kept[31] = '\0';
    return false;
}

void unicode_text_close(void)
{
    if (case_map.map)
        ucasemap_close(case_map.map);
    if (breaker.iterator)
        ubrk_close(breaker.iterator);
    case_map.map = NULL;
    breaker.iterator = NULL;
}

static UCaseMap *open_case_map(const char *language)
{
    UErrorCode error = U_ZERO_ERROR;
    bool same = same_language(case_map.language, language);
    if (same && case_map.map)
        return case_map.map;
    if (case_map.map)
        ucasemap_close(case_map.map);
    case_map.map = ucasemap_open(language, 0, &error);
    if (U_FAILURE(error))
        case_map.map = NULL;
    return case_map.map;
}

static int32_t convert(UCaseMap *map, UnicodeCase to, char *out, int32_t room, const char *text,
                       int32_t length, UErrorCode *error)
{
    switch (to) {
    case UNICODE_UPPER: return ucasemap_utf8ToUpper(map, out, room, text, length, error);
    case UNICODE_LOWER: return ucasemap_utf8ToLower(map, out, room, text, length, error);
    default: return ucasemap_utf8ToTitle(map, out, room, text, length, error);
    }
}

void unicode_add_case(Str *out, const char *text, size_t length, const char *language,
                      UnicodeCase to)
{
    UErrorCode error = U_ZERO_ERROR;
    UCaseMap *map = open_case_map(language);
    int32_t room = (int32_t)(length * 3 + 16);
    char *changed = map ? malloc((size_t)room) : NULL;
    int32_t n = changed ? convert(map, to, changed, room, text, (int32_t)length, &error) : 0;
    if (changed && U_SUCCESS(error) && n <= room)
        str_add_bytes(out, changed, (size_t)n);
    else
        str_add_bytes(out, text, length);
    free(changed);
}

static UBreakIterator *open_breaker(const char *language)
{
    UErrorCode error = U_ZERO_ERROR;
    bool same = same_language(breaker.language, language);
    if (same && breaker.iterator)
        return breaker.iterator;
    if (breaker.iterator)
        ubrk_close(breaker.iterator);
    breaker.iterator = ubrk_open(UBRK_LINE, language, NULL, 0, &error);
    if (U_FAILURE(error))
        breaker.iterator = NULL;
    return breaker.iterator;
}

void unicode_line_breaks(const char *text, size_t length, const char *language, bool *breaks)
{
    UErrorCode error = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    UBreakIterator *iterator = open_breaker(language);
    memset(breaks, 0, length);
    if (!iterator)
        return;
    utext_openUTF8(&source, text, (int64_t)length, &error);
    ubrk_setUText(iterator, &source, &error);
    if (U_SUCCESS(error))
        for (int32_t at = ubrk_next(iterator); at != UBRK_DONE && (size_t)at < length;
             at = ubrk_next(iterator))
            breaks[at] = true;
    utext_close(&source);
}
