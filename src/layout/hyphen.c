#include "layout/hyphen.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/str.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEVELS = 2, BITS = 1 << 17, FILE_LIMIT = 16 << 20 };

/* The files are those of libhyphen, the matching is our own: that library takes 10 ms to read
 * English patterns and seconds for German ones, and a whole book has 40. A file is: its character
 * set; words in capitals that set options; patterns, in which digits stand between letters; after
 * NEXTLEVEL the patterns for the parts that those before it have found (compounds). */
typedef struct Level {
    uint32_t *table; /* open addressing: places in `store`; 0 is empty */
    size_t room;
    size_t longest; /* pattern, in bytes of letters */
    /* By hashes of letters: some pattern may begin so, may be so. Most that a word asks is not. */
    uint64_t beginnings[BITS / 64], wholes[BITS / 64];
} Level;

struct Patterns {
    Patterns *next;
    const char *language;
    Level levels[LEVELS];
    int level_count; /* 0: there are no patterns */
    /* Of each pattern, how many letters (bytes of UTF-8) it has; then a value before each of them,
     * and after the last. */
    uint8_t *store;
    size_t used;
};

struct Hyphenation {
    Arena *arena;
    Patterns *first;
};

static const struct {
    const char *language, *file, *package;
} packaged[] = {
#define PATTERNS(language, file, package) {language, file, package},
#include "layout/hyphen.def"
#undef PATTERNS
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
        for (int i = 0; i < LEVELS; i++)
            free(p->levels[i].table);
        free(p->store);
    }
    arena_free(hyphenation->arena);
    free(hyphenation);
}

/* Their words are never hyphenated, and nobody knows how those of `und` are: nothing is missing. */
static const char *const unhyphenated[] = {"ar", "fa", "he",  "ja", "km", "ko",  "lo", "my",
                                           "th", "ur", "und", "vi", "yi", "yue", "zh"};

static bool is_hyphenated(const char *language)
{
    for (size_t i = 0; i < sizeof unhyphenated / sizeof *unhyphenated; i++)
        if (language_matches(language, unhyphenated[i]))
            return false;
    return true;
}

#define DICTIONARIES "/usr/share/hyphen"

static const char *existing(Arena *arena, const char *name)
{
    const char *path = arena_format(arena, DICTIONARIES "/hyph_%s.dic", name);
    return file_exists(path) ? path : NULL;
}

/* The first file of a language, whatever its region. */
static const char *any_region(Arena *arena, const char *language)
{
    const char *prefix = arena_format(arena, "hyph_%s_", language);
    const char *const *names;
    size_t count = 0;
    Reason why;
    if (file_list(DICTIONARIES, arena, &names, &count, &why))
        for (size_t i = 0; i < count; i++)
            if (str_starts(names[i], prefix))
                return arena_format(arena, DICTIONARIES "/%s", names[i]);
    return NULL;
}

/* The row of a language, whatever its region; -1: it has none. */
static int row_of(const char *language)
{
    for (size_t i = 0; i < sizeof packaged / sizeof *packaged; i++)
        if (language_matches(language, packaged[i].language))
            return (int)i;
    return -1;
}

/* en-GB → hyph_en_GB.dic; a language alone, or a region without a file, as the table says, or that
 * of the language as such, or of any region. */
static const char *find_dictionary(Arena *arena, const char *language)
{
    size_t length = strcspn(language, "-");
    char *base = arena_format(arena, "%.*s", (int)length, language);
    const char *region = language[length] ? language + length + 1 : "", *path = NULL;
    if (strlen(region) == 4) /* a script stands before the region */
        region = region[4] ? region + 5 : "";
    for (char *c = base; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    if (strlen(region) == 2) {
        char *name = arena_format(arena, "%s_%s", base, region);
        for (char *c = name + length + 1; *c; c++)
            *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 32 : *c);
        path = existing(arena, name);
    }
    int row = row_of(language);
    if (!path && row >= 0)
        path = existing(arena, packaged[row].file);
    if (!path)
        path = existing(arena, base);
    return path ? path : any_region(arena, base);
}

/* What an author can do about a language without patterns. */
static const char *remedy(Arena *arena, const char *language)
{
    int row = row_of(language);
    return row < 0
               ? "Debian has none either, so mark where long words may be parted with soft "
                 "hyphens (U+00AD)"
               : arena_format(arena, "install the Debian package hyphen-%s", packaged[row].package);
}

