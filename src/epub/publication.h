/* What an EPUB will hold, planned before anything is written: its documents in reading order, its
 * images, the places where printed pages begin, and the nodes that need ids.
 *
 * Everything is in the publication's arena, or borrowed from the book. */
#ifndef BINDERY_EPUB_PUBLICATION_H
#define BINDERY_EPUB_PUBLICATION_H

#include "base/pointermap.h"
#include "book/book.h"
#include "epub/markers.h"
#include "layout/pages.h"

typedef enum DocumentKind { DOCUMENT_COVER, DOCUMENT_NAVIGATION, DOCUMENT_SECTION } DocumentKind;
typedef enum Matter { MATTER_FRONT, MATTER_BODY, MATTER_BACK } Matter;

typedef struct Document {
    DocumentKind kind;
    Matter matter;
    const char *file;     /* "mesko.xhtml", beside the package document */
    const char *id;       /* in the manifest */
    const char *title;    /* unique */
    const char *landmark; /* epub:type, "" for none */
    const char *guide;    /* type in the guide, "" for none */
    const Node *section;  /* SECTION only */
} Document;

/* An image of the book in the container. */
typedef struct Picked {
    const Image *image;
    const char *file; /* "images/1-portrait.jpg" */
    const char *id;
} Picked;

/* A font that the EPUB carries. */
typedef struct EmbeddedFont {
    const char *file; /* "fonts/tex-gyre-pagella-italic.otf" */
    const char *id, *type;
    const char *bytes; /* [length] */
    size_t length;
} EmbeddedFont;

/* A line of the contents. Level 1: a document; level 2: a section in it, such as a question. */
typedef struct Entry {
    const char *title, *href;
    const char *language; /* when it is not the book's; else NULL */
    int level;
} Entry;

typedef struct Publication Publication;
struct Publication {
    Arena *arena;
    const Book *book;
    Document *documents; /* [document_count], in spine order */
    size_t document_count;
    Picked *images; /* [image_count], in the book's order */
    size_t image_count;
    const Entry *entries; /* [entry_count], the contents */
    size_t entry_count;
    const char *const *sheets; /* [sheet_count] file names of the style sheets */
    size_t sheet_count;
    EmbeddedFont *fonts; /* [font_count] */
    size_t font_count;
    const char *font_sheet; /* the style sheet that names them */
    Picked cover;           /* without an image: it is to be drawn */
    Markers markers;        /* empty without printed pages */
    const char **ids;       /* heap, [id_count]: of nodes that something points at */
    size_t id_count, id_room;
    PointerMap identified; /* node → ids */
    PointerMap sections;   /* section → documents */
    PointerMap pictures;   /* Image → images */
};

/* Plans the documents, images, cover, markers and ids; contents, sheets and fonts are the caller's.
 * `pages` may be NULL. */
Publication *publication_new(const Book *book, const Pages *pages);
void publication_free(Publication *publication); /* NULL is allowed */

/* The document that holds a node; NULL when none does: the node stands in print only. */
const Document *publication_document(const Publication *publication, const Node *node);

/* The id by which others point at a node; NULL when nothing does. */
const char *publication_id(const Publication *publication, const Node *node);

/* Where a node is, as seen from `from` (NULL: from the package): "mesko.xhtml#note-1". In the
 * arena; NULL when the EPUB does not hold it. */
const char *publication_href(const Publication *publication, const Document *from,
                             const Node *node);

const char *publication_image(const Publication *publication, const Image *image);

/* The heading that names a section: the first in it that is in no inner section; or NULL. */
const Node *section_heading(const Node *section);

#endif
