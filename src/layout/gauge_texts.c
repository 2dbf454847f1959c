/* Figures of what lines say: characters that should not be, words and pairs that stand unhappily.
 */
#include "base/utf8.h"
#include "layout/face.h"
#include "layout/gauge.h"
#include "layout/letters.h"
#include "layout/shape.h"

#include <string.h>

static const char *text_of(Gauge *g, const Line *line)
{
    Str text = STR_INIT;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        str_add_bytes(&text, line->pieces[i].text->text, line->pieces[i].text->length);
        if (line->pieces[i].flags & PIECE_SPACE_AFTER && i + 1 < line->piece_count)
            str_add_char(&text, ' ');
    }
    const char *kept = arena_string(g->texts, text.data);
    str_release(&text);
    return kept;
}

/* Code keeps its straight marks, an address (with slashes) what it has. */
static bool is_code(const Piece *piece)
{
    return piece->node->kind == NODE_CODE || piece->node->kind == NODE_CODE_BLOCK;
}

static size_t straight_quotes(const Line *line)
{
    size_t count = 0;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const ShapedText *text = line->pieces[i].text;
        for (size_t at = 0; at < text->length && !is_code(&line->pieces[i]); at++) {
            bool mark = text->text[at] == '"' || text->text[at] == '\'';
            bool prime = at && text->text[at - 1] >= '0' && text->text[at - 1] <= '9';
            count += mark && !prime;
        }
    }
    return count;
}

static bool says(const Line *line, const char *wanted)
{
    for (uint32_t i = 0; i < line->piece_count; i++)
        if (!is_code(&line->pieces[i]) && strstr(line->pieces[i].text->text, wanted) &&
            !strchr(line->pieces[i].text->text, '/'))
            return true;
    return false;
}

static void gauge_characters(Gauge *g, const Lined *here)
{
    const Line *line = here->line;
    gauge_look(g, RULE_STRAIGHT_QUOTE);
    gauge_look(g, RULE_DOUBLE_HYPHEN);
    gauge_look(g, RULE_THREE_DOTS);
    size_t quotes = straight_quotes(line);
    if (quotes)
        gauge_breach(g, RULE_STRAIGHT_QUOTE, here->page, line, (int64_t)quotes);
    if (says(line, "--") && !says(line, "---"))
        gauge_breach(g, RULE_DOUBLE_HYPHEN, here->page, line, 0);
    if (says(line, "...") && !says(line, "...."))
        gauge_breach(g, RULE_THREE_DOTS, here->page, line, 0);
}

/* The last word of a text, and where its first ends. */
static const char *last_word(const char *text)
{
    const char *space = strrchr(text, ' ');
    return space ? space + 1 : text;
}

static size_t first_length(const char *text)
{
    return strcspn(text, " ");
}

static bool is_one_of(const char *word, size_t length, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == length && !memcmp(*list, word, length))
            return true;
    return false;
}

static bool is_capital(const char *text)
{
    uint32_t c;
    utf8_decode(text, strlen(text), &c);
    return is_upper(c);
}

/* Pairs that a line may not part: a title or an initial and a name, a number and its unit, a sign
 * or a reference and a number. */
static bool is_pair(const char *end, const char *start)
{
    static const char *const titles[] = {"Dr",   "Dr.", "Mr",  "Mr.",   "Mrs",
                                         "Mrs.", "Ms",  "Ms.", "Prof.", NULL};
    static const char *const units[] = {
        "mm",  "cm",  "km",  "kg",  "mg",  "ml", "dl", "MB",   "GB",   "TB",   "KB",
        "kB",  "GHz", "MHz", "kHz", "Hz",  "px", "pt", "dpi",  "mmHg", "mmol", "kW",
        "kWh", "mAh", "fps", "rpm", "mph", "am", "pm", "a.m.", "p.m.", "%",    NULL};
    static const char *const references[] = {"Fig.", "fig.", "No.", "no.", "Vol.", "vol.",
                                             "pp.",  "p.",   "cf.", "ca.", "§",    NULL};
    size_t length = strlen(end), next = first_length(start);
    bool digits = length && strspn(end, "0123456789.,") == length && end[length - 1] >= '0';
    bool digit = *start >= '0' && *start <= '9';
    while (next && strchr(".,;:!?)", start[next - 1]) && !is_one_of(start, next, units))
        next--;
    if (digits && is_one_of(start, next, units))
        return true;
    if (digit && is_one_of(end, length, references))
        return true;
    if (!is_capital(start))
        return false;
    if (is_one_of(end, length, titles))
        return true;
    return length == 2 && end[1] == '.' && is_capital(end) && end[0] != 'I' && start[1] &&
           (start[1] == '.' || (start[1] >= 'a' && start[1] <= 'z'));
}

static bool begins_with_dash(const char *text)
{
    uint32_t c;
    size_t at = utf8_decode(text, strlen(text), &c);
    return (c == 0x2013 || c == 0x2014) && text[at];
}

/* A mark that belongs to what stands before it; in an address it may begin what follows. */
static bool begins_with_closing(const char *text)
{
    uint32_t c, next = ' ';
    size_t at = utf8_decode(text, strlen(text), &c);
    if (text[at])
        utf8_decode(text + at, strlen(text + at), &next);
    bool mark = (c < 0x80 && strchr(",;:!?)]", (int)c)) || c == 0x201D;
    return mark && !is_alphanumeric(next);
}

