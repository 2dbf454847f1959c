/* Computed values: CSS Cascading Level 3, 4.4. */
#include "style/value.h"

#include <string.h>

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
    store_sp(field, value->form == FORM_LENGTH ? length_resolve(value, c, c->style) : 0);
}

static void compute_border_width(const Value *value, const Computing *c, void *field)
{
    store_sp(field, value->form == FORM_LENGTH ? length_resolve(value, c, c->style)
                                               : sp_from_points(value->integer / 1000.0));
}

static void compute_font_size(const Value *value, const Computing *c, void *field)
{
    const Style *parent = c->parent ? c->parent : c->initial;
    double em = SP_TO_POINTS(parent->font_size);
    if (value->form == FORM_LENGTH)
        store_sp(field, length_resolve(value, c, parent));
    else if (value->form == FORM_PERCENT)
        store_sp(field, sp_from_points(em * value->number / 100));
    else if (value->integer < 0)
        store_sp(field, sp_from_points(em * -value->integer / 1000));
    else
        store_sp(field, sp_from_points(value->integer / 100.0));
}

/* A factor is kept, since it is the factor that is inherited. */
static void compute_line_height(const Value *value, const Computing *c, void *field)
{
    double em = SP_TO_POINTS(c->style->font_size), factor = 0;
    if (value->form == FORM_NUMBER)
        factor = value->number;
    else if (value->form == FORM_KEYWORD)
        factor = value->integer / 1000.0;
    c->style->line_height_factor = (int32_t)(factor < 1000 ? factor * 1e6 + 0.5 : 1e9);
    if (value->form == FORM_LENGTH)
        store_sp(field, length_resolve(value, c, c->style));
    else if (value->form == FORM_PERCENT)
        store_sp(field, sp_from_points(em * value->number / 100));
    else
        store_sp(field, sp_from_points(em * factor));
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
        size = (Size){SIZE_SP, length_resolve(value, c, c->style)};
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

static void (*const compute[TYPE_COUNT])(const Value *value, const Computing *c, void *field) = {
#define TYPE(name, c_type, forms, least, parse, compute, print, syntax) compute,
#include "style/types.def"
#undef TYPE
};

void value_compute(PropertyId property, const Value *value, const Computing *c, void *object)
{
    compute[properties[property].type](value, c, (char *)object + properties[property].offset);
}
