/* Boxes: what stands below each other in a chapter, before it is divided into pages.
 *
 * flow.c makes them from the book; their paragraphs are set, placed and freed chapter by chapter.
 * All x are from the left edge of the type area. */
#ifndef BINDERY_LAYOUT_BOX_H
#define BINDERY_LAYOUT_BOX_H

#include "layout/fill.h"
#include "layout/paragraph.h"

typedef enum BoxKind {
    BOX_TEXT,  /* a paragraph, heading, caption, code block */
    BOX_ROW,   /* of a table, or of paragraphs beside each other */
    BOX_IMAGE, /* that stands alone */
    BOX_RULED, /* lines to write on */
    BOX_BREAK, /* a thematic break */
    BOX_MARKER /* a list item without text */
} BoxKind;

/* A block that draws borders or a background round its boxes. */
typedef struct Frame {
    const struct Frame *outer;
    const Style *style;
    Sp x, width;
} Frame;

typedef struct Marker {
    const char *text; /* NULL: none */
    const Node *node; /* ITEM or NOTE */
    const Style *style;
    Sp width;            /* of its room: left of the text, or inside its first line */
    bool inside, turned; /* turned: to the right of text that runs to the left */
} Marker;

/* string-set: what running heads show from here on. */
typedef struct NamedString {
    const struct NamedString *next;
    const char *name, *text;
    const Node *hidden; /* whose text it is, when that is shown nowhere else; or NULL */
} NamedString;

typedef struct TableBox TableBox;

typedef struct Box {
    BoxKind kind;
    const Node *node;
    const Style *style;
    const Frame *frame;         /* innermost; NULL: none */
    const NamedString *strings; /* set before it */
    Marker marker;
    Sp x, measure;
    Sp above;         /* space above */
    Sp below;         /* HEADING: space that belongs to it */
    Sp leading;       /* of its lines */
    Sp width, height; /* IMAGE: its size */
    FillSpace space;
    bool keep_next, whole, heading, header_row;
    bool side;        /* stands beside what follows and takes no room */
    TableBox *table;  /* ROW */
    const Node *cell; /* ROW: its first, of `cells` */
    int cells;
    /* while its chapter is set */
    Paragraph *paragraph; /* TEXT */
    struct Row *row;      /* ROW */
    int lines;            /* in ROW, RULED, MARKER; in IMAGE and BREAK 1 */
} Box;

/* Boxes that begin a page. */
typedef struct Chapter {
    const Node *node;      /* the first block in it */
    const char *page_name; /* or NULL */
    Break start;           /* PAGE, RECTO, VERSO */
    const Node *fit;       /* the section that it is, when its type adapts; else NULL */
    Box *boxes;            /* [count] heap */
    size_t count, room;
} Chapter;

typedef struct Flow {
    Chapter *chapters; /* [count] heap */
    size_t count, room;
    Arena *arena;
} Flow;

#endif
