#include "layout/breaks.h"

#include "base/utf8.h"
#include "layout/letters.h"

#include <string.h>

/* Costs in per mille of the kind's own, see breaker.c. */
enum {
    PENALTY_FULL = 1000,
    PENALTY_SHORT_PART = 200, /* added: two letters before or three after the hyphen */
    PENALTY_SHORTER = 150,    /* added: three or four */
    PENALTY_ADDRESS_SLASH = 300,
    PENALTY_ADDRESS_POINT = 600,
    PENALTY_SHORT_ADDRESS = 20000,
    PENALTY_IN_SHORT_ADDRESS = 30000, /* between its letters */
    PENALTY_LAST_RESORT = 3000
};
enum { LEAST_HYPHENATED = 5, LONG_STRING = 18, SHORT_ADDRESS = 24 /* stays whole */ };

/* The word taken apart. */
typedef struct Spelling {
    Shaper *shaper;
    Word *word;
    const WordSet *words;
    uint32_t letters[WORD_LIMIT + 2]; /* characters, [count] */
    uint8_t at[WORD_LIMIT + 3];       /* bytes in the text; at[count] is its length */
    int count;
    bool plain;   /* small letters from a to z, but for the first character and the last */
    bool address; /* a URL, a domain name, a mail address */
    bool compound;
    WordBreak found[WORD_LIMIT + 2]; /* one a character at most; kind 0: none */
} Spelling;

static uint32_t letter_at(const Spelling *s, int i)
{
    return i >= 0 && i < s->count ? s->letters[i] : 0;
}

static bool alphanumeric_at(const Spelling *s, int i)
{
    return i >= 0 && i < s->count && is_alphanumeric(s->letters[i]);
}

static bool letters_at(const Spelling *s, int i, int count)
{
    for (int k = i; k < i + count; k++)
        if (k < 0 || k >= s->count || !is_letter(s->letters[k]))
            return false;
    return true;
}

static bool is_address(const Spelling *s)
{
    if (s->plain && s->letters[s->count - 1] != '.') /* which may be that of "www." */
        return false;
    if (strstr(s->word->shaped.text, "://") || strstr(s->word->shaped.text, "www."))
        return true;
    for (int i = 2; i + 2 < s->count; i++)
        if ((s->letters[i] == '.' && alphanumeric_at(s, i - 1) && letters_at(s, i + 1, 2)) ||
            (s->letters[i] == '@' && alphanumeric_at(s, i - 1) && alphanumeric_at(s, i + 1)))
            return true;
    return false;
}

static void spell(Spelling *s, Shaper *shaper, Word *word, const WordSet *words)
{
    const ShapedText *shaped = &word->shaped;
    size_t i = 0;
    s->shaper = shaper;
    s->word = word;
    s->words = words;
    s->count = 0;
    s->compound = false;
    while (i < shaped->length) {
        s->at[s->count] = (uint8_t)i;
        i += utf8_decode(shaped->text + i, shaped->length - i, &s->letters[s->count]);
        s->count++;
    }
    s->at[s->count] = (uint8_t)i;
    memset(s->found, 0, (size_t)s->count * sizeof *s->found);
    s->plain = word->source_length == shaped->length;
    for (int k = 1; k + 1 < s->count; k++)
        s->plain = s->plain && s->letters[k] >= 'a' && s->letters[k] <= 'z';
    s->address = is_address(s);
}

/* Notes a break before character `i`; the gentler of two at one place stays. */
static void note_break(Spelling *s, int i, BreakKind kind, BreakLevel level, int penalty)
{
    WordBreak *b = &s->found[i];
    if (i <= 0 || i >= s->count || is_mark(s->letters[i]) || s->letters[i - 1] == 0x200D)
        return;
    if (b->kind && (b->level < level || (b->level == level && b->penalty <= penalty)))
        return;
    *b = (WordBreak){.at = s->at[i],
                     .kind = (uint8_t)kind,
                     .level = (uint8_t)level,
                     .penalty = (int16_t)penalty};
}

static void break_at_hyphen(Spelling *s, int i)
{
    if (!alphanumeric_at(s, i - 1) || !alphanumeric_at(s, i + 1))
        return;
    bool digits = is_digit(s->letters[i - 1]) && is_digit(s->letters[i + 1]);
    bool edge =
        !alphanumeric_at(s, i - 2) || !alphanumeric_at(s, i + 2) || !alphanumeric_at(s, i + 3);
    s->compound = true;
    note_break(s, i + 1, BREAK_HARD, digits || edge || s->address ? LEVEL_EMERGENCY : LEVEL_NORMAL,
               PENALTY_FULL);
}

