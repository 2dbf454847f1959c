#include "layout/tablebox.h"

#include "base/memory.h"
#include "layout/bidi.h"
#include "layout/items.h"

#include <stdlib.h>

struct TableBox {
    const Node *node;
    const Style *style;
    int columns;
    Sp *widths; /* [columns] */
    Sp measure;
    int scale;     /* of its type, per mille */
    bool flex;     /* no table: paragraphs beside each other */
    bool too_wide; /* reported */
};

typedef struct Cell {
    const Node *node;
    const Style *style;
    Paragraph *paragraph;
    const Setting *setting; /* NULL: empty */
    Sp left, width;         /* inside its margins, from the table's left edge */
    Sp x;                   /* of its text */
} Cell;

struct Row {
    Cell *cells; /* [count] heap */
    int count;
    Sp top, bottom; /* padding */
};

enum { FLOOR = 700, STEP = 50 }; /* type is set no smaller than this, per mille */

/* A cell's style, its type smaller where the table is. */
static const Style *cell_style(Setter *setter, Arena *arena, const TableBox *table,
                               const Node *cell, const Style *row)
{
    const Style *style = style_of(setter->sheet, cell, row);
    if (table->flex)
        return style;
    Style *own = arena_alloc(arena, sizeof *own);
    *own = *style;
    own->font_size = (Sp)((int64_t)own->font_size * table->scale / 1000);
    if (own->text_align == TEXT_START || own->text_align == TEXT_JUSTIFY ||
        own->text_align == TEXT_LEFT)
        own->text_align = cell->cell.alignment == ALIGN_END      ? TEXT_RIGHT
                          : cell->cell.alignment == ALIGN_CENTER ? TEXT_CENTER
                                                                 : TEXT_LEFT;
    return own;
}

/* Natural width of a cell's text, note calls and all, and of its longest word. */
typedef struct CellWidth {
    Sp whole, longest;
    const Word *word; /* NULL: it has none */
} CellWidth;

static CellWidth measure_cell(Setter *setter, const Node *cell, const Style *style)
{
    Runs runs = {0};
    Items items = {0};
    CellWidth width = {0};
    Sp word = 0;
    collect_block(setter, cell, style, 0, &runs);
    items_from_runs(setter, &runs, node_language(setter->book, cell), &items);
    for (size_t i = 0; i < items.count; i++) {
        const Item *item = &items.items[i];
        word += item->width;
        if (word > width.longest) {
            width.longest = word;
            width.word = item->word;
        }
        width.whole += item->width + item->space;
        if (item->glue == GLUE_NONE || item->glue == GLUE_TIE)
            word += item->space;
        else
            word = 0;
    }
    items_release(&items);
    runs_release(&runs);
    return width;
}

typedef struct Widths {
    Sp *least, *most; /* [columns] */
    const Word **longest;
    const Node **cells; /* that hold those words */
    int64_t least_sum;
} Widths;

static void measure_rows(Setter *setter, Arena *arena, TableBox *table, Widths *widths)
{
    for (const Node *row = table->node->first; row; row = row->next) {
        const Style *row_style = style_of(setter->sheet, row, table->style);
        int column = 0;
        for (const Node *cell = row->first; cell && column < table->columns;
             cell = cell->next, column++) {
            const Style *style = cell_style(setter, arena, table, cell, row_style);
            Sp padding = style->padding[SIDE_LEFT] + style->padding[SIDE_RIGHT];
            CellWidth width = measure_cell(setter, cell, style);
            if (width.longest + padding > widths->least[column]) {
                widths->least[column] = width.longest + padding;
                widths->longest[column] = width.word;
                widths->cells[column] = cell;
            }
            if (width.whole + padding > widths->most[column])
                widths->most[column] = width.whole + padding;
        }
    }
    for (int i = 0; i < table->columns; i++)
        widths->least_sum += widths->least[i];
}

/* A column that has not got its width yet and asks for no more than `share`; -1: none. */
static int modest_column(const TableBox *table, const Widths *widths, int64_t share)
{
    for (int i = 0; i < table->columns; i++)
        if (!table->widths[i] && widths->most[i] <= share)
            return i;
    return -1;
}

/* A column that asks for no more than an equal share of the room gets what it asks; the others get
 * their least width, and of what is left as much more as they ask for in proportion. */
