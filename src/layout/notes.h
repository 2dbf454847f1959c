/* Notes at the foot of pages: set when a line first calls them, as lines that can be parted. */
#ifndef BINDERY_LAYOUT_NOTES_H
#define BINDERY_LAYOUT_NOTES_H

#include "base/pointermap.h"
#include "layout/flow.h"

/* A line of a note, or a part of it that is not parted. */
typedef struct NoteLine {
    Box *box;
    int line; /* of its setting */
    int span; /* note lines that it takes */
} NoteLine;

typedef struct NoteText {
    const Node *note;
    Flow flow;
    NoteLine *lines; /* [count] heap */
    int count, span; /* span: note lines in all */
} NoteText;

typedef struct Notes {
    Setter *setter;
    const Sheet *sheet;
    Sp leading;      /* of all notes: that of the first; 0: there is none yet */
    NoteText **list; /* [count] heap */
    size_t count, room;
    PointerMap map;
} Notes;

/* The note's text, set when first asked for. */
const NoteText *notes_find(Notes *notes, const Node *note);
void notes_release(Notes *notes);

#endif
