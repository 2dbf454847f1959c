/* word_date(), declared in words.h. */
#include "base/language.h"
#include "base/str.h"
#include "book/words.h"

#include <stdio.h>

typedef struct Months {
    const char *language, *day, *month, *names[12];
} Months;

static const Months languages[] = {
#define MONTHS(language, day, month, ...) {language, day, month, {__VA_ARGS__}},
#include "book/months.def"
#undef MONTHS
};

enum { LANGUAGES = sizeof languages / sizeof *languages, ENGLISH = 1 };

static const Months *months_of(const char *language)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (language_matches(language, languages[i].language))
            return &languages[i];
    return &languages[ENGLISH];
}

static void add_day(Str *out, const Months *months, int day)
{
    str_format(out, "%d", day);
    if (day == 1 && str_equal(months->language, "fr"))
        str_add(out, "er");
}

const char *word_date(const Book *book, const char *language, const char *date)
{
    int year, month = 0, day = 0;
    int parts = sscanf(date, "%4d-%2d-%2d", &year, &month, &day);
    if (parts < 2 || month < 1 || month > 12)
        return date;
    const Months *months = months_of(language ? language : book->language);
    Str text = STR_INIT;
    for (const char *p = parts == 3 ? months->day : months->month; *p; p++)
        if (*p == 'D')
            add_day(&text, months, day);
        else if (*p == 'M')
            str_add(&text, months->names[month - 1]);
        else if (*p == 'Y')
            str_format(&text, "%d", year);
        else
            str_add_char(&text, *p);
    const char *result = arena_bytes(book->arena, text.data, text.length);
    str_release(&text);
    return result;
}
