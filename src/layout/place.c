/* Placing a line: its items become pieces at their places. */
#include "layout/paragraph.h"

#include "base/memory.h"
#include "base/str.h"
#include "layout/bidi.h"
#include "layout/composer.h"
#include "layout/setting.h"

#include <stdlib.h>
#include <string.h>

/* A part of a line: an item, or what of it stands on this line. */
typedef struct Part {
    const Item *item;
    const Word *word; /* NULL: an image, a leader, nothing */
    Sp width, space;  /* natural; the space after it */
    Sp stretch;
    uint32_t offset;
    bool hyphen, parted; /* ends in a hyphen of ours; ends inside its word */
} Part;

typedef struct Placing {
    Setter *setter;
    const Items *items;
    const Style *style; /* of the block */
    Part *parts;        /* heap, [count] */
    size_t count;
    int64_t width, space, stretch; /* natural sums */
    Sp left_hang, right_hang;
    size_t leader; /* index of the leader; count: there is none */
    Sp x, measure;
    LineFitting fitting;
    Picture **pictures; /* where images on the line go; NULL: nowhere */
    size_t *picture_count, *picture_room;
} Placing;

static Sp units(const Part *part, int64_t value)
{
    const Font *font = part->word->shaped.font;
    return (Sp)(value * part->item->style->font_size / font->units_per_em);
}

static Part make_part(Placing *p, size_t index, LineSpan span)
{
    const Item *item = &p->items->items[index];
    Part part = {.item = item,
                 .word = item->word,
                 .width = item->width,
                 .space = item->space,
                 .stretch = item->stretch,
                 .offset = item->offset};
    const Word *whole = item->word;
    bool first = index == span.first && span.from_break, last = index + 1 == span.end;
    if (!whole || (item->flags & ITEM_LEADER))
        return part;
    size_t from = first ? whole->breaks[span.from_break - 1].at : 0, to = whole->shaped.length;
    if (last && span.to_break) {
        to = whole->breaks[span.to_break - 1].at;
        part.parted = true;
        part.hyphen = whole->breaks[span.to_break - 1].kind == BREAK_SOFT;
    }
    if (from || to < whole->shaped.length) {
        part.word = shaper_fragment(p->setter->composer->shaper, whole, from, to, part.hyphen);
        part.width = units(&part, part.word->shaped.width);
    }
    if (first && !(item->flags & ITEM_CHANGED))
        part.offset += whole->breaks[span.from_break - 1].source;
    return part;
}

static void take_parts(Placing *p, LineSpan span)
{
    p->parts = memory_new(sizeof *p->parts * (span.end - span.first));
    for (size_t i = span.first; i < span.end; i++) {
        Part part = make_part(p, i, span);
        if (i + 1 == span.end)
            part.space = part.stretch = 0;
        p->width += part.width + part.space;
        p->space += part.space;
        p->stretch += part.stretch;
        p->parts[p->count++] = part;
    }
    p->leader = p->count;
    for (size_t i = 0; i < p->count; i++)
        if (p->parts[i].item->flags & ITEM_LEADER)
            p->leader = i;
    if (!p->style->hanging_punctuation || p->items->mixed || !p->count)
        return;
    const Part *first = &p->parts[0], *last = &p->parts[p->count - 1];
    if (first->word)
        p->left_hang = units(first, first->word->left_hang);
    if (last->word)
        p->right_hang = units(last, last->word->right_hang);
}

/* The leader fills what the rest leaves, with whole copies of its pattern that stand in one grid
 * from the right edge, so that the dots of lines stand above each other. */
