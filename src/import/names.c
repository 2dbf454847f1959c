#include "import/names.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "book/sortkey.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BEFORE_NAME(words)
#define SPEAKS(words)
#define ORDINAL(word, number)
#define INVITES(words)
#undef BEFORE_NAME
#define BEFORE_NAME(words) words,
static const char *const before_name[] = {
#include "import/names.def"
};
#undef BEFORE_NAME
#define BEFORE_NAME(words)
#undef SPEAKS
#define SPEAKS(words) words,
static const char *const speaks[] = {
#include "import/names.def"
};
#undef SPEAKS
#define SPEAKS(words)
#undef INVITES
#define INVITES(words) words,
static const char *const invites[] = {
#include "import/names.def"
};
#undef INVITES
#define INVITES(words)
#undef ORDINAL
#define ORDINAL(word, number) {word, number},
static const struct {
    const char *word;
    int number;
} ordinals[] = {
#include "import/names.def"
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { NAME_MOST = 60, NAME_WORDS_MOST = 5, OPENING_BLOCKS = 4, SAMPLE_WORDS = 2000 };

static bool starts_word(const char *text, const char *words)
{
    size_t n = strlen(words);
    return strncasecmp(text, words, n) == 0 && (!text[n] || text[n] == ' ' || words[n - 1] == ':');
}

/* Where the words stand in the text, at a word's beginning; what follows them. */
static const char *find_after(const char *text, const char *words)
{
    for (const char *at = text; (at = strcasestr(at, words)); at++)
        if ((at == text || strchr(" ‘(\"", at[-1]) || (at[-1] & 0x80)) && starts_word(at, words))
            return at + strlen(words) + strspn(at + strlen(words), " ");
    return NULL;
}

static uint32_t letter_at(const char *text)
{
    uint32_t c;
    utf8_decode(text, strlen(text), &c);
    return c;
}

bool name_is_of(const char *label, const char *name)
{
    size_t length = strlen(label), initials = 0;
    bool matches = true;
    if (!name || !length)
        return false;
    if (strcasecmp(label, name) == 0)
        return true;
    for (const char *word = name; *word;) {
        size_t n = strcspn(word, " ");
        if (n == length && n > 1 && strncasecmp(word, label, n) == 0)
            return true;
        matches &= initials < length && (label[initials] | 32) == (*word | 32);
        initials++;
        word += n;
        word += strspn(word, " ");
    }
    return matches && initials == length && initials > 1;
}

static bool is_particle(const char *word, size_t length)
{
    return length <= 3 && unicode_is_letter(letter_at(word)) && !unicode_is_upper(letter_at(word));
}

static size_t quote_length(const char *word)
{
    return *word == '"' || *word == '\''                    ? 1
           : str_starts(word, "“") || str_starts(word, "‘") ? 3
                                                            : 0;
}

/* One to five words, capitalised but for particles. */
static bool looks_like_name(const char *text)
{
    int words = 0;
    if (!*text || strlen(text) > NAME_MOST || strpbrk(text, "?!:;/|0123456789"))
        return false;
    for (const char *word = text; *word;) {
        size_t n = strcspn(word, " ");
        uint32_t c = letter_at(word + quote_length(word)); /* of a nickname */
        bool caps = unicode_is_upper(c) || (unicode_is_letter(c) && c >= 0x250);
        if (!caps && !(words && is_particle(word, n)))
            return false;
        words++;
        word += n;
        word += strspn(word, " ");
    }
    return words <= NAME_WORDS_MOST;
}

bool line_asks(const char *line)
{
    size_t at = strlen(line);
    while (at) {
        size_t start;
        uint32_t c = utf8_before(line, at, &start);
        if (c == '?' || c == 0x61F || c == 0xFF1F || c == 0x37E)
            return true;
        if (!strchr(" \"')]*_", (int)(c < 0x80 ? c : 'x')) && c != 0x2019 && c != 0x201D &&
            c != 0xBB && c != 0x2018)
            return false;
        at = start;
    }
    return false;
}

bool line_invites(const char *line)
{
    for (size_t i = 0; i < COUNT(invites); i++)
        if (starts_word(line, invites[i]))
            return true;
    return false;
}

bool title_split(Arena *arena, const char *title, const char **before, const char **after)
{
    static const char *const marks[] = {" – ", " — ", " | ", " - ", " » ", ": ", " · ", "—"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        const char *at = strstr(title, marks[i]);
        if (!at || at == title)
            continue;
        *before = folded_copy(arena, arena_bytes(arena, title, (size_t)(at - title)));
        *after = folded_copy(arena, at + strlen(marks[i]));
        return **before && **after;
    }
    return false;
}

/* A name and what the person is: `Test Person, nurse at Sample Hospital`. */
static bool take_name(Draft *draft, const char *text, const char *from, Sureness sure)
{
    Arena *arena = draft->book->arena;
    size_t n = strcspn(text, ",(");
    const char *name = folded_copy(arena, arena_bytes(arena, text, n));
    if (!looks_like_name(name))
        return false;
    draft_fact(draft, FACT_MENTOR, name, from, sure);
    if (text[n] == ',' && strlen(text + n) < 120)
        draft_fact(draft, FACT_ROLE, text + n + 1, from, SURE_GUESSED);
    return true;
}

/* How long the word is; an apostrophe before a capital is part of it: O’Sample, D'Test. */
static size_t word_length(const char *word)
{
    size_t n = 0;
    while (word[n] && !strchr(" ,.;:!?()|", word[n])) {
        size_t mark = word[n] == '\'' ? 1 : str_starts(word + n, "’") ? strlen("’") : 0;
        if (mark && !unicode_is_upper(letter_at(word + n + mark)))
            break;
        n += mark ? mark : 1;
    }
    return n;
}

/* The end of a name within running text: where no word of a name follows. */
static size_t name_length(const char *text)
{
    size_t end = 0;
    int words = 0;
    for (const char *word = text; *word && words < NAME_WORDS_MOST; words++) {
        size_t n = word_length(word);
        uint32_t c = letter_at(word);
        bool particle = words && is_particle(word, n);
        if (!n || !(unicode_is_upper(c) || particle))
            break;
        bool initial = word[n] == '.' && n == 1;
        if (!particle)
            end = (size_t)(word + n + initial - text);
        if (word[n + initial] != ' ')
            break;
        word += n + initial + 1;
    }
    return end;
}

/* The name by which friends call the mentor, in brackets after the name: `Test Person (Tess)`. */
static void take_known_as(Draft *draft, const char *line)
{
    const char *mentor = fact_value(draft, FACT_MENTOR);
    const char *at = mentor ? strstr(line, mentor) : NULL;
    if (!at)
        return;
    at += strlen(mentor) + strspn(at + strlen(mentor), " ");
    size_t n = strcspn(at, ")");
    if (*at != '(' || at[n] != ')' || n > 30)
        return;
    const char *name = arena_bytes(draft->book->arena, at + 1, n - 1);
    if (looks_like_name(name))
        draft_fact(draft, FACT_KNOWN_AS, name, "the introduction", SURE_LIKELY);
}

static int ordinal_of(const char *word)
{
    size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < COUNT(ordinals); i++)
        if (strlen(ordinals[i].word) == n && strncmp(ordinals[i].word, word, n) == 0)
            return ordinals[i].number;
    char *end;
    long number = strtol(word, &end, 10);
    bool suffix = str_starts(end, "st") || str_starts(end, "nd") || str_starts(end, "rd") ||
                  str_starts(end, "th");
    return number > 0 && number < 10000 && suffix ? (int)number : 0;
}

