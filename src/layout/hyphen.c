#include "layout/hyphen.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <hyphen.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct Patterns {
    Patterns *next;
    const char *language;
    HyphenDict *dictionary; /* NULL: there is none */
    bool utf8;
    iconv_t to_charset; /* when not utf8 */
};

struct Hyphenation {
    Arena *arena;
    Patterns *first;
};

/* Which region's patterns serve a language without a region, or with one that has none. */
static const struct {
    const char *language, *file;
} defaults[] = {
    {"en", "en_US"}, {"de", "de_DE"}, {"fr", "fr_FR"}, {"es", "es_ES"}, {"nl", "nl_NL"},
    {"cy", "cy_GB"}, {"it", "it_IT"}, {"pt", "pt_PT"}, {"pl", "pl_PL"}, {"cs", "cs_CZ"},
    {"da", "da_DK"}, {"sv", "sv_SE"}, {"hu", "hu_HU"}, {"nb", "nb_NO"}, {"nn", "nn_NO"},
    {"ru", "ru_RU"}, {"el", "el_GR"}, {"ro", "ro_RO"}, {"sk", "sk_SK"}, {"sl", "sl_SI"},
    {"hr", "hr_HR"}, {"uk", "uk_UA"}, {"ca", "ca_ES"}, {"lt", "lt_LT"}, {"lv", "lv_LV"},
};

Hyphenation *hyphenation_new(void)
{
    Hyphenation *hyphenation = memory_new(sizeof *hyphenation);
    hyphenation->arena = arena_new();
    return hyphenation;
}

void hyphenation_free(Hyphenation *hyphenation)
{
    for (Patterns *p = hyphenation->first; p; p = p->next) {
        if (p->dictionary && !p->utf8)
            iconv_close(p->to_charset);
        if (p->dictionary)
            hnj_hyphen_free(p->dictionary);
    }
    arena_free(hyphenation->arena);
    free(hyphenation);
}

static const char *existing(Arena *arena, const char *name)
{
    const char *path = arena_format(arena, "/usr/share/hyphen/hyph_%s.dic", name);
    return file_exists(path) ? path : NULL;
}

/* en-GB → hyph_en_GB.dic; a language alone, or a region without a file, as the table says. */
static const char *find_dictionary(Arena *arena, const char *language)
{
    size_t base = strcspn(language, "-_");
    const char *region = language[base] ? language + base + 1 : "";
    if (strlen(region) == 4) /* a script stands before the region */
        region = region[4] ? region + 5 : "";
    if (strlen(region) == 2) {
        char *name = arena_format(arena, "%.*s_%s", (int)base, language, region);
        for (char *c = name + base + 1; *c; c++)
            *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
        const char *path = existing(arena, name);
        if (path)
            return path;
    }
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strlen(defaults[i].language) == base &&
            !strncasecmp(defaults[i].language, language, base))
            return existing(arena, defaults[i].file);
    return existing(arena, arena_format(arena, "%.*s", (int)base, language));
}

static bool open_dictionary(Patterns *patterns, const char *path)
{
    patterns->dictionary = hnj_hyphen_load(path);
    if (!patterns->dictionary)
        return false;
    patterns->utf8 = patterns->dictionary->utf8;
    if (patterns->utf8)
        return true;
    patterns->to_charset = iconv_open(patterns->dictionary->cset, "UTF-8");
    if (patterns->to_charset != (iconv_t)-1)
        return true;
    hnj_hyphen_free(patterns->dictionary);
    patterns->dictionary = NULL;
    return false;
}

Patterns *hyphenation_patterns(Hyphenation *hyphenation, const char *language,
                               Diagnostics *diagnostics)
{
    for (Patterns *p = hyphenation->first; p; p = p->next)
        if (str_equal(p->language, language))
            return p->dictionary ? p : NULL;
    Patterns *patterns = arena_alloc(hyphenation->arena, sizeof *patterns);
    patterns->language = arena_string(hyphenation->arena, language);
    patterns->next = hyphenation->first;
    hyphenation->first = patterns;
    const char *path = find_dictionary(hyphenation->arena, language);
    if (path && open_dictionary(patterns, path))
        return patterns;
    diag(diagnostics, HYPHENATION_MISSING, (Place){0}, language, language);
    return NULL;
}

/* The word in the dictionary's character set; 0 when it cannot be written there. */
static size_t convert(Patterns *patterns, const char *word, size_t length, char *out)
{
    bool ascii = true;
    for (size_t i = 0; i < length; i++)
        ascii = ascii && (unsigned char)word[i] < 0x80;
    if (patterns->utf8 || ascii) {
        memcpy(out, word, length);
        return length;
    }
    char *in = (char *)word, *to = out; /* iconv(3) only reads */
    size_t in_left = length, out_left = HYPHEN_WORD_LIMIT;
    iconv(patterns->to_charset, NULL, NULL, NULL, NULL);
    if (iconv(patterns->to_charset, &in, &in_left, &to, &out_left) == (size_t)-1)
        return 0;
    return (size_t)(to - out);
}

bool patterns_apply(Patterns *patterns, const char *word, size_t length, size_t characters,
                    int least_before, int least_after, bool *points)
{
    char text[HYPHEN_WORD_LIMIT + 8], marks[HYPHEN_WORD_LIMIT + 16];
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    bool any = false;
    size_t n = convert(patterns, word, length, text);
    if (!n)
        return false;
    text[n] = '\0';
    memset(marks, '0', sizeof marks);
    if (hnj_hyphen_hyphenate3(patterns->dictionary, text, (int)n, marks, NULL, &replacements,
                              &positions, &cuts, least_before, least_after, least_before,
                              least_after))
        return false;
    for (size_t i = 0; i < characters; i++) {
        size_t before = i + 1;
        points[i] = (marks[i] & 1) && before >= (size_t)least_before && before < characters &&
                    characters - before >= (size_t)least_after &&
                    !(replacements && replacements[i]); /* changed spellings are not supported */
        any = any || points[i];
    }
    if (replacements) {
        for (size_t i = 0; i < n; i++)
            free(replacements[i]);
        free(replacements);
        free(positions);
        free(cuts);
    }
    return any;
}
