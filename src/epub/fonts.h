/* The fonts that an EPUB carries when book.yaml asks for them: the faces of the printed book's
 * text, and what its other scripts need, each cut down to the book's own characters. */
#ifndef BINDERY_EPUB_FONTS_H
#define BINDERY_EPUB_FONTS_H

#include "base/diag.h"
#include "epub/publication.h"
#include "layout/layout.h"

/* Fills the publication's fonts and their style sheet. Fonts whose licence forbids it are reported
 * and left out. */
void fonts_embed(Publication *publication, const Pages *pages, Composer *composer,
                 Diagnostics *diagnostics);

#endif
