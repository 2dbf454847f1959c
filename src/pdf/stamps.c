#include "pdf/stamps.h"

#include "pdf/alike.h"

enum { MOST_LETTERS = 8 };

static Sp middle(const PrintSheet *sheet)
{
    return sheet->width / 2;
}

static bool is_plain(const ShapedText *text)
{
    if (text->right_to_left || text->glyph_count > MOST_LETTERS ||
        text->cluster_count != text->glyph_count)
        return false;
    for (uint32_t i = 0; i < text->glyph_count; i++)
        if (text->clusters[i].glyphs != 1 || text->glyphs[i].dx || text->glyphs[i].dy)
            return false;
    return true;
}

static bool has_rule(const Page *page, ArtifactKind kind)
{
    for (uint32_t i = 0; i < page->rule_count; i++)
        if (page->rules[i].artifact == kind)
            return true;
    return false;
}

const Line *stamps_line(const Pages *pages, const PrintSheet *sheet, ArtifactKind kind)
{
    if (sheet->count != 1 || (kind != ARTIFACT_HEADER && kind != ARTIFACT_FOOTER))
        return NULL;
    const Page *page = &pages->pages[sheet->placements[0].page];
    const Line *line = NULL;
    for (uint32_t i = 0; i < page->furniture_count; i++) {
        if (page->furniture_kinds[i] != kind)
            continue;
        if (line)
            return NULL;
        line = &page->furniture[i];
    }
    bool suits = line && line->piece_count == 1 && line->scale == 1000 && !has_rule(page, kind) &&
                 is_plain(line->pieces[0].text);
    return suits ? line : NULL;
}

static Letter cut_out(const PrintSheet *sheet, const Line *line, uint32_t glyph)
{
    const ShapedText *text = line->pieces[0].text;
    const char *bytes = text->text;
    for (uint32_t i = 0; i < glyph; i++)
        bytes += text->clusters[i].bytes;
    Letter letter = {.line = *line,
                     .piece = line->pieces[0],
                     .text = *text,
                     .width = sheet->width,
                     .height = sheet->height,
                     .y = sheet->placements[0].y};
    letter.text.text = bytes;
    letter.text.length = text->clusters[glyph].bytes;
    letter.text.glyphs += glyph;
    letter.text.clusters += glyph;
    letter.text.glyph_count = letter.text.cluster_count = 1;
    letter.piece.x = middle(sheet) - sheet->placements[0].x;
    letter.piece.flags = 0;
    return letter;
}

static void tie(Letter *letter)
{
    letter->piece.text = &letter->text;
    letter->line.pieces = &letter->piece;
}

Letter *stamps_letter(Stamps *stamps, const PrintSheet *sheet, const Line *line, uint32_t glyph)
{
    Letter wanted = cut_out(sheet, line, glyph);
    tie(&wanted);
    for (Letter *letter = stamps->letters; letter; letter = letter->next)
        if (letter->width == wanted.width && letter->height == wanted.height &&
            letter->y == wanted.y && lines_alike(&letter->line, &wanted.line))
            return letter;
    Letter *made = arena_alloc(stamps->arena, sizeof *made);
    *made = wanted;
    tie(made);
    made->next = stamps->letters;
    return stamps->letters = made;
}

Sp stamps_move(const PrintSheet *sheet, const Line *line, uint32_t glyph)
{
    const Piece *piece = &line->pieces[0];
    if (!glyph)
        return sheet->placements[0].x + piece->x - middle(sheet);
    int64_t advance = (int64_t)piece->text->glyphs[glyph - 1].advance * piece->style->font_size;
    return (Sp)(advance / font_units_per_em(piece->text->font));
}
