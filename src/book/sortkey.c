#include "book/sortkey.h"

#include "base/language.h"
#include "base/str.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

#define PARTICLE(word) word,
#define SUFFIX(word)
#define HONORIFIC(word)
static const char *const particles[] = {
#include "book/sortkey.def"
    NULL};
#undef PARTICLE
#undef SUFFIX
#define PARTICLE(word)
#define SUFFIX(word) word,
static const char *const suffixes[] = {
#include "book/sortkey.def"
    NULL};
#undef SUFFIX
#undef HONORIFIC
#define SUFFIX(word)
#define HONORIFIC(word) word,
static const char *const honorifics[] = {
#include "book/sortkey.def"
    NULL};
#undef PARTICLE
#undef SUFFIX
#undef HONORIFIC

enum { MOST_WORDS = 16 };

typedef struct Name {
    const char *words[MOST_WORDS];
    size_t count;
} Name;

static bool is_listed(const char *const *list, const char *word)
{
    char plain[16];
    size_t n = 0;
    for (; *word && n < sizeof plain - 1; word++)
        if (*word != '.' && *word != ',')
            plain[n++] = *word;
    plain[n] = '\0';
    for (; *list; list++)
        if (!*word && strcasecmp(*list, plain) == 0)
            return true;
    return false;
}

/* Splits at spaces; false when there are more words than any name has. */
static bool split(Arena *arena, const char *text, Name *name)
{
    const char *start = NULL;
    for (size_t at = 0, length = strlen(text), n = 1; at <= length; at += n) {
        uint32_t c = 0;
        n = at < length ? utf8_decode(text + at, length - at, &c) : 1;
        bool space = c == 0 || unicode_is_space(c);
        if (!space && !start)
            start = text + at;
        if (space && start) {
            if (name->count == MOST_WORDS)
                return false;
            name->words[name->count++] = arena_bytes(arena, start, (size_t)(text + at - start));
            start = NULL;
        }
    }
    return true;
}

static uint32_t first_letter(const char *word)
{
    uint32_t c;
    utf8_decode(word, strlen(word), &c);
    return c;
}

static void add_words(Str *key, const Name *name, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        str_add(key, i > from ? " " : "");
        str_add(key, name->words[i]);
    }
}

/* Dutch, German, French and Spanish agree that a small particle does not count. */
static bool particles_are_sure(const char *language)
{
    return language_matches(language, "nl") || language_matches(language, "de") ||
           language_matches(language, "fr") || language_matches(language, "es");
}

const char *sort_key(Arena *arena, const char *text, const char *language, bool *sure)
{
    Name name = {0};
    *sure = split(arena, text, &name);
    size_t from = 0, to = name.count;
    while (from + 1 < to && is_listed(honorifics, name.words[from]))
        from++;
    while (to > from + 2 && is_listed(suffixes, name.words[to - 1]))
        to--;
    if (!*sure || to - from < 2 || unicode_is_wide(first_letter(name.words[from])))
        return arena_string(arena, text); /* one name, or the family's name first */

    size_t surname = to - 1;
    if (language_matches(language, "es") && to - from > 2 &&
        !is_listed(particles, name.words[to - 2])) {
        surname--;
        *sure = false;
    }
    size_t particle = surname;
    while (particle > from + 1 && is_listed(particles, name.words[particle - 1]))
        particle--;
    if (particle < surname && !language_matches(language, "nl"))
        while (surname > particle && unicode_is_upper(first_letter(name.words[surname - 1])))
            surname--; /* De la Cruz, Van Dyke: a capital makes it part of the surname */
    if (particle < surname && !particles_are_sure(language))
        *sure = false;

    Str key = STR_INIT;
    add_words(&key, &name, surname, to);
    if (key.data[key.length - 1] == ',')
        key.data[--key.length] = '\0';
    str_add(&key, ", ");
    add_words(&key, &name, from, surname);
    if (to < name.count)
        str_add(&key, ", ");
    add_words(&key, &name, to, name.count);
    const char *result = arena_bytes(arena, key.data, key.length);
    str_release(&key);
    return result;
}
