/* Tokens of a style sheet: CSS Syntax Level 3, section 4.
 *
 * The whole file becomes one array that ends in TOKEN_END. Strings are unescaped, live in the arena
 * and are valid UTF-8; numbers are read without the locale. Comments give nothing. What section 4
 * calls a parse error is a diagnostic with its place, and reading goes on as it says there. */
#ifndef BINDERY_STYLE_TOKEN_H
#define BINDERY_STYLE_TOKEN_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_SPACE,
    TOKEN_IDENT,
    TOKEN_FUNCTION,   /* name, its `(` taken */
    TOKEN_AT_KEYWORD, /* name without the @ */
    TOKEN_HASH,       /* name without the # */
    TOKEN_STRING,
    TOKEN_BAD_STRING,
    TOKEN_URL,
    TOKEN_BAD_URL,
    TOKEN_NUMBER,
    TOKEN_PERCENTAGE,
    TOKEN_DIMENSION, /* number and unit */
    TOKEN_CDO,
    TOKEN_CDC,
    TOKEN_DELIM /* one character: also : ; , ( ) [ ] { } */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    bool integer;        /* NUMBER: written without a point or an exponent */
    uint32_t mark;       /* DELIM: the code point */
    uint32_t start, end; /* bytes of the source */
    int line, column;
    const char *text; /* name, string, URL; DIMENSION: the unit, in lower case; else "" */
    double number;
} Token;

/* A part of the tokens that is being read: `at` moves towards `end`. *end can be read, too. */
typedef struct Cursor {
    const Token *at, *end;
} Cursor;

typedef struct Source {
    const char *file;    /* as diagnostics name it */
    const char *text;    /* as it was tokenized: valid UTF-8, lines end in \n */
    const Token *tokens; /* [count]; the last is TOKEN_END */
    size_t count;
} Source;

Source tokens_read(Arena *arena, const char *file, const char *bytes, size_t length,
                   Diagnostics *diagnostics);

Place token_place(const Source *source, const Token *token);

bool token_is(const Token *token, char mark);
/* An identifier or function of that name, in any case. */
bool token_is_name(const Token *token, TokenKind kind, const char *name);

void cursor_skip_space(Cursor *cursor);
/* Takes that mark, and white space around it; false when something else stands there. */
bool cursor_take(Cursor *cursor, char mark);
/* True when nothing but white space is left. */
bool cursor_at_end(Cursor *cursor);
/* The token after the component value at `at`: a block or function counts as one, with its end. */
const Token *token_after_component(const Token *at, const Token *end);

/* The source from one token to another (not taken), for messages: cut at a sensible length. */
const char *source_excerpt(Arena *arena, const Source *source, const Token *from, const Token *to);

#endif