static void fill_leader(Placing *p)
{
    Part *part = &p->parts[p->leader];
    Sp pattern = units(part, part->word->shaped.width);
    int64_t room = p->measure - p->width, after = 0;
    for (size_t i = p->leader + 1; i < p->count; i++)
        after += p->parts[i].width + p->parts[i].space;
    after += part->space;
    int64_t tail = pattern > 0 ? (after + pattern - 1) / pattern * pattern - after : 0;
    int64_t copies = pattern > 0 ? (room - tail) / pattern : 0;
    int64_t most =
        (int64_t)(WORD_LIMIT / (part->word->source_length ? part->word->source_length : 1));
    copies = copies > most ? most : copies;
    if (copies < 1) {
        part->word = NULL;
        part->width = room > 0 ? (Sp)room : 0;
        return;
    }
    Str text = STR_INIT;
    for (int64_t i = 0; i < copies; i++)
        str_add_bytes(&text, part->word->source, part->word->source_length);
    part->word =
        shaper_like(p->setter->composer->shaper, part->word, text.data, text.length, false);
    part->width = units(part, part->word->shaped.width);
    str_release(&text);
    Part *before = p->leader ? &p->parts[p->leader - 1] : NULL;
    Sp left = (Sp)(room - part->width - tail);
    if (before)
        before->space += left > 0 ? left : 0;
    part->space += (Sp)tail;
}

static TextAlign alignment(const Placing *p, bool last)
{
    TextAlign align = last && p->style->text_align == TEXT_JUSTIFY ? p->style->text_align_last
                                                                   : p->style->text_align;
    if (align == TEXT_JUSTIFY || align == TEXT_START)
        return p->items->from_right ? TEXT_RIGHT : TEXT_LEFT;
    if (align == TEXT_END)
        return p->items->from_right ? TEXT_LEFT : TEXT_RIGHT;
    return align;
}

/* Natural place of the line's left edge when it is not stretched to the measure. */
static Sp left_edge(const Placing *p, bool last, int64_t width)
{
    Sp room = (Sp)(p->measure - width);
    switch (alignment(p, last)) {
    case TEXT_CENTER: return p->x + room / 2 - p->left_hang;
    case TEXT_RIGHT: return p->x + room - p->left_hang;
    default: return p->x - p->left_hang;
    }
}

static Piece make_piece(const Part *part)
{
    const Item *item = part->item;
    Piece piece = {.text = part->word ? &part->word->shaped : NULL,
                   .style = item->style,
                   .node = item->node,
                   .offset = part->offset,
                   .raise = item->raise,
                   .generated = item->flags & ITEM_GENERATED};
    if (part->hyphen)
        piece.flags |= PIECE_HYPHEN;
    if (item->flags & ITEM_LEADER)
        piece.flags |= PIECE_LEADER;
    if (!part->parted && (item->glue == GLUE_SPACE || item->glue == GLUE_TIE))
        piece.flags |= PIECE_SPACE_AFTER;
    return piece;
}

static Sp scaled(const Placing *p, int64_t width)
{
    return (Sp)(width * p->fitting.scale / 1000);
}

/* Scales the line and gives each space its share of what then is left of the measure, so that the
 * line ends where it should to the last scaled point. */
static void stretch_parts(Placing *p, bool overfull)
{
    int64_t natural = 0, weights = 0, given = 0;
    for (size_t i = 0; i < p->count; i++) {
        p->parts[i].width = scaled(p, p->parts[i].width);
        natural += p->parts[i].width + scaled(p, p->parts[i].space);
    }
    int64_t gap = p->measure - natural + scaled(p, p->left_hang) + scaled(p, p->right_hang);
    int64_t total = gap > 0 ? p->stretch : p->space;
    if (overfull)
        gap = -scaled(p, p->space) * (int64_t)(1000 - p->fitting.space) / 1000;
    for (size_t i = 0; i < p->count; i++) {
        Part *part = &p->parts[i];
        weights += gap > 0 ? part->stretch : part->space;
        int64_t now = total > 0 ? gap * weights / total : 0;
        part->space = scaled(p, part->space) + (Sp)(now - given);
        given = now;
    }
}

