/* Spaces at which no line may end: in initials, after "Dr." and "p.", between number and unit,
 * before dashes; in French also those that belong to punctuation.
 *
 * It runs once the program's own text is in the tree, and turns spaces into no-break ones. What the
 * author already tied together stays so. */
#include "base/language.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "pass/line.h"
#include "pass/passes.h"

#include <assert.h>
#include <string.h>

enum { LONGEST_WORD = 8 }; /* of those in `ties`, in bytes */

static const char no_break[] = "\u00A0", narrow[] = "\u202F";

typedef enum Tie { TIE_NAME = 1, TIE_NUMBER = 2, TIE_ANY = 4, TIE_AFTER_NUMBER = 8 } Tie;

static const struct {
    const char *languages, *word;
    Tie tie;
} ties[] = {
#define BEFORE_NAME(languages, word)   {languages, word, TIE_NAME},
#define BEFORE_NUMBER(languages, word) {languages, word, TIE_NUMBER},
#define BEFORE_ANY(languages, word)    {languages, word, TIE_ANY},
#define AFTER_NUMBER(languages, word)  {languages, word, TIE_AFTER_NUMBER},
#include "pass/spaces.def"
#undef BEFORE_NAME
#undef BEFORE_NUMBER
#undef BEFORE_ANY
#undef AFTER_NUMBER
};

typedef struct Spaces {
    Line line;
    char language[4];                  /* primary subtag of the words in `ties` */
    StrMap words;                      /* word → its ties in this language */
    uint64_t begins[LONGEST_WORD + 1]; /* by length: a bit for each first byte, modulo 64 */
    bool french, french_thin;
} Spaces;

static bool lists(const char *languages, const char *language)
{
    const char *at = strstr(languages, language);
    return *languages == '*' || (at && *language);
}

static uint64_t bit_of(const char *word)
{
    return UINT64_C(1) << ((unsigned char)*word & 63);
}

/* Learns the words of a language; books change language seldom. */
static void learn(Spaces *s, const char *tag)
{
    char language[4] = "";
    for (int i = 0; i < 3 && tag[i] && tag[i] != '-'; i++)
        language[i] = (char)(tag[i] | 0x20);
    s->french = strcmp(language, "fr") == 0;
    s->french_thin = s->french && !language_matches(tag, "fr-CA");
    if (s->words.count && strcmp(language, s->language) == 0)
        return;
    memcpy(s->language, language, sizeof language);
    strmap_release(&s->words);
    memset(s->begins, 0, sizeof s->begins);
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++)
        if (lists(ties[i].languages, language)) {
            assert(strlen(ties[i].word) <= LONGEST_WORD);
            *strmap_slot(&s->words, ties[i].word) |= ties[i].tie;
            s->begins[strlen(ties[i].word)] |= bit_of(ties[i].word);
        }
}

static int ties_of(const Spaces *s, const char *word, size_t length)
{
    char copy[LONGEST_WORD + 1];
    if (length == 0 || length > LONGEST_WORD || !(s->begins[length] & bit_of(word)))
        return 0;
    memcpy(copy, word, length);
    copy[length] = '\0';
    const size_t *found = strmap_find(&s->words, copy);
    return found ? (int)*found : 0;
}

static bool is_break(char c)
{
    return c == ' ' || c == '\n' || c == '\0';
}

/* The word that ends at `end`, without opening brackets and quotation marks. */
static const char *word_before(const Line *line, size_t end, size_t *length)
{
    const char *text = line->text.data;
    size_t start = end;
    while (start && end - start <= LONGEST_WORD + 3 && !is_break(text[start - 1]))
        start--;
    for (size_t n; start < end; start += n) {
        uint32_t c;
        n = utf8_decode(text + start, end - start, &c);
        if (c != '(' && c != '[' && c != 0x2018 && c != 0x201C && c != 0x201E && c != 0xAB &&
            c != 0xA0)
            break;
    }
    *length = end - start;
    return text + start;
}

/* The word that begins at `start`, without punctuation at its end. */
static size_t word_after(const Line *line, size_t start)
{
    const char *text = line->text.data + start;
    size_t n = strcspn(text, " \n,;:!?)]");
    if (n > 1 && text[n - 1] == '.' && !memchr(text, '.', n - 1))
        n--;
    return n;
}

/* J. or the last of J.R.R. — "I." is more often the end of a sentence. */
static bool is_initial(const char *word, size_t length)
{
    uint32_t c;
    size_t n = length > 1 ? utf8_decode(word, length, &c) : 0;
    if (n == 0 || !unicode_is_upper(c) || word[length - 1] != '.' || (c == 'I' && length == 2))
        return false;
    return n + 1 == length || (length > n + 1 && word[n] == '.');
}

/* "z. B.", "e. g.": a letter and a full stop, twice. */
static bool is_split_abbreviation(const char *before, size_t length, const char *after)
{
    return length == 2 && unicode_is_letter((unsigned char)before[0]) && before[1] == '.' &&
           unicode_is_letter((unsigned char)after[0]) && after[1] == '.' && before[0] != 'I';
}

