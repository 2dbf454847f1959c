#include "layout/face.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <hb-ot.h>
#include <stdlib.h>

static int metric(hb_font_t *font, hb_ot_metrics_tag_t tag, int fallback)
{
    hb_position_t value;
    return hb_ot_metrics_get_position(font, tag, &value) && value ? abs(value) : fallback;
}

static int advance_of(const Font *font, uint32_t character)
{
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font->shaper, character, &glyph))
        return 0;
    return hb_font_get_glyph_h_advance(font->shaper, glyph);
}

/* Blink's rule: words may be shaped alone only if no lookup involves the space glyph. */
static bool lookups_touch(hb_face_t *face, hb_codepoint_t glyph)
{
    bool touched = false;
    hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
    const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
    for (int t = 0; t < 2; t++) {
        hb_set_clear(lookups);
        hb_ot_layout_collect_lookups(face, tables[t], NULL, NULL, NULL, lookups);
        for (hb_codepoint_t l = HB_SET_VALUE_INVALID; !touched && hb_set_next(lookups, &l);) {
            hb_set_clear(glyphs);
            hb_ot_layout_lookup_collect_glyphs(face, tables[t], l, glyphs, glyphs, glyphs, NULL);
            touched = hb_set_has(glyphs, glyph);
        }
    }
    hb_set_destroy(lookups);
    hb_set_destroy(glyphs);
    return touched;
}

static void collect_characters(Font *font)
{
    font->characters = hb_set_create();
    hb_face_collect_unicodes(font->face, font->characters);
    if (!hb_set_allocation_successful(font->characters))
        memory_fail();
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID;
         hb_set_next(font->characters, &c) && c < FONT_QUICK_LIMIT;)
        font->quick[c / 64] |= (uint64_t)1 << c % 64;
}

static void measure(Font *font)
{
    hb_font_t *shaper = font->shaper;
    font->units_per_em = (int)hb_face_get_upem(font->face);
    font->ascent =
        metric(shaper, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, font->units_per_em * 4 / 5);
    font->descent = metric(shaper, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, font->units_per_em / 5);
    hb_codepoint_t space = 0, soft = 0, hyphen = 0;
    hb_font_get_nominal_glyph(shaper, ' ', &space);
    font->space_glyph = space;
    font->space_width = hb_font_get_glyph_h_advance(shaper, space);
    font->hyphen_width = advance_of(font, '-');
    hb_font_get_nominal_glyph(shaper, '-', &hyphen);
    if (hb_font_get_nominal_glyph(shaper, 0xAD, &soft) && soft != hyphen &&
        advance_of(font, 0xAD) == font->hyphen_width)
        font->soft_hyphen_glyph = soft;
    font->kerns_with_space = lookups_touch(font->face, space);
}

bool face_is_usable(hb_face_t *face)
{
    return hb_face_get_glyph_count(face) && !hb_ot_var_has_data(face);
}

Font *font_open(Arena *arena, const char *path, int index, const char *family,
                const char *style_name)
{
    hb_blob_t *blob = hb_blob_create_from_file(path);
    if (hb_blob_get_length(blob) == 0)
        memory_check(file_size(path));
    hb_face_t *face = hb_face_create(blob, (unsigned)index);
    hb_blob_destroy(blob);
    if (!face_is_usable(face)) {
        hb_face_destroy(face);
        return NULL;
    }
    Font *font = arena_alloc(arena, sizeof *font);
    font->path = arena_string(arena, path);
    font->family = arena_string(arena, family);
    font->style_name = arena_string(arena, style_name);
    font->index = index;
    font->face = face;
    font->shaper = hb_font_create(face);
    hb_ot_font_set_funcs(font->shaper);
    collect_characters(font);
    measure(font);
    return font;
}

void font_close(Font *font)
{
    hb_set_destroy(font->characters);
    hb_font_destroy(font->shaper);
    hb_face_destroy(font->face);
}

static bool has_glyph(const Font *font, uint32_t c)
{
    if (c < FONT_QUICK_LIMIT)
        return font->quick[c / 64] >> c % 64 & 1;
    return hb_set_has(font->characters, c);
}

/* What HarfBuzz shows without a glyph of its own. */
static bool needs_no_glyph(uint32_t c)
{
    return (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || c == 0x205F ||
           c == 0xA0 || (c >= 0x2060 && c <= 0x206F) || c == 0xAD || c == 0x34F || c == 0x61C ||
           c == 0x3000 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

bool font_has(const Font *font, uint32_t c)
{
    if (has_glyph(font, c) || needs_no_glyph(c))
        return true;
    if (c == 0x2010 || c == 0x2011)
        return has_glyph(font, '-'); /* shaping puts it there */
    hb_codepoint_t base, mark;
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    while (hb_unicode_decompose(unicode, c, &base, &mark)) {
        if (mark && !has_glyph(font, mark))
            return false;
        if (has_glyph(font, base))
            return true;
        c = base;
    }
    return false;
}

static bool has_feature(const Font *font, hb_tag_t table, hb_tag_t feature)
{
    const hb_tag_t wanted[] = {feature, HB_TAG_NONE};
    hb_set_t *lookups = hb_set_create();
    hb_ot_layout_collect_lookups(font->face, table, NULL, NULL, wanted, lookups);
    bool found = !hb_set_is_empty(lookups);
    hb_set_destroy(lookups);
    return found;
}

bool font_has_feature(const Font *font, hb_tag_t feature)
{
    return has_feature(font, HB_OT_TAG_GSUB, feature);
}

bool font_kerns(const Font *font)
{
    return has_feature(font, HB_OT_TAG_GPOS, HB_TAG('k', 'e', 'r', 'n'));
}

bool font_joins(const Font *font, uint32_t first, uint32_t second)
{
    const uint32_t pair[] = {first, second};
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_codepoints(buffer, pair, 2, 0, 2);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font->shaper, buffer, NULL, 0);
    bool joined = hb_buffer_get_length(buffer) == 1;
    hb_buffer_destroy(buffer);
    return joined;
}

const char *font_path(const Font *font)
{
    return font->path;
}

int font_index(const Font *font)
{
    return font->index;
}

const char *font_family(const Font *font)
{
    return font->family;
}

const char *font_style_name(const Font *font)
{
    return font->style_name;
}

int font_units_per_em(const Font *font)
{
    return font->units_per_em;
}

int font_ascent(const Font *font)
{
    return font->ascent;
}

int font_descent(const Font *font)
{
    return font->descent;
}

uint32_t font_space_glyph(const Font *font)
{
    return font->space_glyph;
}

int font_space_width(const Font *font)
{
    return font->space_width;
}