static void gauge_meeting(Gauge *g, const Lined *here, const Lined *next)
{
    const char *end = last_word(here->text), *start = next->text;
    gauge_look(g, RULE_NO_BREAK);
    gauge_look(g, RULE_DASH_START);
    gauge_look(g, RULE_CLOSING_START);
    if (!*end || !*start)
        return;
    if (is_pair(end, start))
        gauge_breach(g, RULE_NO_BREAK, here->page, here->line, 0);
    if (begins_with_dash(start) && !next->line->pieces[0].generated)
        gauge_breach(g, RULE_DASH_START, next->page, next->line, 0);
    if (begins_with_closing(start))
        gauge_breach(g, RULE_CLOSING_START, next->page, next->line, 0);
    g->figures->single_letter_ends +=
        here->body && (!strcmp(end, "I") || !strcmp(end, "a") || !strcmp(end, "A"));
}

/* Compares two words without case and signs. */
static bool same_word(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t i = 0, k = 0, letters = 0;
    for (;;) {
        while (i < a_length &&
               !((unsigned char)a[i] >= 0x80 || ((a[i] | 32) >= 'a' && (a[i] | 32) <= 'z')))
            i++;
        while (k < b_length &&
               !((unsigned char)b[k] >= 0x80 || ((b[k] | 32) >= 'a' && (b[k] | 32) <= 'z')))
            k++;
        if (i == a_length || k == b_length)
            return i == a_length && k == b_length && letters > 0;
        if ((a[i] | 32) != (b[k] | 32))
            return false;
        i++, k++, letters++;
    }
}

/* The same word begins, or ends, three lines of a paragraph. */
static void gauge_stacks(Gauge *g, size_t index)
{
    const Lined *a = &g->lines[index], *b = gauge_next(g, index);
    const Lined *c = b ? gauge_next(g, index + 1) : NULL;
    gauge_look(g, RULE_SAME_WORD);
    if (!c)
        return;
    bool opening = same_word(a->text, first_length(a->text), b->text, first_length(b->text)) &&
                   same_word(b->text, first_length(b->text), c->text, first_length(c->text));
    const char *x = last_word(a->text), *y = last_word(b->text), *z = last_word(c->text);
    bool closing = same_word(x, strlen(x), y, strlen(y)) && same_word(y, strlen(y), z, strlen(z));
    if (opening || closing)
        gauge_breach(g, RULE_SAME_WORD, a->page, a->line, 3);
}

/* Ligatures that the font has and the text asks for: fi, fl, ff. They are one cluster. */
static void gauge_ligatures(Gauge *g, const Lined *here)
{
    for (uint32_t i = 0; i < here->line->piece_count; i++) {
        const Piece *piece = &here->line->pieces[i];
        const ShapedText *text = piece->text;
        if (piece->style->letter_spacing || is_code(piece))
            continue;
        int64_t missing = 0;
        size_t at = 0;
        for (uint32_t c = 0; c < text->cluster_count; at += text->clusters[c++].bytes) {
            size_t end = at + text->clusters[c].bytes;
            char next = end < text->length ? text->text[end] : '\0';
            bool pair = text->text[at] == 'f' && (next == 'f' || next == 'i' || next == 'l');
            if (text->text[at] == 'f' && text->clusters[c].bytes > 1)
                gauge_look(g, RULE_LIGATURE);
            if (!pair || text->clusters[c].bytes > 1 ||
                !font_joins(text->font, 'f', (uint32_t)next))
                continue;
            gauge_look(g, RULE_LIGATURE);
            missing++;
        }
        if (missing)
            gauge_breach(g, RULE_LIGATURE, here->page, here->line, missing);
    }
}

static void count_figures(Gauge *g, const Lined *here)
{
    for (uint32_t i = 0; i < here->line->piece_count; i++) {
        const Piece *piece = &here->line->pieces[i];
        bool small = piece->style->font_variant_caps != CAPS_NORMAL &&
                     font_has_feature(piece->text->font, HB_TAG('s', 'm', 'c', 'p'));
        bool old = piece->style->figures == FIGURES_OLDSTYLE;
        if (piece->generated || is_code(piece))
            continue;
        for (uint32_t at = 0; at < piece->text->length; at++) {
            bool digit = piece->text->text[at] >= '0' && piece->text->text[at] <= '9';
            g->figures->digits += digit;
            g->figures->old_style_digits += digit && old;
            g->figures->small_capitals += small;
        }
    }
}

void gauge_texts(Gauge *g)
{
    for (size_t i = 0; i < g->count; i++)
        g->lines[i].text = text_of(g, g->lines[i].line);
    for (size_t i = 0; i < g->count; i++) {
        const Lined *here = &g->lines[i], *next = gauge_next(g, i);
        bool code = here->line->block->kind == NODE_CODE_BLOCK;
        if (!code) {
            gauge_characters(g, here);
            gauge_ligatures(g, here);
        }
        if (next && !code)
            gauge_meeting(g, here, next);
        if (here->body) {
            gauge_stacks(g, i);
            count_figures(g, here);
        }
    }
}
