/* A book, a style sheet and a composer to set paragraphs with. */
#ifndef BINDERY_TEST_SETTING_H
#define BINDERY_TEST_SETTING_H

#include "test.h"

#include "base/str.h"
#include "base/utf8.h"
#include "layout/paragraph.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Place nowhere;

typedef struct Bench {
    Book *book;
    StyleSheet *sheet;
    Diagnostics *diagnostics;
    Setter setter;
} Bench;

/* Plain prose, long enough for several lines. */
static const char *const prose __attribute__((unused)) =
    "A paragraph of plain words that goes on for some time, so that it fills a number of lines; "
    "its words are of ordinary lengths, and now and then an extraordinarily complicated one "
    "stands among them. The compositor considers the whole of it before the first line is "
    "settled, prefers even spaces, avoids hyphenation where little is gained, and never leaves "
    "a syllable alone at the end. Every further sentence adds to what can be arranged and "
    "rearranged, which is to say that the longer it becomes, the better it can be set.";

#define BENCH_STYLE                                                                                \
    "body { font-family: \"TeX Gyre Pagella\", serif; font-size: 10pt; line-height: 13pt;"         \
    " text-align: justify; hyphens: auto; hanging-punctuation: allow-end;"                         \
    " -bindery-glyph-scaling: 2% }"

/* `css` is added to BENCH_STYLE. */
static inline Bench bench_open(const char *language, const char *css)
{
    Bench bench = {.book = book_new(), .diagnostics = diagnostics_new()};
    char path[] = "/tmp/bindery-style-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    dprintf(file, "%s\n%s\n", BENCH_STYLE, css);
    close(file);
    const char *paths[] = {path};
    bench.book->language = language;
    bench.book->title = bench.book->identifier = "test";
    bench.sheet = style_sheet_read(paths, 1, bench.diagnostics);
    unlink(path);
    bench.setter = (Setter){.composer = composer_new(),
                            .book = bench.book,
                            .sheet = bench.sheet,
                            .diagnostics = bench.diagnostics,
                            .arena = arena_new()};
    return bench;
}

static inline void bench_close(Bench *bench)
{
    arena_free(bench->setter.arena);
    composer_free(bench->setter.composer);
    style_sheet_free(bench->sheet);
    diagnostics_free(bench->diagnostics);
    book_free(bench->book);
}

static inline Node *bench_block(Bench *bench, const char *text)
{
    Node *block = node_add(bench->book, bench->book->root, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    if (text)
        node_add_text(bench->book, block, text, nowhere);
    return block;
}

static inline Paragraph *bench_paragraph(Bench *bench, const Node *block, Sp measure)
{
    const Style *root = style_of(bench->sheet, bench->book->root, NULL);
    const Style *style = style_of(bench->sheet, block, root);
    return paragraph_new(&bench->setter, block, style, (ParagraphShape){.measure = measure});
}

static inline const Setting *best_setting(Paragraph *paragraph)
{
    int count, best;
    const Setting *settings = paragraph_settings(paragraph, false, &count, &best);
    return settings ? &settings[best] : NULL;
}

/* What a reader extracts: pieces in reading order, soft hyphens at line ends taken out. */
static inline void add_line_text(Str *out, const Line *line, bool last)
{
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const Piece *piece = &line->pieces[i];
        size_t length = piece->text->length;
        if (piece->flags & PIECE_HYPHEN)
            length -= 2; /* U+00AD */
        str_add_bytes(out, piece->text->text, length);
        if (piece->flags & PIECE_SPACE_AFTER && !(last && i + 1 == line->piece_count))
            str_add_char(out, ' ');
    }
}

static inline Sp piece_width(const Line *line, const Piece *piece)
{
    return (Sp)((int64_t)piece->text->width * piece->style->font_size /
                font_units_per_em(piece->text->font) * line->scale / 1000);
}

/* A shaped string is consistent in itself, and shows no .notdef. */
static inline void check_shaped(const ShapedText *text)
{
    uint32_t bytes = 0, glyphs = 0;
    int32_t width = 0;
    for (uint32_t i = 0; i < text->cluster_count; i++) {
        assert_true(text->clusters[i].bytes > 0);
        assert_true(text->clusters[i].glyphs > 0);
        assert_int_equal(utf8_invalid(text->text + bytes, text->clusters[i].bytes),
                         text->clusters[i].bytes);
        bytes += text->clusters[i].bytes;
        glyphs += text->clusters[i].glyphs;
    }
    for (uint32_t i = 0; i < text->glyph_count; i++) {
        assert_true(text->glyphs[i].id != 0);
        width += text->glyphs[i].advance;
    }
    assert_int_equal(bytes, text->length);
    assert_int_equal(glyphs, text->glyph_count);
    assert_int_equal(width, text->width);
}

static inline void check_piece(const Piece *piece)
{
    check_shaped(piece->text);
    size_t length = piece->text->length - (piece->flags & PIECE_HYPHEN ? 2 : 0);
    if (!piece->generated)
        assert_memory_equal(piece->node->text + piece->offset, piece->text->text, length);
}

#endif
