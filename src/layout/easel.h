/* The page that is being made: what stands on it so far. */
#ifndef BINDERY_LAYOUT_EASEL_H
#define BINDERY_LAYOUT_EASEL_H

#include "layout/draft.h"

/* The stretch of a column that a frame surrounds; none yet when its bottom is above its top. */
typedef struct FrameExtent {
    const Frame *frame;
    Sp top, bottom;
    bool begins; /* in this column */
} FrameExtent;

/* What lines are: the page's text; its notes, which are read after all of that; a table's head that
 * is repeated. */
typedef enum EaselPart { EASEL_TEXT, EASEL_NOTES, EASEL_REPEATED, EASEL_PARTS } EaselPart;

typedef struct EaselLines {
    Line *lines; /* [count] heap */
    size_t count, room;
} EaselLines;

/* A line of a paragraph, and where it goes. */
typedef struct EaselLine {
    const Box *box; /* NULL: none */
    const Setting *setting;
    int index;
    Sp x, baseline;
} EaselLine;

typedef struct Easel {
    Setter *setter;
    Sheet sheet;
    const PageStyle *style;
    Draft *draft;
    uint32_t page; /* index of it in the draft */
    Sp left;       /* edge of the column that is being filled */
    EaselPart part;
    EaselLines parts[EASEL_PARTS];
    Rule *rules; /* [rule_count] heap, as the following */
    size_t rule_count, rule_room;
    Picture *pictures;
    size_t picture_count, picture_room;
    FrameExtent *frames;
    size_t frame_count, frame_room;
    const PageString *strings;
    /* Of a page that nobody sees: whether it has begun with words that an EPUB has, too; its last
     * line so far, if that is not yet placed. */
    bool begun;
    EaselLine last;
} Easel;

void easel_release(Easel *easel);

/* Puts lines `from` to before `to` of a box's setting on the page; its upper edge is at `top`. */
void easel_put(Easel *easel, const Box *box, const Setting *setting, int from, int to, Sp top);

/* Remembers where a box and what it lies in begin, and the strings that it sets. */
void easel_begin(Easel *easel, const Box *box, Sp top, bool at_top);

/* Adds a rule. Remembers where a note begins. */
void easel_rule(Easel *easel, Rule rule);
void easel_note(Easel *easel, const Node *note, Sp top);

/* Widens the frames round a box by a stretch of the column. */
void easel_frame(Easel *easel, const Frame *frame, Sp top, Sp bottom);

/* Ends a column: draws its frames. `open`: the innermost that goes on after it. */
void easel_end_column(Easel *easel, const Frame *open);

/* Hands the page over to the draft. */
void easel_finish(Easel *easel);

#endif
