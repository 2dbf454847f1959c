/* The cascade: CSS Cascading and Inheritance Level 3, with one author and the program's defaults.
 */
#include "style/sheet.h"

#include <string.h>

void winners_add(Winners *winners, const StyleSheet *sheet, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        const Declaration *declaration = &sheet->declarations[i];
        const Declaration **winner = &winners->of[declaration->property];
        if (!*winner || declaration->important || !(*winner)->important)
            *winner = declaration;
    }
}

static void copy_field(PropertyId property, const void *from, void *to)
{
    const Property *p = &properties[property];
    memcpy((char *)to + p->offset, (const char *)from + p->offset, p->size);
    if (property == PROP_LINE_HEIGHT)
        ((Style *)to)->line_height_factor = ((const Style *)from)->line_height_factor;
}

/* A factor of the font size gives a height of its own to each size that inherits it. */
static void follow_font_size(Style *style)
{
    if (style->line_height_factor)
        style->line_height =
            (Sp)(((int64_t)style->font_size * style->line_height_factor + 500000) / 1000000);
}

void cascade_inherit(const StyleSheet *sheet, const Style *parent, Style *style)
{
    memcpy(style, sheet->initial, sizeof *style);
    for (int i = 0; parent && i < PROP_FIRST_OF_PAGE; i++)
        if (properties[i].inherited)
            copy_field((PropertyId)i, parent, style);
}

static void compute_one(PropertyId property, const Value *value, const Computing *c)
{
    if (value->form != FORM_WIDE) {
        value_compute(property, value, c, c->style);
        return;
    }
    bool inherits = value->integer == WIDE_INHERIT ||
                    (value->integer == WIDE_UNSET && properties[property].inherited);
    copy_field(property, inherits && c->parent ? c->parent : c->initial, c->style);
}

/* Borders take the colour of the text unless they have their own, and no room without a style. */
static void settle_borders(const Winners *winners, Style *style)
{
    for (int side = 0; side < SIDES; side++) {
        const Declaration *color = winners->of[PROP_BORDER_TOP_COLOR + side];
        if (!color || (color->value.form == FORM_WIDE && color->value.integer != WIDE_INHERIT))
            style->border_color[side] = style->color;
        if (style->border_style[side] == BORDER_NONE)
            style->border_width[side] = 0;
    }
}

void cascade_compute(const Winners *winners, const StyleSheet *sheet, const Style *parent,
                     Style *style)
{
    Computing c = {
        .parent = parent, .root = sheet->root, .initial = sheet->initial, .style = style};
    for (int i = 0; i < PROP_FIRST_OF_PAGE; i++) {
        if (winners->of[i])
            compute_one((PropertyId)i, &winners->of[i]->value, &c);
        if (i == PROP_LINE_HEIGHT)
            follow_font_size(style);
    }
    settle_borders(winners, style);
}
