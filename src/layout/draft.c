#include "layout/draft.h"

#include "base/memory.h"
#include "layout/bidi.h"
#include "layout/easel.h"

#include <assert.h>
#include <stdlib.h>

/* A note line that waits for the foot of its page. */
typedef struct Waiting {
    const NoteText *text;
    int index;
} Waiting;

typedef struct Maker {
    const PageSet *set;
    const Filling *filling;
    Easel easel;
    size_t page;      /* of the filling: a column */
    int row;          /* filled in it */
    bool empty;       /* nothing stands in it */
    Waiting *waiting; /* [waiting_count] heap: note lines for this column and later ones */
    size_t waiting_count, waiting_room, placed; /* placed: of them, earlier */
    int waiting_span;                           /* note lines of those not yet placed */
} Maker;

static bool is_recto(const PageSet *set, size_t page)
{
    return set->starts_recto == (page % 2 == 0);
}

static int rows_of_page(const Maker *m)
{
    const FillRules *rules = m->set->rules;
    bool known = m->page < m->filling->page_count;
    assert(!known || m->filling->pages);
    return (m->page ? rules->depth : rules->first_depth) +
           (known ? m->filling->pages[m->page].delta : 0);
}

static void begin_page(Maker *m)
{
    const PageSet *set = m->set;
    Draft *draft = m->easel.draft;
    PageSide side = is_recto(set, draft->count) ? PAGE_RECTO : PAGE_VERSO;
    bool first = draft->count == 0;
    draft->pages = memory_grow(draft->pages, draft->count + 1, &draft->room, sizeof *draft->pages);
    m->easel.page = (uint32_t)draft->count;
    m->easel.style = sheets_style(set->sheets, set->chapter->page_name, side, first, false);
    draft->pages[draft->count++] = (PageDraft){.page = {.style = m->easel.style, .side = side},
                                               .page_name = set->chapter->page_name,
                                               .first = first};
}

static bool runs_to_the_left(const Maker *m)
{
    return bidi_language(m->set->setter->book->language);
}

/* The next column: of this page, or the first of another. */
static void begin_column(Maker *m)
{
    const Sheet *sheet = &m->easel.sheet;
    int column = (int)(m->page % (size_t)sheet->columns);
    if (column == 0) {
        if (m->page)
            easel_finish(&m->easel);
        begin_page(m);
    }
    int place = runs_to_the_left(m) ? sheet->columns - 1 - column : column;
    m->easel.left = m->easel.style->margin[SIDE_LEFT] + place * sheet->step;
    if (m->page < m->filling->page_count)
        m->easel.draft->pages[m->easel.page].page.exceptions |= m->filling->pages[m->page].flaws;
    m->row = 0;
    m->empty = true;
}

static Sp row_top(const Maker *m, int row)
{
    return m->easel.style->margin[SIDE_TOP] + row * m->set->rules->pitch;
}

/* The rule above the notes of a column, as the style says. */
static void rule_notes(Maker *m, Sp top)
{
    const Style *area = m->easel.style->footnote_area;
    if (!area || area->border_style[SIDE_TOP] == BORDER_NONE || area->border_width[SIDE_TOP] <= 0)
        return;
    Sp width = area->width.unit == SIZE_SP ? area->width.value
               : area->width.unit == SIZE_PERMILLE
                   ? (Sp)((int64_t)m->easel.sheet.measure * area->width.value / 1000)
                   : m->easel.sheet.measure / 4;
    Sp x = runs_to_the_left(m) ? m->easel.sheet.measure - width : 0;
    Rule rule = {.x = m->easel.left + x,
                 .y = top - area->padding[SIDE_TOP] - area->border_width[SIDE_TOP],
                 .width = width,
                 .height = area->border_width[SIDE_TOP],
                 .color = area->border_color[SIDE_TOP],
                 .pattern = area->border_style[SIDE_TOP],
                 .artifact = ARTIFACT_LAYOUT};
    easel_rule(&m->easel, rule);
}

/* Sets the notes of the column at its foot, but for the lines that are carried over. */
static void put_notes(Maker *m, int carry)
{
    const FillRules *rules = m->set->rules;
    size_t end = m->placed;
    int span = 0;
    bool must = m->empty; /* a page of nothing but notes */
    while (end < m->waiting_count && (m->waiting_span - span > carry || (must && !span))) {
        const Waiting *w = &m->waiting[end++];
        span += w->text->lines[w->index].span;
    }
    Sp leading = rules->note_leading;
    Sp last = row_top(m, rows_of_page(m)) - rules->pitch + m->easel.sheet.baseline;
    Sp y = last - (span - 1) * leading - leading * 3 / 4;
    if (span)
        rule_notes(m, y);
    m->easel.part = EASEL_NOTES;
    for (; m->placed < end; m->placed++) {
        const Waiting *w = &m->waiting[m->placed];
        const NoteLine *line = &w->text->lines[w->index];
        if (w->index == 0)
            easel_note(&m->easel, w->text->note, y);
        easel_put(&m->easel, line->box, box_setting(line->box, -1, false), line->line,
                  line->line + 1, y);
        y += line->span * leading;
    }
    m->easel.part = EASEL_TEXT;
    m->waiting_span -= span;
    if (m->placed == m->waiting_count)
        m->placed = m->waiting_count = 0;
}

/* Note lines that a page of nothing but notes has no room for. */
static int too_many(const Maker *m)
{
    const FillRules *rules = m->set->rules;
    int room =
        (int)(((int64_t)rules->depth * rules->pitch - rules->note_gap) / rules->note_leading);
    return m->waiting_span > room && room > 0 ? m->waiting_span - room : 0;
}

