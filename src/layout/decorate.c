/* Underlines and strike-throughs of a placed line. */
#include "layout/paragraph.h"

/* Where they stand and how thick they are, per mille of the font size; above the baseline is
 * positive. */
enum { UNDERLINE_AT = -130, STRIKE_AT = 260, THICKNESS = 50 };

static Sp piece_width(const Line *line, const Piece *piece)
{
    int64_t units = piece->text->width;
    return (Sp)(units * piece->style->font_size / font_units_per_em(piece->text->font) *
                line->scale / 1000);
}

static Rule rule_under(const Line *line, const Piece *piece)
{
    const Style *style = piece->style;
    int at = style->text_decoration == DECORATION_UNDERLINE ? UNDERLINE_AT : STRIKE_AT;
    Sp size = style->font_size;
    return (Rule){.x = piece->x,
                  .y = line->baseline - piece->raise - (Sp)((int64_t)size * at / 1000),
                  .width = piece_width(line, piece),
                  .height = (Sp)((int64_t)size * THICKNESS / 1000),
                  .color = style->color,
                  .pattern = BORDER_SOLID,
                  .artifact = ARTIFACT_LAYOUT};
}

void paragraph_decorations(const Line *line, AddRule *add, void *context)
{
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const Piece *piece = &line->pieces[i];
        if (piece->style->text_decoration == DECORATION_NONE)
            continue;
        Rule rule = rule_under(line, piece);
        while (i + 1 < line->piece_count && !piece->text->right_to_left) { /* one rule for a run */
            const Piece *next = &line->pieces[i + 1];
            if (next->style != piece->style || next->raise != piece->raise ||
                next->text->right_to_left || next->x <= piece->x)
                break;
            rule.width = next->x + piece_width(line, next) - rule.x;
            i++;
        }
        add(context, rule);
    }
}
