#include "style/declare.h"

#include <strings.h>

typedef struct Expansion {
    Cursor value;
    PropertyId first;
    Table *interned;
    Longhands *longhands;
} Expansion;

typedef bool Expand(Expansion *e);
static Expand expand_sides, expand_border, expand_one_border, expand_font, expand_same,
    expand_font_variant, expand_page_margin;

static const struct {
    const char *name;
    bool of_page;
    Expand *expand;
    PropertyId first;
    int count, stride;
    const char *doc;
} shorthands[] = {
#define SHORTHAND(name, expand, first, count, stride, doc)                                         \
    {name, false, expand, PROP_##first, count, stride, doc},
#define PAGE_SHORTHAND(name, expand, first, count, stride, doc)                                    \
    {name, true, expand, PROP_##first, count, stride, doc},
#include "style/shorthands.def"
#undef SHORTHAND
#undef PAGE_SHORTHAND
};
enum { SHORTHANDS = sizeof shorthands / sizeof *shorthands };

static void set(Longhands *longhands, PropertyId property, Value value)
{
    longhands->list[longhands->count].property = property;
    longhands->list[longhands->count++].value = value;
}

static void set_initial(Longhands *longhands, PropertyId property)
{
    set(longhands, property, (Value){.form = FORM_WIDE, .integer = WIDE_INITIAL});
}

static bool read_one(Expansion *e, PropertyId property, Value *value)
{
    return value_parse(properties[property].type, &e->value, e->interned, value);
}

static bool expand_same(Expansion *e)
{
    Value value;
    if (!read_one(e, e->first, &value))
        return false;
    set(e->longhands, e->first, value);
    return true;
}

static bool expand_sides(Expansion *e)
{
    Value values[SIDES];
    int count = 0;
    while (count < SIDES && !cursor_at_end(&e->value))
        if (!read_one(e, e->first, &values[count++]))
            return false;
    static const int which[SIDES + 1][SIDES] = {
        {0}, {0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    for (int side = 0; side < SIDES && count; side++)
        set(e->longhands, (PropertyId)((int)e->first + side), values[which[count][side]]);
    return count > 0;
}

static bool expand_page_margin(Expansion *e)
{
    set_initial(e->longhands, PROP_PAGE_MARGIN_INSIDE);
    set_initial(e->longhands, PROP_PAGE_MARGIN_OUTSIDE);
    return expand_sides(e);
}

/* Width, style and colour in any order, for the sides from `first` to `last`. */
static bool expand_border_sides(Expansion *e, int first, int last)
{
    static const int parts[] = {PROP_BORDER_TOP_WIDTH, PROP_BORDER_TOP_STYLE,
                                PROP_BORDER_TOP_COLOR};
    Value values[3];
    bool given[3] = {false, false, false};
    while (!cursor_at_end(&e->value)) {
        int part = 0;
        while (part < 3 && (given[part] || !read_one(e, (PropertyId)parts[part], &values[part])))
            part++;
        if (part == 3)
            return false;
        given[part] = true;
    }
    for (int side = first; side <= last; side++)
        for (int part = 0; part < 3; part++) {
            PropertyId property = (PropertyId)(parts[part] + side);
            if (given[part])
                set(e->longhands, property, values[part]);
            else
                set_initial(e->longhands, property);
        }
    return given[0] || given[1] || given[2];
}

static bool expand_border(Expansion *e)
{
    return expand_border_sides(e, SIDE_TOP, SIDE_LEFT);
}

static bool expand_one_border(Expansion *e)
{
    int side = (int)e->first - PROP_BORDER_TOP_WIDTH;
    return expand_border_sides(e, side, side);
}

/* Takes the values of some properties, each at most once, in any order; the others become initial.
 */
static void read_any(Expansion *e, const PropertyId *any, int count)
{
    bool given[4] = {false};
    for (bool progress = true; progress && !cursor_at_end(&e->value);) {
        progress = false;
        for (int i = 0; i < count && !progress && !cursor_at_end(&e->value); i++) {
            Value value;
            bool normal = token_is_name(e->value.at, TOKEN_IDENT, "normal");
            if (given[i] || normal || !read_one(e, any[i], &value))
                continue;
            set(e->longhands, any[i], value);
            given[i] = progress = true;
        }
        if (!progress && token_is_name(e->value.at, TOKEN_IDENT, "normal")) {
            e->value.at++;
            progress = true;
        }
    }
    for (int i = 0; i < count; i++)
        if (!given[i])
            set_initial(e->longhands, any[i]);
}

static bool expand_font(Expansion *e)
{
    static const PropertyId any[] = {PROP_FONT_STYLE, PROP_FONT_VARIANT_CAPS, PROP_FONT_WEIGHT};
    Value value;
    read_any(e, any, 3);
    if (!read_one(e, PROP_FONT_SIZE, &value))
        return false;
    set(e->longhands, PROP_FONT_SIZE, value);
    if (!cursor_take(&e->value, '/'))
        set_initial(e->longhands, PROP_LINE_HEIGHT);
    else if (read_one(e, PROP_LINE_HEIGHT, &value))
        set(e->longhands, PROP_LINE_HEIGHT, value);
    else
        return false;
    if (!read_one(e, PROP_FONT_FAMILY, &value))
        return false;
    set(e->longhands, PROP_FONT_FAMILY, value);
    return true;
}

static bool expand_font_variant(Expansion *e)
{
    Value value;
    bool normal = token_is_name(e->value.at, TOKEN_IDENT, "normal");
    if (!normal && read_one(e, PROP_FONT_VARIANT_CAPS, &value))
        set(e->longhands, PROP_FONT_VARIANT_CAPS, value);
    else
        set_initial(e->longhands, PROP_FONT_VARIANT_CAPS);
    if (cursor_at_end(&e->value))
        set_initial(e->longhands, PROP_FONT_VARIANT_NUMERIC);
    else if (read_one(e, PROP_FONT_VARIANT_NUMERIC, &value))
        set(e->longhands, PROP_FONT_VARIANT_NUMERIC, value);
    else
        return false;
    return true;
}

/* inherit, initial, unset: alone, of any property. */
static bool read_wide(Cursor cursor, Value *value)
{
    static const char *const words[] = {"inherit", "initial", "unset"};
    cursor_skip_space(&cursor);
    for (int i = 0; i < 3 && cursor.at < cursor.end; i++)
        if (token_is_name(cursor.at, TOKEN_IDENT, words[i])) {
            cursor.at++;
            *value = (Value){.form = FORM_WIDE, .integer = i};
            return cursor_at_end(&cursor);
        }
    return false;
}

static DeclareResult declare_longhand(PropertyId property, Cursor cursor, Table *interned,
                                      Longhands *longhands, Str *syntax)
{
    Value value;
    if (read_wide(cursor, &value) ||
        (value_parse(properties[property].type, &cursor, interned, &value) &&
         cursor_at_end(&cursor))) {
        set(longhands, property, value);
        return DECLARE_FINE;
    }
    value_syntax(properties[property].type, syntax);
    return DECLARE_WRONG;
}

static DeclareResult declare_shorthand(int index, Cursor cursor, Table *interned,
                                       Longhands *longhands, Str *syntax)
{
    Expansion e = {cursor, shorthands[index].first, interned, longhands};
    cursor_skip_space(&e.value);
    Value wide;
    if (read_wide(cursor, &wide)) {
        for (int i = 0; i < shorthands[index].count; i++)
            set(longhands, (PropertyId)((int)e.first + i * shorthands[index].stride), wide);
        return DECLARE_FINE;
    }
    if (e.value.at < e.value.end && shorthands[index].expand(&e) && cursor_at_end(&e.value))
        return DECLARE_FINE;
    longhands->count = 0;
    str_add(syntax, shorthands[index].doc);
    return DECLARE_WRONG;
}

static int find_shorthand(const char *name, bool of_page)
{
    for (int i = 0; i < SHORTHANDS; i++)
        if (shorthands[i].of_page == of_page && strcasecmp(shorthands[i].name, name) == 0)
            return i;
    return -1;
}

DeclareResult declare(const char *name, Cursor value, bool of_page, Table *interned,
                      Longhands *longhands, Str *syntax)
{
    longhands->count = 0;
    str_clear(syntax);
    for (int page = of_page; page >= 0; page--) {
        PropertyId property = page ? property_of_page(name) : property_of_element(name);
        if (property != PROP_COUNT)
            return declare_longhand(property, value, interned, longhands, syntax);
        int index = find_shorthand(name, page);
        if (index >= 0)
            return declare_shorthand(index, value, interned, longhands, syntax);
    }
    return DECLARE_UNKNOWN;
}

bool shorthand_describe(size_t index, bool *of_page, const char **name, const char **doc)
{
    if (index >= SHORTHANDS)
        return false;
    *of_page = shorthands[index].of_page;
    *name = shorthands[index].name;
    *doc = shorthands[index].doc;
    return true;
}
