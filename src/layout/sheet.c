#include "layout/sheet.h"

const PageStyle *sheets_style(const Sheets *sheets, const char *name, PageSide side, bool first,
                              bool blank)
{
    bool left = (side == PAGE_VERSO) != sheets->bound_right;
    return style_of_page(sheets->styles, name, left, first, blank, sheets->paper);
}

Sheet sheet_of(const Sheets *sheets, const PageStyle *style)
{
    const Style *body = sheets->body;
    Sheet sheet = {.pitch = style->grid > 0 ? style->grid : body->line_height};
    if (sheet.pitch <= 0)
        sheet.pitch = SP_PER_POINT;
    Sp height = style->height - style->margin[SIDE_TOP] - style->margin[SIDE_BOTTOM];
    Sp width = style->width - style->margin[SIDE_LEFT] - style->margin[SIDE_RIGHT];
    sheet.columns = style->columns;
    sheet.measure = (width - (style->columns - 1) * style->column_gap) / style->columns;
    sheet.measure = sheet.measure > sheet.pitch ? sheet.measure : sheet.pitch;
    sheet.step = sheet.measure + style->column_gap;
    sheet.rows = height / sheet.pitch > 1 ? height / sheet.pitch : 1;
    sheet.fine = sheet.pitch < body->font_size;
    sheet.baseline =
        sheet.fine ? sheet.pitch : (sheet.pitch - body->font_size) / 2 + body->font_size * 3 / 4;
    return sheet;
}
