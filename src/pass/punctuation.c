#include "pass/punctuation.h"

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

/* English words that begin with an apostrophe, without it. */
static const char *const clipped[] = {"tis", "twas",  "twere", "twill", "twould", "em",
                                      "til", "till",  "cause", "cos",   "bout",   "round",
                                      "n",   "neath", "kay",   "gainst"};

typedef struct Punctuation {
    Line *line;
    const Marks *marks;
    WrongQuote *wrong;
    bool double_open, single_open;     /* a mark of that kind waits to be closed */
    uint32_t double_mark, single_mark; /* which one */
} Punctuation;

static const Marks *marks_of(const char *language)
{
    const Marks *best = &languages[0];
    size_t longest = 0;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        size_t n = strlen(languages[i].language);
        if (n > longest && strncasecmp(language, languages[i].language, n) == 0 &&
            (language[n] == '\0' || language[n] == '-')) {
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

/* Whether a mark between these two opens: nothing, a space, a bracket or a dash stands before it,
 * and something after it. */
static bool opens(uint32_t before, uint32_t after)
{
    bool left_free = is_gap(before) || is_opening(before) || is_dash(before) || before == '/' ||
                     before == '"' || before == '\'' || before == '=';
    return left_free && !is_gap(after);
}

static bool closes(uint32_t before, uint32_t after)
{
    return !is_gap(before) && !is_opening(before) && !is_word(after) && after != OBJECT;
}

static void edit(Punctuation *p, size_t at, size_t length, const char *replacement)
{
    line_edit(p->line, at, length, replacement);
}

static void repair(Punctuation *p, size_t at, const char *mark, const char *right)
{
    edit(p, at, strlen(mark), right);
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
    return digits && digits <= 3 && !p->single_open &&
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
    bool after_feet = feet > 1 && (text[feet - 1] == '\'' || line_before(p->line, feet) == 0x2032);
    return after_feet || !p->double_open;
}

/* '90s, 'tis: an apostrophe that begins a word. */
static bool begins_clipped(const Punctuation *p, size_t at, size_t mark_length)
{
    const char *word = p->line->text.data + at + mark_length;
    size_t n = 0;
    while ((word[n] | 0x20) >= 'a' && (word[n] | 0x20) <= 'z')
        n++;
    if (n == 0)
        return unicode_is_digit((unsigned char)word[0]) &&
               unicode_is_digit((unsigned char)word[1]) &&
               (word[2] == 's' || !is_word((unsigned char)word[2])) && word[2] != '\'';
    for (size_t i = 0;
         strncmp(p->marks->language, "en", 2) == 0 && i < sizeof clipped / sizeof *clipped; i++)
        if (strlen(clipped[i]) == n && strncasecmp(word, clipped[i], n) == 0)
            return true;
    return false;
}

static void straight_double(Punctuation *p, size_t at)
{
    uint32_t before = line_before(p->line, at), after = line_after(p->line, at + 1);
    if (is_double_prime(p, at)) {
        edit(p, at, 1, "″");
    } else if (before >= 0x5D0 && before <= 0x5EA && after >= 0x5D0 && after <= 0x5EA) {
        edit(p, at, 1, "״"); /* gershayim, in Hebrew abbreviations */
    } else if (opens(before, after) ||
               (!p->double_open && !is_gap(after) && !closes(before, after))) {
        edit(p, at, 1, p->marks->open);
        p->double_open = true;
        p->double_mark = 0;
    } else {
        edit(p, at, 1, p->marks->close);
        p->double_open = false;
    }
}

static void straight_single(Punctuation *p, size_t at)
{
    uint32_t before = line_before(p->line, at), after = line_after(p->line, at + 1);
    if (is_prime(p, at)) {
        edit(p, at, 1, "′");
    } else if (is_word(before) && is_word(after)) {
        edit(p, at, 1, apostrophe);
    } else if (opens(before, after)) {
        bool clip = begins_clipped(p, at, 1);
        edit(p, at, 1, clip ? apostrophe : p->marks->inner_open);
        p->single_open = p->single_open || !clip;
        p->single_mark = 0;
    } else if (p->single_open && !is_word(after)) {
        edit(p, at, 1, p->marks->inner_close);
        p->single_open = false;
    } else {
        edit(p, at, 1, apostrophe);
    }
}

/* A mark that only opens in this language, such as ‘ and “ in English. */
static bool only_opens(const Punctuation *p, const char *mark)
{
    const Marks *m = p->marks;
    return strcmp(mark, m->close) != 0 && strcmp(mark, m->inner_close) != 0 &&
           (strcmp(mark, m->open) == 0 || strcmp(mark, m->inner_open) == 0);
}

/* A curly opening mark: open, close or apostrophe? */
static void curly_left(Punctuation *p, size_t at, const char *mark, const char *right, bool *open,
                       uint32_t *waiting)
{
    uint32_t before = line_before(p->line, at), after = line_after(p->line, at + 3);
    uint32_t low = *waiting;
    if (*open && low) { /* „so“ in any language */
        *open = false;
        *waiting = 0;
    } else if (only_opens(p, mark) && is_word(before) && is_word(after) && *right == *apostrophe &&
               strcmp(right, apostrophe) == 0) {
        repair(p, at, mark, apostrophe);
    } else if (only_opens(p, mark) && closes(before, after) && !is_dash(before)) {
        repair(p, at, mark, right);
        *open = false;
    } else {
        *open = true;
        *waiting = 0;
    }
}

/* A curly double closing mark. The single one is an apostrophe too and is never wrong. */
static void curly_right_double(Punctuation *p, size_t at)
{
    uint32_t before = line_before(p->line, at), after = line_after(p->line, at + 3);
    if (strcmp(p->marks->open, "“") == 0 && !p->double_open && is_gap(before) && is_word(after)) {
        repair(p, at, "”", "“");
        p->double_open = true;
        p->double_mark = 0;
    } else {
        p->double_open = false;
    }
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
    uint32_t before = line_before(p->line, at), after = line_after(p->line, at + n);
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
    uint32_t before = line_before(p->line, at);
    if (n == 3 && before != '/')
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
    case LEFT_SINGLE: curly_left(p, at, "‘", "’", &p->single_open, &p->single_mark); break;
    case LEFT_DOUBLE: curly_left(p, at, "“", "”", &p->double_open, &p->double_mark); break;
    case LOW_SINGLE:
        p->single_open = true;
        p->single_mark = c;
        break;
    case LOW_DOUBLE:
        p->double_open = true;
        p->double_mark = c;
        break;
    case RIGHT_SINGLE:
        if (!is_word(line_after(p->line, at + n)))
            p->single_open = false;
        break;
    case RIGHT_DOUBLE: curly_right_double(p, at); break;
    default: break;
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
