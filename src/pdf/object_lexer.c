#include "pdf/object_lexer.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

/* ISO 32000-1, 7.2.2 */
enum { REGULAR, SPACE, DELIMITER };

static const uint8_t classes[256] = {
    ['\0'] = SPACE,    ['\t'] = SPACE,    ['\n'] = SPACE,    ['\f'] = SPACE,
    ['\r'] = SPACE,    [' '] = SPACE,     ['('] = DELIMITER, [')'] = DELIMITER,
    ['<'] = DELIMITER, ['>'] = DELIMITER, ['['] = DELIMITER, [']'] = DELIMITER,
    ['{'] = DELIMITER, ['}'] = DELIMITER, ['/'] = DELIMITER, ['%'] = DELIMITER};

bool lexer_is_regular(char c)
{
    return classes[(uint8_t)c] == REGULAR;
}

bool lexer_is_space(char c)
{
    return classes[(uint8_t)c] == SPACE;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(Lexer *lexer)
{
    while (lexer->at < lexer->end) {
        if (*lexer->at == '%') /* a comment, to the end of its line */
            while (lexer->at < lexer->end && *lexer->at != '\n' && *lexer->at != '\r')
                lexer->at++;
        else if (lexer_is_space(*lexer->at))
            lexer->at++;
        else
            break;
    }
}

/* The regular characters from here on. */
static Token regular_token(Lexer *lexer, TokenKind kind)
{
    const char *start = lexer->at;
    while (lexer->at < lexer->end && lexer_is_regular(*lexer->at))
        lexer->at++;
    return (Token){kind, start, (size_t)(lexer->at - start), 0};
}

/* ISO 32000-1, 7.3.3: a sign, digits, a point in them. */
static void read_number(Token *token)
{
    const char *at = token->bytes, *end = at + token->length;
    bool negative = at < end && *at == '-', point = false;
    size_t digits = 0;
    unsigned long long value = 0;
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    for (; at < end && (is_digit(*at) || (*at == '.' && !point)); at++) {
        point |= *at == '.';
        if (*at == '.')
            continue;
        digits++;
        if (value <= LLONG_MAX / 10 - 1)
            value = value * 10 + (unsigned)(*at - '0');
        else if (!point)
            digits = SIZE_MAX / 2; /* too large for an integer */
    }
    bool good = at == end && digits && (point || digits < SIZE_MAX / 2);
    token->kind = !good ? TOKEN_DAMAGED : point ? TOKEN_REAL : TOKEN_INTEGER;
    token->integer = negative ? -(long long)value : (long long)value;
}

/* ISO 32000-1, 7.3.4.2: parentheses in a string are balanced, or escaped. */
static Token string_token(Lexer *lexer)
{
    const char *start = ++lexer->at;
    for (size_t depth = 1; lexer->at < lexer->end; lexer->at++) {
        if (*lexer->at == '\\' && lexer->at + 1 < lexer->end)
            lexer->at++;
        else if (*lexer->at == '(')
            depth++;
        else if (*lexer->at == ')' && !--depth)
            return (Token){TOKEN_STRING, start, (size_t)(lexer->at++ - start), 0};
    }
    return (Token){.kind = TOKEN_DAMAGED};
}

static Token hex_token(Lexer *lexer)
{
    const char *start = ++lexer->at;
    const char *close = memchr(start, '>', (size_t)(lexer->end - start));
    if (!close)
        return (Token){.kind = TOKEN_DAMAGED};
    lexer->at = close + 1;
    return (Token){TOKEN_HEX, start, (size_t)(close - start), 0};
}

static Token bracket_token(Lexer *lexer, TokenKind kind, size_t length)
{
    Token token = {kind, lexer->at, length, 0};
    lexer->at += length;
    return token;
}

Token lexer_next(Lexer *lexer)
{
    skip_space(lexer);
    if (lexer->at >= lexer->end)
        return (Token){.kind = TOKEN_END};
    bool twice = lexer->at + 1 < lexer->end && lexer->at[0] == lexer->at[1];
    switch (*lexer->at) {
    case '/': lexer->at++; return regular_token(lexer, TOKEN_NAME);
    case '(': return string_token(lexer);
    case '[': return bracket_token(lexer, TOKEN_ARRAY, 1);
    case ']': return bracket_token(lexer, TOKEN_ARRAY_END, 1);
    case '<': return twice ? bracket_token(lexer, TOKEN_DICTIONARY, 2) : hex_token(lexer);
    case '>': return bracket_token(lexer, twice ? TOKEN_DICTIONARY_END : TOKEN_DAMAGED, 1 + twice);
    case ')':
    case '{':
    case '}': return bracket_token(lexer, TOKEN_DAMAGED, 1);
    default: break;
    }
    Token token = regular_token(lexer, TOKEN_WORD);
    if (is_digit(*token.bytes) || strchr("+-.", *token.bytes))
        read_number(&token);
    return token;
}

bool token_says(const Token *token, const char *word)
{
    return token->kind == TOKEN_WORD && token->length == strlen(word) &&
           memcmp(token->bytes, word, token->length) == 0;
}

/* What names and strings say */

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* ISO 32000-1, 7.3.5: # and two digits; never a NUL. */
static size_t unescape_name(const Token *token, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < token->length; i++) {
        char c = token->bytes[i];
        if (c == '#') {
            int high = i + 2 < token->length ? hex_digit(token->bytes[i + 1]) : -1;
            int low = high < 0 ? -1 : hex_digit(token->bytes[i + 2]);
            if (low < 0 || (high | low) == 0)
                return token->length + 1;
            c = (char)(high << 4 | low);
            i += 2;
        }
        out[length++] = c;
    }
    return length;
}

