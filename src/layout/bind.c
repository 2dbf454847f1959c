#include "layout/bind.h"

#include "base/memory.h"
#include "book/walk.h"
#include "layout/anchors.h"
#include "layout/furniture.h"
#include "layout/gutter.h"

#include <stdlib.h>

static void shift_lines(const Line *lines, size_t count, Sp by)
{
    for (size_t i = 0; i < count; i++) {
        Line *line = (Line *)&lines[i]; /* the pages are still ours to change */
        line->x += by;
        for (uint32_t k = 0; k < line->piece_count; k++)
            ((Piece *)line->pieces)[k].x += by;
    }
}

/* Moves a page away from the spine when the book is thick. The measure stays: the outer margin
 * pays. */
static Sp widen_gutter(PageDraft *draft, size_t pages)
{
    Page *page = &draft->page;
    const PageStyle *style = page->style;
    Sp inner = style->margin[style->left ? SIDE_RIGHT : SIDE_LEFT];
    Sp outer = style->margin[style->left ? SIDE_LEFT : SIDE_RIGHT];
    Sp more = gutter_inner(pages) - inner;
    if (!style->gutter_by_pages || more <= 0 || outer <= gutter_least_outer)
        return 0;
    more = more < outer - gutter_least_outer ? more : outer - gutter_least_outer;
    return style->left ? -more : more;
}

static void shift_page(Page *page, Sp by)
{
    if (!by)
        return;
    shift_lines(page->lines, page->line_count, by);
    shift_lines(page->furniture, page->furniture_count, by);
    for (uint32_t i = 0; i < page->rule_count; i++)
        if (page->rules[i].artifact != ARTIFACT_PAGE)
            ((Rule *)page->rules)[i].x += by;
    for (uint32_t i = 0; i < page->picture_count; i++)
        ((Picture *)page->pictures)[i].x += by;
}

/* What counter(pages) shows from a page on: how many its sequence has. */
static int sequence_length(const Folios *folios, size_t chapter, size_t page)
{
    int last = folios->drafts[chapter].pages[page].counter;
    for (size_t c = chapter, p = page + 1; c < folios->count; c++, p = 0) {
        const Draft *draft = &folios->drafts[c];
        for (; p < draft->count; p++) {
            if (draft->pages[p].counter <= last)
                return last;
            last = draft->pages[p].counter;
        }
    }
    return last;
}

typedef struct Binder {
    Setter *setter;
    const Sheets *sheets;
    const Folios *folios;
    Pages *pages;
    Page *array; /* pages->pages, while it is filled */
    size_t total;
    Strings strings;
    int sequence, counter; /* of the page before */
} Binder;

/* Tells the editor of rules that readers see broken. */
static void report_exceptions(Binder *b, const Page *page)
{
    if (!page->line_count)
        return;
    for (int rung = RUNG_THIN_END; rung < RUNG_COUNT; rung++)
        if (page->exceptions >> rung & 1 && rung != RUNG_NOTE_SPLIT)
            diag(b->setter->diagnostics, PAGE_RULE, line_place(&page->lines[0], false), page->label,
                 rung_text[rung]);
}

static void bind_page(Binder *b, PageDraft *draft, size_t chapter, size_t index)
{
    if (!draft->page.blank) {
        if (!b->sequence || draft->counter <= b->counter)
            b->sequence = sequence_length(b->folios, chapter, index);
        b->counter = draft->counter;
    }
    draft->page.counter = draft->counter;
    if (!b->setter->unseen) {
        report_exceptions(b, &draft->page);
        furnish_page(b->setter, b->sheets, draft, b->sequence, &b->strings);
        shift_page(&draft->page, widen_gutter(draft, b->total));
    }
    b->array[b->pages->count++] = draft->page;
}

static void bind_blank(Binder *b, const PageDraft *before)
{
    size_t number = b->pages->count + 1;
    PageDraft blank = draft_blank(b->sheets, before ? before->page_name : NULL,
                                  number % 2 ? PAGE_RECTO : PAGE_VERSO);
    blank.page.number = (int)number;
    blank.counter = before ? before->counter + 1 : 1;
    blank.page.label = folio_label(b->setter->arena, blank.page.style, blank.counter);
    bind_page(b, &blank, 0, 0);
}

