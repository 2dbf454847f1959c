#include "style/value.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

enum { LARGEST = 32000 }; /* points: what an Sp holds */

typedef struct FigurePair {
    Figures figures;
    FigureSpacing spacing;
} FigurePair;

typedef struct LimitPair {
    int before, after;
} LimitPair;

static_assert(offsetof(Style, figure_spacing) == offsetof(Style, figures) + sizeof(Figures),
              "font-variant-numeric sets both at once");
static_assert(offsetof(Style, hyphenate_after) == offsetof(Style, hyphenate_before) + sizeof(int),
              "hyphenate-limit-chars sets both at once");
static_assert(offsetof(Style, string_set) ==
                  offsetof(Style, string_set_name) + offsetof(StringSet, content),
              "string-set sets both at once");

typedef bool ParseValue(Cursor *cursor, Table *interned, Value *value);
typedef void ComputeValue(const Value *value, const Computing *c, void *field);
typedef void PrintValue(const Value *value, Str *out);

static ParseValue parse_family, parse_figures, parse_hyphenate_limit, parse_name;
static PrintValue print_family, print_figures, print_hyphenate_limit, print_name;
static ComputeValue compute_font_size, compute_line_height, compute_color, compute_pointer,
    compute_weight, compute_integer, compute_pair, compute_length, compute_bool, compute_scaling,
    compute_border_width, compute_size, compute_string_set, compute_content, compute_paper;

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
    ComputeValue *compute;
    PrintValue *print;
    const char *syntax;
    size_t size;
} types[TYPE_COUNT] = {
#define TYPE(name, c_type, forms, least, parse, compute, print, syntax)                            \
    {forms, least, parse, compute, print, syntax, sizeof(c_type)},
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

static const struct {
    const char *name;
    double points; /* of an absolute unit */
    double em, rem, lh, rlh;
} units[] = {
    {"pt", 1, 0, 0, 0, 0},          {"px", 0.75, 0, 0, 0, 0}, {"mm", 72 / 25.4, 0, 0, 0, 0},
    {"cm", 720 / 25.4, 0, 0, 0, 0}, {"in", 72, 0, 0, 0, 0},   {"pc", 12, 0, 0, 0, 0},
    {"q", 18 / 25.4, 0, 0, 0, 0},   {"em", 0, 1, 0, 0, 0},    {"rem", 0, 0, 1, 0, 0},
    {"ex", 0, 0.5, 0, 0, 0},        {"ch", 0, 0.5, 0, 0, 0},  {"lh", 0, 0, 0, 1, 0},
    {"rlh", 0, 0, 0, 0, 1},
};
enum { UNITS = sizeof units / sizeof *units };

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

static int find_unit(const char *name)
{
    for (int i = 0; i < UNITS; i++)
        if (strcmp(units[i].name, name) == 0)
            return i;
    return -1;
}

Sp sp_from_points(double points)
{
    if (points > LARGEST)
        points = LARGEST;
    if (points < -LARGEST)
        points = -LARGEST;
    return SP_FROM_POINTS(points);
}

bool length_in_points(const Token *token, double *points)
{
    int unit = token->kind == TOKEN_DIMENSION ? find_unit(token->text) : -1;
    if (unit < 0 || units[unit].points == 0)
        return false;
    *points = token->number * units[unit].points;
    return true;
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

static bool parse_length(const Token *token, Value *value)
{
    bool zero = token->kind == TOKEN_NUMBER && token->number == 0;
    int unit = zero ? 0 : token->kind == TOKEN_DIMENSION ? find_unit(token->text) : -1;
    if (unit < 0)
        return false;
    *value = (Value){.form = FORM_LENGTH, .number = token->number, .unit = unit};
    return true;
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
        str_add(out, value->number == 0 && value->unit == 0 ? "" : units[value->unit].name);
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

/* Families */

static bool parse_one_family(Cursor *cursor, Str *name)
{
    str_clear(name);
    cursor_skip_space(cursor);
    if (cursor->at < cursor->end && cursor->at->kind == TOKEN_STRING) {
        str_add(name, cursor->at++->text);
    } else {
        for (; cursor->at < cursor->end && cursor->at->kind == TOKEN_IDENT;
             cursor_skip_space(cursor))
            str_format(name, "%s%s", name->length ? " " : "", cursor->at++->text);
    }
    return name->length > 0;
}

static bool parse_family(Cursor *cursor, Table *interned, Value *value)
{
    enum { MOST = 15 };
    const char *families[MOST + 1] = {NULL};
    int count = 0;
    Str name = STR_INIT;
    bool more = true;
    while (more && count < MOST && parse_one_family(cursor, &name)) {
        families[count++] = table_intern_string(interned, name.data);
        cursor_skip_space(cursor);
        more = cursor->at < cursor->end && token_is(cursor->at, ',');
        cursor->at += more;
    }
    str_release(&name);
    if (more)
        return false;
    size_t size = ((size_t)count + 1) * sizeof *families;
    *value = (Value){.form = FORM_DATA, .data = table_intern(interned, families, size)};
    return true;
}

static bool is_generic(const char *family)
{
    return str_equal(family, "serif") || str_equal(family, "sans-serif") ||
           str_equal(family, "monospace");
}

void print_css_string(const char *text, Str *out)
{
    str_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            str_add_char(out, '\\');
        if (*text == '\n')
            str_add(out, "\\a ");
        else
            str_add_char(out, *text);
    }
    str_add_char(out, '"');
}

static void print_family(const Value *value, Str *out)
{
    for (const char *const *family = value->data; *family; family++) {
        if (family != value->data)
            str_add(out, ", ");
        if (is_generic(*family))
            str_add(out, *family);
        else
            print_css_string(*family, out);
    }
}

/* Pairs */

static Value pair_value(Table *interned, int first, int second)
{
    int pair[2] = {first, second};
    return (Value){.form = FORM_DATA, .data = table_intern(interned, pair, sizeof pair)};
}

static const struct {
    const char *word;
    int part, value;
} figure_words[] = {
    {"oldstyle-nums", 0, FIGURES_OLDSTYLE},
    {"lining-nums", 0, FIGURES_LINING},
    {"proportional-nums", 1, SPACING_PROPORTIONAL},
    {"tabular-nums", 1, SPACING_TABULAR},
};
enum { FIGURE_WORDS = sizeof figure_words / sizeof *figure_words };

static bool parse_figures(Cursor *cursor, Table *interned, Value *value)
{
    int pair[2] = {0, 0};
    bool normal = token_is_name(cursor->at, TOKEN_IDENT, "normal"), any = normal;
    if (normal)
        cursor->at++;
    for (; !normal && !cursor_at_end(cursor); cursor->at++) {
        int i = 0;
        while (i < FIGURE_WORDS && !token_is_name(cursor->at, TOKEN_IDENT, figure_words[i].word))
            i++;
        if (i == FIGURE_WORDS || pair[figure_words[i].part])
            return false;
        pair[figure_words[i].part] = figure_words[i].value;
        any = true;
    }
    *value = pair_value(interned, pair[0], pair[1]);
    return any;
}

static void print_figures(const Value *value, Str *out)
{
    const int *pair = value->data;
    if (!pair[0] && !pair[1])
        str_add(out, "normal");
    for (int i = 0, printed = 0; i < FIGURE_WORDS; i++)
        if (pair[figure_words[i].part] == figure_words[i].value)
            str_format(out, "%s%s", printed++ ? " " : "", figure_words[i].word);
}

/* `auto`, or the least letters of the word, before and after; the first is the patterns' business.
 */
static bool parse_hyphenate_limit(Cursor *cursor, Table *interned, Value *value)
{
    enum { BEFORE = 2, AFTER = 3 };
    int limits[3] = {0, BEFORE, AFTER}, count = 0;
    for (; count < 3 && !cursor_at_end(cursor); cursor->at++, count++) {
        const Token *token = cursor->at;
        if (token->kind == TOKEN_NUMBER && token->integer && token->number >= 1 &&
            token->number <= 100)
            limits[count] = (int)token->number;
        else if (!token_is_name(token, TOKEN_IDENT, "auto"))
            return false;
    }
    if (count == 2 && limits[1] > AFTER)
        limits[2] = limits[1];
    *value = pair_value(interned, limits[1], limits[2]);
    return count > 0;
}

static void print_hyphenate_limit(const Value *value, Str *out)
{
    const int *pair = value->data;
    str_format(out, "auto %d %d", pair[0], pair[1]);
}

static bool parse_name(Cursor *cursor, Table *interned, Value *value)
{
    if (cursor->at->kind != TOKEN_IDENT)
        return false;
    *value = (Value){.form = FORM_DATA, .data = table_intern_string(interned, cursor->at->text)};
    cursor->at++;
    return true;
}

static void print_name(const Value *value, Str *out)
{
    str_add(out, value->data);
}

/* Computing */

static double em_of(const Style *style)
{
    return SP_TO_POINTS(style->font_size);
}

static Sp length_of(const Value *value, const Computing *c, double em)
{
    const Style *root = c->root ? c->root : c->style;
    double factor = units[value->unit].points + units[value->unit].em * em +
                    units[value->unit].rem * em_of(root) +
                    units[value->unit].lh * SP_TO_POINTS(c->style->line_height) +
                    units[value->unit].rlh * SP_TO_POINTS(root->line_height);
    return sp_from_points(value->number * factor);
}

static void store_integer(void *field, int integer)
{
    memcpy(field, &integer, sizeof integer);
}

static void store_sp(void *field, Sp sp)
{
    memcpy(field, &sp, sizeof sp);
}

static void compute_integer(const Value *value, const Computing *c, void *field)
{
    (void)c;
    store_integer(field, value->integer);
}

static void compute_bool(const Value *value, const Computing *c, void *field)
{
    (void)c;
    bool yes = value->integer != 0;
    memcpy(field, &yes, sizeof yes);
}

static void compute_pair(const Value *value, const Computing *c, void *field)
{
    (void)c;
    memcpy(field, value->data, 2 * sizeof(int));
}

static void compute_pointer(const Value *value, const Computing *c, void *field)
{
    (void)c;
    memcpy(field, &value->data, sizeof value->data);
}

static void compute_length(const Value *value, const Computing *c, void *field)
{
    store_sp(field, value->form == FORM_LENGTH ? length_of(value, c, em_of(c->style)) : 0);
}

static void compute_border_width(const Value *value, const Computing *c, void *field)
{
    store_sp(field, value->form == FORM_LENGTH ? length_of(value, c, em_of(c->style))
                                               : sp_from_points(value->integer / 1000.0));
}

static void compute_font_size(const Value *value, const Computing *c, void *field)
{
    double parent = em_of(c->parent ? c->parent : c->initial);
    if (value->form == FORM_LENGTH)
        store_sp(field, length_of(value, c, parent));
    else if (value->form == FORM_PERCENT)
        store_sp(field, sp_from_points(parent * value->number / 100));
    else if (value->integer < 0)
        store_sp(field, sp_from_points(parent * -value->integer / 1000.0));
    else
        store_sp(field, sp_from_points(value->integer / 100.0));
}

/* A factor is kept, since it is the factor that is inherited. */
static void compute_line_height(const Value *value, const Computing *c, void *field)
{
    double em = em_of(c->style), factor = 0;
    if (value->form == FORM_NUMBER)
        factor = value->number;
    else if (value->form == FORM_KEYWORD)
        factor = value->integer / 1000.0;
    c->style->line_height_factor = SP_FROM_POINTS(factor < LARGEST ? factor : LARGEST);
    if (factor > 0)
        store_sp(field, sp_from_points(em * factor));
    else if (value->form == FORM_PERCENT)
        store_sp(field, sp_from_points(em * value->number / 100));
    else
        store_sp(field, length_of(value, c, em));
}

static void compute_weight(const Value *value, const Computing *c, void *field)
{
    int parent = c->parent ? c->parent->font_weight : 400, weight = value->integer;
    if (weight == -2)
        weight = parent < 350 ? 400 : parent < 550 ? 700 : 900;
    else if (weight == -1)
        weight = parent < 550 ? 100 : parent < 750 ? 400 : 700;
    store_integer(field, weight > 900 ? 900 : weight);
}

static void compute_scaling(const Value *value, const Computing *c, void *field)
{
    (void)c;
    store_integer(field, (int)(value->number * 10 < 200 ? value->number * 10 + 0.5 : 200));
}

static void compute_color(const Value *value, const Computing *c, void *field)
{
    Color color = c->style->color;
    if (value->form == FORM_DATA)
        memcpy(&color, value->data, sizeof color);
    else if (field == &c->style->color)
        color = (c->parent ? c->parent : c->initial)->color;
    memcpy(field, &color, sizeof color);
}

static void compute_size(const Value *value, const Computing *c, void *field)
{
    Size size = {SIZE_AUTO, 0};
    if (value->form == FORM_LENGTH)
        size = (Size){SIZE_SP, length_of(value, c, em_of(c->style))};
    else if (value->form == FORM_PERCENT)
        size = (Size){SIZE_PERMILLE, (int32_t)(value->number * 10 + 0.5)};
    memcpy(field, &size, sizeof size);
}

static void compute_content(const Value *value, const Computing *c, void *field)
{
    (void)c;
    static const Content none = {NULL, 0};
    memcpy(field, value->data ? value->data : &none, sizeof none);
}

static void compute_string_set(const Value *value, const Computing *c, void *field)
{
    (void)c;
    static const StringSet none = {NULL, {NULL, 0}};
    memcpy(field, value->data ? value->data : &none, sizeof none);
}

static void compute_paper(const Value *value, const Computing *c, void *field)
{
    (void)c;
    static const PaperSize none = {0, 0};
    memcpy(field, value->data ? value->data : &none, sizeof none);
}

void value_compute(PropertyId property, const Value *value, const Computing *c, void *object)
{
    types[properties[property].type].compute(value, c,
                                             (char *)object + properties[property].offset);
}
