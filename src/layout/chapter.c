#include "layout/chapter.h"

#include "base/memory.h"
#include "layout/tablebox.h"

#include <stdlib.h>

enum {
    LOOSEST = 1500, /* word space in a setting that is not the best, per mille */
    LOOSEST_WIDE = 1630,
    LEAST_LAST = 5,          /* letters on its last line */
    DEAREST = 1000000,       /* it breaks a rule of lines */
    CHANGED = FILL_LINE / 5, /* cost of a line more or fewer */
    TALL = 4,                /* rows: what cannot be parted and is as tall may leave a page short */
    LEAST_RULED = 3          /* lines to write on, where they take what is left of a page */
};

bool box_set(Setter *setter, Box *box)
{
    int count, best;
    switch (box->kind) {
    case BOX_TEXT:
        box->paragraph = paragraph_new(
            setter, box->node, box->style,
            (ParagraphShape){.measure = box->measure,
                             .first_indent =
                                 box->marker.inside ? box->marker.width : box->style->text_indent});
        return paragraph_settings(box->paragraph, false, &count, &best) || box->marker.text;
    case BOX_ROW: row_set(setter, box); return true;
    case BOX_IMAGE: return box->height > 0;
    case BOX_RULED:
    case BOX_BREAK:
    case BOX_MARKER: return true;
    }
    return false;
}

void box_unset(Box *box)
{
    paragraph_free(box->paragraph);
    row_free(box->row);
    box->paragraph = NULL;
    box->row = NULL;
}

const Setting *box_setting(const Box *box, int index, bool wide)
{
    int count, best;
    const Setting *settings =
        box->paragraph ? paragraph_settings(box->paragraph, wide, &count, &best) : NULL;
    return settings ? &settings[index < 0 ? best : index] : NULL;
}

int box_lines(const Box *box)
{
    const Setting *setting = box->kind == BOX_TEXT ? box_setting(box, -1, false) : NULL;
    if (setting)
        return setting->lines;
    return box->lines > 0 ? box->lines : 1;
}

Sp box_height(const Box *box, const Sheet *sheet, int lines)
{
    switch (box->kind) {
    case BOX_IMAGE: /* it stands on a baseline, and may reach up to a capital's height */
        return box->height + sheet->pitch - sheet->baseline;
    case BOX_ROW: return row_height(box) - (box->lines - lines) * box->leading;
    default: return lines * box->leading;
    }
}

/* True when another setting of a paragraph may stand for its best one; *wide: only when rules give
 * way. */
static bool is_choice(const Style *style, const Setting *setting, const Setting *best, bool *wide)
{
    int lines = abs(setting->lines - best->lines);
    bool loose = setting->loosest > LOOSEST && setting->loosest > best->loosest;
    *wide = lines > style->line_looseness || loose;
    if (style->line_looseness <= 0 || lines > style->line_looseness + 1 ||
        setting->cost >= DEAREST || setting->emergency)
        return false;
    if (setting->last_letters < LEAST_LAST && setting->lines > 1 &&
        best->last_letters >= LEAST_LAST)
        return false;
    return setting->loosest <= LOOSEST_WIDE || !loose;
}

static void state_lines(ChapterSetting *chapter, const Setting *setting, FillSetting *fill)
{
    bool hyphen = false, note = false;
    for (int i = 0; i < setting->lines; i++) {
        hyphen = hyphen || setting->facts[i].hyphen;
        note = note || setting->facts[i].note_count;
    }
    bool *hyphens =
        hyphen ? arena_array(chapter->scratch, (size_t)setting->lines, sizeof *hyphens) : NULL;
    uint16_t *notes =
        note ? arena_array(chapter->scratch, (size_t)setting->lines, sizeof *notes) : NULL;
    for (int i = 0; i < setting->lines; i++) {
        if (hyphens)
            hyphens[i] = setting->facts[i].hyphen;
        for (int k = 0; k < setting->facts[i].note_count; k++) {
            int span = notes[i] + notes_find(&chapter->notes, setting->facts[i].notes[k])->span;
            notes[i] = (uint16_t)(span < UINT16_MAX ? span : UINT16_MAX);
        }
    }
    fill->hyphens = hyphens;
    fill->notes = notes;
}

/* The settings keep their indices: one that is no choice is offered to nobody. */
static void state_settings(ChapterSetting *chapter, const Box *box, FillBlock *block)
{
    int count, best;
    const Setting *settings = paragraph_settings(box->paragraph, chapter->wide, &count, &best);
    block->setting_count = 0;
    for (int i = 0; i < count && block->setting_count < FILL_SETTINGS; i++) {
        bool wide = false;
        if (i != best && !is_choice(box->style, &settings[i], &settings[best], &wide))
            continue;
        if (wide && !chapter->wide)
            continue;
        FillSetting *fill = &block->settings[block->setting_count];
        *fill = (FillSetting){.lines = settings[i].lines, .index = i, .wide = wide};
        if (i == best)
            block->best = block->setting_count;
        else
            fill->cost =
                settings[i].cost + (settings[i].lines != settings[best].lines ? CHANGED : 0);
        state_lines(chapter, &settings[i], fill);
        block->setting_count++;
    }
    block->colon = paragraph_ends_with_colon(box->paragraph);
}

