#include "style/value.h"

#include <string.h>

static const struct {
    const char *name;
    uint32_t rgba;
} names[] = {
    {"black", 0x000000FF},   {"silver", 0xC0C0C0FF}, {"gray", 0x808080FF}, {"grey", 0x808080FF},
    {"white", 0xFFFFFFFF},   {"maroon", 0x800000FF}, {"red", 0xFF0000FF},  {"purple", 0x800080FF},
    {"fuchsia", 0xFF00FFFF}, {"green", 0x008000FF},  {"lime", 0x00FF00FF}, {"olive", 0x808000FF},
    {"yellow", 0xFFFF00FF},  {"navy", 0x000080FF},   {"blue", 0x0000FFFF}, {"teal", 0x008080FF},
    {"aqua", 0x00FFFFFF},    {"transparent", 0},
};
enum { NAMES = sizeof names / sizeof *names };

static Value color_value(Table *interned, uint32_t rgba)
{
    Color color = {(uint8_t)(rgba >> 24), (uint8_t)(rgba >> 16), (uint8_t)(rgba >> 8),
                   (uint8_t)rgba};
    return (Value){.form = FORM_DATA, .data = table_intern(interned, &color, sizeof color)};
}

/* #rgb, #rgba, #rrggbb, #rrggbbaa */
static bool parse_hex(const char *digits, uint32_t *rgba)
{
    size_t count = strlen(digits);
    if ((count != 3 && count != 4 && count != 6 && count != 8) ||
        strspn(digits, "0123456789abcdefABCDEF") != count)
        return false;
    uint32_t value = 0;
    for (const char *c = digits; *c; c++) {
        uint32_t digit = (uint32_t)(*c <= '9' ? *c - '0' : (*c | 32) - 'a' + 10);
        value = count < 6 ? value << 8 | digit * 17 : value << 4 | digit;
    }
    *rgba = count % 4 ? value << 8 | 0xFF : value;
    return true;
}

/* rgb(r, g, b) or rgb(r g b): numbers to 255, or percentages */
static bool parse_rgb(Cursor *cursor, uint32_t *rgba)
{
    const Token *end = token_after_component(cursor->at, cursor->end);
    Cursor inside = {cursor->at + 1, end};
    uint32_t value = 0;
    for (int i = 0; i < 3; i++) {
        if (i)
            cursor_take(&inside, ',');
        cursor_skip_space(&inside);
        const Token *token = inside.at;
        if (token >= end || (token->kind != TOKEN_NUMBER && token->kind != TOKEN_PERCENTAGE))
            return false;
        double part = token->kind == TOKEN_NUMBER ? token->number : token->number * 255 / 100;
        if (part < 0 || part > 255)
            return false;
        value = value << 8 | (uint32_t)(part + 0.5);
        inside.at++;
    }
    if (!cursor_take(&inside, ')'))
        return false;
    *rgba = value << 8 | 0xFF;
    cursor->at = end;
    return true;
}

bool parse_color(Cursor *cursor, Table *interned, Value *value)
{
    uint32_t rgba = 0;
    if (token_is_name(cursor->at, TOKEN_FUNCTION, "rgb")) {
        if (!parse_rgb(cursor, &rgba))
            return false;
    } else if (cursor->at->kind == TOKEN_HASH) {
        if (!parse_hex(cursor->at++->text, &rgba))
            return false;
    } else {
        int i = 0;
        while (i < NAMES && !token_is_name(cursor->at, TOKEN_IDENT, names[i].name))
            i++;
        if (i == NAMES)
            return false;
        rgba = names[i].rgba;
        cursor->at++;
    }
    *value = color_value(interned, rgba);
    return true;
}

void print_color(const Value *value, Str *out)
{
    Color color;
    memcpy(&color, value->data, sizeof color);
    str_format(out, "#%02x%02x%02x", color.red, color.green, color.blue);
    if (color.alpha != 255)
        str_format(out, "%02x", color.alpha);
}
