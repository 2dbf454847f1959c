#include "base/json.h"

#include <assert.h>

void json_add_string(Str *json, const char *string)
{
    if (!string) {
        str_add(json, "null");
        return;
    }
    str_add_char(json, '"');
    for (const unsigned char *p = (const unsigned char *)string; *p; p++) {
        if (*p == '"' || *p == '\\')
            str_format(json, "\\%c", *p);
        else if (*p == '\n')
            str_add(json, "\\n");
        else if (*p < 0x20 || *p == 0x7F)
            str_format(json, "\\u%04x", *p);
        else
            str_add_char(json, (char)*p);
    }
    str_add_char(json, '"');
}

/* Begins a value: the comma after the one before it, its line, its key. */
static void begin(Json *json, const char *key)
{
    if (json->depth) {
        str_add(json->out, json->filled[json->depth - 1] ? ",\n" : "\n");
        json->filled[json->depth - 1] = true;
    }
    for (int i = 0; i < json->depth; i++)
        str_add(json->out, "  ");
    if (!key)
        return;
    json_add_string(json->out, key);
    str_add(json->out, ": ");
}

void json_open(Json *json, const char *key, char bracket)
{
    assert(json->depth < JSON_DEEPEST);
    begin(json, key);
    str_add_char(json->out, bracket);
    json->closing[json->depth] = bracket == '{' ? '}' : ']';
    json->filled[json->depth++] = false;
}

void json_close(Json *json)
{
    bool filled = json->filled[--json->depth];
    if (filled)
        str_add_char(json->out, '\n');
    for (int i = 0; filled && i < json->depth; i++)
        str_add(json->out, "  ");
    str_add_char(json->out, json->closing[json->depth]);
    if (!json->depth)
        str_add_char(json->out, '\n');
}

void json_put_string(Json *json, const char *key, const char *value)
{
    begin(json, key);
    json_add_string(json->out, value);
}

void json_put_integer(Json *json, const char *key, long long value)
{
    begin(json, key);
    str_format(json->out, "%lld", value);
}

void json_put_number(Json *json, const char *key, double value, int decimals)
{
    begin(json, key);
    str_add_number(json->out, value, decimals);
}

void json_put_boolean(Json *json, const char *key, bool value)
{
    begin(json, key);
    str_add(json->out, value ? "true" : "false");
}
