/* The search for a filling: states, nodes, and one step for each block. See fill.h. */
#ifndef BINDERY_LAYOUT_SEARCH_H
#define BINDERY_LAYOUT_SEARCH_H

#include "layout/fill.h"

/* All that later blocks need to know of the pages so far. */
typedef struct FillState {
    int16_t rows;          /* left on this page, above its notes */
    uint16_t notes, carry; /* note lines at its foot, and for the next page */
    int16_t delta;         /* rows that this spread is longer */
    uint8_t head;          /* how headings on this page are spaced; 0: there is none yet */
    bool recto, first;
    bool varied;   /* the open list is not spaced as its style says */
    uint8_t keep;  /* lines of text that a heading still waits for: no page ends before them */
    uint8_t lines; /* on this page, as far as a chapter's last page must have them */
} FillState;

/* A state that was reached: after a block, or where a page begins inside or before it. */
typedef struct FillNode {
    FillState state;
    int64_t cost;
    int32_t previous; /* index of the node that it came from; -1: none */
    int32_t next;     /* of those that begin a page at the same line; -1: the last */
    int32_t line;     /* a page begins before this line; AFTER_BLOCK */
    int16_t space;    /* rows above the block */
    int16_t slack;    /* rows left at the foot of the page before */
    uint16_t carry;   /* note lines left over from it */
    uint16_t flaws;   /* bits: the rungs used on the way from `previous` */
    uint8_t setting;
} FillNode;

enum { AFTER_BLOCK = -1 };

typedef struct FillSlot {
    uint64_t state, where; /* keys */
    int32_t node;
    uint32_t stamp; /* the step that it belongs to */
} FillSlot;

/* Rows of space above a block, and what they cost: see fill_spaces(). */
typedef struct FillChoices {
    int count, rows[FILL_SPACES];
    int64_t cost[FILL_SPACES];
} FillChoices;

typedef struct Search {
    const FillBlock *blocks;
    size_t count;
    const FillRules *rules;
    Rung rung;       /* how far rules are open */
    bool *window;    /* [count] where those from RUNG_NOTE_SPLIT on are */
    int spread;      /* rows by which a spread may be shorter, as the rung allows */
    FillNode *nodes; /* [node_count] */
    size_t node_count, node_room;
    size_t *first;   /* [count + 1] index of the first node of each step */
    FillSlot *slots; /* open addressing */
    size_t slot_room, slot_count;
    uint32_t stamp;
    int32_t *tops[FILL_SETTINGS]; /* [lines + 1] first node of each line that begins a page */
    size_t tops_room[FILL_SETTINGS];
    FillChoices spaces[FILL_SETTINGS][2]; /* of the block under way, by how the list is spaced */
} Search;

void search_init(Search *search, const FillBlock *blocks, size_t count, const FillRules *rules);
void search_release(Search *search);

/* Keeps a node unless its state was reached more cheaply in this step. */
void search_reach(Search *search, FillNode node);

/* Begins a step: no state is reached yet. */
void search_forget(Search *search);

/* The states in which a chapter may begin. */
void search_start(Search *search);

/* Sets block `index` after every state that was reached; false when none remains. Forgets what was
 * reached later. */
bool search_step(Search *search, size_t index);

/* The cheapest way to end the chapter: a node, or -1. *flaw is the rule that its end breaks. */
int32_t search_end(const Search *search, Rung *flaw);

#endif