/* FNV-1a, which grows byte by byte. */
static uint32_t hash_more(uint32_t hash, char byte)
{
    return (hash ^ (unsigned char)byte) * 16777619u;
}

enum { HASH_START = 2166136261u & 0x7FFFFFFF };

static void set_bit(uint64_t *bits, uint32_t hash)
{
    bits[hash % BITS / 64] |= (uint64_t)1 << hash % 64;
}

static bool has_bit(const uint64_t *bits, uint32_t hash)
{
    return bits[hash % BITS / 64] >> hash % 64 & 1;
}

static void place(Level *level, uint32_t hash, size_t pattern)
{
    size_t at = hash & (level->room - 1);
    while (level->table[at])
        at = (at + 1) & (level->room - 1);
    level->table[at] = (uint32_t)pattern;
}

/* The pattern at the beginning of a line; returns where it ends: at `/`, after which stands how
 * spelling changes, or at what is no letter. */
static const char *add_pattern(Patterns *patterns, const char *c)
{
    Level *level = &patterns->levels[patterns->level_count - 1];
    uint8_t *pattern = patterns->store + patterns->used;
    uint32_t hash = HASH_START;
    size_t length = 0;
    for (; (unsigned char)*c > ' ' && *c != '/' && length < HYPHEN_WORD_LIMIT; c++)
        if (*c >= '0' && *c <= '9') {
            pattern[1 + 2 * length] = (uint8_t)(*c - '0');
        } else {
            pattern[2 + 2 * length++] = (uint8_t)*c;
            hash = hash_more(hash, *c);
            set_bit(level->beginnings, hash);
        }
    patterns->used += 2 * length + 2;
    if (!length || length == HYPHEN_WORD_LIMIT)
        return c;
    pattern[0] = (uint8_t)length;
    for (size_t i = 0; *c == '/' && i <= length; i++) /* this one only forbids */
        pattern[1 + 2 * i] = (pattern[1 + 2 * i] + 1) & ~1;
    set_bit(level->wholes, hash);
    place(level, hash, (size_t)(pattern - patterns->store));
    if (length > level->longest)
        level->longest = length;
    return c;
}

/* The text in UTF-8; false when its character set is not known. */
static bool to_utf8(Str *text, const char *charset)
{
    if (!strcasecmp(charset, "UTF-8"))
        return true;
    iconv_t converter = iconv_open("UTF-8", charset);
    if (converter == (iconv_t)-1)
        return false;
    size_t in_left = text->length, out_left = 4 * text->length;
    char *converted = memory_new(out_left + 1), *in = text->data, *out = converted;
    bool ok = iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1;
    iconv_close(converter);
    str_clear(text);
    str_add_bytes(text, converted, (size_t)(out - converted));
    free(converted);
    return ok;
}

/* The next patterns, in a text of so many bytes, are another level's. A pattern takes two at least,
 * with the end of its line. */
static void begin_level(Patterns *patterns, size_t bytes)
{
    Level *level = &patterns->levels[patterns->level_count++];
    for (level->room = 2; level->room <= bytes / 2; level->room *= 2)
        ;
    level->table = memory_new(level->room * sizeof *level->table);
}

static void read_lines(Patterns *patterns, const char *line, const char *end)
{
    patterns->store = memory_new(2 * (size_t)(end - line) + 4); /* a line's bytes, twice */
    patterns->used = 1;
    begin_level(patterns, (size_t)(end - line));
    for (; line < end; line++) {
        if (*line >= 'A' && *line <= 'Z') {
            if (!strncmp(line, "NEXTLEVEL", 9) && patterns->level_count < LEVELS)
                begin_level(patterns, (size_t)(end - line));
        } else if (*line != '%' && *line != '#') {
            line = add_pattern(patterns, line);
        }
        while (line < end && *line != '\n')
            line++;
    }
}

static bool read_patterns(Patterns *patterns, const char *path)
{
    Str text = STR_INIT;
    Reason why;
    char charset[32] = "";
    bool ok = file_read(path, FILE_LIMIT, &text, &why);
    size_t at = strcspn(text.data, "\r\n");
    if (ok && at < sizeof charset)
        memcpy(charset, text.data, at);
    ok = ok && to_utf8(&text, charset);
    if (ok)
        read_lines(patterns, text.data + at, text.data + text.length);
    str_release(&text);
    return ok;
}

