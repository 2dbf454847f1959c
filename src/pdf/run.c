#include "pdf/run.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void run_release(Run *run)
{
    free(run->glyphs);
    free(run->clusters);
    free(run->text);
}

void run_flush(Run *run)
{
    if (run->glyph_count)
        cairo_show_text_glyphs(run->cairo, run->text, (int)run->length, run->glyphs,
                               (int)run->glyph_count, run->clusters, (int)run->cluster_count,
                               run->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
    run->glyph_count = run->cluster_count = run->length = 0;
}

void run_color(Run *run, Color color)
{
    if (color.red == run->color.red && color.green == run->color.green &&
        color.blue == run->color.blue && color.alpha == run->color.alpha)
        return;
    run_flush(run);
    run->color = color;
    cairo_set_source_rgba(run->cairo, color.red / 255.0, color.green / 255.0, color.blue / 255.0,
                          color.alpha / 255.0);
}

static void reserve(Run *run, size_t glyphs, size_t clusters, size_t bytes)
{
    run->glyphs =
        memory_grow(run->glyphs, run->glyph_count + glyphs, &run->glyph_room, sizeof *run->glyphs);
    run->clusters = memory_grow(run->clusters, run->cluster_count + clusters, &run->cluster_room,
                                sizeof *run->clusters);
    run->text = memory_grow(run->text, run->length + bytes, &run->room, 1);
}

static void add_glyphs(Run *run, const ShapedText *text, double x, double y, double unit,
                       double unit_y)
{
    for (uint32_t i = 0; i < text->glyph_count; i++) {
        const Glyph *glyph = &text->glyphs[i];
        run->glyphs[run->glyph_count++] =
            (cairo_glyph_t){glyph->id, x + glyph->dx * unit, y - glyph->dy * unit_y};
        x += glyph->advance * unit;
    }
}

static void add_bytes(Run *run, const char *bytes, size_t length)
{
    memcpy(run->text + run->length, bytes, length);
    run->length += length;
}

/* U+FB00 to U+FB06 */
static void add_ligature(Run *run, uint32_t character)
{
    const char utf8[] = {(char)0xEF, (char)0xAC, (char)(0x80 | (character & 0x3F))};
    add_bytes(run, utf8, sizeof utf8);
}

static void add_clusters(Run *run, const ShapedText *text)
{
    const char *at = text->text;
    uint32_t glyph = 0;
    for (uint32_t i = 0; i < text->cluster_count; i++) {
        Cluster cluster = text->clusters[i];
        size_t before = run->length;
        uint32_t ligature = 0;
        if (cluster.glyphs == 1 && cluster.bytes > 1 && !text->right_to_left)
            ligature = typefaces_ligature(run->typefaces, text->font, text->glyphs[glyph].id);
        if (ligature)
            add_ligature(run, ligature);
        else
            add_bytes(run, at, cluster.bytes);
        run->clusters[run->cluster_count++] =
            (cairo_text_cluster_t){(int)(run->length - before), cluster.glyphs};
        at += cluster.bytes;
        glyph += cluster.glyphs;
    }
}

static void add_space(Run *run, const Font *font, double x, double y)
{
    run->glyphs[run->glyph_count++] = (cairo_glyph_t){font_space_glyph(font), x, y};
}

/* Readers would glue words on two lines together without a space between them. */
static bool has_space(const Piece *piece)
{
    return piece->flags & PIECE_SPACE_AFTER && font_space_glyph(piece->text->font);
}

void run_add(Run *run, const Line *line, const Piece *piece, Sp x, Sp y)
{
    const ShapedText *text = piece->text;
    const Style *style = piece->style;
    bool space = has_space(piece), backward = text->right_to_left;
    cairo_scaled_font_t *font =
        typefaces_find(run->typefaces, text->font, style->font_size, line->scale);
    if (!font) {
        run->failed = true;
        return;
    }
    run_color(run, style->color);
    if (font != run->font || backward || run->backward)
        run_flush(run);
    if (font != run->font)
        cairo_set_scaled_font(run->cairo, font);
    run->font = font;
    run->backward = backward;
    reserve(run, text->glyph_count + 1, text->cluster_count + 1, text->length * 2 + 1);
    double unit_y = SP_TO_POINTS(style->font_size) / font_units_per_em(text->font);
    double unit = unit_y * line->scale / 1000;
    double left = SP_TO_POINTS(x + piece->x),
           down = SP_TO_POINTS(y + line->baseline - piece->raise);
    double width = text->width * unit;
    if (space && backward)
        add_space(run, text->font, left - SP_TO_POINTS(piece->space), down);
    add_glyphs(run, text, left, down, unit, unit_y);
    add_clusters(run, text);
    if (space && !backward)
        add_space(run, text->font, left + width, down);
    if (space) {
        run->clusters[run->cluster_count++] = (cairo_text_cluster_t){1, 1};
        run->text[run->length++] = ' ';
    }
}
