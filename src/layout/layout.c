/* The whole of a layout: chapters are set in order, then again those that show page numbers which
 * were not known, until the numbers hold; then pages get their running heads. */
#include "layout/layout.h"

#include "base/memory.h"
#include "layout/bidi.h"
#include "layout/bind.h"
#include "layout/colophon.h"
#include "layout/figures.h"
#include "layout/fit.h"
#include "layout/flow.h"
#include "layout/number.h"
#include "layout/paginate.h"

#include <stdlib.h>

enum { PASSES = 5 }; /* over chapters whose page numbers changed */

/* What a chapter asked of other pages, and what it was told. */
typedef struct Asked {
    const Node **targets; /* [count] heap */
    size_t count, room;
    uint64_t told; /* hash of the answers */
} Asked;

typedef struct Layout {
    Setter setter;
    Sheets sheets;
    Flow flow;
    Folios folios;
    Asked *asked; /* [flow.count] */
    size_t current;
    Flow *fitted; /* [flow.count] what owns the boxes of chapters that adapted */
} Layout;

static const char unknown[] = "000"; /* as wide as most numbers */

static uint64_t add_hash(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (hash ^ ',') * 1099511628211u;
}

static const char *label_of(const Layout *layout, const Node *target)
{
    const char *label = folios_label(&layout->folios, target);
    return label ? label : unknown;
}

static const char *answer(void *context, const Node *target)
{
    Layout *layout = context;
    Asked *asked = &layout->asked[layout->current];
    asked->targets = memory_grow(asked->targets, asked->count + 1, &asked->room, sizeof(Node *));
    asked->targets[asked->count++] = target;
    return label_of(layout, target);
}

static uint64_t answers(const Layout *layout, const Asked *asked)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < asked->count; i++)
        hash = add_hash(hash, label_of(layout, asked->targets[i]));
    return hash;
}

static void set_chapter(Layout *layout, size_t index, bool recto)
{
    Draft *draft = &layout->folios.drafts[index];
    Asked *asked = &layout->asked[index];
    Chapter *chapter = &layout->flow.chapters[index];
    Draft fresh = {0}; /* the old one answers for the chapter's own pages as long as it is set */
    layout->current = index;
    if (chapter->fit)
        layout->fitted[index] = fit_chapter(&layout->setter, &layout->sheets, chapter, recto);
    asked->count = 0;
    paginate(&layout->setter, &layout->sheets, chapter, recto, draft, &fresh);
    asked->told = answers(layout, asked);
    draft_release(draft);
    *draft = fresh;
    layout->folios.recto[index] = recto;
    for (size_t i = 0; i < draft->anchor_count; i++)
        pointermap_add(&layout->folios.chapters, draft->anchors[i].node, index);
}

/* Sets every chapter that is not set yet, stands on another side, or was told other numbers than
 * hold now. Returns whether there was any. */
static bool set_chapters(Layout *layout, bool first)
{
    Folios *folios = &layout->folios;
    size_t next = 1;
    bool changed = false;
    for (size_t i = 0; i < layout->flow.count; i++) {
        bool recto = chapter_on_recto(&layout->flow.chapters[i], next, &folios->blank[i]);
        if (first || recto != folios->recto[i] ||
            layout->asked[i].told != answers(layout, &layout->asked[i])) {
            set_chapter(layout, i, recto);
            changed = true;
        }
        if (folios->drafts[i].count)
            next += folios->drafts[i].count + folios->blank[i];
    }
    folios_number(folios, layout->setter.arena, &layout->sheets);
    return changed;
}

static void layout_release(Layout *layout)
{
    size_t count = layout->flow.count;
    for (size_t i = 0; i < count; i++) {
        draft_release(&layout->folios.drafts[i]);
        free(layout->asked[i].targets);
    }
    free(layout->folios.drafts);
    free(layout->folios.blank);
    free(layout->folios.recto);
    pointermap_release(&layout->folios.chapters);
    free(layout->asked);
    flow_release(&layout->flow);
    for (size_t i = 0; i < count; i++)
        flow_release(&layout->fitted[i]);
    free(layout->fitted);
}

Pages *layout_book(Composer *composer, const Book *book, StyleSheet *sheet,
                   const LayoutOptions *options, Diagnostics *diagnostics)
{
    Layout layout = {.setter = {.composer = composer,
                                .book = book,
                                .sheet = sheet,
                                .diagnostics = diagnostics,
                                .arena = arena_new(),
                                .unseen = options->unseen,
                                .page_number = answer}};
    layout.setter.page_number_context = &layout;
    layout.sheets = (Sheets){.styles = sheet,
                             .paper = options->paper,
                             .body = style_of(sheet, book->root, NULL),
                             .bound_right = bidi_language(book->language)};
    layout.setter.fonts = colophon_fonts(&layout.setter, &layout.sheets);
    layout.flow = flow_book(&layout.setter, &layout.sheets);
    size_t count = layout.flow.count;
    layout.folios = (Folios){.drafts = memory_new((count + 1) * sizeof *layout.folios.drafts),
                             .blank = memory_new((count + 1) * sizeof *layout.folios.blank),
                             .recto = memory_new((count + 1) * sizeof *layout.folios.recto),
                             .count = count};
    layout.asked = memory_new((count + 1) * sizeof *layout.asked);
    layout.fitted = memory_new((count + 1) * sizeof *layout.fitted);
    set_chapters(&layout, true);
    int passes = 1;
    while (passes < PASSES && set_chapters(&layout, false))
        passes++;
    Pages *pages = bind_pages(&layout.setter, &layout.sheets, &layout.flow, &layout.folios);
    layout_release(&layout);
    if (!options->unseen)
        figures_report(pages, diagnostics);
    return pages;
}