/* Spaces are runs of their own: they have a level, too. */
static void place_mixed(const Placing *p, int64_t x, Sp *places)
{
    size_t n = p->count * 2;
    uint8_t *levels = memory_new(n + 1);
    uint32_t *order = memory_new((n + 1) * sizeof *order);
    for (size_t i = 0; i < p->count; i++) {
        levels[2 * i] = p->parts[i].item->level;
        levels[2 * i + 1] = p->parts[i].item->space_level;
    }
    if (n)
        levels[n - 1] = p->items->right_to_left;
    bidi_reorder(levels, n, order);
    for (size_t k = 0; k < n; k++) {
        const Part *part = &p->parts[order[k] / 2];
        if (order[k] % 2) {
            x += part->space;
        } else {
            places[order[k] / 2] = sp_nearest(x);
            x += part->width;
        }
    }
    free(levels);
    free(order);
}

static void place_parts(const Placing *p, int64_t x, Sp *places)
{
    for (size_t i = 0; i < p->count; i++) {
        places[i] = sp_nearest(x);
        x += p->parts[i].width + p->parts[i].space;
    }
}

static void keep_picture(Placing *p, const Part *part, Sp x, Sp baseline)
{
    if (!p->pictures)
        return;
    *p->pictures =
        memory_grow(*p->pictures, *p->picture_count + 1, p->picture_room, sizeof(Picture));
    (*p->pictures)[(*p->picture_count)++] = (Picture){.node = part->item->node,
                                                      .x = x,
                                                      .y = baseline - part->item->raise,
                                                      .width = part->width,
                                                      .height = part->item->raise};
}

/* What shows nothing may yet end a word. */
static void hand_space_on(const Part *part, Piece *before)
{
    if (make_piece(part).flags & PIECE_SPACE_AFTER && !(before->flags & PIECE_SPACE_AFTER)) {
        before->flags |= PIECE_SPACE_AFTER;
        before->space = part->space;
    }
}

static Line finish(Placing *p, Line line, Sp x)
{
    Sp *places = memory_new((p->count + 1) * sizeof *places);
    size_t shown = 0;
    if (p->items->mixed)
        place_mixed(p, x, places);
    else
        place_parts(p, x, places);
    for (size_t i = 0; i < p->count; i++)
        shown += p->parts[i].word && p->parts[i].word->shaped.length;
    Piece *pieces = arena_array(p->setter->arena, shown, sizeof *pieces);
    for (size_t i = 0; i < p->count; i++) {
        const Part *part = &p->parts[i];
        if (part->item->flags & ITEM_IMAGE)
            keep_picture(p, part, places[i], line.baseline);
        if (part->word && part->word->shaped.length) {
            Piece *piece = &pieces[line.piece_count++];
            *piece = make_piece(part);
            piece->x = places[i];
            if (piece->flags & PIECE_SPACE_AFTER)
                piece->space = part->space;
        } else if (line.piece_count) {
            hand_space_on(part, &pieces[line.piece_count - 1]);
        }
    }
    line.pieces = pieces;
    free(places);
    free(p->parts);
    return line;
}

static Place place_of(const Part *part)
{
    const Item *item = part->item;
    bool own = item->node->kind == NODE_TEXT && !(item->flags & (ITEM_GENERATED | ITEM_CHANGED));
    return own ? node_place_at(item->node, part->offset) : item->node->place;
}

static void report_overfull(const Paragraph *p, const Placing *placing)
{
    const Part *part = &placing->parts[0];
    for (size_t i = 1; i < placing->count; i++)
        if (placing->parts[i].width > part->width)
            part = &placing->parts[i];
    if (part->word)
        diag(p->setter->diagnostics, LINE_OVERFULL, place_of(part), part->word->shaped.text);
}

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* The space that the eye sees on a line: the median of its spaces, per mille of what they are by
 * nature; 0 when there is none. */
static int median_space(const Placing *p)
{
    int *spaces = memory_new((p->count + 1) * sizeof *spaces);
    size_t n = 0;
    for (size_t i = 0; i + 1 < p->count; i++) {
        Sp natural = scaled(p, p->parts[i].item->space);
        if (natural > 0)
            spaces[n++] = (int)((int64_t)p->parts[i].space * 1000 / natural);
    }
    qsort(spaces, n, sizeof *spaces, by_value);
    int median = n ? (spaces[(n - 1) / 2] + spaces[n / 2]) / 2 : 0;
    free(spaces);
    return median;
}

