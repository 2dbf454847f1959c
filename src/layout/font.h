/* Fonts: found by their names in the folders of packages, read by HarfBuzz. */
#ifndef BINDERY_LAYOUT_FONT_H
#define BINDERY_LAYOUT_FONT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Font Font;

const char *font_path(const Font *font);       /* the file */
int font_index(const Font *font);              /* the face in the file */
const char *font_family(const Font *font);     /* "TeX Gyre Pagella" */
const char *font_style_name(const Font *font); /* "Bold Italic" */
int font_units_per_em(const Font *font);
int font_ascent(const Font *font), font_descent(const Font *font); /* font units, both positive */
uint32_t font_space_glyph(const Font *font);
int font_space_width(const Font *font); /* font units */

#endif
