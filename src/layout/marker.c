#include "layout/marker.h"

enum { GAP = 3 }; /* tenths of the font size between a number and its text */

const char *roman_number(Arena *arena, int number)
{
    static const struct {
        int value;
        const char *letters;
    } digits[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                  {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                  {5, "v"},    {4, "iv"},   {1, "i"}};
    Str text = STR_INIT;
    if (number < 1 || number > 99999)
        str_format(&text, "%d", number);
    else
        for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
            for (; number >= digits[i].value; number -= digits[i].value)
                str_add(&text, digits[i].letters);
    const char *roman = arena_string(arena, text.data);
    str_release(&text);
    return roman;
}

/* a, b, … z, aa, ab… */
static const char *letter_number(Arena *arena, int number)
{
    char letters[8], *at = letters + sizeof letters;
    *--at = '\0';
    if (number < 1)
        return arena_format(arena, "%d", number);
    for (; number > 0 && at > letters; number = (number - 1) / 26)
        *--at = (char)('a' + (number - 1) % 26);
    return arena_string(arena, at);
}

static const char *marker_text(Arena *arena, ListStyle style, int number)
{
    switch (style) {
    case LIST_NONE: return NULL;
    case LIST_DISC: return "\u2022";
    case LIST_DASH: return "\u2013";
    case LIST_DECIMAL: return arena_format(arena, "%d.", number);
    case LIST_LOWER_ALPHA: return arena_format(arena, "%s.", letter_number(arena, number));
    case LIST_LOWER_ROMAN: return arena_format(arena, "%s.", roman_number(arena, number));
    }
    return NULL;
}

Marker marker_of_item(Setter *setter, const Node *item, const Style *style, int number)
{
    const Style *own = style_of_pseudo(setter->sheet, item, PSEUDO_MARKER, style);
    return (Marker){.text = marker_text(setter->arena, style->list_style, number),
                    .node = item,
                    .style = own ? own : style};
}

Sp marker_width(Setter *setter, const Node *list, const Style *style, int number)
{
    Sp width;
    const char *text = arena_format(setter->arena, "%d.", number);
    text_line(setter, text, NULL, style, list, 0, 0, &width);
    return width + style->font_size * GAP / 10;
}

/* Bullets stand at the left of their room, numbers at its right; one too wide goes into the margin.
 */
Line marker_line(Setter *setter, const Marker *marker, Sp x, Sp baseline)
{
    Sp width, gap = marker->style->font_size * GAP / 10;
    text_line(setter, marker->text, NULL, marker->style, marker->node, 0, 0, &width);
    bool number = marker->text[0] >= '0' && marker->text[0] <= 'z';
    if (marker->inside)
        return text_line(setter, marker->text, NULL, marker->style, marker->node,
                         marker->turned ? x - width : x, baseline, NULL);
    if (marker->turned)
        return text_line(setter, marker->text, NULL, marker->style, marker->node, x + gap, baseline,
                         NULL);
    Sp left = number || width + gap > marker->width ? x - gap - width : x - marker->width;
    return text_line(setter, marker->text, NULL, marker->style, marker->node, left, baseline, NULL);
}
