#include "style/token.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct Reader {
    Arena *arena;
    const char *file, *text;
    size_t length, at;
    int line, column; /* of `at` */
    Token *tokens;
    size_t count, capacity;
    Str scratch;
    Diagnostics *diagnostics;
} Reader;

static bool stays(char c)
{
    return (unsigned char)(c - 1) < 0x7F && c != '\r' && c != '\f';
}

/* Section 3.3: what the tokenizer may take for granted. */
static char *preprocess(Arena *arena, const char *bytes, size_t *length)
{
    Str clean = STR_INIT;
    for (size_t i = str_starts(bytes, "\xEF\xBB\xBF") ? 3 : 0; i < *length;) {
        size_t from = i;
        while (i < *length && stays(bytes[i]))
            i++;
        str_add_bytes(&clean, bytes + from, i - from);
        if (i == *length)
            break;
        if (bytes[i] == '\r' || bytes[i] == '\f') {
            i += bytes[i] == '\r' && i + 1 < *length && bytes[i + 1] == '\n' ? 2 : 1;
            str_add_char(&clean, '\n');
        } else {
            uint32_t c;
            i += utf8_decode(bytes + i, *length - i, &c);
            str_add_utf8(&clean, c ? c : UTF8_REPLACEMENT);
        }
    }
    char *text = arena_bytes(arena, clean.data, clean.length);
    *length = clean.length;
    str_release(&clean);
    return text;
}

static int peek(const Reader *r, size_t ahead)
{
    return r->at + ahead < r->length ? (unsigned char)r->text[r->at + ahead] : -1;
}

static void step(Reader *r)
{
    if (r->at >= r->length)
        return;
    unsigned char c = (unsigned char)r->text[r->at++];
    if (c == '\n') {
        r->line++;
        r->column = 1;
    } else if ((c & 0xC0) != 0x80) {
        r->column++;
    }
}

static void skip(Reader *r, size_t bytes)
{
    while (bytes--)
        step(r);
}

