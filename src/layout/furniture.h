/* Running heads and folios: the margin boxes of pages (CSS Paged Media 3, 5; Generated Content for
 * Paged Media, 1). Crop marks. */
#ifndef BINDERY_LAYOUT_FURNITURE_H
#define BINDERY_LAYOUT_FURNITURE_H

#include "layout/draft.h"

/* Named strings as they stand after the pages so far. */
typedef struct Strings {
    NamedString *list; /* heap, [count] */
    size_t count, room;
} Strings;

void strings_release(Strings *strings);

/* Adds the page's furniture. `pages_in_sequence` is what counter(pages) shows. Then the strings
 * that the page sets are taken over. */
void furnish_page(Setter *setter, const Sheets *sheets, PageDraft *draft, int pages_in_sequence,
                  Strings *strings);

#endif
