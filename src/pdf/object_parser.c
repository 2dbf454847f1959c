/* Tokens → objects, declared in object_file.h. */
#include "pdf/object_file.h"

/* Containers that are open, from the outermost on. */
typedef struct Nest {
    Object open[MOST_NESTED];
    const char *keys[MOST_NESTED]; /* of the value that a dictionary waits for; NULL: none */
    size_t depth;
    bool damaged;
} Nest;

static Object damaged(PdfFile *file, Nest *nest)
{
    nest->damaged = true;
    return pdf_fail(file, "an object is damaged");
}

/* What a NAME, STRING or HEX says, in the arena; a name with its slash. */
static Object parse_text(PdfFile *file, Nest *nest, const Token *token)
{
    bool is_name = token->kind == TOKEN_NAME;
    char *bytes = arena_alloc(file->arena, token->length + 2);
    size_t length = token_unescape(token, bytes + is_name);
    if (length > token->length)
        return damaged(file, nest);
    if (is_name)
        bytes[0] = '/';
    return object_new_text(file, is_name ? OBJECT_NAME : OBJECT_STRING, bytes, length + is_name);
}

/* An integer, or two of them and an R: a reference (ISO 32000-1, 7.3.10). */
static Object parse_integer(PdfFile *file, Lexer *lexer, const Token *token)
{
    Lexer ahead = *lexer;
    Token generation = lexer_next(&ahead), word = {0};
    if (generation.kind == TOKEN_INTEGER)
        word = lexer_next(&ahead);
    if (!token_says(&word, "R"))
        return new_integer(file, token->integer);
    *lexer = ahead;
    if (generation.integer)
        return pdf_fail(file, "object %lld is of a later generation", token->integer);
    return object_refer(file, token->integer);
}

static Object parse_word(PdfFile *file, Nest *nest, const Token *token)
{
    if (token_says(token, "true") || token_says(token, "false"))
        return new_boolean(file, token->length == 4);
    return token_says(token, "null") ? new_null(file) : damaged(file, nest);
}

/* A value that is no container; a container, opened; or one that is closed. NULL: a key was read,
 * or a container was opened, and the value is still to come. */
static Object parse_token(PdfFile *file, Lexer *lexer, Nest *nest, const Token *token)
{
    Object outer = nest->depth ? nest->open[nest->depth - 1] : NULL;
    bool in_dictionary = outer && outer->kind == OBJECT_DICTIONARY;
    if (in_dictionary && !nest->keys[nest->depth - 1] && token->kind != TOKEN_DICTIONARY_END) {
        if (token->kind != TOKEN_NAME)
            return damaged(file, nest);
        nest->keys[nest->depth - 1] = parse_text(file, nest, token)->text.bytes;
        return NULL;
    }
    switch (token->kind) {
    case TOKEN_INTEGER: return parse_integer(file, lexer, token);
    case TOKEN_REAL: return object_new_text(file, OBJECT_REAL, token->bytes, token->length);
    case TOKEN_NAME:
    case TOKEN_STRING:
    case TOKEN_HEX: return parse_text(file, nest, token);
    case TOKEN_WORD: return parse_word(file, nest, token);
    case TOKEN_ARRAY:
    case TOKEN_DICTIONARY:
        if (nest->depth == MOST_NESTED)
            return damaged(file, nest);
        nest->keys[nest->depth] = NULL;
        nest->open[nest->depth++] =
            token->kind == TOKEN_ARRAY ? new_array(file) : new_dictionary(file);
        return NULL;
    case TOKEN_ARRAY_END:
    case TOKEN_DICTIONARY_END:
        if (!outer || in_dictionary != (token->kind == TOKEN_DICTIONARY_END) ||
            nest->keys[nest->depth - 1])
            return damaged(file, nest);
        nest->depth--;
        return outer;
    default: return damaged(file, nest);
    }
}

Object object_parse(PdfFile *file, Lexer *lexer)
{
    Nest nest = {.depth = 0};
    for (;;) {
        Token token = lexer_next(lexer);
        Object value = parse_token(file, lexer, &nest, &token);
        if (nest.damaged)
            return new_null(file);
        if (!value)
            continue;
        if (!nest.depth)
            return value;
        Object outer = nest.open[nest.depth - 1];
        if (outer->kind == OBJECT_ARRAY) {
            add(file, outer, value);
        } else {
            put(file, outer, nest.keys[nest.depth - 1], value);
            nest.keys[nest.depth - 1] = NULL;
        }
    }
}
