/* Collecting: the inlines of a block → runs of text in one style.
 *
 * Pseudo-elements, note calls, page numbers and case changes are made text here; after this nothing
 * knows of the inline tree. */
#ifndef BINDERY_LAYOUT_COLLECT_H
#define BINDERY_LAYOUT_COLLECT_H

#include "layout/paragraph.h"
#include "layout/shaping.h"

typedef enum RunKind {
    RUN_TEXT,
    RUN_IMAGE,
    RUN_LEADER, /* text: the pattern that is repeated */
    RUN_BREAK   /* a forced line break */
} RunKind;

typedef struct Run {
    RunKind kind;
    const char *text; /* [length] UTF-8: the node's own, or in the scratch arena */
    size_t length;
    const Node *node; /* that it shows, or was made for */
    const Style *style;
    const Shaping *shaping;
    Sp raise;         /* above the baseline */
    Sp width, height; /* IMAGE */
    bool generated;   /* not the node's own text */
    bool changed;     /* in another case: bytes do not match the node's */
} Run;

typedef struct Runs {
    Run *runs; /* heap, [count] */
    size_t count, room;
    Arena *scratch; /* of generated text; NULL when there is none */
} Runs;

/* True for what is collected as one: blocks that hold inlines, and lists whose items and all in
 * them are `display: inline`. `style` is the block's own. */
bool is_one_paragraph(Setter *setter, const Node *block, const Style *style);

/* Collects such a block. False when no font serves (reported). `measure` is what widths of images
 * in per cent refer to. */
bool collect_block(Setter *setter, const Node *block, const Style *style, Sp measure, Runs *runs);

/* One run of plain text. */
bool collect_text(Setter *setter, const char *text, const char *language, const Style *style,
                  const Node *node, Runs *runs);

void runs_release(Runs *runs);

#endif
