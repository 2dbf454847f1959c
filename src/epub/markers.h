/* Where the pages of the printed book begin in the text of the EPUB.
 *
 * A page is marked where its first text stands, if the EPUB holds it: between two words, or before
 * the word that a hyphen divides between two pages. A page that begins with a picture is marked
 * there; one that is all note, in the note, when no page after it begins in the same document.
 * Blank pages, and pages with nothing that the EPUB holds, are not marked. */
#ifndef BINDERY_EPUB_MARKERS_H
#define BINDERY_EPUB_MARKERS_H

#include "layout/pages.h"

typedef struct Marker {
    const Node *node; /* TEXT, CODE, CODE_BLOCK or IMAGE */
    uint32_t offset;  /* byte of its text */
    uint32_t order;   /* index of its page among those marked */
    const char *label;
    const char *id;
} Marker;

typedef struct Markers {
    const Marker *list;  /* [count], in the order of pages */
    const Marker *found; /* [count], sorted by address of the node and offset */
    size_t count;
} Markers;

struct Publication;

/* `pages` may be NULL. In the arena. */
Markers markers_find(Arena *arena, const struct Publication *publication, const Pages *pages);

/* The markers in a node, in the order of their offsets; NULL, and *count is 0, when it has none. */
const Marker *markers_in(const Markers *markers, const Node *node, size_t *count);

#endif
