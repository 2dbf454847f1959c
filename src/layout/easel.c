#include "layout/easel.h"

#include "base/memory.h"
#include "layout/marker.h"
#include "layout/tablebox.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void easel_release(Easel *easel)
{
    for (int part = 0; part < EASEL_PARTS; part++)
        free(easel->parts[part].lines);
    free(easel->rules);
    free(easel->pictures);
    free(easel->frames);
}

static void add_rule(void *context, Rule rule)
{
    Easel *easel = context;
    easel->rules =
        memory_grow(easel->rules, easel->rule_count + 1, &easel->rule_room, sizeof *easel->rules);
    easel->rules[easel->rule_count++] = rule;
}

static void add_anchor(Easel *easel, const Node *node, Sp x, Sp y)
{
    Draft *draft = easel->draft;
    if (easel->part == EASEL_REPEATED ||
        !pointermap_add(&draft->anchored, node, draft->anchor_count))
        return;
    draft->anchors = memory_grow(draft->anchors, draft->anchor_count + 1, &draft->anchor_room,
                                 sizeof *draft->anchors);
    draft->anchors[draft->anchor_count++] =
        (Anchor){.node = node, .page = easel->page, .x = x, .y = y};
}

static void add_picture(void *context, Picture picture)
{
    Easel *easel = context;
    easel->pictures = memory_grow(easel->pictures, easel->picture_count + 1, &easel->picture_room,
                                  sizeof *easel->pictures);
    easel->pictures[easel->picture_count++] = picture;
    add_anchor(easel, picture.node, picture.x, picture.y);
}

static bool is_of_epub(const Line *line)
{
    for (uint32_t i = 0; i < line->piece_count; i++)
        if (!line->pieces[i].generated && line->pieces[i].node->text &&
            node_in_epub(line->pieces[i].node))
            return true;
    return false;
}

static void add_line(void *context, Line line)
{
    Easel *easel = context;
    EaselLines *part = &easel->parts[easel->part];
    if (!line.piece_count && easel->part != EASEL_REPEATED)
        return;
    part->lines = memory_grow(part->lines, part->count + 1, &part->room, sizeof *part->lines);
    part->lines[part->count++] = line;
    if (easel->part == EASEL_REPEATED)
        return;
    easel->begun |= easel->setter->unseen && is_of_epub(&line);
    paragraph_decorations(&line, add_rule, easel);
    for (uint32_t i = 0; i < line.piece_count; i++)
        if (line.pieces[i].node->kind == NODE_NOTE_REFERENCE)
            add_anchor(easel, line.pieces[i].node, line.pieces[i].x,
                       line.baseline - line.pieces[i].style->font_size);
}

/* From a line's upper edge to its baseline: text on the grid keeps the grid's baselines, whatever
 * its size. */
static Sp baseline_of(const Easel *easel, const Box *box)
{
    if (!easel->sheet.fine && box->leading % easel->sheet.pitch == 0)
        return box->leading - easel->sheet.pitch + easel->sheet.baseline;
    return (box->leading - box->style->font_size) / 2 + box->style->font_size * 3 / 4;
}

static void put_marker(Easel *easel, const Box *box, Sp baseline)
{
    const Marker *marker = &box->marker;
    if (!marker->text)
        return;
    Sp x = easel->left + box->x + (marker->turned ? box->measure : 0);
    add_line(easel, marker_line(easel->setter, marker, x, baseline));
}

static void put_image(Easel *easel, const Box *box, Sp top)
{
    Sp x = easel->left + box->x, room = box->measure - box->width;
    Sp height = box_height(box, &easel->sheet, 1);
    if (box->style->text_align == TEXT_CENTER || box->style->text_align == TEXT_JUSTIFY)
        x += room / 2;
    else if (box->style->text_align == TEXT_RIGHT || box->style->text_align == TEXT_END)
        x += room;
    Sp rows = (height + easel->sheet.pitch - 1) / easel->sheet.pitch * easel->sheet.pitch;
    Sp bottom = top + rows - easel->sheet.pitch + easel->sheet.baseline;
    add_picture(easel, (Picture){box->node, x, bottom - box->height, box->width, box->height});
}

static void put_ruled(Easel *easel, const Box *box, int lines, Sp top)
{
    for (int i = 1; i <= lines; i++)
        add_rule(easel,
                 (Rule){.x = easel->left + box->x,
                        .y = top + i * box->leading - easel->sheet.pitch + easel->sheet.baseline,
                        .width = box->measure,
                        .height = SP_PER_POINT / 2,
                        .color = box->style->color,
                        .pattern = BORDER_SOLID,
                        .artifact = ARTIFACT_LAYOUT});
}

