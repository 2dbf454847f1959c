#include "epub/cover_canvas.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/unicode_text.h"
#include "base/utf8.h"
#include "layout/bidi.h"
#include "layout/font.h"
#include "layout/paragraph.h"

#include <ft2build.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

enum { MOST_WORDS = 256, MOST_FACES = 8 };

typedef struct Face {
    const Font *font;
    FT_Face face;
} Face;

struct Canvas {
    Setter setter;
    int width, height, margin, measure;
    bool right_to_left;
    FT_Library library;
    Face faces[MOST_FACES];
    int face_count;
    uint8_t *rows; /* those that nothing is drawn in are not touched */
    bool *inked;   /* [height] */
};

Canvas *canvas_new(int width, int height, int margin, const Book *book, Composer *composer,
                   Diagnostics *diagnostics)
{
    Canvas *canvas = memory_new(sizeof *canvas);
    *canvas = (Canvas){.setter = {.composer = composer,
                                  .book = book,
                                  .diagnostics = diagnostics,
                                  .arena = arena_new()},
                       .width = width,
                       .height = height,
                       .margin = margin,
                       .measure = width - 2 * margin,
                       .right_to_left = bidi_language(book->language)};
    canvas->rows = memory_resize(NULL, (size_t)height, PNG_ROW(width));
    canvas->inked = memory_new((size_t)height * sizeof *canvas->inked);
    if (FT_Init_FreeType(&canvas->library))
        memory_fail();
    return canvas;
}

void canvas_free(Canvas *canvas)
{
    free(canvas->rows);
    free(canvas->inked);
    FT_Done_FreeType(canvas->library); /* and its faces */
    arena_free(canvas->setter.arena);
    free(canvas);
}

/* Pixels */

/* Neighbouring glyphs may overlap: the stronger colour stays. */
static void put_pixel(uint8_t *pair, int shift, unsigned color)
{
    unsigned old = *pair >> shift & 0xFU;
    if (color > old)
        *pair = (uint8_t)((*pair & 0xF0U >> shift) | color << shift);
}

/* Colours pixels of a row; what lies outside the picture is left out. */
static void put_pixels(Canvas *canvas, int x, int y, int count, unsigned color)
{
    int end = x + count < canvas->width ? x + count : canvas->width;
    if (y < 0 || y >= canvas->height)
        return;
    uint8_t *row = canvas->rows + (size_t)y * PNG_ROW(canvas->width);
    if (!canvas->inked[y])
        memset(row, 0, PNG_ROW(canvas->width));
    canvas->inked[y] = true;
    row++; /* past the filter's byte */
    for (x = x < 0 ? 0 : x; x < end; x++) {
        uint8_t *pair = &row[x / 2];
        if (!*pair && x % 2 == 0 && x + 1 < end) { /* both at once */
            *pair = (uint8_t)(color << 4 | color);
            x++;
        } else {
            put_pixel(pair, x % 2 ? 0 : 4, color);
        }
    }
}

/* Glyphs */

typedef struct Brush {
    Canvas *canvas;
    Ink ink;
} Brush;

/* Pixels of a row that an outline covers; FreeType counts rows from the foot. */
static void paint(int y, int count, const FT_Span *spans, void *brush)
{
    Canvas *canvas = ((const Brush *)brush)->canvas;
    Ink ink = ((const Brush *)brush)->ink;
    for (int i = 0; i < count; i++) {
        unsigned step = (spans[i].coverage * CANVAS_RAMP + 127U) / 255U;
        if (step)
            put_pixels(canvas, spans[i].x, canvas->height - 1 - y, spans[i].len, ink + step);
    }
}

/* Draws the glyph that `face` holds, its origin at x, y. */
static void draw_glyph(Canvas *canvas, FT_GlyphSlot glyph, double x, double y, Ink ink)
{
    Brush brush = {canvas, ink};
    FT_Raster_Params how = {.flags =
                                FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
                            .gray_spans = paint,
                            .user = &brush,
                            .clip_box = {0, 0, canvas->width, canvas->height}};
    if (glyph->format != FT_GLYPH_FORMAT_OUTLINE)
        return;
    FT_Outline_Translate(&glyph->outline, lround(x * 64), lround((canvas->height - y) * 64));
    if (FT_Outline_Render(canvas->library, &glyph->outline, &how) == FT_Err_Out_Of_Memory)
        memory_fail();
}