/* ISO 32000-1, 7.3.4.3: white space is nothing, a digit that is missing at the end is 0. */
static size_t unescape_hex(const Token *token, char *out)
{
    size_t digits = 0;
    for (size_t i = 0; i < token->length; i++) {
        int digit = hex_digit(token->bytes[i]);
        if (digit < 0 && !lexer_is_space(token->bytes[i]))
            return token->length + 1;
        if (digit < 0)
            continue;
        if (digits % 2)
            out[digits / 2] = (char)(out[digits / 2] | digit);
        else
            out[digits / 2] = (char)(digit << 4);
        digits++;
    }
    return (digits + 1) / 2;
}

/* Up to three octal digits from `*at` on, which ends on the last of them. */
static char octal(const Token *token, size_t *at)
{
    unsigned value = 0;
    size_t i = *at;
    for (; i < token->length && i < *at + 3 && token->bytes[i] >= '0' && token->bytes[i] <= '7';
         i++)
        value = value * 8 + (unsigned)(token->bytes[i] - '0');
    *at = i - 1;
    return (char)(uint8_t)value;
}

/* ISO 32000-1, 7.3.4.2, table 3 */
static size_t unescape_string(const Token *token, char *out)
{
    static const char letters[] = "nrtbf", meant[] = "\n\r\t\b\f";
    const char *bytes = token->bytes;
    size_t length = 0;
    for (size_t i = 0; i < token->length; i++) {
        bool escaped = bytes[i] == '\\';
        if (escaped && ++i == token->length)
            return token->length + 1;
        bool pair = bytes[i] == '\r' && i + 1 < token->length && bytes[i + 1] == '\n';
        if (bytes[i] == '\r' || bytes[i] == '\n') { /* a line's end is \n; escaped, nothing */
            i += pair;
            if (!escaped)
                out[length++] = '\n';
            continue;
        }
        const char *letter = escaped ? memchr(letters, bytes[i], sizeof letters - 1) : NULL;
        if (letter)
            out[length++] = meant[letter - letters];
        else if (escaped && bytes[i] >= '0' && bytes[i] <= '7')
            out[length++] = octal(token, &i);
        else
            out[length++] = bytes[i];
    }
    return length;
}

size_t token_unescape(const Token *token, char *out)
{
    if (token->kind == TOKEN_NAME)
        return unescape_name(token, out);
    if (token->kind == TOKEN_HEX)
        return unescape_hex(token, out);
    return unescape_string(token, out);
}