/* After dashes, slashes and hyphens; before the points of an address. */
static void break_at_signs(Spelling *s)
{
    bool long_address = s->address && s->count > SHORT_ADDRESS;
    for (int i = 1; i + 1 < s->count; i++) {
        uint32_t c = s->letters[i], next = s->letters[i + 1];
        bool inside = alphanumeric_at(s, i - 1) && letters_at(s, i + 1, 1);
        bool roomy = i > 2 && s->count - i > 3;
        switch (c) {
        case '-':
        case 0x2010: break_at_hyphen(s, i); break;
        case '/':
            if (next != '/' && s->count - i > 3)
                note_break(s, i + 1, BREAK_BARE, LEVEL_NORMAL,
                           s->address ? PENALTY_ADDRESS_SLASH : PENALTY_FULL);
            break;
        case 0x2014:
        case 0x2026: /* one that begins what is quoted goes on with it */
            if ((is_alphanumeric(next) || is_opening(next)) && !is_opening(s->letters[i - 1]))
                note_break(s, i + 1, BREAK_BARE, LEVEL_NORMAL, 0);
            break;
        case 0x2013:
            if (is_alphanumeric(next))
                note_break(s, i + 1, BREAK_BARE, LEVEL_EMERGENCY, PENALTY_FULL);
            break;
        case '.':
        case '_':
        case '?':
        case '&':
        case '=':
        case '@':
            if (inside && roomy)
                note_break(s, i, BREAK_BARE, long_address ? LEVEL_NORMAL : LEVEL_EMERGENCY,
                           long_address ? PENALTY_ADDRESS_POINT
                           : s->address ? PENALTY_SHORT_ADDRESS
                                        : PENALTY_FULL);
            break;
        default: break;
        }
    }
}

/* TextExpander: where nothing else serves. */
static void break_at_capitals(Spelling *s)
{
    bool soft = !s->address && s->word->shaping->hyphens == HYPHENS_AUTO;
    for (int i = 2; i + 2 < s->count; i++)
        if (is_upper(s->letters[i]) && letters_at(s, i - 2, 5) && !is_upper(s->letters[i - 1]) &&
            (soft || s->address))
            note_break(s, i, soft ? BREAK_SOFT : BREAK_BARE, LEVEL_EMERGENCY, 0);
}

/* Lower case of a word's first letter, in place; only letters that keep their length. */
static bool lower_first(char *word, size_t length, uint32_t first)
{
    char bytes[4];
    uint32_t lower = first < 0x80 ? first | 32
                     : (first >= 0xC0 && first <= 0xDE) || (first >= 0x410 && first <= 0x42F) ||
                             (first >= 0x391 && first <= 0x3A9)
                         ? first + 32
                         : 0;
    size_t n = lower ? utf8_encode(lower, bytes) : 0;
    if (!n || n > length)
        return false;
    memcpy(word, bytes, n);
    return true;
}

/* Patterns on a run of letters [from, to): lower-case words, and capitalised ones whose lower-case
 * twin stands in the book, or whose language gives every noun a capital; names only where nothing
 * else serves. */
static void hyphenate_run(Spelling *s, int from, int to)
{
    const Shaping *shaping = s->word->shaping;
    char text[HYPHEN_WORD_LIMIT + 8];
    bool points[HYPHEN_WORD_LIMIT + 8];
    int count = to - from;
    size_t length = (size_t)(s->at[to] - s->at[from]);
    BreakLevel level = s->compound ? LEVEL_EMERGENCY : LEVEL_NORMAL;
    if (count < LEAST_HYPHENATED)
        return;
    for (int i = from + 1; i < to; i++)
        if (is_upper(s->letters[i]))
            return;
    memcpy(text, s->word->shaped.text + s->at[from], length);
    text[length] = '\0';
    if (is_upper(s->letters[from])) {
        if (!lower_first(text, length, s->letters[from]))
            return;
        if (!shaping->nouns_capital && !wordset_has(s->words, text, length))
            level = LEVEL_EMERGENCY;
    }
    if (!patterns_apply(shaping->patterns, text, length, shaping->least_before,
                        shaping->least_after, points))
        return;
    for (int i = 0; i < count; i++) {
        int before = i + 1, after = count - before, penalty = PENALTY_FULL;
        if (!points[i])
            continue;
        if (before <= 2 || after <= 3)
            penalty += PENALTY_SHORT_PART;
        else if (before <= 3 || after <= 4)
            penalty += PENALTY_SHORTER;
        if (!s->address)
            note_break(s, from + before, BREAK_SOFT, level, penalty);
        else if (before > 2)
            note_break(s, from + before, BREAK_BARE, LEVEL_EMERGENCY,
                       s->count > SHORT_ADDRESS ? PENALTY_LAST_RESORT : PENALTY_IN_SHORT_ADDRESS);
    }
}

