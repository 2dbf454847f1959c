/* YAML mappings read by table: one row a key.
 *
 * Only keys.c knows libfyaml. Values are taken as text first, whatever YAML would make of them:
 * `yes` is a name where a name is wanted. Anchors are ignored and aliases are a mistake, so a small
 * file never stands for a large one. */
#ifndef BINDERY_READ_KEYS_H
#define BINDERY_READ_KEYS_H

#include "base/diag.h"
#include "book/book.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum KeyType {
    KEY_TEXT,       /* const char * */
    KEY_INTEGER,    /* int, from 1 */
    KEY_BOOLEAN,    /* bool */
    KEY_DATE,       /* const char *: YYYY, YYYY-MM, YYYY-MM-DD */
    KEY_LANGUAGE,   /* const char *: BCP 47, well-formed */
    KEY_ADDRESS,    /* const char *: an absolute http(s) URL */
    KEY_IDENTIFIER, /* const char *: urn:uuid:… or another URN or URL */
    KEY_TEXTS,      /* StringList */
    KEY_IMAGE,      /* const char *: the name of a file */
    KEY_FILES,      /* StringList: names of files */
    KEY_QUESTIONS,  /* QuestionList */
    KEY_WORDS       /* WordList */
} KeyType;

typedef enum KeyPresence { KEY_OPTIONAL, KEY_REQUIRED } KeyPresence;

typedef struct KeyRow {
    const char *name;
    KeyType type;
    KeyPresence presence;
    const char *example; /* for the sentence when a required one is missing */
    size_t offset;       /* of the value in the target */
    size_t place_offset; /* of its Place in the target; 0: not kept */
} KeyRow;

typedef struct StringList {
    const char **items;
    const Place *places;
    size_t count;
} StringList;

typedef struct QuestionList {
    Question *items;
    size_t count;
} QuestionList;

typedef struct WordList {
    WordOverride *items;
    size_t count;
} WordList;

/* Reads a mapping: `text` is YAML whose first line is line `line` of `file`. Fills the fields of
 * `target` that the rows name, and leaves those alone whose key is absent, empty or wrong; strings
 * live in the arena. Reports everything that is wrong; false when the text is no mapping at all. */
bool keys_read(const char *file, const char *text, size_t length, int line, const KeyRow *rows,
               size_t count, void *target, Arena *arena, Diagnostics *diagnostics);

#endif
