/* Figures of the typographic report, gathered from the pages. */
#ifndef BINDERY_LAYOUT_FIGURES_H
#define BINDERY_LAYOUT_FIGURES_H

#include "layout/pages.h"

typedef enum RuleId {
#define RULE(name, key) RULE_##name,
#include "layout/report.def"
#undef RULE
    RULE_COUNT
} RuleId;

enum { PLACES = 20, LEAST_LETTERS = 5, LEAST_LAST_ROWS = 5 };

typedef struct Breach {
    size_t page;      /* index */
    const Line *line; /* NULL: the page as such */
} Breach;

typedef struct Measures {
    size_t breaches[RULE_COUNT];
    Breach places[RULE_COUNT][PLACES]; /* the first ones */
    size_t lines, paragraphs, justified, pairs, hyphens, longest_ladder;
    size_t text_pages, spreads, chapters;
    int *spaces; /* [justified] heap: word spaces, per mille */
    size_t space_room;
    int scale_least, scale_most;
} Measures;

/* Release with free(figures.spaces). */
Measures figures_of(const Pages *pages);

#endif