static FT_Face face_of(Canvas *canvas, const Font *font)
{
    for (int i = 0; i < canvas->face_count; i++)
        if (canvas->faces[i].font == font)
            return canvas->faces[i].face;
    FT_Face face = NULL;
    if (canvas->face_count == MOST_FACES ||
        FT_New_Face(canvas->library, font_path(font), font_index(font), &face)) {
        memory_check(file_size(font_path(font)));
        return NULL;
    }
    canvas->faces[canvas->face_count++] = (Face){font, face};
    return face;
}

static void draw_piece(Canvas *canvas, const Piece *piece, Sp baseline, Ink ink)
{
    const ShapedText *text = piece->text;
    FT_Face face = face_of(canvas, text->font);
    double size = SP_TO_POINTS(piece->style->font_size);
    if (!face || FT_Set_Char_Size(face, 0, lround(size * 64), 0, 0))
        return;
    double unit = size / font_units_per_em(text->font);
    double x = SP_TO_POINTS(piece->x), y = SP_TO_POINTS(baseline);
    for (uint32_t i = 0; i < text->glyph_count; i++) {
        const Glyph *glyph = &text->glyphs[i];
        if (!FT_Load_Glyph(face, glyph->id, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP))
            draw_glyph(canvas, face->glyph, x + glyph->dx * unit, y - glyph->dy * unit, ink);
        x += glyph->advance * unit;
    }
}

/* Lines */

static const Style *type_style(Canvas *canvas, Type type)
{
    static const char *const families[] = {"TeX Gyre Pagella", "serif", NULL};
    Style *style = arena_alloc(canvas->setter.arena, sizeof *style);
    *style = (Style){.font_family = families,
                     .font_size = SP_FROM_POINTS(type.size),
                     .font_weight = 400,
                     .font_style = type.italic ? SLANT_ITALIC : SLANT_NORMAL,
                     .line_height = SP_FROM_POINTS(type.leading),
                     .hyphens = HYPHENS_NONE};
    return style;
}

static Line set_line(Canvas *canvas, const char *text, const Style *style, int x, int y, Sp *width)
{
    return text_line(&canvas->setter, text, NULL, style, canvas->setter.book->root,
                     SP_FROM_POINTS(x), SP_FROM_POINTS(y), width);
}

static int text_width(Canvas *canvas, const char *text, const Style *style)
{
    Sp width = 0;
    set_line(canvas, text, style, 0, 0, &width);
    return (int)(width / SP_PER_POINT) + 1;
}

static void draw_line(Canvas *canvas, const char *text, const Style *style, Ink ink, int y)
{
    int left = canvas->right_to_left
                   ? canvas->width - canvas->margin - text_width(canvas, text, style)
                   : canvas->margin;
    Line line = set_line(canvas, text, style, left, y, NULL);
    for (uint32_t i = 0; i < line.piece_count; i++)
        draw_piece(canvas, &line.pieces[i], line.baseline, ink);
}

/* A text of a few words, divided into lines. */

typedef struct Words {
    const char *words[MOST_WORDS];
    int widths[MOST_WORDS];
    bool spaced[MOST_WORDS]; /* a space stands before it */
    int count, space;
} Words;

static void add_word(Canvas *canvas, Words *words, const char *text, size_t length, bool spaced,
                     const Style *style)
{
    if (!length || words->count == MOST_WORDS)
        return;
    const char *word = arena_bytes(canvas->setter.arena, text, length);
    words->words[words->count] = word;
    words->widths[words->count] = text_width(canvas, word, style);
    words->spaced[words->count++] = spaced;
}

/* The bytes of the longest beginning that fits into the measure, a character at least. */
static size_t fitting(Canvas *canvas, const char *text, size_t length, const Style *style)
{
    size_t fits = 0;
    for (size_t end = 0; end < length;) {
        end += utf8_decode(text + end, length - end, &(uint32_t){0});
        const char *beginning = arena_bytes(canvas->setter.arena, text, end);
        if (fits && text_width(canvas, beginning, style) > canvas->measure)
            break;
        fits = end;
    }
    return fits;
}