static void share(TableBox *table, const Widths *widths)
{
    const Sp rounding = SP_PER_POINT / 100; /* no word breaks for a rounding */
    int64_t room = table->measure, least = widths->least_sum, more = 0;
    int open = table->columns;
    for (int i; open && (i = modest_column(table, widths, room / open)) >= 0; open--) {
        table->widths[i] = widths->most[i] + rounding;
        room -= widths->most[i];
        least -= widths->least[i];
    }
    for (int i = 0; i < table->columns; i++)
        if (!table->widths[i])
            more += widths->most[i] - widths->least[i];
    for (int i = 0; i < table->columns; i++)
        if (!table->widths[i]) {
            int64_t own = widths->most[i] - widths->least[i];
            int64_t width = room < least ? widths->least[i] * room / least
                                         : widths->least[i] + (room - least) * own / (more + !more);
            table->widths[i] = (Sp)(width > rounding ? width : rounding);
        }
}

static int columns_of(const Node *node)
{
    int columns = node->table.columns;
    for (const Node *row = node->first; row; row = row->next) {
        int count = 0;
        for (const Node *cell = row->first; cell; cell = cell->next)
            count++;
        columns = count > columns ? count : columns;
    }
    return columns;
}

/* The smallest type, per mille of the style's. */
static int least_scale(const Style *style)
{
    int64_t least = (int64_t)style->least_font_size * 1000 / style->font_size;
    return least > FLOOR ? least < 1000 ? (int)least : 1000 : FLOOR;
}

static Widths widths_new(Arena *arena, int columns)
{
    size_t room = (size_t)columns + 1;
    Widths widths = {0};
    widths.least = arena_array(arena, room, sizeof *widths.least);
    widths.most = arena_array(arena, room, sizeof *widths.most);
    widths.longest = arena_array(arena, room, sizeof *widths.longest);
    widths.cells = arena_array(arena, room, sizeof *widths.cells);
    return widths;
}

/* Once for the table, at the word that its column lacks most room for. */
static void report_too_wide(Setter *setter, const TableBox *table, const Widths *widths)
{
    int worst = 0;
    for (int i = 1; i < table->columns; i++)
        if (widths->least[i] - table->widths[i] > widths->least[worst] - table->widths[worst])
            worst = i;
    const Word *word = widths->longest[worst];
    const Node *cell = widths->cells[worst];
    diag(setter->diagnostics, TABLE_TOO_WIDE, cell ? cell->place : table->node->place,
         word ? word->shaped.text : "…");
}

TableBox *tablebox_new(Setter *setter, Arena *arena, const Node *node, const Style *style,
                       Sp measure)
{
    TableBox *table = arena_alloc(arena, sizeof *table);
    Setter scratch = *setter;
    scratch.arena = arena_new();
    *table = (TableBox){.node = node, .style = style, .measure = measure, .scale = 1000};
    table->columns = columns_of(node);
    table->widths = arena_array(arena, (size_t)table->columns + 1, sizeof *table->widths);
    Widths widths;
    int least = least_scale(style);
    for (;; table->scale -= STEP) {
        widths = widths_new(scratch.arena, table->columns);
        measure_rows(&scratch, scratch.arena, table, &widths);
        if (widths.least_sum <= measure || table->scale - STEP < least)
            break;
    }
    share(table, &widths);
    table->too_wide = widths.least_sum > measure;
    if (table->too_wide)
        report_too_wide(setter, table, &widths);
    arena_free(scratch.arena);
    return table;
}

TableBox *tablebox_flex(Setter *setter, Arena *arena, const Node *node, const Style *style,
                        Sp measure, int *columns)
{
    TableBox *table = arena_alloc(arena, sizeof *table);
    *table =
        (TableBox){.node = node, .style = style, .measure = measure, .scale = 1000, .flex = true};
    const Size wanted = style_of(setter->sheet, node->first, style)->width;
    Sp width = wanted.unit == SIZE_SP         ? wanted.value
               : wanted.unit == SIZE_PERMILLE ? (Sp)((int64_t)measure * wanted.value / 1000)
                                              : 0;
    for (const Node *cell = node->first; cell; cell = cell->next)
        table->columns++;
    if (width > 0 && width <= measure && measure / width < table->columns)
        table->columns = measure / width;
    table->widths = arena_array(arena, (size_t)table->columns, sizeof *table->widths);
    for (int i = 0; i < table->columns; i++)
        table->widths[i] = width > 0 && width <= measure ? width : measure / table->columns;
    *columns = table->columns;
    return table;
}

static void set_cell(Setter *setter, Cell *cell, Sp width, bool too_wide)
{
    int count, best;
    const Style *style = cell->style;
    Sp measure = width - style->margin[SIDE_LEFT] - style->margin[SIDE_RIGHT] -
                 style->padding[SIDE_LEFT] - style->padding[SIDE_RIGHT];
    cell->paragraph = paragraph_new(
        setter, cell->node, cell->style,
        (ParagraphShape){.measure = measure > 0 ? measure : width, .overfull_told = too_wide});
    const Setting *settings = paragraph_settings(cell->paragraph, false, &count, &best);
    cell->setting = count ? &settings[best] : NULL;
}

