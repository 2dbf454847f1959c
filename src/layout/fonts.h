/* Finding fonts: families by name, and what serves a character that they lack.
 *
 * Only the folders of Debian's font packages are looked at, in a fixed order, and only files whose
 * name begins as the family's does are opened: the same packages give the same fonts on every
 * machine. What a file holds (family, weight, slant) is told by HarfBuzz.
 */
#ifndef BINDERY_LAYOUT_FONTS_H
#define BINDERY_LAYOUT_FONTS_H

#include "layout/face.h"

typedef struct Fonts Fonts;

Fonts *fonts_new(void);
void fonts_free(Fonts *fonts);

typedef struct FontWish {
    int weight; /* 100 to 900 */
    bool italic, serif;
    const char *language; /* of the text: chooses among the national forms of Chinese characters */
} FontWish;

/* The face of a family nearest to the wish; NULL when the family is not installed. `family` may be
 * a generic name: serif, sans-serif, monospace. */
const Font *fonts_find(Fonts *fonts, const char *family, const FontWish *wish);
bool fonts_is_generic(const char *family);

/* A font for a character of a script that the text's own fonts lack; NULL when none has it. */
const Font *fonts_fallback(Fonts *fonts, uint32_t character, hb_script_t script,
                           const FontWish *wish);

#endif
