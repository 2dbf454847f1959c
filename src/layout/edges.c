#include "layout/edges.h"

bool edges_decorated(const Style *style)
{
    for (int side = 0; side < SIDES; side++)
        if (style->border_style[side] != BORDER_NONE && style->border_width[side] > 0)
            return true;
    return style->background_color.alpha > 0;
}

Sp edges_border(const Style *style, int side)
{
    return style->border_style[side] != BORDER_NONE ? style->border_width[side] : 0;
}

bool edges_beside(const Style *style)
{
    return style->float_to == FLOAT_INLINE_START || style->float_to == FLOAT_INLINE_END;
}

void edges_narrow(const Style *style, Sp room, bool at_left, Sp *left, Sp *right)
{
    Sp width = style->width.unit == SIZE_SP ? style->width.value
               : style->width.unit == SIZE_PERMILLE
                   ? (Sp)((int64_t)room * style->width.value / 1000)
                   : room;
    if (at_left)
        *right = *left + width;
    else
        *left = *right - width;
}
