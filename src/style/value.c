#include "style/value.h"

#include <assert.h>
#include <strings.h>

static_assert(offsetof(Style, figure_spacing) == offsetof(Style, figures) + sizeof(Figures),
              "font-variant-numeric sets both at once");
static_assert(offsetof(Style, hyphenate_after) == offsetof(Style, hyphenate_before) + sizeof(int),
              "hyphenate-limit-chars sets both at once");
static_assert(offsetof(Style, string_set) ==
                  offsetof(Style, string_set_name) + offsetof(StringSet, content),
              "string-set sets both at once");

typedef bool ParseValue(Cursor *cursor, Table *interned, Value *value);
typedef void PrintValue(const Value *value, Str *out);

enum {
    KEYWORD = FORM_KEYWORD,
    INTEGER = FORM_INTEGER,
    NUMBER = FORM_NUMBER,
    LENGTH = FORM_LENGTH,
    PERCENT = FORM_PERCENT
};

static const struct {
    int forms;
    double least;
    ParseValue *parse;
    PrintValue *print;
    const char *syntax;
} types[TYPE_COUNT] = {
#define TYPE(name, c_type, forms, least, parse, compute, print, syntax)                            \
    {forms, least, parse, print, syntax},
#include "style/types.def"
#undef TYPE
};

static const struct {
    TypeId type;
    const char *word;
    int value;
} keywords[] = {
#define KEYWORD(type, word, value) {TYPE_##type, word, value},
#include "style/keywords.def"
#undef KEYWORD
};
enum { KEYWORDS = sizeof keywords / sizeof *keywords };

#define TYPE(name, c_type, forms, least, parse, compute, print, syntax)                            \
    enum { SIZE_OF_##name = sizeof(c_type) };
#include "style/types.def"
#undef TYPE

const Property properties[PROP_COUNT] = {
#define PROPERTY(name, css, field, type, inherited, initial, doc)                                  \
    {css, TYPE_##type, offsetof(Style, field), SIZE_OF_##type, inherited, initial, doc},
#define PAGE_PROPERTY(name, css, field, type, initial, doc)                                        \
    {css, TYPE_##type, offsetof(PageBox, field), SIZE_OF_##type, false, initial, doc},
#include "style/props.def"
#undef PROPERTY
#undef PAGE_PROPERTY
};

static PropertyId find_property(int from, int to, const char *name)
{
    for (int i = from; i < to; i++)
        if (strcasecmp(properties[i].name, name) == 0)
            return (PropertyId)i;
    return PROP_COUNT;
}

PropertyId property_of_element(const char *name)
{
    return find_property(0, PROP_FIRST_OF_PAGE, name);
}

PropertyId property_of_page(const char *name)
{
    return find_property(PROP_FIRST_OF_PAGE, PROP_COUNT, name);
}

static bool parse_keyword(TypeId type, const Token *token, Value *value)
{
    for (int i = 0; i < KEYWORDS; i++)
        if (keywords[i].type == type && token_is_name(token, TOKEN_IDENT, keywords[i].word)) {
            *value = (Value){.form = FORM_KEYWORD, .integer = keywords[i].value};
            return true;
        }
    return false;
}

static bool parse_simple(TypeId type, const Token *token, Value *value)
{
    int forms = types[type].forms;
    if ((forms & FORM_KEYWORD) && parse_keyword(type, token, value))
        return true;
    if (token->number < types[type].least || token->number > 1e6)
        return false;
    if ((forms & FORM_INTEGER) && token->kind == TOKEN_NUMBER && token->integer) {
        *value = (Value){.form = FORM_INTEGER, .integer = (int)token->number};
        return true;
    }
    if ((forms & FORM_NUMBER) && token->kind == TOKEN_NUMBER) {
        *value = (Value){.form = FORM_NUMBER, .number = token->number};
        return true;
    }
    if ((forms & FORM_PERCENT) && token->kind == TOKEN_PERCENTAGE) {
        *value = (Value){.form = FORM_PERCENT, .number = token->number};
        return true;
    }
    return (forms & FORM_LENGTH) && parse_length(token, value);
}

bool value_parse(TypeId type, Cursor *cursor, Table *interned, Value *value)
{
    cursor_skip_space(cursor);
    if (cursor->at >= cursor->end)
        return false;
    if (parse_simple(type, cursor->at, value)) {
        cursor->at++;
        return true;
    }
    return types[type].parse && types[type].parse(cursor, interned, value);
}

static void print_word(TypeId type, int integer, Str *out)
{
    for (int i = 0; i < KEYWORDS; i++)
        if (keywords[i].type == type && keywords[i].value == integer) {
            str_add(out, keywords[i].word);
            return;
        }
}

void value_print(TypeId type, const Value *value, Str *out)
{
    static const char *const wide[] = {"inherit", "initial", "unset"};
    switch (value->form) {
    case FORM_KEYWORD: print_word(type, value->integer, out); break;
    case FORM_INTEGER: str_format(out, "%d", value->integer); break;
    case FORM_NUMBER: str_add_number(out, value->number, 6); break;
    case FORM_PERCENT:
        str_add_number(out, value->number, 6);
        str_add_char(out, '%');
        break;
    case FORM_LENGTH:
        str_add_number(out, value->number, 6);
        str_add(out, value->number == 0 && value->unit == 0 ? "" : unit_name(value->unit));
        break;
    case FORM_DATA: types[type].print(value, out); break;
    case FORM_WIDE: str_add(out, wide[value->integer]); break;
    }
}

void value_syntax(TypeId type, Str *out)
{
    size_t start = out->length;
    for (int i = 0; i < KEYWORDS; i++)
        if (keywords[i].type == type)
            str_format(out, "%s%s", out->length > start ? ", " : "", keywords[i].word);
    if (*types[type].syntax)
        str_format(out, "%s%s", out->length > start ? ", " : "", types[type].syntax);
}
