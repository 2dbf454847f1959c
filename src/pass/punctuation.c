#include "pass/punctuation.h"

#include "base/language.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum {
    LEFT_SINGLE = 0x2018,
    RIGHT_SINGLE = 0x2019,
    LOW_SINGLE = 0x201A,
    LEFT_DOUBLE = 0x201C,
    RIGHT_DOUBLE = 0x201D,
    LOW_DOUBLE = 0x201E,
    OBJECT = 0xFFFC
};

static const char apostrophe[] = "’", em_dash[] = "—", en_dash[] = "–";

typedef struct Marks {
    const char *language, *open, *close, *inner_open, *inner_close, *dash;
} Marks;

static const Marks languages[] = {
#define QUOTES(language, open, close, inner_open, inner_close, dash)                               \
    {language, open, close, inner_open, inner_close, dash},
#include "pass/quotes.def"
#undef QUOTES
};

/* Words that begin with an apostrophe, without it. */
static const struct {
    const char *language, *word;
    bool sure;
} clipped[] = {
#define CLIPPED(language, word, sure) {language, word, sure},
#include "pass/clipped.def"
#undef CLIPPED
};

typedef struct Waiting { /* for its closing mark */
    bool open, low;      /* low: one that “ or ‘ closes in any language */
} Waiting;

typedef struct Punctuation {
    Line *line;
    const Marks *marks;
    WrongQuote *wrong;
    bool straight_double, straight_single; /* a straight mark waits */
    bool straight_third;                   /* a double one inside both */
    Waiting doubles, singles;              /* a curly one, the author's or ours */
    size_t set_end;                        /* of the bytes that were edited last */
    uint32_t set_last;                     /* what they end with now */
} Punctuation;

static const Marks *marks_of(const char *language)
{
    const Marks *best = &languages[0];
    size_t longest = 0;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        size_t n = strlen(languages[i].language);
        if (n > longest && language_matches(language, languages[i].language)) {
            best = &languages[i];
            longest = n;
        }
    }
    return best;
}

static bool is_word(uint32_t c)
{
    return unicode_is_letter(c) || unicode_is_digit(c);
}