static void bind_chapters(Binder *b, const Flow *flow, ChapterFacts *facts, Anchors *anchors)
{
    const PageDraft *before = NULL;
    Arena *arena = b->setter->arena;
    for (size_t c = 0; c < b->folios->count; c++) {
        Draft *draft = &b->folios->drafts[c];
        if (!draft->count)
            continue;
        if (b->folios->blank[c])
            bind_blank(b, before);
        size_t first = b->pages->count;
        for (size_t p = 0; p < draft->count; p++)
            bind_page(b, &draft->pages[p], c, p);
        before = &draft->pages[draft->count - 1];
        int *exceptions = arena_array(arena, RUNG_COUNT, sizeof *exceptions);
        for (int i = 0; i < RUNG_COUNT; i++)
            exceptions[i] = draft->filling.exceptions[i];
        facts[b->pages->chapter_count++] =
            (ChapterFacts){flow->chapters[c].node,   first,     draft->count, draft->filling.cost,
                           (int)draft->filling.rung, exceptions};
        for (size_t i = 0; i < draft->anchor_count; i++) {
            Anchor anchor = draft->anchors[i];
            anchor.x += widen_gutter(&draft->pages[anchor.page], b->total);
            anchor.page += (uint32_t)first;
            anchors_add(anchors, anchor);
        }
    }
}

static void add_outline(Binder *b)
{
    size_t room = 0, count = 0;
    OutlineEntry *outline = NULL;
    const Style **styles = NULL;
    size_t style_room = 0;
    Walk walk = walk_start(b->setter->book->root);
    while (walk_next(&walk)) {
        if (walk.event == WALK_EXIT)
            continue;
        size_t depth = (size_t)walk.depth;
        if (node_shape(walk.node->kind) >= SHAPE_INLINES || walk.node->scope == SCOPE_EPUB) {
            walk_skip(&walk);
            continue;
        }
        styles = memory_grow(styles, depth + 1, &style_room, sizeof(Style *));
        styles[depth] = style_of(b->setter->sheet, walk.node, depth ? styles[depth - 1] : NULL);
        if (walk.node->kind != NODE_HEADING)
            continue;
        if (styles[depth]->bookmark_level > 0 && pages_anchor(b->pages, walk.node)) {
            outline = memory_grow(outline, count + 1, &room, sizeof *outline);
            outline[count++] = (OutlineEntry){walk.node, styles[depth]->bookmark_level,
                                              node_plain_text(b->setter->arena, walk.node)};
        }
        walk_skip(&walk);
    }
    OutlineEntry *kept = arena_array(b->setter->arena, count, sizeof *kept);
    for (size_t i = 0; i < count; i++)
        kept[i] = outline[i];
    b->pages->outline = kept;
    b->pages->outline_count = count;
    free(outline);
    free(styles);
}

typedef struct FontList {
    const Font **fonts;
    size_t count, room;
} FontList;

static void add_fonts(FontList *list, const Line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < lines[i].piece_count; k++) {
            const Font *font = lines[i].pieces[k].text->font;
            size_t known = 0;
            while (known < list->count && list->fonts[known] != font)
                known++;
            if (known < list->count)
                continue;
            list->fonts = memory_grow(list->fonts, list->count + 1, &list->room, sizeof(Font *));
            list->fonts[list->count++] = font;
        }
}

static void list_fonts(Pages *pages)
{
    FontList list = {0};
    for (size_t i = 0; i < pages->count; i++) {
        add_fonts(&list, pages->pages[i].lines, pages->pages[i].line_count);
        add_fonts(&list, pages->pages[i].furniture, pages->pages[i].furniture_count);
    }
    const Font **fonts = arena_array(pages->arena, list.count, sizeof(Font *));
    for (size_t i = 0; i < list.count; i++)
        fonts[i] = list.fonts[i];
    pages->fonts = fonts;
    pages->font_count = list.count;
    free(list.fonts);
}

static size_t count_pages(const Folios *folios)
{
    size_t total = 0;
    for (size_t c = 0; c < folios->count; c++)
        if (folios->drafts[c].count)
            total += folios->drafts[c].count + folios->blank[c];
    return total;
}

Pages *bind_pages(Setter *setter, const Sheets *sheets, const Flow *flow, Folios *folios)
{
    Arena *arena = setter->arena;
    Pages *pages = arena_alloc(arena, sizeof *pages);
    *pages = (Pages){.arena = arena, .book = setter->book, .bound_right = sheets->bound_right};
    Binder binder = {.setter = setter,
                     .sheets = sheets,
                     .folios = folios,
                     .pages = pages,
                     .total = count_pages(folios)};
    binder.array = arena_array(arena, binder.total, sizeof *binder.array);
    ChapterFacts *facts = arena_array(arena, folios->count, sizeof *facts);
    Anchors *anchors = anchors_new(arena, folios->chapters.count);
    pages->pages = binder.array;
    pages->grid_baseline =
        sheet_of(sheets, sheets_style(sheets, NULL, PAGE_RECTO, false, false)).baseline;
    pages->chapters = facts;
    pages->anchors = anchors;
    bind_chapters(&binder, flow, facts, anchors);
    if (!setter->unseen) {
        add_outline(&binder);
        list_fonts(pages);
    }
    strings_release(&binder.strings);
    return pages;
}