/* `In the third of our … series`, `the third interview in…` */
static void take_number(Draft *draft, const char *line)
{
    for (const char *at = line; (at = strcasestr(at, "the ")); at += 4) {
        int number = ordinal_of(at + 4);
        const char *rest = at + 4 + strcspn(at + 4, " ");
        bool series = str_starts(rest, " of our") || str_starts(rest, " in our") ||
                      str_starts(rest, " of the") || str_starts(rest, " in the") ||
                      str_starts(rest, " of a series") || str_starts(rest, " in a series") ||
                      str_starts(rest, " interview") || str_starts(rest, " instal") ||
                      str_starts(rest, " part") || str_starts(rest, " edition");
        if (!number || !series || !strcasestr(rest, "series"))
            continue;
        char digits[16];
        snprintf(digits, sizeof digits, "%d", number);
        draft_fact(draft, FACT_NUMBER, digits, "the introduction", SURE_LIKELY);
        return;
    }
}

/* `#3`, `No. 3`, `Part 3` in a title. */
static void take_title_number(Draft *draft, const char *title)
{
    static const char *const words[] = {"#",          "no. ",  "nr. ",  "part ", "episode ",
                                        "interview ", "vol. ", "teil ", "folge "};
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *at = strcasestr(title, words[i]);
        size_t n = at ? strspn(at + strlen(words[i]), "0123456789") : 0;
        if (!n || n > 4)
            continue;
        draft_fact(draft, FACT_NUMBER, arena_bytes(draft->book->arena, at + strlen(words[i]), n),
                   "the title", SURE_LIKELY);
    }
}

static void take_from_introduction(Draft *draft, const char *line)
{
    take_number(draft, line);
    for (size_t i = 0; i < COUNT(speaks); i++) {
        const char *name = find_after(line, speaks[i]);
        size_t n = name ? name_length(name) : 0;
        if (n)
            take_name(draft, arena_bytes(draft->book->arena, name, n), "the introduction",
                      SURE_LIKELY);
    }
    take_known_as(draft, line);
}

