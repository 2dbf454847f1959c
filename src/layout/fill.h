/* Pages chosen together: the blocks of a chapter → the cheapest filling of its pages. Knows nothing
 * of fonts or books: all it sees are blocks of lines on a grid.
 *
 * Text sits on a baseline grid, so a page is a number of rows, and every page but the last is
 * filled exactly. Hence what is decided after a block need not name the break: all that matters is
 *     rows left, side, how long this spread runs, note lines at the foot, the space above headings
 * of this page, how the open list was spaced, whether a heading waits for its text, and whether
 * this is the first page. Dynamic programming over these states is exact, and its cost grows with
 * the number of blocks. After Plass, "Optimal pagination techniques for automatic typesetting
 * systems", 1981, and Mittelbach, "A general framework for globally optimized pagination", 2016.
 *
 * Where no filling keeps every rule, rules give way in the order of rungs.def. */
#ifndef BINDERY_LAYOUT_FILL_H
#define BINDERY_LAYOUT_FILL_H

#include "base/arena.h"
#include "base/unit.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Rung {
#define RUNG(name, cost, text) RUNG_##name,
#include "layout/rungs.def"
#undef RUNG
    RUNG_COUNT
} Rung;

extern const char *const rung_text[RUNG_COUNT];

enum {
    FILL_LINE = 10000,           /* the cost of one badly spaced line */
    FILL_SPREAD = 15 * FILL_LINE /* of a spread that is a line longer or shorter */
};

typedef struct FillSetting {
    int lines;             /* at least 1 */
    int64_t cost;          /* above that of the best setting */
    int index;             /* the caller's own */
    bool wide;             /* for RUNG_WIDE only */
    const bool *hyphens;   /* [lines] that end in a hyphen; NULL: none does */
    const uint16_t *notes; /* [lines] note lines that each calls; NULL: none does */
} FillSetting;

enum { FILL_SETTINGS = 5, FILL_SPACES = 4 };

/* How the space above a block may differ from its own. One of two rows or more may lose one, or
 * gain one. */
typedef enum FillSpace {
    SPACE_FIXED,
    SPACE_HEADING, /* one row more, or two */
    SPACE_OPEN,    /* opens a list, a quotation: one row less, or one where there is none */
    SPACE_CLOSE    /* follows one: as it was opened */
} FillSpace;

typedef struct FillBlock {
    FillSetting settings[FILL_SETTINGS];
    int setting_count, best;
    Sp leading; /* from line to line */
    Sp extra;   /* below its last line: a heading's space, an object's height */
    Sp above;   /* space above, when it does not begin a page */
    Sp repeat;  /* height of a table's head, repeated when a page begins here */
    FillSpace space;
    uint8_t orphans, widows; /* least lines of it at a page's foot, head */
    bool whole;              /* no page ends inside */
    bool keep_next;          /* no page ends after it */
    bool heading;
    bool colon;        /* ends in a colon: better not at a page's foot */
    bool may_run_over; /* the page before it may be short: it is tall and cannot be parted */
    bool fills;        /* takes what is left of the page */
} FillBlock;

typedef struct FillRules {
    Sp pitch;               /* of the grid */
    int depth, first_depth; /* rows of a page, of the chapter's first page */
    bool starts_recto;
    int spread;                /* rows by which the pages of a spread may run long or short */
    bool ragged;               /* pages may end anywhere */
    int note_slack;            /* rows that may stay empty between text and notes */
    int last_lines;            /* least lines on a chapter's last page */
    Sp leading;                /* of ordinary text: what is as tall as lines of it counts as them */
    Sp note_leading, note_gap; /* of notes' lines; between text and notes */
} FillRules;

/* A page: where it begins, and how it ends. */
typedef struct FillPage {
    size_t block;
    int line;       /* of the block's setting */
    int delta;      /* rows that it is deeper than the rules' depth */
    int slack;      /* rows that stay empty at its foot */
    int carry;      /* note lines that are left for the next page */
    unsigned flaws; /* bits: the rungs that it used */
} FillPage;

typedef struct Filling {
    FillPage *pages; /* [page_count] */
    size_t page_count;
    uint8_t *settings; /* [count] of the blocks: index of the setting */
    int16_t *spaces;   /* [count] rows of space above */
    int64_t cost;
    Rung rung;                  /* how far rules had to be opened */
    int exceptions[RUNG_COUNT]; /* how often each was used */
} Filling;

/* Fills pages with blocks (at least one), opening rungs `from` to `to` in turn; false when none of
 * them is enough. RUNG_ANY always is. The filling lives in the arena. */
bool fill_pages(Arena *arena, const FillBlock *blocks, size_t count, const FillRules *rules,
                Rung from, Rung to, Filling *filling);

/* A hash of all that fill_pages() looks at: what is filled alike need not be filled twice. */
uint64_t fill_likeness(const FillBlock *blocks, size_t count, const FillRules *rules);

/* Grid rows that so many lines of notes take. */
int fill_note_rows(const FillRules *rules, int note_lines);

/* Grid rows that the first `lines` lines of a piece of a block take; `end`: they are its last. */
int fill_rows(const FillRules *rules, const FillBlock *block, int lines, bool end);

/* Rows of space above a block in a setting: its own choice first. Returns how many choices.
 * `varied` is how the open list was spaced. Costs are in FILL_LINE. */
int fill_spaces(const FillRules *rules, const FillBlock *block, const FillSetting *setting,
                bool varied, int rows[FILL_SPACES], int64_t cost[FILL_SPACES]);

#endif
