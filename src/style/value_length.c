#include "style/value.h"

#include <math.h>
#include <string.h>

/* CSS Values 4, section 6. One factor of each row is not 0. */
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

static int find_unit(const char *name)
{
    for (int i = 0; i < UNITS; i++)
        if (strcmp(units[i].name, name) == 0)
            return i;
    return -1;
}

Sp sp_from_points(double points)
{
    const double largest = LARGEST;
    return SP_FROM_POINTS(fmax(-largest, fmin(points, largest)));
}

bool length_in_points(const Token *token, double *points)
{
    int unit = token->kind == TOKEN_DIMENSION ? find_unit(token->text) : -1;
    if (unit < 0 || units[unit].points == 0)
        return false;
    *points = token->number * units[unit].points;
    return true;
}

const char *unit_name(int unit)
{
    return units[unit].name;
}

bool parse_length(const Token *token, Value *value)
{
    bool zero = token->kind == TOKEN_NUMBER && token->number == 0;
    int unit = zero ? 0 : token->kind == TOKEN_DIMENSION ? find_unit(token->text) : -1;
    if (unit < 0)
        return false;
    *value = (Value){.form = FORM_LENGTH, .number = token->number, .unit = unit};
    return true;
}

static double em_of(const Style *style)
{
    return SP_TO_POINTS(style->font_size);
}

Sp length_resolve(const Value *value, const Computing *c, const Style *em_style)
{
    const Style *root = c->root ? c->root : c->style;
    double points = units[value->unit].points + units[value->unit].em * em_of(em_style) +
                    units[value->unit].rem * em_of(root) +
                    units[value->unit].lh * SP_TO_POINTS(c->style->line_height) +
                    units[value->unit].rlh * SP_TO_POINTS(root->line_height);
    return sp_from_points(value->number * points);
}