static void hyphenate(Spelling *s)
{
    for (int i = 0; i < s->count;) {
        int from = i;
        while (i < s->count && is_letter(s->letters[i]))
            i++;
        if (i > from && !is_digit(letter_at(s, from - 1)) && !is_digit(letter_at(s, i)))
            hyphenate_run(s, from, i);
        if (i == from)
            i++;
    }
}

/* The author's own soft hyphens: the source holds them, the text does not. True when there are any.
 */
static bool take_soft_hyphens(Spelling *s)
{
    const char *source = s->word->source;
    bool any = false;
    int index = 0;
    for (size_t i = 0; i < s->word->source_length;) {
        uint32_t c;
        i += utf8_decode(source + i, s->word->source_length - i, &c);
        if (c == 0xAD) {
            any = true;
            if (s->word->shaping->hyphens != HYPHENS_NONE)
                note_break(s, index, BREAK_SOFT, LEVEL_NORMAL, PENALTY_FULL);
        } else if (c != 0x2060 && c != 0xFEFF) {
            index++;
        }
    }
    return any;
}

static void break_anywhere(Spelling *s)
{
    for (int i = 3; i < s->count - 3; i++)
        if (!s->found[i].kind && word_prefix_width(s->word, s->at[i]) >= 0)
            note_break(s, i, BREAK_BARE, LEVEL_ANYWHERE, PENALTY_LAST_RESORT);
}

BreakWidths word_exact_widths(Shaper *shaper, const Word *word, int index)
{
    const WordBreak *b = &word->breaks[index];
    const Word *first = shaper_fragment(shaper, word, 0, b->at, b->kind == BREAK_SOFT);
    const Word *rest = shaper_fragment(shaper, word, b->at, word->shaped.length, false);
    return (BreakWidths){first->shaped.width, rest->shaped.width, first->right_hang,
                         rest->left_hang};
}

/* `i`: the character before which the word is parted. */
static BreakWidths estimate(const Spelling *s, const WordBreak *b, int i)
{
    const Font *font = s->word->shaped.font;
    bool soft = b->kind == BREAK_SOFT;
    int32_t x = word_prefix_width(s->word, b->at);
    if (x < 0) /* inside a ligature */
        return word_exact_widths(s->shaper, s->word, (int)(b - s->word->breaks));
    return (BreakWidths){.before = x + (soft ? font->hyphen_width : 0),
                         .after = s->word->shaped.width - x,
                         .end_hang = character_hang(font, soft ? '-' : s->letters[i - 1], false),
                         .start_hang = character_hang(font, s->letters[i], true)};
}

/* The byte of the source that stands at a byte of the text. */
static size_t source_of(const Word *word, size_t at)
{
    size_t text = 0, i = 0;
    if (word->source_length == word->shaped.length) /* nothing was dropped */
        return at;
    while (i < word->source_length) {
        uint32_t c;
        size_t bytes = utf8_decode(word->source + i, word->source_length - i, &c);
        bool dropped = c == 0xAD || c == 0x2060 || c == 0xFEFF;
        if (!dropped && text == at)
            break;
        text += dropped ? 0 : bytes;
        i += bytes;
    }
    return i;
}

static void keep(Spelling *s, Shaper *shaper)
{
    Word *word = s->word;
    int letters = 0;
    for (int i = 0; i < s->count; i++)
        word->break_count = (uint16_t)(word->break_count + (s->found[i].kind != 0));
    word->breaks = shaper_breaks(shaper, word->break_count);
    for (int i = 0, k = 0; i < s->count; i++) {
        if (s->found[i].kind) {
            WordBreak *b = &word->breaks[k++];
            *b = s->found[i];
            b->letters = (uint8_t)letters;
            b->source = (uint8_t)source_of(word, b->at);
            b->estimate = estimate(s, b, i);
        }
        letters += is_alphanumeric(s->letters[i]);
    }
}

void word_find_breaks(Shaper *shaper, Word *word, const WordSet *words)
{
    if (word->hyphenated)
        return;
    word->hyphenated = true;
    if (word->shaped.length < 4)
        return;
    Spelling s;
    spell(&s, shaper, word, words);
    if (!s.plain)
        break_at_signs(&s);
    if ((s.plain || !take_soft_hyphens(&s)) && word->shaping->patterns &&
        !word->shaped.right_to_left)
        hyphenate(&s);
    if (!s.plain)
        break_at_capitals(&s);
    if (word->shaped.length > LONG_STRING)
        break_anywhere(&s);
    keep(&s, shaper);
}
