/* Figures of the book as a whole: numbers that refer, running heads, margins, colours, and whether
 * every text is shown whole. */
#include "base/memory.h"
#include "base/pointermap.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "layout/gauge.h"
#include "layout/gutter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_TEXT_LINES = 3 }; /* pages with fewer need no running head */

static bool is_label(const Line *line, const char *label)
{
    return line->piece_count == 1 && line->pieces[0].text->length == strlen(label) &&
           !memcmp(line->pieces[0].text->text, label, strlen(label));
}

/* Every number that shows where something stands says what that page is called. */
static void gauge_numbers(Gauge *g, const Page *page, size_t index)
{
    for (uint32_t i = 0; i < page->line_count; i++)
        for (uint32_t k = 0; k < page->lines[i].piece_count; k++) {
            const Piece *piece = &page->lines[i].pieces[k];
            const Node *node = piece->node, *target = NULL;
            if (!piece->generated || piece->flags & PIECE_LEADER)
                continue;
            if (node->kind == NODE_PAGE_REFERENCE)
                target = node->page_reference.target;
            else if (node->kind == NODE_LINK)
                target = node->link.target;
            const Anchor *anchor = pages_anchor(g->pages, target);
            size_t length = piece->text->length;
            if (!anchor || !length || strcspn(piece->text->text, "0123456789ivxlc") == length)
                continue;
            const char *label = g->pages->pages[anchor->page].label;
            g->figures->numbers_checked++;
            gauge_look(g, RULE_NUMBER_WRONG);
            if (length != strlen(label) || memcmp(piece->text->text, label, length) != 0)
                gauge_breach(g, RULE_NUMBER_WRONG, index, &page->lines[i], 0);
        }
}

static bool has_boxes(const PageStyle *style)
{
    for (int box = 0; box < BOX_COUNT; box++)
        if (style->boxes[box] && style->boxes[box]->content.count)
            return true;
    return false;
}

/* `opening`: the page begins a chapter, and carries no running head. */
static void gauge_furniture(Gauge *g, const Page *page, size_t index, bool opening)
{
    bool head = false, folio = false;
    for (uint32_t i = 0; i < page->furniture_count; i++) {
        const Line *line = &page->furniture[i];
        bool number = is_label(line, page->label);
        head = head || (!number && page->furniture_kinds[i] != ARTIFACT_LAYOUT);
        folio = folio || number;
        if (!number)
            continue;
        Sp middle = (line->x + gauge_piece_end(line, &line->pieces[0])) / 2;
        Sp half = page->style->width / 2, centre = page->style->width / 8;
        bool left = middle<half - centre, right = middle> half + centre;
        gauge_look(g, RULE_INNER_FOLIO);
        if (page->style->left ? right : left)
            gauge_breach(g, RULE_INNER_FOLIO, index, NULL, 0);
        gauge_look(g, RULE_ODD_VERSO);
        if ((page->counter % 2 == 1) != (page->side == PAGE_RECTO) &&
            page->style->numerals == NUMERALS_DECIMAL)
            gauge_breach(g, RULE_ODD_VERSO, index, NULL, 0);
    }
    if (!has_boxes(page->style) || page->line_count < LEAST_TEXT_LINES)
        return;
    gauge_look(g, RULE_NO_FOLIO);
    if (!folio)
        gauge_breach(g, RULE_NO_FOLIO, index, NULL, 0);
    if (opening)
        return;
    gauge_look(g, RULE_NO_HEAD);
    if (!head)
        gauge_breach(g, RULE_NO_HEAD, index, NULL, 0);
}

static void gauge_blank(Gauge *g, const Page *page, size_t index)
{
    size_t shown = page->line_count + page->furniture_count + page->picture_count;
    for (uint32_t i = 0; i < page->rule_count; i++)
        shown += page->rules[i].artifact != ARTIFACT_PAGE;
    gauge_look(g, RULE_NOT_BLANK);
    if (shown)
        gauge_breach(g, RULE_NOT_BLANK, index, NULL, 0);
}

static void gauge_margins(Gauge *g, const Page *page, size_t index)
{
    Sp left = page->style->width, right = page->style->width;
    for (uint32_t i = 0; i < page->line_count; i++) {
        const Line *line = &page->lines[i];
        Sp after = page->style->width - line->x - line->width;
        left = line->x < left ? line->x : left;
        right = after < right ? after : right;
    }
    if (!page->line_count)
        return;
    Sp inner = page->style->left ? right : left, outer = page->style->left ? left : right;
    Measures *f = g->figures;
    f->inner = f->inner && f->inner < inner ? f->inner : inner;
    f->outer = f->outer && f->outer < outer ? f->outer : outer;
    gauge_look(g, RULE_MARGIN);
    Sp missing = f->inner_wanted - inner > gutter_least_outer - outer ? f->inner_wanted - inner
                                                                      : gutter_least_outer - outer;
    if (page->style->gutter_by_pages && missing > SP_PER_POINT / 10)
        gauge_breach(g, RULE_MARGIN, index, NULL, missing);
}

