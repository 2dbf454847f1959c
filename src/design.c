#include "design.h"

#include "base/memory.h"
#include "base/str.h"
#include "install.h"

#include <stdlib.h>

typedef struct Look {
    Dress dress;
    StyleSheet *sheet;
} Look;

typedef struct Set {
    const Book *book;
    StyleSheet *sheet;
    PaperSize page;
    bool seen;
    Pages *pages;
} Set;

struct Designs {
    Arena *arena;
    Composer *composer;
    Diagnostics *diagnostics;
    Look *looks; /* [look_count] heap */
    Set *sets;   /* [set_count] heap */
    size_t look_count, look_room, set_count, set_room;
};

Designs *designs_new(Diagnostics *diagnostics)
{
    Designs *designs = memory_new(sizeof *designs);
    *designs =
        (Designs){.arena = arena_new(), .composer = composer_new(), .diagnostics = diagnostics};
    return designs;
}

void designs_free(Designs *designs)
{
    if (!designs)
        return;
    for (size_t i = 0; i < designs->set_count; i++)
        pages_free(designs->sets[i].pages);
    for (size_t i = 0; i < designs->look_count; i++)
        style_sheet_free(designs->looks[i].sheet);
    composer_free(designs->composer);
    free(designs->sets);
    free(designs->looks);
    arena_free(designs->arena);
    free(designs);
}

Composer *designs_composer(Designs *designs)
{
    return designs->composer;
}

static StyleSheet *sheet_of_dress(Designs *d, Dress dress)
{
    for (size_t i = 0; i < d->look_count; i++)
        if (str_equal(d->looks[i].dress.style, dress.style) &&
            str_equal(d->looks[i].dress.extra, dress.extra))
            return d->looks[i].sheet;
    const char *files[] = {install_style(d->arena, "book.css"),
                           install_style(d->arena, dress.style), dress.extra};
    d->looks = memory_grow(d->looks, d->look_count + 1, &d->look_room, sizeof *d->looks);
    Look *look = &d->looks[d->look_count++];
    *look = (Look){dress, style_sheet_read(files, dress.extra ? 3 : 2, d->diagnostics)};
    return look->sheet;
}

static PaperSize page_size(StyleSheet *sheet, const PaperSize *paper)
{
    const PageStyle *page = style_of_page(sheet, NULL, false, false, false, paper);
    return (PaperSize){page->width, page->height};
}

const Pages *design_pages(Designs *d, const Book *book, Dress dress, const PaperSize *paper,
                          bool seen)
{
    StyleSheet *sheet = sheet_of_dress(d, dress);
    PaperSize page = page_size(sheet, paper);
    for (size_t i = 0; i < d->set_count; i++) {
        const Set *set = &d->sets[i];
        if (set->book == book && set->sheet == sheet && set->page.width == page.width &&
            set->page.height == page.height && (set->seen || !seen))
            return set->pages;
    }
    d->sets = memory_grow(d->sets, d->set_count + 1, &d->set_room, sizeof *d->sets);
    Set *set = &d->sets[d->set_count++];
    *set = (Set){.book = book, .sheet = sheet, .page = page, .seen = seen};
    set->pages =
        layout_book(d->composer, book, sheet, &(LayoutOptions){paper, !seen}, d->diagnostics);
    return set->pages;
}

/* No larger, and no smaller than nine tenths. */
static bool is_about(Sp own, Sp half)
{
    return own <= half && (int64_t)own * 10 >= (int64_t)half * 9;
}

PaperSize design_half(Designs *d, Dress dress, const PaperSize *sheet)
{
    PaperSize own = page_size(sheet_of_dress(d, dress), NULL);
    Sp longer = sheet->height > sheet->width ? sheet->height : sheet->width;
    Sp shorter = sheet->height > sheet->width ? sheet->width : sheet->height;
    PaperSize half = {longer / 2, shorter};
    return is_about(own.width, half.width) && is_about(own.height, half.height) ? own : half;
}
