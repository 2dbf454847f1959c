/* Lexical conventions of PDF (ISO 32000-1, 7.2 and 7.3): bytes → tokens. */
#ifndef BINDERY_PDF_OBJECT_LEXER_H
#define BINDERY_PDF_OBJECT_LEXER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_DAMAGED,
    TOKEN_INTEGER,
    TOKEN_REAL,
    TOKEN_NAME,   /* bytes: behind the slash, still escaped */
    TOKEN_STRING, /* bytes: between the parentheses, still escaped */
    TOKEN_HEX,    /* bytes: between the angle brackets */
    TOKEN_WORD,   /* true, null, obj, stream, R … */
    TOKEN_ARRAY,  /* [ */
    TOKEN_ARRAY_END,
    TOKEN_DICTIONARY, /* << */
    TOKEN_DICTIONARY_END
} TokenKind;

typedef struct Token {
    TokenKind kind;
    const char *bytes; /* in the lexer's */
    size_t length;
    long long integer; /* INTEGER */
} Token;

typedef struct Lexer {
    const char *at, *end;
} Lexer;

Token lexer_next(Lexer *lexer);
bool token_says(const Token *token, const char *word); /* it is that WORD */

/* White space and delimiters end names, numbers and words. */
bool lexer_is_regular(char c);
bool lexer_is_space(char c);

/* What a NAME, STRING or HEX token says, into `out`, which has room for token->length bytes.
 * Returns how many bytes they are; token->length + 1: it is damaged. */
size_t token_unescape(const Token *token, char *out);

#endif
