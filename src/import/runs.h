/* A line as runs: each a stretch of text or a leaf, and the styles that it has. From runs that are
 * in order, a tree can be built that CommonMark can say. */
#ifndef BINDERY_IMPORT_RUNS_H
#define BINDERY_IMPORT_RUNS_H

#include "import/draft.h"

enum { STYLE_EMPHASIS = 1, STYLE_STRONG = 2, STYLE_STRIKE = 4, STYLES = 3 };

typedef struct Run {
    const char *text; /* NULL: a leaf */
    size_t length;
    Node *leaf, *link;
    unsigned styles;
} Run;

typedef struct Runs {
    Run *list; /* heap */
    size_t count, capacity;
} Runs;

void runs_add(Runs *runs, Run run);

/* Spaces and breaks go at the ends, beside breaks, before notes and after one another; a space
 * keeps the styles and the link that both of its neighbours have. */
void runs_fold_spaces(Runs *runs);

/* Moves the ends of styles to where CommonMark's delimiters work, and gives up a style where there
 * is no such place: no two overlap each other or a link, or meet with nothing between. */
void runs_settle_styles(Runs *runs);

bool is_same_link(const Node *a, const Node *b);

#endif
