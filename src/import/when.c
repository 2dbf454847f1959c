#include "import/when.h"

#include "base/str.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const months[][12] = {
#define MONTHS(language, day, month, ...) {__VA_ARGS__},
#include "book/months.def"
#undef MONTHS
};

enum { MOST_WORDS = 64 };

/* A run of letters or of digits, and what stands before it. */
typedef struct Word {
    const char *at;
    size_t length;
    int number; /* -1: letters */
    char before;
} Word;

static size_t take_words(const char *text, Word words[MOST_WORDS])
{
    size_t count = 0, length = strlen(text);
    char before = ' ';
    for (size_t at = 0, n; at < length && count < MOST_WORDS;) {
        uint32_t c;
        n = utf8_decode(text + at, length - at, &c);
        bool digit = c >= '0' && c <= '9';
        if (!digit && !unicode_is_letter(c)) {
            before = text[at];
            at += n;
            continue;
        }
        Word *word = &words[count++];
        *word = (Word){text + at, 0, digit ? 0 : -1, before};
        for (; at < length; at += n) {
            n = utf8_decode(text + at, length - at, &c);
            if (digit ? c < '0' || c > '9' : !unicode_is_letter(c))
                break;
            if (digit && word->number < 100000)
                word->number = word->number * 10 + (int)(c - '0');
        }
        word->length = (size_t)(text + at - word->at);
        before = '\0'; /* nothing stands between letters and digits that touch */
    }
    return count;
}

/* 1 to 12; 0 when the word is no month. English months may be cut to three letters and more. */
static int month_of(const Word *word)
{
    for (size_t i = 0; word->number < 0 && i < sizeof months / sizeof *months; i++)
        for (int m = 0; m < 12; m++) {
            size_t n = strlen(months[i][m]);
            bool cut = i == 0 && word->length >= 3 && word->length < n && word->length <= 4;
            if ((word->length == n || cut) &&
                strncasecmp(word->at, months[i][m], word->length) == 0)
                return m + 1;
        }
    return 0;
}

static bool is_year(const Word *word)
{
    return word->length == 4 && word->number >= 1900 && word->number < 2100;
}

static bool is_day(const Word *word)
{
    return word->number >= 1 && word->number <= 31 && word->length <= 2;
}

static bool is_suffix(const Word *word)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th", "er", "de", "of", "del"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strlen(suffixes[i]) == word->length &&
            strncasecmp(word->at, suffixes[i], word->length) == 0)
            return true;
    return false;
}

/* The nearest word that counts, `step` away from `at`; NULL when there is none. */
static const Word *neighbour(const Word *words, size_t count, size_t at, int step)
{
    do {
        at += (size_t)step;
    } while (at < count && is_suffix(&words[at]));
    return at < count ? &words[at] : NULL;
}

static const char *iso(Arena *arena, int year, int month, int day)
{
    return arena_format(arena, "%04d-%02d-%02d", year, month, day);
}

/* A month's name with its day and year about it. */
static const char *named_date(Arena *arena, const Word *words, size_t count, size_t at)
{
    int month = month_of(&words[at]);
    const Word *before = neighbour(words, count, at, -1), *after = neighbour(words, count, at, 1);
    if (!month || !after)
        return NULL;
    if (before && is_day(before) && is_year(after))
        return iso(arena, after->number, month, before->number);
    const Word *year = neighbour(words, count, (size_t)(after - words), 1);
    if (is_day(after) && year && is_year(year))
        return iso(arena, year->number, month, after->number);
    return NULL;
}

/* Three numbers with the same mark between them. */
static const char *numeric_date(Arena *arena, const Word *words, size_t count, size_t at)
{
    if (at + 2 >= count)
        return NULL;
    const Word *a = &words[at], *b = a + 1, *c = a + 2;
    char mark = b->before;
    if (a->number < 0 || b->number < 1 || c->number < 1 || mark != c->before || !mark ||
        !strchr("-./", mark))
        return NULL;
    if (is_year(a) && b->number <= 12 && is_day(c))
        return iso(arena, a->number, b->number, c->number);
    if (!is_year(c) || !is_day(a) || !is_day(b))
        return NULL;
    if (mark == '.' || a->number > 12)
        return b->number <= 12 ? iso(arena, c->number, b->number, a->number) : NULL;
    if (b->number > 12 || a->number == b->number)
        return iso(arena, c->number, a->number, b->number);
    return NULL; /* 3/4/2015 is March in one country and April in another */
}

const char *when_find(Arena *arena, const char *text)
{
    Word words[MOST_WORDS];
    size_t count = take_words(text, words);
    for (size_t i = 0; i < count; i++) {
        const char *date = named_date(arena, words, count, i);
        date = date ? date : numeric_date(arena, words, count, i);
        if (date)
            return date;
    }
    return NULL;
}

bool when_is_all(Arena *arena, const char *text)
{
    Word words[MOST_WORDS];
    return strlen(text) < 60 && take_words(text, words) <= 8 && when_find(arena, text);
}