static void wrong(Reader *r, const Token *token, const char *sentence)
{
    diag(r->diagnostics, CSS_SYNTAX, ((Place){r->file, token->line, token->column}), sentence);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(int c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_space(int c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_name_start(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

static bool is_name(int c)
{
    return is_name_start(c) || is_digit(c) || c == '-';
}

/* 4.3.8 */
static bool starts_escape(const Reader *r, size_t ahead)
{
    return peek(r, ahead) == '\\' && peek(r, ahead + 1) != '\n' && peek(r, ahead + 1) >= 0;
}

/* 4.3.9 */
static bool starts_name(const Reader *r, size_t ahead)
{
    if (peek(r, ahead) == '-')
        return is_name_start(peek(r, ahead + 1)) || peek(r, ahead + 1) == '-' ||
               starts_escape(r, ahead + 1);
    return is_name_start(peek(r, ahead)) || starts_escape(r, ahead);
}

/* 4.3.10 */
static bool starts_number(const Reader *r)
{
    size_t i = peek(r, 0) == '+' || peek(r, 0) == '-' ? 1 : 0;
    return is_digit(peek(r, i)) || (peek(r, i) == '.' && is_digit(peek(r, i + 1)));
}

/* 4.3.7, after the backslash */
static void read_escape(Reader *r)
{
    uint32_t c = 0;
    int digits = 0;
    for (; digits < 6 && is_hex(peek(r, 0)); digits++) {
        int d = peek(r, 0);
        c = c * 16 + (uint32_t)(is_digit(d) ? d - '0' : (d | 32) - 'a' + 10);
        step(r);
    }
    if (digits) {
        if (is_space(peek(r, 0)))
            step(r);
    } else if (r->at < r->length) {
        skip(r, utf8_decode(r->text + r->at, r->length - r->at, &c));
    }
    str_add_utf8(&r->scratch, c ? c : UTF8_REPLACEMENT);
}

static void read_name(Reader *r)
{
    str_clear(&r->scratch);
    while (is_name(peek(r, 0)) || starts_escape(r, 0)) {
        if (peek(r, 0) == '\\') {
            step(r);
            read_escape(r);
        } else {
            str_add_char(&r->scratch, r->text[r->at]);
            step(r);
        }
    }
}

static const char *keep(Reader *r)
{
    return arena_bytes(r->arena, r->scratch.data, r->scratch.length);
}

/* A decimal number without the locale: digits times a power of ten. */
typedef struct Decimal {
    int64_t digits;
    int exponent;
} Decimal;

static void read_digits(Reader *r, Decimal *decimal, bool fraction)
{
    for (; is_digit(peek(r, 0)); step(r)) {
        bool fits = decimal->digits < INT64_C(100000000000000);
        if (fits)
            decimal->digits = decimal->digits * 10 + (peek(r, 0) - '0');
        if (fits == fraction && decimal->exponent > -1000 && decimal->exponent < 1000)
            decimal->exponent += fraction ? -1 : 1;
    }
}

static double decimal_value(Decimal decimal)
{
    double value = (double)decimal.digits;
    for (int e = decimal.exponent; e > 0 && value < 1e18; e--)
        value *= 10;
    double divisor = 1;
    for (int e = decimal.exponent; e < 0 && divisor < 1e22; e++)
        divisor *= 10;
    return value / divisor;
}

/* 4.3.13 */
static void read_number(Reader *r, Token *token)
{
    Decimal decimal = {0};
    bool negative = peek(r, 0) == '-';
    if (negative || peek(r, 0) == '+')
        step(r);
    read_digits(r, &decimal, false);
    token->integer = true;
    if (peek(r, 0) == '.' && is_digit(peek(r, 1))) {
        step(r);
        read_digits(r, &decimal, true);
        token->integer = false;
    }
    size_t sign = peek(r, 1) == '+' || peek(r, 1) == '-' ? 2 : 1;
    if ((peek(r, 0) | 32) == 'e' && is_digit(peek(r, sign))) {
        bool down = peek(r, 1) == '-';
        skip(r, sign);
        Decimal power = {0};
        read_digits(r, &power, false);
        int by = power.exponent || power.digits > 100 ? 100 : (int)power.digits;
        decimal.exponent += down ? -by : by;
        token->integer = false;
    }
    token->number = decimal_value(decimal) * (negative ? -1 : 1);
}

/* 4.3.3 */
static void read_numeric(Reader *r, Token *token)
{
    read_number(r, token);
    token->kind = TOKEN_NUMBER;
    if (starts_name(r, 0)) {
        read_name(r);
        for (char *c = r->scratch.data; *c; c++)
            if (*c >= 'A' && *c <= 'Z')
                *c = (char)(*c | 32);
        token->text = keep(r);
        token->kind = TOKEN_DIMENSION;
    } else if (peek(r, 0) == '%') {
        step(r);
        token->kind = TOKEN_PERCENTAGE;
    }
}

/* 4.3.5 */
static void read_string(Reader *r, Token *token)
{
    int quote = peek(r, 0);
    str_clear(&r->scratch);
    token->kind = TOKEN_STRING;
    for (step(r); peek(r, 0) != quote;) {
        if (peek(r, 0) < 0) {
            wrong(r, token, "this string is not closed: add its quotation mark");
            break;
        }
        if (peek(r, 0) == '\n') {
            wrong(r, token, "this string is not closed on its line: add its quotation mark");
            token->kind = TOKEN_BAD_STRING;
            return;
        }
        if (peek(r, 0) != '\\') {
            str_add_char(&r->scratch, r->text[r->at]);
            step(r);
            continue;
        }
        step(r);
        if (peek(r, 0) == '\n')
            step(r);
        else if (peek(r, 0) >= 0)
            read_escape(r);
    }
    step(r);
    token->text = keep(r);
}

/* 4.3.14 */
static void read_bad_url(Reader *r, Token *token)
{
    wrong(r, token, "this url() is not well formed: put the address in quotation marks");
    token->kind = TOKEN_BAD_URL;
    while (peek(r, 0) >= 0 && peek(r, 0) != ')')
        skip(r, starts_escape(r, 0) ? 2 : 1);
    step(r);
}

/* 4.3.6 */
static void read_url(Reader *r, Token *token)
{
    str_clear(&r->scratch);
    token->kind = TOKEN_URL;
    while (is_space(peek(r, 0)))
        step(r);
    while (peek(r, 0) != ')') {
        int c = peek(r, 0);
        if (c < 0) {
            wrong(r, token, "this url( is not closed: add )");
            break;
        }
        if (is_space(c)) {
            while (is_space(peek(r, 0)))
                step(r);
            if (peek(r, 0) >= 0 && peek(r, 0) != ')') {
                read_bad_url(r, token);
                return;
            }
        } else if (c == '"' || c == '\'' || c == '(' || c < ' ' || c == 0x7F ||
                   (c == '\\' && !starts_escape(r, 0))) {
            read_bad_url(r, token);
            return;
        } else if (c == '\\') {
            step(r);
            read_escape(r);
        } else {
            str_add_char(&r->scratch, r->text[r->at]);
            step(r);
        }
    }
    step(r);
    token->text = keep(r);
}

/* 4.3.4 */
static void read_ident_like(Reader *r, Token *token)
{
    read_name(r);
    token->text = keep(r);
    token->kind = TOKEN_IDENT;
    if (peek(r, 0) != '(')
        return;
    step(r);
    token->kind = TOKEN_FUNCTION;
    if (strcasecmp(token->text, "url") != 0)
        return;
    size_t ahead = 0;
    while (is_space(peek(r, ahead)))
        ahead++;
    if (peek(r, ahead) != '"' && peek(r, ahead) != '\'')
        read_url(r, token);
}

static void read_mark(Reader *r, Token *token)
{
    token->kind = TOKEN_DELIM;
    if (str_starts(r->text + r->at, "<!--")) {
        token->kind = TOKEN_CDO;
        skip(r, 4);
    } else if (str_starts(r->text + r->at, "-->")) {
        token->kind = TOKEN_CDC;
        skip(r, 3);
    } else {
        skip(r, utf8_decode(r->text + r->at, r->length - r->at, &token->mark));
        if (token->mark == '\\')
            wrong(r, token, "this backslash escapes nothing: remove it");
    }
}

/* 4.3.1 */
static void read_token(Reader *r, Token *token)
{
    int c = peek(r, 0);
    if (is_space(c)) {
        token->kind = TOKEN_SPACE;
        while (is_space(peek(r, 0)))
            step(r);
    } else if (c == '"' || c == '\'') {
        read_string(r, token);
    } else if (starts_number(r)) {
        read_numeric(r, token);
    } else if (!str_starts(r->text + r->at, "-->") && starts_name(r, 0)) {
        read_ident_like(r, token);
    } else if ((c == '#' && (is_name(peek(r, 1)) || starts_escape(r, 1))) ||
               (c == '@' && starts_name(r, 1))) {
        token->kind = c == '#' ? TOKEN_HASH : TOKEN_AT_KEYWORD;
        step(r);
        read_name(r);
        token->text = keep(r);
    } else {
        read_mark(r, token);
    }
}

static void skip_comments(Reader *r)
{
    while (peek(r, 0) == '/' && peek(r, 1) == '*') {
        Token start = {.line = r->line, .column = r->column};
        const char *close = strstr(r->text + r->at + 2, "*/");
        if (!close)
            wrong(r, &start, "this comment is not closed: add */");
        skip(r, close ? (size_t)(close + 2 - (r->text + r->at)) : r->length - r->at);
    }
}

Source tokens_read(Arena *arena, const char *file, const char *bytes, size_t length,
                   Diagnostics *diagnostics)
{
    Reader r = {.arena = arena,
                .file = file,
                .text = preprocess(arena, bytes, &length),
                .length = length,
                .line = 1,
                .column = 1,
                .scratch = STR_INIT,
                .diagnostics = diagnostics};
    TokenKind last;
    do {
        skip_comments(&r);
        Token token = {.text = "", .start = (uint32_t)r.at, .line = r.line, .column = r.column};
        if (r.at < r.length)
            read_token(&r, &token);
        token.end = (uint32_t)r.at;
        r.tokens = memory_grow(r.tokens, r.count + 1, &r.capacity, sizeof *r.tokens);
        r.tokens[r.count++] = token;
        last = token.kind;
    } while (last != TOKEN_END);
    Token *tokens = arena_array(arena, r.count, sizeof *tokens);
    memcpy(tokens, r.tokens, r.count * sizeof *tokens);
    free(r.tokens);
    str_release(&r.scratch);
    return (Source){.file = file, .text = r.text, .tokens = tokens, .count = r.count};
}

Place token_place(const Source *source, const Token *token)
{
    return (Place){source->file, token->line, token->column};
}

bool token_is(const Token *token, char mark)
{
    return token->kind == TOKEN_DELIM && token->mark == (unsigned char)mark;
}

bool token_is_name(const Token *token, TokenKind kind, const char *name)
{
    return token->kind == kind && strcasecmp(token->text, name) == 0;
}

void cursor_skip_space(Cursor *cursor)
{
    while (cursor->at < cursor->end && cursor->at->kind == TOKEN_SPACE)
        cursor->at++;
}

bool cursor_take(Cursor *cursor, char mark)
{
    cursor_skip_space(cursor);
    if (cursor->at >= cursor->end || !token_is(cursor->at, mark))
        return false;
    cursor->at++;
    cursor_skip_space(cursor);
    return true;
}

bool cursor_at_end(Cursor *cursor)
{
    cursor_skip_space(cursor);
    return cursor->at >= cursor->end;
}

/* The closing mark of what a token opens, or 0. */
static char closes(const Token *token)
{
    if (token->kind == TOKEN_FUNCTION || token_is(token, '('))
        return ')';
    return token_is(token, '[') ? ']' : token_is(token, '{') ? '}' : '\0';
}

const Token *token_after_component(const Token *at, const Token *end)
{
    enum { DEPTH = 256 };
    char open[DEPTH];
    int depth = 0;
    for (; at < end; at++) {
        char close = closes(at);
        if (close && depth < DEPTH)
            open[depth++] = close;
        else if (depth && token_is(at, open[depth - 1]))
            depth--;
        if (!depth)
            return at + 1;
    }
    return end;
}

const char *source_excerpt(Arena *arena, const Source *source, const Token *from, const Token *to)
{
    enum { LONGEST = 60 };
    while (to > from && to[-1].kind == TOKEN_SPACE)
        to--;
    size_t start = from->start, end = to > from ? to[-1].end : from->start;
    bool cut = end - start > LONGEST;
    if (cut)
        end = start + utf8_cut(source->text + start, LONGEST);
    char *text =
        arena_format(arena, "%.*s%s", (int)(end - start), source->text + start, cut ? "…" : "");
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F)
            *c = ' ';
    return text;
}
