/* Total-fit line breaking (Knuth and Plass, "Breaking paragraphs into lines", 1981): break points
 * in, lines out. Knows nothing of fonts. All in integers, so that no machine breaks otherwise.
 *
 * Costs: 10,000 is a line whose word spaces are 250 per mille too wide. Word spaces are per mille
 * of the natural one. First the whole line is scaled, in steps, within the limit; the spaces take
 * the rest. The cost between neighbours is that of their true spaces, not of classes. */
#ifndef BINDERY_LAYOUT_BREAKER_H
#define BINDERY_LAYOUT_BREAKER_H

#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A place where a line may end. The first stands for the beginning of the paragraph, the last for
 * its end, which is forced. */
typedef struct BreakPoint {
    int64_t end, start; /* x where a line that ends, begins here ends, begins: hyphen and protrusion
                           included, spaces natural */
    int64_t space_end, space_start;     /* natural spaces before those places */
    int64_t stretch_end, stretch_start; /* weights of those spaces where they stretch */
    int64_t letters;                    /* before this break */
    uint32_t end_word,
        start_word;      /* what the line would end with, the next begin with; 0: nothing */
    uint32_t item;       /* the caller's own: the item that ends, or is parted, here */
    int16_t inner;       /* the caller's own: index + 1 of its break inside; 0: after it */
    int16_t penalty;     /* per mille of what the kind costs */
    uint8_t kind, level; /* BreakKind, BreakLevel */
    bool forced;
    bool exact; /* the caller's own: the widths are no longer estimates */
} BreakPoint;

typedef enum LineFilling { FILL_JUSTIFIED, FILL_RAGGED, FILL_BALANCED } LineFilling;

typedef struct LineShape {
    Sp measure, first_indent; /* the first line is shorter by its indent */
    Sp space;                 /* the natural word space */
    Sp least_last;            /* the width of a decent last line */
    Sp gap_last;              /* a last line whose gap is smaller is better full */
    int scaling;              /* glyph scaling: limit per mille */
    LineFilling filling;
    bool wide; /* spaces to 2,000, two lines more or fewer */
} LineShape;

typedef struct LineFit {
    uint32_t end;  /* index of the break point that ends the line */
    int16_t space; /* word space, per mille */
    int16_t scale; /* glyph scaling, per mille of natural: 1000 is none */
    bool overfull;
} LineFit;

enum { SETTINGS_MOST = 5 };

typedef struct Lines {
    int count;
    int64_t cost;
    LineFit *fits; /* [count]; heap, the caller's */
} Lines;

typedef struct Breaker Breaker; /* memory for the work, used again and again */

Breaker *breaker_new(void);
void breaker_free(Breaker *breaker);

/* Finds the best lines for each number of lines around the best; returns how many there are (at
 * least 1, in order of their counts), *best the index of the best, *pass the pass that found them:
 * 1 the normal one, 2 with emergency breaks, 3 with breaks anywhere and overfull lines where
 * nothing else serves. */
int break_lines(Breaker *breaker, const BreakPoint *points, size_t count, const LineShape *shape,
                Lines settings[SETTINGS_MOST], int *best, int *pass);

/* Word space and scaling that make a line fill its measure: `width` natural, of which `space` is
 * spaces with the weight `stretch`. Also used when the line is placed. */
typedef struct LineFitting {
    int space, scale; /* per mille */
} LineFitting;
LineFitting fit_line(int64_t measure, int64_t width, int64_t space, int64_t stretch, Sp em_space,
                     int scaling);

#endif
