#include "base/json.h"

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
