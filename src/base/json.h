/* JSON (RFC 8259) for reports: indented, one value a line. */
#ifndef BINDERY_BASE_JSON_H
#define BINDERY_BASE_JSON_H

#include "base/str.h"

#include <stdbool.h>

/* Adds a quoted, escaped string; NULL adds `null`. `string` is valid UTF-8. */
void json_add_string(Str *json, const char *string);

/* A document being written. Every value takes its key, NULL inside an array and for the outermost.
 *
 *     Json json = {.out = &out};
 *     json_open(&json, NULL, '{');
 *     json_put_string(&json, "title", book->title);
 *     json_close(&json);
 */
enum { JSON_DEEPEST = 16 };
typedef struct Json {
    Str *out;
    /* private */
    int depth;
    char closing[JSON_DEEPEST];
    bool filled[JSON_DEEPEST];
} Json;

void json_open(Json *json, const char *key, char bracket);            /* '{' or '[' */
void json_close(Json *json);                                          /* what was opened last */
void json_put_string(Json *json, const char *key, const char *value); /* NULL gives null */
void json_put_integer(Json *json, const char *key, long long value);
void json_put_number(Json *json, const char *key, double value, int decimals);
void json_put_boolean(Json *json, const char *key, bool value);

#endif