Patterns *hyphenation_patterns(Hyphenation *hyphenation, const char *language,
                               Diagnostics *diagnostics)
{
    for (Patterns *p = hyphenation->first; p; p = p->next)
        if (str_equal(p->language, language))
            return p->level_count ? p : NULL;
    Patterns *patterns = arena_alloc(hyphenation->arena, sizeof *patterns);
    patterns->language = arena_string(hyphenation->arena, language);
    patterns->next = hyphenation->first;
    hyphenation->first = patterns;
    const char *path = find_dictionary(hyphenation->arena, language);
    if (path && read_patterns(patterns, path))
        return patterns;
    if (is_hyphenated(language))
        diag(diagnostics, HYPHENATION_MISSING, (Place){0}, language,
             remedy(hyphenation->arena, language));
    return NULL;
}

/* NULL: there is no pattern of these letters. */
static const uint8_t *lookup(const Patterns *patterns, const Level *level, uint32_t hash,
                             const char *letters, size_t length)
{
    for (size_t at = hash & (level->room - 1); level->table[at];
         at = (at + 1) & (level->room - 1)) {
        const uint8_t *pattern = patterns->store + level->table[at];
        size_t same = 0;
        while (same < length && pattern[2 + 2 * same] == (uint8_t)letters[same])
            same++;
        if (same == length && *pattern == length)
            return pattern;
    }
    return NULL;
}

/* Liang's rule: of all patterns that match, the greatest value at each place counts; odd ones part.
 * odd[i]: the word may be parted before its byte i. */
static void match(const Patterns *patterns, const Level *level, const char *word, size_t length,
                  bool *odd)
{
    char padded[HYPHEN_WORD_LIMIT + 2];
    uint8_t values[HYPHEN_WORD_LIMIT + 3] = {0};
    padded[0] = padded[length + 1] = '.';
    memcpy(padded + 1, word, length);
    for (size_t start = 0; level->room && start < length + 2; start++) {
        uint32_t hash = HASH_START;
        size_t longest = length + 2 - start;
        longest = longest < level->longest ? longest : level->longest;
        for (size_t n = 1; n <= longest; n++) {
            hash = hash_more(hash, padded[start + n - 1]);
            if (!has_bit(level->beginnings, hash))
                break;
            if (!has_bit(level->wholes, hash))
                continue;
            const uint8_t *p = lookup(patterns, level, hash, padded + start, n);
            for (size_t i = 0; p && i <= n; i++)
                if (p[1 + 2 * i] > values[start + i])
                    values[start + i] = p[1 + 2 * i];
        }
    }
    for (size_t i = 0; i < length; i++)
        odd[i] = values[i + 1] & 1;
}

static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Marks the places of a word, or of a part of a compound, that leave enough letters on both sides.
 */
static void apply_level(const Patterns *patterns, int number, const char *word, size_t length,
                        int least_before, int least_after, bool *places)
{
    bool odd[HYPHEN_WORD_LIMIT];
    match(patterns, &patterns->levels[number], word, length, odd);
    size_t from = 0;
    for (size_t i = 1; i <= length; i++) {
        if (i < length && !odd[i])
            continue;
        if (i < length)
            places[i] = count_characters(word, i) >= (size_t)least_before &&
                        count_characters(word + i, length - i) >= (size_t)least_after;
        if (number + 1 < patterns->level_count)
            apply_level(patterns, number + 1, word + from, i - from, least_before, least_after,
                        places + from);
        from = i;
    }
}

bool patterns_apply(const Patterns *patterns, const char *word, size_t length, int least_before,
                    int least_after, bool *points)
{
    bool places[HYPHEN_WORD_LIMIT] = {false}, any = false;
    if (length > HYPHEN_WORD_LIMIT)
        return false;
    apply_level(patterns, 0, word, length, least_before, least_after, places);
    size_t character = 0;
    for (size_t i = 1; i <= length; i++) {
        if (i < length && ((unsigned char)word[i] & 0xC0) == 0x80)
            continue;
        points[character++] = i < length && places[i];
        any = any || (i < length && places[i]);
    }
    return any;
}
