/* What shaping and line breaking need of a font, beyond what font.h tells everyone. */
#ifndef BINDERY_LAYOUT_FACE_H
#define BINDERY_LAYOUT_FACE_H

#include "base/arena.h"
#include "layout/font.h"

#include <hb.h>
#include <stdbool.h>

/* Characters below this are looked up in a bit set of the font itself. */
enum { FONT_QUICK_LIMIT = 0x2100 };

struct Font {
    const char *path, *family, *style_name;
    int index, weight; /* weight: 100 to 900 */
    bool italic;
    uint16_t id; /* from 1, in the order of opening */
    hb_face_t *face;
    hb_font_t *shaper;
    int units_per_em, ascent, descent, cap_height, x_height;
    uint32_t space_glyph;
    int space_width;
    uint32_t soft_hyphen_glyph; /* U+00AD's own glyph when as wide as that of `-`; 0: none */
    int hyphen_width;
    bool kerns_with_space; /* some lookup covers the space glyph: words alone do not tell the gap */
    uint64_t quick[FONT_QUICK_LIMIT / 64];
    hb_set_t *characters;
};

/* True when a face has glyphs, all of one weight: a variable font is shaped and drawn as its
 * default alone, and would show no bold. */
bool face_is_usable(hb_face_t *face);

/* Opens a face of a file; NULL when it is not usable. Strings are copied to the arena, the rest is
 * freed by font_close(). */
Font *font_open(Arena *arena, const char *path, int index, const char *family,
                const char *style_name);
void font_close(Font *font);

/* True when the font shows the character: by a glyph, or by what HarfBuzz makes of it (a space of
 * any width, an invisible character, a canonical decomposition). */
bool font_has(const Font *font, uint32_t character);

/* True when a GSUB feature such as `smcp` is there for any script. */
bool font_has_feature(const Font *font, hb_tag_t feature);

/* True when two characters running become one glyph. */
bool font_joins(const Font *font, uint32_t first, uint32_t second);

/* True when the font kerns by its GPOS table. */
bool font_kerns(const Font *font);

#endif