/* Adds what lies between two places at which a line may end; divides it when no line holds it. */
static void add_segment(Canvas *canvas, Words *words, const char *text, size_t length, bool spaced,
                        bool divide, const Style *style)
{
    add_word(canvas, words, text, length, spaced, style);
    while (divide && words->count && words->widths[words->count - 1] > canvas->measure) {
        size_t fits = fitting(canvas, text, length, style);
        words->count--;
        if (fits == length)
            break;
        add_word(canvas, words, text, fits, spaced, style);
        text += fits, length -= fits, spaced = false;
        add_word(canvas, words, text, length, spaced, style);
    }
}

static void split(Canvas *canvas, const char *text, const Style *style, bool divide, Words *words)
{
    size_t length = strlen(text), from = 0;
    bool *breaks = arena_array(canvas->setter.arena, length + 1, sizeof *breaks), spaced = false;
    unicode_line_breaks(text, length, canvas->setter.book->language, breaks);
    words->count = 0;
    for (size_t i = 1; i <= length; i++) {
        if (i < length && !breaks[i] && text[i - 1] != ' ')
            continue;
        size_t end = i;
        while (end > from && text[end - 1] == ' ')
            end--;
        add_segment(canvas, words, text + from, end - from, spaced, divide, style);
        spaced = end < i;
        from = i;
    }
    words->space = text_width(canvas, "n n", style) - text_width(canvas, "nn", style);
}

/* Fills lines no wider than `width`; line i begins at the word starts[i]. Returns how many lines
 * there are, or COVER_LINES + 1 when they are too many or a word is too wide. */
static int fill(const Words *words, int width, int starts[COVER_LINES + 1])
{
    int lines = 0, used = 0;
    for (int i = 0; i < words->count; i++) {
        int space = words->spaced[i] ? words->space : 0;
        if (words->widths[i] > width)
            return COVER_LINES + 1;
        if (i == 0 || used + space + words->widths[i] > width) {
            if (lines == COVER_LINES)
                return COVER_LINES + 1;
            starts[lines++] = i;
            used = words->widths[i];
        } else {
            used += space + words->widths[i];
        }
        starts[lines] = i + 1;
    }
    return lines;
}

/* The narrowest width that needs no more lines makes the lines alike. */
static int fill_evenly(const Words *words, int measure, int starts[COVER_LINES + 1])
{
    int lines = fill(words, measure, starts), width = measure;
    if (lines > COVER_LINES)
        return lines;
    while (width > 20 && fill(words, width - 20, starts) == lines)
        width -= 20;
    fill(words, width, starts);
    return lines;
}

static const char *joined(Canvas *canvas, const Words *words, int from, int to, const char *end)
{
    Str line = STR_INIT;
    for (int i = from; i < to; i++) {
        str_add(&line, i > from && words->spaced[i] ? " " : "");
        str_add(&line, words->words[i]);
    }
    str_add(&line, end);
    char *result = arena_string(canvas->setter.arena, line.data);
    str_release(&line);
    return result;
}

Fitted canvas_fit(Canvas *canvas, const char *text, Type type, CanvasFit fit)
{
    Fitted fitted = {.type = type};
    if (!text || !*text)
        return fitted;
    const Style *style = type_style(canvas, type);
    Words words;
    int starts[COVER_LINES + 1] = {0};
    split(canvas, text, style, fit == FIT_AT_ANY_COST, &words);
    int lines = fill_evenly(&words, canvas->measure, starts);
    bool cut = lines > type.most;
    if (cut && fit == FIT_WHOLE)
        return fitted;
    fitted.count = cut ? type.most : lines;
    for (int k = 0; k < fitted.count; k++)
        fitted.lines[k] = joined(canvas, &words, starts[k], starts[k + 1],
                                 cut && k + 1 == fitted.count ? "\u2026" : "");
    return fitted;
}

void canvas_text(Canvas *canvas, const Fitted *fitted, Ink ink, int y)
{
    const Style *style = type_style(canvas, fitted->type);
    for (int i = 0; i < fitted->count; i++, y += fitted->type.leading)
        draw_line(canvas, fitted->lines[i], style, ink, y);
}

void canvas_rule(Canvas *canvas, Ink ink, int y, int width, int height)
{
    int left = canvas->right_to_left ? canvas->width - canvas->margin - width : canvas->margin;
    for (int row = y; row < y + height; row++)
        put_pixels(canvas, left, row, width, ink + CANVAS_RAMP);
}

PngRows canvas_rows(const Canvas *canvas)
{
    return (PngRows){(uint32_t)canvas->width, (uint32_t)canvas->height, canvas->rows,
                     canvas->inked};
}