static void state_row(const ChapterSetting *chapter, const Box *box, FillBlock *block)
{
    Sp height = row_height(box);
    if (height <= chapter->sheet.rows * chapter->sheet.pitch / 2) {
        block->leading = height;
        return;
    }
    block->settings[0].lines = box->lines;
    block->extra = height - box->lines * box->leading;
    block->whole = false;
}

static FillBlock state_block(ChapterSetting *chapter, const Box *box)
{
    const Sheet *sheet = &chapter->sheet;
    FillBlock block = {.settings = {{.lines = 1}},
                       .setting_count = 1,
                       .leading = box->leading,
                       .extra = box->below,
                       .above = box->above,
                       .space = box->space,
                       .orphans = (uint8_t)(box->style->orphans > 0 ? box->style->orphans : 1),
                       .widows = (uint8_t)(box->style->widows > 0 ? box->style->widows : 1),
                       .whole = box->whole,
                       .keep_next = box->keep_next,
                       .heading = box->heading};
    switch (box->kind) {
    case BOX_TEXT:
        if (box_setting(box, -1, false))
            state_settings(chapter, box, &block);
        break;
    case BOX_ROW: state_row(chapter, box, &block); break;
    case BOX_IMAGE: block.leading = box_height(box, sheet, 1); break;
    case BOX_RULED:
        block.settings[0].lines = box->lines > 0 ? box->lines : LEAST_RULED;
        block.fills = box->lines <= 0;
        block.whole |= block.fills;
        block.orphans = block.widows = 1;
        break;
    case BOX_BREAK:
    case BOX_MARKER: break;
    }
    if (box->side)
        block.leading = 0;
    int64_t height = block.settings[block.best].lines * (int64_t)block.leading + block.extra;
    block.may_run_over =
        box->kind != BOX_TEXT && box->kind != BOX_RULED && height >= (int64_t)TALL * sheet->pitch;
    return block;
}

/* A page that begins inside a table begins with the table's head. */
static void repeat_headers(ChapterSetting *chapter)
{
    const Box *header = NULL;
    for (size_t i = 0; i < chapter->count; i++) {
        const Box *box = chapter->boxes[i];
        if (box->kind != BOX_ROW)
            header = NULL;
        else if (box->header_row)
            header = box;
        else if (header && header->table == box->table)
            chapter->blocks[i].repeat = row_height(header);
    }
}

/* What stands at the side of a text must not run into what follows the text, nor over the page's
 * end. */
static void reserve_side(ChapterSetting *chapter, size_t side)
{
    const Box *box = chapter->boxes[side];
    int lines = box_lines(box);
    int64_t height = box_height(box, &chapter->sheet, lines), beside = 0;
    size_t next = side + 1;
    for (; next < chapter->count && !chapter->boxes[next]->side && beside < height; next++) {
        const FillBlock *block = &chapter->blocks[next];
        beside += block->settings[block->best].lines * (int64_t)block->leading + block->extra +
                  (next > side + 1 ? block->above : 0);
    }
    if (next < chapter->count && height > beside)
        chapter->blocks[next].above += (Sp)(height - beside);
    if (side + 1 < chapter->count && chapter->blocks[side + 1].orphans < lines && lines < 6)
        chapter->blocks[side + 1].orphans = (uint8_t)lines;
}

static void state_blocks(ChapterSetting *chapter)
{
    for (size_t i = 0; i < chapter->count; i++)
        chapter->blocks[i] = state_block(chapter, chapter->boxes[i]);
    for (size_t i = 0; i < chapter->count; i++)
        if (chapter->boxes[i]->side)
            reserve_side(chapter, i);
    repeat_headers(chapter);
}

ChapterSetting chapter_set(Setter *setter, const Sheet *sheet, Chapter *chapter)
{
    ChapterSetting setting = {.setter = setter, .sheet = *sheet, .scratch = arena_new()};
    setting.notes = (Notes){.setter = setter, .sheet = sheet};
    setting.boxes = memory_new((chapter->count + 1) * sizeof(Box *));
    setting.blocks = memory_new((chapter->count + 1) * sizeof *setting.blocks);
    for (size_t i = 0; i < chapter->count; i++)
        if (box_set(setter, &chapter->boxes[i]))
            setting.boxes[setting.count++] = &chapter->boxes[i];
        else
            box_unset(&chapter->boxes[i]);
    state_blocks(&setting);
    return setting;
}

void chapter_widen(ChapterSetting *setting)
{
    setting->wide = true;
    state_blocks(setting);
}

void chapter_unset(ChapterSetting *setting)
{
    for (size_t i = 0; i < setting->count; i++)
        box_unset(setting->boxes[i]);
    notes_release(&setting->notes);
    free(setting->boxes);
    free(setting->blocks);
    arena_free(setting->scratch);
}