/* A thematic break: the style's rule or words, else three asterisks. */
static void put_break(Easel *easel, const Box *box, Sp top)
{
    const Style *style = box->style;
    Sp x = easel->left + box->x, width;
    if (style->border_style[SIDE_TOP] != BORDER_NONE && style->border_width[SIDE_TOP] > 0) {
        add_rule(easel, (Rule){.x = x,
                               .y = top + box->leading / 2,
                               .width = box->measure,
                               .height = style->border_width[SIDE_TOP],
                               .color = style->border_color[SIDE_TOP],
                               .pattern = style->border_style[SIDE_TOP],
                               .artifact = ARTIFACT_LAYOUT});
        return;
    }
    const Style *own = style_of_pseudo(easel->setter->sheet, box->node, PSEUDO_BEFORE, style);
    bool words = own && own->content.count && own->content.items[0].kind == CONTENT_STRING;
    const char *text = words ? own->content.items[0].text : "*\u2003*\u2003*";
    own = own ? own : style;
    text_line(easel->setter, text, NULL, own, box->node, 0, 0, &width);
    add_line(easel, text_line(easel->setter, text, NULL, own, box->node,
                              x + (box->measure - width) / 2, top + baseline_of(easel, box), NULL));
}

static void place_line(Easel *easel, EaselLine line)
{
    Paragraph *paragraph = line.box->paragraph;
    add_line(easel, paragraph_line(paragraph, line.setting, line.index, line.x, line.baseline));
    paragraph_pictures(paragraph, add_picture, easel);
}

/* Places a line, but for one on a page that nobody sees, unless that page begins with it or a note
 * is called there; the page's last one waits until nothing follows. */
static void put_line(Easel *easel, EaselLine line)
{
    bool wanted = !easel->begun || line.setting->facts[line.index].refers;
    if (easel->part == EASEL_TEXT)
        easel->last = wanted ? (EaselLine){0} : line;
    if (wanted)
        place_line(easel, line);
}

void easel_put(Easel *easel, const Box *box, const Setting *setting, int from, int to, Sp top)
{
    Sp x = easel->left + box->x, baseline = top + baseline_of(easel, box);
    if (easel->part == EASEL_TEXT)
        easel->last.box = NULL;
    if (from == 0)
        put_marker(easel, box, baseline);
    switch (box->kind) {
    case BOX_TEXT:
        for (int i = from; setting && i < to; i++)
            put_line(easel, (EaselLine){box, setting, i, x, baseline + (i - from) * box->leading});
        break;
    case BOX_ROW:
        row_place(box, from, to, x, baseline + row_padding(box), add_line, add_picture, easel);
        break;
    case BOX_IMAGE: put_image(easel, box, top); break;
    case BOX_RULED: put_ruled(easel, box, to - from, top); break;
    case BOX_BREAK: put_break(easel, box, top); break;
    case BOX_MARKER: break;
    }
    if (box->kind == BOX_ROW)
        row_rules(box, x, top, top + box_height(box, &easel->sheet, to - from), add_rule, easel);
}

void easel_rule(Easel *easel, Rule rule)
{
    add_rule(easel, rule);
}

void easel_note(Easel *easel, const Node *note, Sp top)
{
    add_anchor(easel, note, easel->left, top);
}

static void set_strings(Easel *easel, const NamedString *string, bool at_top)
{
    if (!string)
        return;
    Arena *arena = easel->setter->arena;
    const NamedString *chain[16];
    int count = 0;
    for (; string && count < 16; string = string->next)
        chain[count++] = string;
    while (count > 0) {
        const NamedString *next = chain[--count];
        PageString *set = arena_alloc(arena, sizeof *set);
        *set = (PageString){easel->strings, arena_string(arena, next->name),
                            arena_string(arena, next->text), next->hidden, at_top};
        easel->strings = set;
    }
}

void easel_begin(Easel *easel, const Box *box, Sp top, bool at_top)
{
    Sp x = easel->left + box->x;
    size_t index;
    assert(box->node);
    set_strings(easel, box->strings, at_top);
    for (const Node *node = box->node; node; node = node->parent) {
        if (pointermap_find(&easel->draft->anchored, node, &index))
            break;
        add_anchor(easel, node, x, top);
    }
    int cells = 0;
    for (const Node *cell = box->cell; cell && cells < box->cells; cell = cell->next, cells++)
        add_anchor(easel, cell, x, top);
}

