#include "layout/number.h"

#include "layout/marker.h"

bool chapter_on_recto(const Chapter *chapter, size_t next, bool *blank)
{
    bool recto = next % 2 == 1;
    *blank = (chapter->start == BREAK_RECTO && !recto) || (chapter->start == BREAK_VERSO && recto);
    return recto != *blank;
}

const char *folio_label(Arena *arena, const PageStyle *style, int counter)
{
    if (style->numerals == NUMERALS_LOWER_ROMAN)
        return roman_number(arena, counter);
    return arena_format(arena, "%d", counter);
}

/* A named page that restarts the count does so where its sequence begins; one that restarts it on a
 * chapter's first page only, there. */
static bool restarts(const Sheets *sheets, const PageDraft *draft, const char *name_before)
{
    const Page *page = &draft->page;
    if (!page->style->restart)
        return false;
    if (!str_equal(draft->page_name, name_before))
        return true;
    return draft->first &&
           !sheets_style(sheets, draft->page_name, page->side, false, false)->restart;
}

void folios_number(Folios *folios, Arena *arena, const Sheets *sheets)
{
    int number = 0, counter = 0;
    const char *name = NULL;
    for (size_t c = 0; c < folios->count; c++) {
        Draft *draft = &folios->drafts[c];
        if (folios->blank[c] && draft->count) {
            number++;
            counter++;
        }
        for (size_t p = 0; p < draft->count; p++) {
            PageDraft *page = &draft->pages[p];
            bool again = restarts(sheets, page, number ? name : "");
            counter = again ? 1 : counter + 1;
            page->page.number = ++number;
            page->page.label = folio_label(arena, page->page.style, counter);
            page->counter = counter;
            name = page->page_name;
        }
    }
}

const char *folios_label(const Folios *folios, const Node *node)
{
    size_t chapter, index;
    if (!node || !pointermap_find(&folios->chapters, node, &chapter))
        return NULL;
    const Draft *draft = &folios->drafts[chapter];
    if (!pointermap_find(&draft->anchored, node, &index))
        return NULL;
    return draft->pages[draft->anchors[index].page].page.label;
}