/* A line that fills the measure: its scaling and spaces. */
static void justify(const Paragraph *paragraph, Placing *p, const LineFit *fit, int64_t visible,
                    Line *line)
{
    const Font *font = p->parts[0].word ? p->parts[0].word->shaped.font : NULL;
    Sp em_space = font ? units(&p->parts[0], font->space_width) : paragraph->style->font_size / 4;
    p->fitting = fit_line(p->measure, visible, p->space, p->stretch, em_space,
                          paragraph->style->glyph_scaling);
    if (fit->overfull)
        p->fitting.space = fit->space;
    line->flags |= LINE_JUSTIFIED;
    line->scale = (int16_t)p->fitting.scale;
    stretch_parts(p, fit->overfull);
    line->word_space = (int16_t)median_space(p);
}

Line paragraph_line(Paragraph *paragraph, const Setting *setting, int index, Sp x, Sp baseline)
{
    const Lines *lines = setting_lines(paragraph, setting);
    const LineFit *fit = &lines->fits[index];
    LineSpan span = line_span(paragraph, lines, index);
    Sp indent = index ? 0 : paragraph->shape.first_indent;
    bool last = index + 1 == lines->count;
    Placing p = {.setter = paragraph->setter,
                 .items = &paragraph->items,
                 .style = paragraph->style,
                 .x = paragraph->items.right_to_left ? x : x + indent,
                 .measure = paragraph->shape.measure - indent,
                 .fitting = {1000, 1000},
                 .pictures = &paragraph->pictures,
                 .picture_count = &paragraph->picture_count,
                 .picture_room = &paragraph->picture_room};
    paragraph->picture_count = 0;
    take_parts(&p, span);
    bool hyphen = span.to->kind == BREAK_SOFT || span.to->kind == BREAK_HARD;
    Line line = {.block = paragraph->block,
                 .x = p.x,
                 .baseline = baseline,
                 .width = p.measure,
                 .scale = 1000,
                 .word_space = p.space ? 1000 : 0,
                 .flags = (uint8_t)((last ? LINE_LAST : 0) | (hyphen ? LINE_HYPHEN : 0))};
    int64_t visible = p.width - p.left_hang - p.right_hang;
    if (fit->overfull && !paragraph->shape.overfull_told && !paragraph->setter->unseen)
        report_overfull(paragraph, &p);
    if (p.leader < p.count) {
        fill_leader(&p);
        return finish(&p, line, p.x);
    }
    if (paragraph->style->text_align == TEXT_JUSTIFY &&
        (!(last || span.to->forced) || visible > p.measure)) {
        justify(paragraph, &p, fit, visible, &line);
        return finish(&p, line, p.x - scaled(&p, p.left_hang));
    }
    return finish(&p, line, left_edge(&p, last, visible));
}

Line text_line(Setter *setter, const char *text, const char *language, const Style *style,
               const Node *node, Sp x, Sp baseline, Sp *width)
{
    Runs runs = {0};
    Items items = {0};
    if (!language)
        language = node_language(setter->book, node);
    collect_text(setter, text, language, style, node, &runs);
    items_from_runs(setter, &runs, language, &items);
    runs_release(&runs);
    Placing p = {
        .setter = setter, .items = &items, .style = style, .x = x, .fitting = {1000, 1000}};
    if (items.count)
        take_parts(&p, (LineSpan){.end = items.count});
    else
        p.parts = memory_new(1);
    Line line = {.block = node,
                 .x = x,
                 .baseline = baseline,
                 .width = sp_nearest(p.width),
                 .scale = 1000,
                 .word_space = p.space ? 1000 : 0,
                 .flags = LINE_LAST};
    if (width)
        *width = sp_nearest(p.width);
    p.left_hang = p.right_hang = 0;
    line = finish(&p, line, x);
    items_release(&items);
    return line;
}

void paragraph_pictures(const Paragraph *paragraph, AddPicture *add, void *context)
{
    for (size_t i = 0; i < paragraph->picture_count; i++)
        add(context, paragraph->pictures[i]);
}