/* WCAG 2.2: relative luminance, and contrast with white paper in hundredths. */
static double linear(uint8_t value)
{
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static int contrast(Color color)
{
    double luminance =
        0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
    return (int)(105.0 / (luminance + 0.05));
}

static void gauge_colors(Gauge *g, const Page *page, size_t index)
{
    Measures *f = g->figures;
    for (uint32_t i = 0; i < page->line_count; i++) {
        const Line *line = &page->lines[i];
        int least = 2100;
        for (uint32_t k = 0; k < line->piece_count; k++) {
            int here = contrast(line->pieces[k].style->color);
            least = here < least ? here : least;
        }
        gauge_look(g, RULE_PALE);
        if (least < 450)
            gauge_breach(g, RULE_PALE, index, line, least);
        f->contrast_least =
            f->contrast_least && f->contrast_least < least ? f->contrast_least : least;
    }
}

static void gauge_outline(Gauge *g)
{
    g->figures->outline = g->pages->outline_count;
    for (size_t i = 0; i < g->pages->outline_count; i++) {
        const Node *node = g->pages->outline[i].node;
        const Anchor *anchor = pages_anchor(g->pages, node);
        bool found = false;
        for (uint32_t k = 0; anchor && k < g->pages->pages[anchor->page].line_count; k++)
            found = found || g->pages->pages[anchor->page].lines[k].block == node;
        gauge_look(g, RULE_OUTLINE);
        if (!found)
            gauge_breach(g, RULE_OUTLINE, anchor ? anchor->page : 0, NULL, 0);
    }
}

/* Characters of a text that must be seen: no spaces, no invisible ones. */
static size_t visible(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += utf8_decode(text + at, length - at, &c);
        count += c > ' ' && c != 0xA0 && c != 0xAD && c != 0x2060 && c != 0xFEFF &&
                 !(c >= 0x2000 && c <= 0x200D) && c != 0x202F && c != 0x3000;
    }
    return count;
}

typedef struct Shown {
    PointerMap nodes;
    size_t *characters; /* [nodes.count] heap */
    size_t room;
} Shown;

static void add_shown(Shown *shown, const Page *page)
{
    for (uint32_t i = 0; i < page->line_count; i++)
        for (uint32_t k = 0; k < page->lines[i].piece_count; k++) {
            const Piece *piece = &page->lines[i].pieces[k];
            size_t index = shown->nodes.count;
            if (piece->generated || !piece->node->text)
                continue;
            if (pointermap_add(&shown->nodes, piece->node, index)) {
                shown->characters = memory_grow(shown->characters, index + 1, &shown->room,
                                                sizeof *shown->characters);
                shown->characters[index] = 0;
            } else {
                pointermap_find(&shown->nodes, piece->node, &index);
            }
            shown->characters[index] += visible(piece->text->text, piece->text->length);
        }
}

/* What is shown of a text is all of it. */
static void gauge_lost(Gauge *g)
{
    Shown shown = {.characters = NULL};
    const Node *block = NULL;
    for (size_t p = 0; p < g->pages->count; p++)
        add_shown(&shown, &g->pages->pages[p]);
    Walk walk = walk_start(g->pages->book->root);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        size_t index;
        if (walk.event == WALK_EXIT)
            continue;
        if (node->scope == SCOPE_EPUB) {
            walk_skip(&walk);
            continue;
        }
        if (node_shape(node->kind) == SHAPE_LINE || node->kind == NODE_CODE_BLOCK)
            block = node;
        const Anchor *anchor = block ? pages_anchor(g->pages, block) : NULL;
        if (!anchor || !node->text)
            continue;
        size_t wanted = visible(node->text, node->length);
        bool known = pointermap_find(&shown.nodes, node, &index);
        if (!known || !shown.characters) /* the style does not show it */
            continue;
        size_t seen = shown.characters[index];
        g->figures->rules[RULE_LOST].looked_at += wanted;
        if (seen < wanted)
            gauge_breach(g, RULE_LOST, anchor->page, NULL, (int64_t)(wanted - seen));
    }
    pointermap_release(&shown.nodes);
    free(shown.characters);
}

void gauge_book(Gauge *g)
{
    size_t chapter = 0;
    g->figures->inner_wanted = gutter_inner(g->pages->count);
    g->figures->contrast = 2100;
    for (size_t i = 0; i < g->count; i++)
        if (g->lines[i].body) {
            g->figures->contrast = contrast(g->lines[i].line->pieces[0].style->color);
            break;
        }
    for (size_t p = 0; p < g->pages->count; p++) {
        const Page *page = &g->pages->pages[p];
        while (chapter + 1 < g->pages->chapter_count && g->pages->chapters[chapter + 1].first <= p)
            chapter++;
        bool opening = g->pages->chapter_count && g->pages->chapters[chapter].first == p;
        gauge_numbers(g, page, p);
        if (page->blank)
            gauge_blank(g, page, p);
        else
            gauge_furniture(g, page, p, opening);
        gauge_margins(g, page, p);
        gauge_colors(g, page, p);
    }
    gauge_outline(g);
    gauge_lost(g);
}
