#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The optimal string alignment distance, in bytes. */
static size_t distance(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b);
    size_t table[LONGEST + 1][LONGEST + 1];
    if (rows > LONGEST || columns > LONGEST)
        return LONGEST;
    for (size_t i = 0; i <= rows; i++)
        table[i][0] = i;
    for (size_t j = 0; j <= columns; j++)
        table[0][j] = j;
    for (size_t i = 1; i <= rows; i++)
        for (size_t j = 1; j <= columns; j++) {
            size_t changed = table[i - 1][j - 1] + !same(a[i - 1], b[j - 1]);
            table[i][j] = least(changed, 1 + least(table[i - 1][j], table[i][j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
        }
    return table[rows][columns];
}

/* The first word that `word` cuts short: `lang` for `language`. */
static const char *begun_word(const char *word, const char *const *words, size_t count)
{
    enum { SHORTEST = 3 };
    size_t length = strlen(word);
    for (size_t i = 0; length >= SHORTEST && i < count; i++)
        if (strncasecmp(word, words[i], length) == 0)
            return words[i];
    return NULL;
}

const char *nearest_word(const char *word, const char *const *words, size_t count)
{
    size_t nearest = count;
    size_t found = (least(strlen(word), LONGEST) + 2) / 3; /* a third of its letters may be wrong */
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, words[i]);
        if (d <= found && (nearest == count || d < found) && d < strlen(word)) {
            nearest = i;
            found = d;
        }
    }
    return nearest < count ? words[nearest] : begun_word(word, words, count);
}

const char *nearest_hint(Arena *arena, const char *word, const char *const *words, size_t count,
                         const char *otherwise)
{
    const char *nearest = nearest_word(word, words, count);
    return nearest ? arena_format(arena, "did you mean `%s`?", nearest) : otherwise;
}