static bool is_opening(uint32_t c)
{
    return c == '(' || c == '[' || c == '{' || c == '<' || c == LEFT_SINGLE || c == LEFT_DOUBLE ||
           c == LOW_SINGLE || c == LOW_DOUBLE || c == 0xAB || c == 0x2039 || c == 0xBF || c == 0xA1;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

static bool is_gap(uint32_t c)
{
    return c == 0 || unicode_is_space(c);
}

static bool begins(uint32_t c)
{
    return is_word(c) || is_opening(c) || c == OBJECT || c == '"' || c == '\'' || c == 0x2026;
}

/* Whether a mark between these two opens: a space or a bracket stands before it and something after
 * it, or another mark or a dash before it and the beginning of a word after it. */
static bool opens(uint32_t before, uint32_t after)
{
    if (is_gap(after))
        return false;
    if (is_gap(before) || is_opening(before))
        return true;
    return (is_dash(before) || before == '/' || before == '=') && begins(after);
}

static bool closes(uint32_t before, uint32_t after)
{
    return !is_gap(before) && !is_opening(before) && !is_word(after) && after != OBJECT;
}

static void edit(Punctuation *p, size_t at, size_t length, const char *replacement)
{
    size_t start;
    line_edit(p->line, at, length, replacement);
    p->set_end = at + length;
    p->set_last = utf8_before(replacement, strlen(replacement), &start);
}

/* What stands before a place, as it will be. */
static uint32_t before_of(const Punctuation *p, size_t at)
{
    return at && p->set_end == at ? p->set_last : line_before(p->line, at);
}

/* What a curly mark does to those that wait. */
static void pass_mark(Punctuation *p, uint32_t mark, uint32_t after)
{
    static const Waiting nothing, high = {true, false}, low = {true, true};
    switch (mark) {
    case LOW_SINGLE: p->singles = low; break;
    case LOW_DOUBLE: p->doubles = low; break;
    case LEFT_SINGLE: p->singles = p->singles.low ? nothing : high; break;
    case LEFT_DOUBLE: p->doubles = p->doubles.low ? nothing : high; break;
    case RIGHT_SINGLE: p->singles = is_word(after) ? p->singles : nothing; break;
    case RIGHT_DOUBLE: p->doubles = nothing; break;
    default: break;
    }
}

/* Sets a mark: from now on it counts as if the author had written it. */
static void set_mark(Punctuation *p, size_t at, size_t length, const char *mark)
{
    uint32_t c;
    utf8_decode(mark, strlen(mark), &c);
    edit(p, at, length, mark);
    pass_mark(p, c, line_after(p->line, at + length));
}

/* Sets a mark in the place of a straight one. To what follows it looks like one that opens or
 * closes, whatever the language takes for it: ‘ closes in German, » opens in Danish. */
static void set_straight(Punctuation *p, size_t at, const char *mark, bool opening)
{
    set_mark(p, at, 1, mark);
    p->set_last = opening ? LEFT_DOUBLE : RIGHT_DOUBLE;
}

static void repair(Punctuation *p, size_t at, const char *mark, const char *right)
{
    set_mark(p, at, strlen(mark), right);
    if (!p->wrong->mark)
        *p->wrong = (WrongQuote){mark, right, at};
}

static size_t digits_before(const Punctuation *p, size_t at)
{
    const char *text = p->line->text.data;
    size_t start = at;
    while (start && text[start - 1] >= '0' && text[start - 1] <= '9')
        start--;
    bool number = start == 0 || !unicode_is_letter(line_before(p->line, start));
    return number ? at - start : 0;
}

/* Feet and minutes: 6'2", 5' 10", 5' tall; no year is so short. */
static bool is_prime(const Punctuation *p, size_t at)
{
    size_t digits = digits_before(p, at);
    return digits && digits <= 3 && !p->straight_single && !p->singles.open &&
           !unicode_is_letter(line_after(p->line, at + 1));
}

/* Inches and seconds: after a number, where no quotation waits to be closed, or after feet. */
static bool is_double_prime(const Punctuation *p, size_t at)
{
    size_t digits = digits_before(p, at);
    const char *text = p->line->text.data;
    if (!digits || unicode_is_letter(line_after(p->line, at + 1)))
        return false;
    size_t feet = at - digits;
    feet -= feet && text[feet - 1] == ' ';
    bool after_feet = feet > 1 && (text[feet - 1] == '\'' || before_of(p, feet) == 0x2032);
    return after_feet || (!p->straight_double && !p->doubles.open);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 90s, after the apostrophe. */
static bool is_decade(const char *word)
{
    return is_digit(word[0]) && is_digit(word[1]) && word[2] == 's' && !is_word((uint8_t)word[3]);
}

/* True for a word of clipped.def. */
static bool is_clipped(const Punctuation *p, const char *word, size_t length, bool sure)
{
    const char *language = p->marks->language;
    for (size_t i = 0; i < sizeof clipped / sizeof *clipped; i++)
        if (strncmp(language, clipped[i].language, 2) == 0 && (clipped[i].sure || !sure) &&
            strlen(clipped[i].word) == length && strncasecmp(word, clipped[i].word, length) == 0)
            return true;
    return false;
}

/* '90s, '68, 'tis: a mark before this place is an apostrophe, unless another ends the word: 'n' is
 * one word. */
static bool begins_clipped(const Punctuation *p, size_t at, bool sure)
{
    const char *word = p->line->text.data + at;
    size_t n = 0, step;
    for (uint32_t c; word[n]; n += step) {
        step = utf8_decode(word + n, p->line->text.length - at - n, &c);
        if (!unicode_is_letter(c))
            break;
    }
    if (n == 0)
        return is_decade(word) || (!sure && is_digit(word[0]) && is_digit(word[1]) &&
                                   word[2] != '\'' && !is_word((uint8_t)word[2]));
    bool ends = word[n] == '\'' || strncmp(word + n, apostrophe, strlen(apostrophe)) == 0;
    bool and = n == 1 && (*word | 0x20) == 'n';
    return (!ends || and) && is_clipped(p, word, n, sure);
}

/* A double mark inside a single one inside another, where that is not the language's first again:
 * «Uno “dos ‘tres’ dos” uno». */
static bool is_third(const Punctuation *p)
{
    return p->straight_double && p->straight_single && strcmp(p->marks->inner_open, "“") == 0;
}

static void straight_double(Punctuation *p, size_t at)
{
    uint32_t before = before_of(p, at), after = line_after(p->line, at + 1);
    if (is_double_prime(p, at)) {
        edit(p, at, 1, "″");
    } else if (before >= 0x5D0 && before <= 0x5EA && after >= 0x5D0 && after <= 0x5EA) {
        edit(p, at, 1, "״"); /* gershayim, in Hebrew abbreviations */
    } else if (is_third(p) && (p->straight_third || opens(before, after))) {
        p->straight_third = !p->straight_third;
        set_straight(p, at, p->straight_third ? "‘" : "’", p->straight_third);
    } else if (opens(before, after) ||
               (!p->straight_double && !is_gap(after) && !closes(before, after))) {
        set_straight(p, at, p->marks->open, true);
        p->straight_double = true;
    } else {
        set_straight(p, at, p->marks->close, false);
        p->straight_double = false;
    }
}

static void straight_single(Punctuation *p, size_t at)
{
    uint32_t before = before_of(p, at), after = line_after(p->line, at + 1);
    if (is_prime(p, at)) {
        edit(p, at, 1, "′");
    } else if (opens(before, after) && !begins_clipped(p, at + 1, false)) {
        set_straight(p, at, p->marks->inner_open, true);
        p->straight_single = true;
    } else if (p->straight_single && closes(before, after)) {
        set_straight(p, at, p->marks->inner_close, false);
        p->straight_single = false;
    } else {
        set_mark(p, at, 1, apostrophe);
    }
}

/* A mark that only opens in this language, such as ‘ and “ in English. */
static bool only_opens(const Punctuation *p, const char *mark)
{
    const Marks *m = p->marks;
    return strcmp(mark, m->close) != 0 && strcmp(mark, m->inner_close) != 0 &&
           (strcmp(mark, m->open) == 0 || strcmp(mark, m->inner_open) == 0);
}

/* ‘ or “ as the author wrote it: it opens, closes „so“, or stands where `right` belongs. */
static void curly_left(Punctuation *p, size_t at, const char *mark, const char *right, bool low)
{
    uint32_t before = before_of(p, at), after = line_after(p->line, at + strlen(mark)), c;
    bool inside = (is_word(before) || before == OBJECT) && is_word(after);
    bool apostrophe_meant =
        strcmp(right, apostrophe) == 0 && (inside || begins_clipped(p, at + strlen(mark), true));
    bool closing = closes(before, after) && !is_dash(before);
    utf8_decode(mark, strlen(mark), &c);
    if (!low && only_opens(p, mark) && (apostrophe_meant || closing))
        repair(p, at, mark, right);
    else
        pass_mark(p, c, after);
}

/* ” as the author wrote it. The single one is an apostrophe too and is never wrong. */
static void curly_right(Punctuation *p, size_t at)
{
    uint32_t before = before_of(p, at), after = line_after(p->line, at + strlen("”"));
    if (strcmp(p->marks->open, "“") == 0 && !p->doubles.open && is_gap(before) && is_word(after))
        repair(p, at, "”", "“");
    else
        pass_mark(p, RIGHT_DOUBLE, after);
}

static size_t count_of(const Punctuation *p, size_t at, char c)
{
    size_t n = 0;
    while (p->line->text.data[at + n] == c)
        n++;
    return n;
}

/* Hyphens: one between spaces, two, three. More are somebody's ruling, and two that begin a word
 * are an option of a command. */
static size_t hyphens(Punctuation *p, size_t at)
{
    size_t n = count_of(p, at, '-');
    uint32_t before = before_of(p, at), after = line_after(p->line, at + n);
    bool spaced = before == ' ' && after == ' ';
    if (n == 1 && spaced)
        edit(p, at, n, en_dash);
    else if (n == 2 && spaced)
        edit(p, at, n, en_dash);
    else if (n == 2 && unicode_is_digit(before) && unicode_is_digit(after))
        edit(p, at, n, en_dash);
    else if (n == 2 && !is_gap(before))
        edit(p, at, n, p->marks->dash);
    else if (n == 3 && !(is_gap(before) && is_gap(after) && !spaced))
        edit(p, at, n, em_dash);
    return n;
}

static size_t full_stops(Punctuation *p, size_t at)
{
    size_t n = count_of(p, at, '.');
    if (n == 3 && before_of(p, at) != '/')
        edit(p, at, n, "…");
    else if (n == 4)
        edit(p, at, 3, "…");
    return n;
}

static size_t curly(Punctuation *p, size_t at)
{
    uint32_t c;
    size_t n = utf8_decode(p->line->text.data + at, p->line->text.length - at, &c);
    switch (c) {
    case LEFT_SINGLE: curly_left(p, at, "‘", "’", p->singles.low); break;
    case LEFT_DOUBLE: curly_left(p, at, "“", "”", p->doubles.low); break;
    case RIGHT_DOUBLE: curly_right(p, at); break;
    default: pass_mark(p, c, line_after(p->line, at + n)); break;
    }
    return n;
}

void punctuation_edit(Line *line, const char *language, WrongQuote *wrong)
{
    Punctuation p = {.line = line, .marks = marks_of(language), .wrong = wrong};
    const char *text = line->text.data;
    for (size_t at = 0; at < line->text.length;) {
        at += strcspn(text + at, "\"'-.\xE2");
        switch (text[at]) {
        case '"': straight_double(&p, at++); break;
        case '\'': straight_single(&p, at++); break;
        case '-': at += hyphens(&p, at); break;
        case '.': at += full_stops(&p, at); break;
        case '\0': at++; break;
        default: at += curly(&p, at); break;
        }
    }
}
