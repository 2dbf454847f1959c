/* Fragments: small content streams that pages share. A page's streams are read as if they were one
 * (ISO 32000-1, 7.8.2), so that a page may be put together from them. */
#ifndef BINDERY_PDF_FRAGMENTS_H
#define BINDERY_PDF_FRAGMENTS_H

#include "base/strmap.h"
#include "pdf/objects.h"

typedef struct Fragments {
    PdfFile *file;
    StrMap known;    /* index in streams, by content */
    Object *streams; /* [count] heap */
    size_t count, room;
} Fragments;

/* Adds a content to those of a page: a stream that all pages share, but for a page that has it
 * already, since validators overlook a stream that comes again. */
void fragment_add(Fragments *fragments, Object contents, const char *content);

/* The same of a content that says where what follows stands: `move` to the right. */
void fragment_add_move(Fragments *fragments, Object contents, const char *before, Sp move,
                       const char *after);

void fragments_release(Fragments *fragments);

#endif
