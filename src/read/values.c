#include "read/values.h"

#include "base/str.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool value_integer(const char *text, int *value)
{
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    if (*end || errno || number < 1 || number > INT_MAX || !isdigit((unsigned char)text[0]))
        return false;
    *value = (int)number;
    return true;
}

bool value_boolean(const char *text, bool *value)
{
    *value = strcasecmp(text, "true") == 0 || strcasecmp(text, "yes") == 0;
    return *value || strcasecmp(text, "false") == 0 || strcasecmp(text, "no") == 0;
}

/* `count` digits as a number; -1 when there are others. */
static int digits(const char *text, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

bool value_is_date(const char *text)
{
    static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    size_t length = strlen(text);
    int year = length >= 4 ? digits(text, 4) : -1;
    if (year < 1 || (length != 4 && length != 7 && length != 10))
        return false;
    if (length == 4)
        return true;
    int month = text[4] == '-' ? digits(text + 5, 2) : -1;
    if (month < 1 || month > 12 || length == 7)
        return month >= 1 && month <= 12;
    int day = text[7] == '-' ? digits(text + 8, 2) : -1;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= month_days[month - 1] + (month == 2 && leap);
}

static bool subtag(const char *text, size_t length, size_t least, size_t most, bool letters)
{
    if (length < least || length > most)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!(letters ? isalpha((unsigned char)text[i]) : isalnum((unsigned char)text[i])))
            return false;
    return true;
}

bool value_is_language(const char *text)
{
    size_t n = strcspn(text, "-");
    char first = (char)tolower((unsigned char)*text);
    bool private_use = n == 1 && first == 'x', grandfathered = n == 1 && first == 'i';
    bool waits = private_use || grandfathered; /* a single letter, for what it introduces */
    if (!waits && !subtag(text, n, 2, 3, true))
        return false;
    for (text += n; *text; text += n) {
        text++;
        n = strcspn(text, "-");
        bool single = n == 1 && !private_use;
        if (!subtag(text, n, 1, 8, false) || (single && waits))
            return false;
        private_use = private_use || (single && tolower((unsigned char)*text) == 'x');
        waits = single;
    }
    return !waits;
}

bool value_is_address(const char *text)
{
    if (!str_starts(text, "https://") && !str_starts(text, "http://"))
        return false;
    const char *host = strstr(text, "://") + 3;
    return strcspn(host, "/?#") > 0 && !strpbrk(text, " <>\"{}|\\^`");
}

static bool is_uuid(const char *text)
{
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
            return false;
    }
    return !text[36];
}

bool value_is_identifier(const char *text)
{
    if (strncasecmp(text, "urn:uuid:", 9) == 0)
        return is_uuid(text + 9);
    if (strncasecmp(text, "urn:", 4) == 0)
        return strcspn(text + 4, ":") >= 2 && strchr(text + 4, ':') && !strpbrk(text, " <>\"");
    return value_is_address(text);
}
