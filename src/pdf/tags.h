/* The logical structure of a PDF (ISO 32000-1, 14.7 and 14.8): a tree of elements, made from the
 * book tree, never guessed from the page.
 *
 * While pages are drawn, each run of text asks for the element that owns it, and leaves its mark
 * there. Afterwards tags_build() hangs the elements that own something, and those above them, into
 * a tree in the order of the book. */
#ifndef BINDERY_PDF_TAGS_H
#define BINDERY_PDF_TAGS_H

#include "layout/pages.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ElementType {
#define ELEMENT(name, text) ELEMENT_##name,
#include "pdf/tags.def"
    ELEMENT_COUNT
} ElementType;

/* A rectangle on a sheet. Scaled points from its upper left corner, y down. */
typedef struct Area {
    uint32_t sheet;
    Sp left, top, right, bottom;
} Area;

/* A marked-content sequence. */
typedef struct Mark {
    uint32_t sheet, id; /* id: from 0 on each sheet (the MCID) */
    uint32_t page;      /* the book's page that it stands on */
    uint32_t order;     /* among the marks of its page */
    struct Mark *next;
} Mark;

/* Where a link can be clicked: one a line. */
typedef struct LinkArea {
    Area area;
    struct PdfObject *annotation; /* in the file, while that is written */
    struct LinkArea *next;
} LinkArea;

typedef struct Element Element;
struct Element {
    ElementType type;
    const Node *node;
    Element *parent, *first, *last, *next;
    Mark *marks, *last_mark;     /* in reading order */
    LinkArea *areas, *last_area; /* LINK */
    Area box;                    /* FIGURE: all that it shows */
    struct PdfObject *object;    /* in the file, while that is written */
};

typedef struct Tags Tags;

Tags *tags_new(const Pages *pages);
void tags_free(Tags *tags);

/* The element that owns a piece of text or a picture; NULL: it is an artifact. */
Element *tags_of_piece(Tags *tags, const Piece *piece);
Element *tags_of_picture(Tags *tags, const Picture *picture);

/* Leaves a mark; they come in any order. */
void tags_mark(Tags *tags, Element *element, Mark mark);

/* Says that a node is shown there: the link that it is in can be clicked there, the figure that it
 * is the picture of is as large. Areas on one line are one. */
void tags_show(Tags *tags, const Node *node, Area area);

/* The picture of a FIGURE element's node, whose alternative is that of the figure. */
const Node *figure_image(const Node *figure);

/* The whole tree: its root, a DOCUMENT. */
Element *tags_build(Tags *tags);

const char *element_name(ElementType type); /* "/P" */

/* The next element of the tree in reading order; NULL after the last. */
Element *element_next(const Element *element);

/* True when `a` is before `b` in reading order. */
bool mark_precedes(const Mark *a, const Mark *b);
/* The first mark in an element and all below it; NULL when it has none. */
const Mark *element_first_mark(const Element *element);

#endif
