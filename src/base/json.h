/* The little of JSON that reports need (RFC 8259). */
#ifndef BINDERY_BASE_JSON_H
#define BINDERY_BASE_JSON_H

#include "base/str.h"

/* Adds a quoted, escaped string; NULL adds `null`. `string` is valid UTF-8. */
void json_add_string(Str *json, const char *string);

#endif
