#include "pdf/run.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"

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

/* Where a piece's next glyph goes, and what a font unit is there, in points. */
typedef struct Pen {
    double x, y, unit, unit_y;
} Pen;

static void add_glyphs(Run *run, Pen *pen, const Glyph *glyphs, uint32_t count)
{
    for (const Glyph *glyph = glyphs; glyph < glyphs + count; glyph++) {
        run->glyphs[run->glyph_count++] = (cairo_glyph_t){glyph->id, pen->x + glyph->dx * pen->unit,
                                                          pen->y - glyph->dy * pen->unit_y};
        pen->x += glyph->advance * pen->unit;
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

/* A character of private use means nothing to others (ISO 19005-2, 6.2.11.7.3): what it shows is
 * called unknown. */
static bool is_private(const char *bytes, size_t length)
{
    uint32_t character = 0;
    if (length)
        utf8_decode(bytes, length, &character);
    return (character >= 0xE000 && character <= 0xF8FF) || character >= 0xF0000;
}

static void add_cluster(Run *run, const Font *font, Cluster cluster, const char *bytes,
                        const Glyph *glyphs)
{
    size_t before = run->length;
    uint32_t ligature = 0;
    if (cluster.glyphs == 1 && cluster.bytes > 1)
        ligature = typefaces_ligature(run->typefaces, font, glyphs->id);
    if (ligature)
        add_ligature(run, ligature);
    else if (is_private(bytes, cluster.bytes))
        add_bytes(run, "\uFFFD", 3);
    else
        add_bytes(run, bytes, cluster.bytes);
    run->clusters[run->cluster_count++] =
        (cairo_text_cluster_t){(int)(run->length - before), cluster.glyphs};
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

/* Takes a piece's font; its twin for capitals shown as small ones, whose glyphs otherwise mean
 * small letters. */
static bool use_font(Run *run, const Line *line, const Piece *piece, bool twin)
{
    cairo_scaled_font_t *font = typefaces_find(run->typefaces, piece->text->font, twin,
                                               piece->style->font_size, line->scale);
    if (!font) {
        run->failed = true;
        return false;
    }
    if (font != run->font) {
        run_flush(run);
        cairo_set_scaled_font(run->cairo, font);
    }
    run->font = font;
    return true;
}

static bool is_capital(const char *bytes, size_t length)
{
    uint32_t character;
    utf8_decode(bytes, length, &character);
    return unicode_is_upper(character);
}

static void add_text(Run *run, const Line *line, const Piece *piece, Pen *pen)
{
    const ShapedText *text = piece->text;
    bool small_capitals = piece->style->font_variant_caps == CAPS_ALL_SMALL;
    bool backward = text->right_to_left; /* its glyphs are in visual order */
    const char *bytes = text->text;
    const Glyph *glyphs = text->glyphs;
    if (backward)
        add_glyphs(run, pen, glyphs, text->glyph_count);
    for (uint32_t i = 0; i < text->cluster_count; i++) {
        Cluster cluster = text->clusters[i];
        if (small_capitals && cluster.bytes)
            use_font(run, line, piece, is_capital(bytes, cluster.bytes));
        if (!backward)
            add_glyphs(run, pen, glyphs, cluster.glyphs);
        add_cluster(run, text->font, cluster, bytes, glyphs);
        bytes += cluster.bytes;
        glyphs += cluster.glyphs;
    }
}

void run_add(Run *run, const Line *line, const Piece *piece, Sp x, Sp y)
{
    const ShapedText *text = piece->text;
    const Style *style = piece->style;
    bool space = has_space(piece), backward = text->right_to_left;
    if (backward || run->backward)
        run_flush(run);
    run->backward = backward;
    if (!use_font(run, line, piece, false))
        return;
    run_color(run, style->color);
    reserve(run, text->glyph_count + 1, text->cluster_count + 1, text->length * 3 + 1);
    double unit = SP_TO_POINTS(style->font_size) / font_units_per_em(text->font);
    Pen pen = {.x = SP_TO_POINTS(x + piece->x),
               .y = SP_TO_POINTS(y + line->baseline - piece->raise),
               .unit = unit * line->scale / 1000,
               .unit_y = unit};
    if (space && backward)
        add_space(run, text->font, pen.x - SP_TO_POINTS(piece->space), pen.y);
    add_text(run, line, piece, &pen);
    if (space && !backward)
        add_space(run, text->font, pen.x, pen.y);
    if (space) {
        run->clusters[run->cluster_count++] = (cairo_text_cluster_t){1, 1};
        run->text[run->length++] = ' ';
    }
}
