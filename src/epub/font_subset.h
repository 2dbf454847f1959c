/* Parts of fonts for an EPUB, by HarfBuzz. */
#ifndef BINDERY_EPUB_FONT_SUBSET_H
#define BINDERY_EPUB_FONT_SUBSET_H

#include "base/str.h"
#include "layout/face.h"

#include <stdbool.h>

/* True when the font's licence lets a part of it travel in a document: the field fsType of its
 * table OS/2 (OpenType 1.9.1) does not say otherwise. */
bool font_may_be_embedded(const Font *font);

/* Adds a font file to `out` that holds what `characters` need, with ligatures, kerning, marks,
 * figures and small capitals, and without hints. False when HarfBuzz cannot make it. */
bool font_subset(const Font *font, const hb_set_t *characters, Str *out);

#endif