void easel_frame(Easel *easel, const Frame *frame, Sp top, Sp bottom)
{
    for (; frame; frame = frame->outer) {
        FrameExtent *extent = NULL;
        for (size_t i = 0; i < easel->frame_count && !extent; i++)
            if (easel->frames[i].frame == frame)
                extent = &easel->frames[i];
        if (!extent) {
            easel->frames = memory_grow(easel->frames, easel->frame_count + 1, &easel->frame_room,
                                        sizeof *easel->frames);
            extent = &easel->frames[easel->frame_count++];
            *extent = (FrameExtent){frame, top, bottom, true};
        }
        extent->top = top < extent->top ? top : extent->top;
        extent->bottom = bottom > extent->bottom ? bottom : extent->bottom;
    }
}

static void draw_frame(Easel *easel, const FrameExtent *extent, bool ends)
{
    const Style *style = extent->frame->style;
    Sp x = easel->left + extent->frame->x, width = extent->frame->width;
    Sp top = extent->top - (extent->begins ? style->padding[SIDE_TOP] : 0);
    Sp bottom = extent->bottom + (ends ? style->padding[SIDE_BOTTOM] : 0);
    if (style->background_color.alpha)
        add_rule(easel, (Rule){x, top, width, bottom - top, style->background_color, BORDER_SOLID,
                               ARTIFACT_LAYOUT});
    for (int side = 0; side < SIDES; side++) {
        Sp thick = style->border_width[side];
        bool here = side == SIDE_TOP ? extent->begins : side == SIDE_BOTTOM ? ends : true;
        if (style->border_style[side] == BORDER_NONE || thick <= 0 || !here)
            continue;
        Rule rule = {x,
                     top,
                     width,
                     thick,
                     style->border_color[side],
                     style->border_style[side],
                     ARTIFACT_LAYOUT};
        if (side == SIDE_LEFT || side == SIDE_RIGHT) {
            rule.x = side == SIDE_RIGHT ? x + width - thick : x;
            rule.width = thick;
            rule.height = bottom - top;
        } else {
            rule.y = side == SIDE_TOP ? top - thick : bottom;
        }
        add_rule(easel, rule);
    }
}

static bool goes_on(const Frame *frame, const Frame *open)
{
    for (; open; open = open->outer)
        if (open == frame)
            return true;
    return false;
}

void easel_end_column(Easel *easel, const Frame *open)
{
    size_t kept = 0;
    for (size_t i = 0; i < easel->frame_count; i++) {
        FrameExtent extent = easel->frames[i];
        bool on = goes_on(extent.frame, open);
        if (extent.top <= extent.bottom)
            draw_frame(easel, &extent, !on);
        if (on)
            easel->frames[kept++] = (FrameExtent){extent.frame, INT32_MAX, INT32_MIN, false};
    }
    easel->frame_count = kept;
}

static void *keep(Arena *arena, const void *array, size_t count, size_t size)
{
    void *copy = arena_array(arena, count, size);
    if (count)
        memcpy(copy, array, count * size);
    return copy;
}

/* The lines of some parts, one after the other. */
static const Line *keep_lines(Easel *easel, EaselPart first, EaselPart last, uint32_t *count)
{
    size_t all = 0, at = 0;
    for (EaselPart part = first; part <= last; part++)
        all += easel->parts[part].count;
    Line *lines = arena_array(easel->setter->arena, all, sizeof *lines);
    for (EaselPart part = first; part <= last; part++) {
        EaselLines *from = &easel->parts[part];
        for (size_t i = 0; i < from->count; i++)
            lines[at++] = from->lines[i];
        from->count = 0;
    }
    *count = (uint32_t)all;
    return lines;
}

void easel_finish(Easel *easel)
{
    Arena *arena = easel->setter->arena;
    PageDraft *draft = &easel->draft->pages[easel->page];
    Page *page = &draft->page;
    if (easel->last.box)
        place_line(easel, easel->last);
    easel->last.box = NULL;
    easel->begun = false;
    page->note_line_count = (uint32_t)easel->parts[EASEL_NOTES].count;
    page->lines = keep_lines(easel, EASEL_TEXT, EASEL_NOTES, &page->line_count);
    page->furniture = keep_lines(easel, EASEL_REPEATED, EASEL_REPEATED, &page->furniture_count);
    page->rules = keep(arena, easel->rules, easel->rule_count, sizeof *easel->rules);
    page->rule_count = (uint32_t)easel->rule_count;
    page->pictures = keep(arena, easel->pictures, easel->picture_count, sizeof *easel->pictures);
    page->picture_count = (uint32_t)easel->picture_count;
    draft->strings = easel->strings;
    easel->rule_count = easel->picture_count = 0;
    easel->strings = NULL;
}
