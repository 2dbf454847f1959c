#include "pdf/run.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <math.h>
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
    if (run->cluster_count)
        cairo_show_text_glyphs(run->cairo, run->text, (int)run->length, run->glyphs,
                               (int)run->glyph_count, run->clusters, (int)run->cluster_count,
                               run->backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0);
    else if (run->glyph_count)
        cairo_show_glyphs(run->cairo, run->glyphs, (int)run->glyph_count);
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

/* A character of private use means nothing to others (ISO 19005-2, 6.2.11.7.3): what it shows is
 * called unknown. */
static bool is_private(const char *bytes, size_t length)
{
    uint32_t character = 0;
    if (length && (uint8_t)*bytes >= 0xEE)
        utf8_decode(bytes, length, &character);
    return (character >= 0xE000 && character <= 0xF8FF) || character >= 0xF0000;
}

/* What a cluster's glyphs are said to mean. */
typedef struct Meant {
    const char *bytes;
    size_t length;
} Meant;

/* `utf8` is room for a character. */
static Meant meant_by(const Run *run, Cluster cluster, const char *bytes, const Glyph *glyphs,
                      char utf8[4])
{
    uint32_t ligature = 0;
    if (cluster.glyphs == 1 && cluster.bytes > 1)
        ligature = face_ligature(run->face, glyphs->id);
    if (ligature)
        return (Meant){utf8, utf8_encode(ligature, utf8)};
    if (is_private(bytes, cluster.bytes))
        return (Meant){"\uFFFD", 3};
    return (Meant){bytes, cluster.bytes};
}

static bool is_known(const Run *run, Meant meant, Cluster cluster, const Glyph *glyphs)
{
    return cluster.glyphs == 1 && face_knows(run->face, glyphs->id, meant.bytes, meant.length);
}

/* Begins a cluster. Cairo takes text for all of a call's glyphs or for none: the run carries text
 * from the first cluster on of which cairo does not know what it means. */
static void add_meaning(Run *run, Meant meant, uint8_t glyph_count, bool known)
{
    if (!run->cluster_count && !run->backward) {
        if (known)
            return;
        run_flush(run);
    }
    memcpy(run->text + run->length, meant.bytes, meant.length);
    run->length += meant.length;
    run->clusters[run->cluster_count++] = (cairo_text_cluster_t){(int)meant.length, glyph_count};
}

static void add_space(Run *run, const Font *font, Pen *pen)
{
    const Meant space = {" ", 1};
    uint32_t glyph = font_space_glyph(font);
    add_meaning(run, space, 1, face_knows(run->face, glyph, space.bytes, space.length));
    run->glyphs[run->glyph_count++] = (cairo_glyph_t){glyph, pen->x, pen->y};
    pen->x += font_space_width(font) * pen->unit;
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
    const Typeface *typeface = typefaces_find(run->typefaces, piece->text->font, twin,
                                              piece->style->font_size, line->scale);
    if (!typeface) {
        run->failed = true;
        return false;
    }
    if (typeface->font != run->font) {
        run_flush(run);
        cairo_set_scaled_font(run->cairo, typeface->font);
    }
    run->font = typeface->font;
    run->face = typeface->face;
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
    const char *bytes = text->text;
    const Glyph *glyphs = text->glyphs;
    char utf8[4];
    for (uint32_t i = 0; i < text->cluster_count; i++) {
        Cluster cluster = text->clusters[i];
        if (small_capitals && cluster.bytes)
            use_font(run, line, piece, is_capital(bytes, cluster.bytes));
        Meant meant = meant_by(run, cluster, bytes, glyphs, utf8);
        add_meaning(run, meant, cluster.glyphs, is_known(run, meant, cluster, glyphs));
        if (!run->backward)
            add_glyphs(run, pen, glyphs, cluster.glyphs);
        bytes += cluster.bytes;
        glyphs += cluster.glyphs;
    }
}

/* From right to left: glyphs are in visual order, clusters in the order of the text. */
static void add_backward(Run *run, const Line *line, const Piece *piece, Pen *pen)
{
    const ShapedText *text = piece->text;
    if (has_space(piece))
        run->glyphs[run->glyph_count++] = (cairo_glyph_t){
            font_space_glyph(text->font), pen->x - SP_TO_POINTS(piece->space), pen->y};
    add_glyphs(run, pen, text->glyphs, text->glyph_count);
    add_text(run, line, piece, pen);
    if (has_space(piece))
        add_meaning(run, (Meant){" ", 1}, 1, false);
}

/* In points. Lines begin at hundredths, and their pieces whole thousandths of an em further on:
 * where the one before ends, or after the last gap again, when that is about there. Nobody sees the
 * difference, which does not add up; and the same kerns and spaces then are the same numbers in the
 * file, not what cairo's rounding makes of them. */
static double place(Run *run, const Line *line, const Piece *piece, Sp x)
{
    const double near = 5; /* a 40th of a millimetre at 14 points */
    double at = SP_TO_POINTS(x + piece->x);
    double unit = SP_TO_POINTS(piece->style->font_size) * line->scale / 1000 / 1000;
    if (run->line != line) {
        run->line = line;
        return run->start = nearbyint(at * 100) / 100;
    }
    double gap = (at - run->end) / unit;
    if (fabs(gap) < near)
        return run->end;
    if (fabs(gap - run->gap) < near)
        return run->end + run->gap * unit;
    if (fabs(gap - run->gap) >= 2 * near)
        run->gap = nearbyint(gap);
    return run->start + nearbyint((at - run->start) / unit) * unit;
}

void run_add(Run *run, const Line *line, const Piece *piece, Sp x, Sp y)
{
    const ShapedText *text = piece->text;
    const Style *style = piece->style;
    bool backward = text->right_to_left;
    if (backward || run->backward)
        run_flush(run);
    run->backward = backward;
    if (!use_font(run, line, piece, false))
        return;
    run_color(run, style->color);
    reserve(run, text->glyph_count + 1, text->cluster_count + 1, text->length * 3 + 1);
    double unit = SP_TO_POINTS(style->font_size) / font_units_per_em(text->font);
    Pen pen = {.x = place(run, line, piece, x),
               .y = SP_TO_POINTS(y + line->baseline - piece->raise),
               .unit = unit * line->scale / 1000,
               .unit_y = unit};
    if (backward) {
        add_backward(run, line, piece, &pen);
        return;
    }
    add_text(run, line, piece, &pen);
    if (has_space(piece))
        add_space(run, text->font, &pen);
    run->end = pen.x;
}
