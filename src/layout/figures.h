/* Figures of the typographic report, gathered from the pages. */
#ifndef BINDERY_LAYOUT_FIGURES_H
#define BINDERY_LAYOUT_FIGURES_H

#include "base/diag.h"
#include "layout/pages.h"

typedef enum RuleId {
#define RULE(name, key, unit, limit) RULE_##name,
#include "layout/report.def"
#undef RULE
    RULE_COUNT
} RuleId;

typedef struct Breach {
    size_t page;      /* index */
    const Line *line; /* NULL: the page as such */
    int64_t value;    /* how bad, in the rule's unit */
} Breach;

typedef struct RuleFigure {
    size_t looked_at; /* lines, pairs, pages… that could have broken it */
    size_t count, room;
    Breach *breaches; /* [count] heap, in reading order */
} RuleFigure;

/* Many numbers, for their mean, spread and quantiles. Per mille of the natural word space. */
typedef struct Sample {
    int *values; /* [count] heap */
    size_t count, room;
} Sample;

typedef struct Measures {
    RuleFigure rules[RULE_COUNT];
    Sample lines_spaces;          /* the median space of each justified line of the text */
    Sample spaces;                /* every space on them */
    size_t body_pages, body_page; /* with lines of the text; the last of them */
    size_t lines, paragraphs, text_pages, hyphens, longest_ladder, spreads, chapters;
    size_t letters, full_lines; /* characters on lines that fill the measure */
    size_t single_letter_ends;
    int scale_least, scale_most;     /* per mille */
    size_t hang_left, hang_right;    /* justified lines that hang over the edges of their measure */
    size_t tracked;                  /* justified lines whose lower case is letterspaced */
    Sp size, leading;                /* of the text: the commonest */
    Sp inner, outer, inner_wanted;   /* least margins of text; by the number of pages */
    int contrast_least, contrast;    /* hundredths: of any text, of the text */
    size_t digits, old_style_digits; /* in the text */
    size_t small_capitals;           /* letters set in real ones */
    size_t numbers_checked, outline;
} Measures;

Measures figures_of(const Pages *pages);
void figures_release(Measures *figures);

/* Reports the lines that break a rule which no setting could keep. */
void figures_report(const Pages *pages, Diagnostics *diagnostics);

#endif
