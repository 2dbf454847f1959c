/* Items: what stands on a line between two places where it may be parted. */
#ifndef BINDERY_LAYOUT_ITEMS_H
#define BINDERY_LAYOUT_ITEMS_H

#include "layout/collect.h"
#include "layout/shape.h"

typedef enum Glue {
    GLUE_NONE,  /* what follows belongs to the same word */
    GLUE_SPACE, /* a space; a line may end here */
    GLUE_TIE,   /* a space that does not part */
    GLUE_BREAK, /* no space; a line may end here */
    GLUE_FORCED /* the line ends here */
} Glue;

typedef enum ItemFlag {
    ITEM_GENERATED = 1,
    ITEM_CHANGED = 2, /* in another case: only its beginning has a place in the node's text */
    ITEM_IMAGE = 4,
    ITEM_LEADER = 8, /* word: one copy of the pattern */
    ITEM_SOLID = 16  /* no breaks inside */
} ItemFlag;

typedef struct Item {
    Word *word; /* NULL: an image, or an empty line */
    const Style *style;
    const Node *node;
    uint32_t offset;   /* byte of the node's text */
    Sp width;          /* natural */
    Sp space, stretch; /* the space after it; its weight when spaces stretch */
    Sp raise;          /* IMAGE: its height */
    uint8_t glue;
    uint8_t break_kind, break_level; /* of a break after it */
    uint8_t level, space_level;      /* bidirectional embedding */
    uint8_t flags;
} Item;

typedef struct Items {
    Item *items; /* heap, [count] */
    size_t count, room;
    bool right_to_left; /* the paragraph's own direction */
    bool from_right;    /* that, or its language's: lines begin at the right */
    bool mixed;         /* some levels are not 0 */
} Items;

/* Shapes all runs. Characters that no font has are reported. */
void items_from_runs(Setter *setter, const Runs *runs, const char *language, Items *items);
void items_release(Items *items);

/* Font units of a word's font at a style's size. */
Sp item_units(const Item *item, int64_t units);

#endif