static bool is_dash(uint32_t c)
{
    return c == 0x2013 || c == 0x2014;
}

/* "12.": the day of a date in words, in German. */
static bool is_day(const Spaces *s, const char *word, size_t length)
{
    return strncmp(s->language, "de", 2) == 0 && (length == 2 || length == 3) &&
           strspn(word, "0123456789") == length - 1 && word[length - 1] == '.';
}

/* Thousands: "10 000", "1 000 000". */
static bool divides_number(const char *text, size_t at)
{
    static const char digits[] = "0123456789";
    size_t start = at;
    while (start && unicode_is_digit((unsigned char)text[start - 1]))
        start--;
    return at - start <= 3 && strspn(text + at + 1, digits) == 3;
}

/* Whether the space at `at` ties what stands around it. */
static bool binds(const Spaces *s, size_t at)
{
    const Line *line = &s->line;
    uint32_t before = line_before(line, at), after = line_after(line, at + 1);
    const char *text = line->text.data;
    if (is_dash(after))
        return at > 0 && is_break(text[at + 4]);
    bool number_before = unicode_is_digit(before), number_after = unicode_is_digit(after);
    if (number_before) {
        if (number_after)
            return divides_number(text, at);
        return (ties_of(s, text + at + 1, word_after(line, at + 1)) & TIE_AFTER_NUMBER) != 0;
    }
    if (before != '.' && !number_after && !unicode_is_upper(after))
        return false;
    size_t length;
    const char *word = word_before(line, at, &length);
    int tie = ties_of(s, word, length);
    return (tie & TIE_ANY) || ((tie & TIE_NUMBER) && number_after) ||
           ((tie & TIE_NAME) && unicode_is_upper(after)) ||
           (unicode_is_upper(after) && (is_initial(word, length) || is_day(s, word, length))) ||
           is_split_abbreviation(word, length, text + at + 1);
}

/* French: what stands between a word and ; : ! ? », and between « and a word. */
static const char *french_space(const Spaces *s, uint32_t mark)
{
    if (mark == 0xAB || mark == 0xBB ||
        (s->french_thin && (mark == ';' || mark == '!' || mark == '?')))
        return narrow;
    return mark == ':' ? no_break : NULL;
}

static bool is_french_mark(uint32_t c)
{
    return c == 0xAB || c == 0xBB || c == ';' || c == ':' || c == '!' || c == '?';
}

/* Puts the space that the mark at `at` wants before itself: « wants it after. Between word and mark
 * there may be none yet, where a mark ends a word. */
static void space_mark(Spaces *s, size_t at, size_t length, uint32_t mark)
{
    Line *line = &s->line;
    const char *space = french_space(s, mark);
    bool opens = mark == 0xAB;
    size_t beside = opens ? at + length : at;
    uint32_t other = opens ? line_after(line, beside) : line_before(line, beside);
    uint32_t outer = opens ? 0 : line_after(line, at + length);
    if (!space || other == 0)
        return;
    if (other == ' ')
        line_edit(line, opens ? beside : beside - 1, 1, space);
    else if (!unicode_is_space(other) && (mark == 0xBB || !is_french_mark(other)) &&
             (mark == 0xAB || mark == 0xBB || outer == 0 || unicode_is_space(outer) ||
              is_french_mark(outer) || outer == ')' || outer == 0x201D))
        line_edit(line, beside, 0, space);
}

static void set_french(Spaces *s)
{
    const char *text = s->line.text.data;
    for (size_t at = 0, n; text[at]; at += n) {
        uint32_t c;
        n = utf8_decode(text + at, s->line.text.length - at, &c);
        if (is_french_mark(c) && !(c == ':' && s->line.text.data[at + n] == '/'))
            space_mark(s, at, n, c);
        else if (c == ' ' && !is_french_mark(line_after(&s->line, at + 1)) &&
                 line_before(&s->line, at) != 0xAB && binds(s, at))
            line_edit(&s->line, at, 1, no_break);
    }
}

/* Most spaces stand before a small letter, and after nothing that binds one. */
static bool may_bind(const char *space)
{
    unsigned char before = (unsigned char)space[-1], after = (unsigned char)space[1];
    return after < 'a' || after > 'z' || before == '.' || before >= 0x80 ||
           unicode_is_digit(before);
}

static void set_plain(Spaces *s)
{
    const char *text = s->line.text.data, *end = text + s->line.text.length;
    for (const char *at = text; (at = memchr(at, ' ', (size_t)(end - at))); at++)
        if ((at == text || may_bind(at)) && binds(s, (size_t)(at - text)))
            line_edit(&s->line, (size_t)(at - text), 1, no_break);
}

void pass_spaces(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    Spaces s = {.line = LINE_INIT};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER || node_shape(walk.node->kind) != SHAPE_LINE)
            continue;
        learn(&s, node_language(book, walk.node));
        line_read(&s.line, walk.node);
        if (s.french)
            set_french(&s);
        else
            set_plain(&s);
        line_write(&s.line, book);
        walk_skip(&walk);
    }
    strmap_release(&s.words);
    line_release(&s.line);
}