static void take_from_title(Draft *draft, IsSeries *is_series, const void *context)
{
    const char *before, *after, *title = draft->title;
    take_title_number(draft, title);
    bool split = title_split(draft->book->arena, title, &before, &after);
    if (split && is_series(context, before)) {
        draft_fact(draft, FACT_MENTOR, after, "the title", SURE_CERTAIN);
    } else if (split && is_series(context, after)) {
        draft_fact(draft, FACT_MENTOR, before, "the title", SURE_CERTAIN);
    }
    for (size_t i = 0; i < COUNT(before_name); i++) {
        const char *name = find_after(title, before_name[i]);
        if (!name)
            continue;
        size_t n = name_length(name);
        if (n &&
            take_name(draft, arena_bytes(draft->book->arena, name, n), "the title", SURE_LIKELY))
            take_name(draft, name, "the title", SURE_LIKELY); /* for the role that follows */
    }
    if (!split)
        take_name(draft, title, "the title", SURE_GUESSED);
    else if (looks_like_name(after) != looks_like_name(before))
        take_name(draft, looks_like_name(after) ? after : before, "the title", SURE_LIKELY);
    else
        take_name(draft, after, "the title", SURE_GUESSED);
}

void names_find(Draft *draft, IsSeries *is_series, const void *context)
{
    if (draft->title)
        take_from_title(draft, is_series, context);
    int blocks = 0;
    for (const Node *n = draft->body->first; n && blocks < OPENING_BLOCKS; n = n->next, blocks++)
        if (n->kind == NODE_PARAGRAPH)
            take_from_introduction(draft, node_line(draft, n));
}

/* Languages by their most frequent small words. */
static const struct {
    const char *language, *words;
} small_words[] = {
    {"en", " the and of to is that it with for was "},
    {"de", " der die und das ist nicht mit ich sie zu "},
    {"fr", " le la les et des est que dans pour vous "},
    {"es", " el los las y que es por una con del "},
    {"nl", " het een en van dat niet is ik op voor "},
    {"cy", " y yr yn ac mae ar i ei wedi gan "},
};

static void guess_language(Draft *draft)
{
    int counts[COUNT(small_words)] = {0}, all = 0, best = 0, second = 0;
    size_t winner = 0;
    if (draft->facts[FACT_LANGUAGE].sure >= SURE_LIKELY)
        return;
    for (const Node *n = draft->body->first; n && all < SAMPLE_WORDS; n = n->next) {
        const char *line = n->kind == NODE_PARAGRAPH ? node_line(draft, n) : "";
        for (const char *word = line; *word; all++) {
            size_t length = strcspn(word, " ,.;:!?");
            char padded[16];
            snprintf(padded, sizeof padded, " %.*s ", (int)(length < 12 ? length : 12), word);
            for (size_t i = 0; length && i < COUNT(small_words); i++)
                counts[i] += strcasestr(small_words[i].words, padded) != NULL;
            word += length;
            word += strspn(word, " ,.;:!?");
        }
    }
    for (size_t i = 0; i < COUNT(small_words); i++) {
        if (counts[i] > best) {
            second = best;
            best = counts[i];
            winner = i;
        } else if (counts[i] > second) {
            second = counts[i];
        }
    }
    if (all > 40 && best * 10 > all && best > second * 2)
        draft_fact(draft, FACT_LANGUAGE, small_words[winner].language, "the text", SURE_GUESSED);
}

/* A page's language names its site's region, too, which says little of the author's; only where the
 * region decides the script is it kept. */
static void settle_language(Draft *draft)
{
    Fact *fact = &draft->facts[FACT_LANGUAGE];
    if (!fact->value)
        return;
    size_t n = strcspn(fact->value, "-_");
    char *tag = arena_bytes(draft->book->arena, fact->value, n);
    for (char *p = tag; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    bool letters = n >= 2 && n <= 3 && strspn(tag, "abcdefghijklmnopqrstuvwxyz") == n;
    if (!letters)
        *fact = (Fact){0};
    else if (strcmp(tag, "zh") != 0 && strcmp(tag, "sr") != 0)
        fact->value = tag;
    else if (fact->value[n])
        fact->value = arena_format(draft->book->arena, "%s-%s", tag, fact->value + n + 1);
}

void names_complete(Draft *draft)
{
    bool sure;
    const char *mentor = fact_value(draft, FACT_MENTOR);
    guess_language(draft);
    settle_language(draft);
    const char *language = fact_value(draft, FACT_LANGUAGE);
    const char *key =
        mentor ? sort_key(draft->book->arena, mentor, language ? language : "en", &sure) : NULL;
    if (key && sure && !str_equal(key, mentor))
        draft_fact(draft, FACT_MENTOR_SORT, key, "the name", SURE_GUESSED);
}
