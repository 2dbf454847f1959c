#include "pdf/sheets.h"

/* Crop marks begin beyond the bleed and are this long with their distance: see layout/furniture.c.
 */
static const Sp room_for_marks = 20 * SP_PER_POINT;

Imposition sheets_single(const Pages *pages, Arena *arena)
{
    PrintSheet *sheets = arena_array(arena, pages->count, sizeof *sheets);
    Placement *placements = arena_array(arena, pages->count, sizeof *placements);
    for (size_t i = 0; i < pages->count; i++) {
        const PageStyle *style = pages->pages[i].style;
        Sp around = style->bleed + (style->crop_marks ? room_for_marks : 0);
        placements[i] = (Placement){i, around, around};
        sheets[i] = (PrintSheet){.width = style->width + 2 * around,
                                 .height = style->height + 2 * around,
                                 .placements = &placements[i],
                                 .count = 1};
    }
    return (Imposition){sheets, pages->count};
}