/* Puts a cell `before` from the edge where rows begin: the right one where text runs to the left.
 * There margins and padding change sides, too. */
static void place_cell(Cell *cell, const Box *box, Sp before, Sp width, bool turned)
{
    int at_left = turned ? SIDE_RIGHT : SIDE_LEFT;
    const Style *style = cell->style;
    cell->left = (turned ? box->measure - before - width : before) + style->margin[at_left];
    cell->width = width - style->margin[SIDE_LEFT] - style->margin[SIDE_RIGHT];
    cell->x = cell->left + style->padding[at_left];
}

void row_set(Setter *setter, Box *box)
{
    TableBox *table = box->table;
    bool turned = bidi_language(node_language(setter->book, box->node));
    Row *row = memory_new(sizeof *row);
    Sp x = 0;
    row->cells = memory_new(sizeof *row->cells * (size_t)(table->columns + 1));
    box->lines = 1;
    for (const Node *node = box->cell;
         node && row->count < table->columns && row->count < box->cells; node = node->next) {
        Cell *cell = &row->cells[row->count];
        *cell = (Cell){.node = node,
                       .style = cell_style(setter, setter->arena, table, node, box->style)};
        set_cell(setter, cell, table->widths[row->count], table->too_wide);
        place_cell(cell, box, x, table->widths[row->count], turned);
        x += table->widths[row->count++];
        if (cell->setting && cell->setting->lines > box->lines)
            box->lines = cell->setting->lines;
        if (cell->style->padding[SIDE_TOP] > row->top)
            row->top = cell->style->padding[SIDE_TOP];
        if (cell->style->padding[SIDE_BOTTOM] > row->bottom)
            row->bottom = cell->style->padding[SIDE_BOTTOM];
        if (cell->style->line_height > 0)
            box->leading = cell->style->line_height;
    }
    box->row = row;
}

void row_free(Row *row)
{
    if (!row)
        return;
    for (int i = 0; i < row->count; i++)
        paragraph_free(row->cells[i].paragraph);
    free(row->cells);
    free(row);
}

Sp row_height(const Box *box)
{
    return box->lines * box->leading + box->row->top + box->row->bottom;
}

Sp row_padding(const Box *box)
{
    return box->row->top;
}

/* The cell's line that stands on a line of its row; -1: none does. Heads stand above their columns:
 * at the bottom of the row. */
static int line_of_cell(const Box *box, const Cell *cell, int line)
{
    int lines = cell->setting ? cell->setting->lines : 0;
    int own = box->header_row ? line - box->lines + lines : line;
    return own < lines ? own : -1;
}

void row_place(const Box *box, int from, int to, Sp x, Sp baseline, AddLine *add,
               AddPicture *add_picture, void *context)
{
    for (int i = 0; i < box->row->count; i++) {
        const Cell *cell = &box->row->cells[i];
        for (int line = from; line < to; line++) {
            int own = line_of_cell(box, cell, line);
            Sp y = baseline + (line - from) * box->leading;
            if (own < 0)
                continue;
            add(context, paragraph_line(cell->paragraph, cell->setting, own, x + cell->x, y));
            paragraph_pictures(cell->paragraph, add_picture, context);
        }
    }
}

void row_calls(const Box *box, int line, CallNote *call, void *context)
{
    for (int i = 0; i < box->row->count; i++) {
        const Cell *cell = &box->row->cells[i];
        int own = line_of_cell(box, cell, line);
        if (own >= 0)
            line_calls(&cell->setting->facts[own], call, context);
    }
}

static void add_border(const Style *style, int side, Sp x, Sp y, Sp width, AddRule *add,
                       void *context)
{
    Sp thickness = style->border_width[side];
    if (style->border_style[side] == BORDER_NONE || thickness <= 0)
        return;
    add(context, (Rule){.x = x,
                        .y = side == SIDE_TOP ? y : y - thickness,
                        .width = width,
                        .height = thickness,
                        .color = style->border_color[side],
                        .pattern = style->border_style[side],
                        .artifact = ARTIFACT_LAYOUT});
}

void row_rules(const Box *box, Sp x, Sp top, Sp bottom, AddRule *add, void *context)
{
    for (int i = 0; i < box->row->count; i++) {
        const Cell *cell = &box->row->cells[i];
        add_border(cell->style, SIDE_TOP, x + cell->left, top, cell->width, add, context);
        add_border(cell->style, SIDE_BOTTOM, x + cell->left, bottom, cell->width, add, context);
    }
}
