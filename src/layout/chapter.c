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
        setting->cost >= DEAREST || setting->emergency || setting->river)
        return false;
    if (setting->last_letters < LEAST_LAST && setting->lines > 1 &&
        best->last_letters >= LEAST_LAST)
        return false;
    return setting->loosest <= LOOSEST_WIDE || !loose;
}

void box_calls(const Box *box, const Setting *setting, int line, CallNote *call, void *context)
{
    if (setting)
        line_calls(&setting->facts[line], call, context);
    else if (box->kind == BOX_ROW)
        row_calls(box, line, call, context);
}

typedef struct NoteLines {
    Notes *notes;
    int count;
} NoteLines;

static void count_note(void *context, const Node *note)
{
    NoteLines *lines = context;
    lines->count += notes_find(lines->notes, note)->span;
}

/* Note lines that lines [from, to) of a box call. */
static uint16_t note_lines(ChapterSetting *chapter, const Box *box, const Setting *setting,
                           int from, int to)
{
    NoteLines lines = {.notes = &chapter->notes};
    for (int i = from; i < to; i++)
        box_calls(box, setting, i, count_note, &lines);
    return (uint16_t)(lines.count < UINT16_MAX ? lines.count : UINT16_MAX);
}

/* Sets an element of an array that is there once one of them is not 0. */
static void state_notes(ChapterSetting *chapter, FillSetting *fill, uint16_t **notes, int line,
                        uint16_t count)
{
    if (count && !*notes)
        fill->notes = *notes = arena_array(chapter->scratch, (size_t)fill->lines, sizeof **notes);
    if (count)
        (*notes)[line] = count;
}

static void state_lines(ChapterSetting *chapter, const Box *box, const Setting *setting,
                        FillSetting *fill)
{
    bool *hyphens = NULL;
    uint16_t *notes = NULL;
    for (int i = 0; i < setting->lines; i++) {
        if (setting->facts[i].hyphen) {
            if (!hyphens)
                hyphens = arena_array(chapter->scratch, (size_t)setting->lines, sizeof *hyphens);
            hyphens[i] = true;
        }
        state_notes(chapter, fill, &notes, i, note_lines(chapter, box, setting, i, i + 1));
    }
    fill->hyphens = hyphens;
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
        state_lines(chapter, box, &settings[i], fill);
        block->setting_count++;
    }
    block->colon = paragraph_ends_with_colon(box->paragraph);
}

/* A row stays whole on its page, unless it is taller than half of one. */
static void state_row(ChapterSetting *chapter, const Box *box, FillBlock *block)
{
    FillSetting *fill = &block->settings[0];
    Sp height = row_height(box);
    uint16_t *notes = NULL;
    if (height <= chapter->sheet.rows * chapter->sheet.pitch / 2) {
        block->leading = height;
        state_notes(chapter, fill, &notes, 0, note_lines(chapter, box, NULL, 0, box->lines));
        return;
    }
    fill->lines = box->lines;
    block->extra = height - box->lines * box->leading;
    block->whole = false;
    for (int i = 0; i < box->lines; i++)
        state_notes(chapter, fill, &notes, i, note_lines(chapter, box, NULL, i, i + 1));
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