static void end_column(Maker *m, const Frame *open)
{
    bool known = m->page < m->filling->page_count;
    put_notes(m, known ? m->filling->pages[m->page].carry : too_many(m));
    easel_end_column(&m->easel, open);
    m->page++;
}

/* A column that begins inside a table begins with its head. */
static void repeat_header(Maker *m, size_t block)
{
    const FillRules *rules = m->set->rules;
    Sp repeat = m->set->setting->blocks[block].repeat;
    if (repeat <= 0)
        return;
    size_t header = block;
    while (!m->set->setting->boxes[header]->header_row)
        header--;
    const Box *box = m->set->setting->boxes[header];
    m->easel.part = EASEL_REPEATED;
    easel_put(&m->easel, box, NULL, 0, box->lines, row_top(m, 0));
    m->easel.part = EASEL_TEXT;
    m->row = (int)((repeat + rules->pitch - 1) / rules->pitch);
}

static void call_note(void *context, const Node *note)
{
    Maker *m = context;
    const NoteText *text = notes_find(m->set->notes, note);
    m->waiting = memory_grow(m->waiting, m->waiting_count + (size_t)text->count, &m->waiting_room,
                             sizeof *m->waiting);
    for (int line = 0; line < text->count; line++)
        m->waiting[m->waiting_count++] = (Waiting){text, line};
    m->waiting_span += text->span;
}

/* Rows between what stands in the column and its notes. */
static int rows_left(const Maker *m)
{
    return rows_of_page(m) - m->row - fill_note_rows(m->set->rules, m->waiting_span);
}

/* Puts a piece of a block in the column. Heights that are no whole rows keep to the lower edge of
 * theirs, so that a heading stays near its text. */
static void put_piece(Maker *m, size_t index, const Setting *setting, int from, int to, int lines)
{
    const ChapterSetting *chapter = m->set->setting;
    const FillBlock *block = &chapter->blocks[index];
    const FillRules *rules = m->set->rules;
    Box *box = chapter->boxes[index];
    bool end = to == lines;
    int rows = block->fills ? rows_left(m) : fill_rows(rules, block, to - from, end);
    Sp height = (to - from) * block->leading + (end ? block->extra : 0);
    Sp top = row_top(m, m->row);
    Sp slack = block->fills || box->kind == BOX_IMAGE ? 0 : rows * rules->pitch - height;
    slack = slack > 0 ? slack : 0;
    if (from == 0)
        easel_begin(&m->easel, box, top + slack, m->empty);
    int shown = to;
    if (block->fills)
        shown = (int)((int64_t)rows * rules->pitch / block->leading);
    else if (box->kind == BOX_ROW && lines == 1)
        shown = box->lines;
    easel_put(&m->easel, box, setting, from, shown, top + slack);
    easel_frame(&m->easel, box->frame, top, top + rows * rules->pitch);
    for (int i = from; i < shown; i++)
        box_calls(box, setting, i, call_note, m);
    m->row += rows;
    m->empty = false;
}

static const FillPage *next_page(const Maker *m)
{
    return m->page + 1 < m->filling->page_count ? &m->filling->pages[m->page + 1] : NULL;
}

static void put_block(Maker *m, size_t index)
{
    const ChapterSetting *chapter = m->set->setting;
    const FillSetting *fill = &chapter->blocks[index].settings[m->filling->settings[index]];
    const Box *box = chapter->boxes[index];
    const Setting *setting = box->paragraph ? box_setting(box, fill->index, chapter->wide) : NULL;
    m->row += m->filling->spaces[index];
    for (int line = 0; line < fill->lines;) {
        const FillPage *next = next_page(m);
        if (next && next->block == index && next->line == line) {
            end_column(m, box->frame);
            begin_column(m);
            repeat_header(m, index);
            next = next_page(m);
        }
        int to = next && next->block == index ? next->line : fill->lines;
        put_piece(m, index, setting, line, to, fill->lines);
        line = to;
    }
}

/* Lines to write on at a chapter's end go on in the columns that its last page has left. */
static void rule_columns(Maker *m)
{
    const ChapterSetting *chapter = m->set->setting;
    const Box *box = chapter->boxes[chapter->count - 1];
    if (!chapter->blocks[chapter->count - 1].fills)
        return;
    while ((m->page + 1) % (size_t)m->easel.sheet.columns) {
        end_column(m, box->frame);
        begin_column(m);
        int lines = (int)((int64_t)rows_left(m) * m->set->rules->pitch / box->leading);
        easel_put(&m->easel, box, NULL, 0, lines, row_top(m, 0));
    }
}

void draft_pages(const PageSet *set, Draft *draft)
{
    const Filling *filling = &draft->filling;
    assert(filling->pages && filling->page_count > 0);
    Maker m = {.set = set, .filling = filling};
    m.easel = (Easel){.setter = set->setter, .sheet = set->setting->sheet, .draft = draft};
    begin_column(&m);
    for (size_t i = 0; i < set->setting->count; i++)
        put_block(&m, i);
    rule_columns(&m);
    end_column(&m, NULL);
    while (m.placed < m.waiting_count) { /* what is left of a long note */
        begin_column(&m);
        end_column(&m, NULL);
    }
    easel_finish(&m.easel);
    free(m.waiting);
    easel_release(&m.easel);
}

void draft_release(Draft *draft)
{
    free(draft->pages);
    free(draft->anchors);
    pointermap_release(&draft->anchored);
    *draft = (Draft){0};
}

PageDraft draft_blank(const Sheets *sheets, const char *page_name, PageSide side)
{
    return (PageDraft){.page = {.style = sheets_style(sheets, page_name, side, false, true),
                                .side = side,
                                .blank = true},
                       .page_name = page_name};
}
