/* Stamps: the letters of short lines that differ from sheet to sheet, as folios do. Each is drawn
 * once and shown wherever it is wanted, as artifacts_alike() has it for whole lines: so thousands
 * of folios need ten drawings. */
#ifndef BINDERY_PDF_STAMPS_H
#define BINDERY_PDF_STAMPS_H

#include "base/arena.h"
#include "pdf/sheets.h"

/* A letter, as a line of its own in the middle of a sheet. */
typedef struct Letter {
    Line line;
    Piece piece;
    ShapedText text;
    Sp width, height, y; /* of the sheet; of the page on it */
    uint32_t form;       /* that shows it; 0: it is to be drawn */
    struct Letter *next;
} Letter;

typedef struct Stamps {
    Arena *arena;
    Letter *letters;
} Stamps;

/* The line that is all a sheet shows of a kind, when it suits to be shown letter by letter; NULL:
 * there is none. */
const Line *stamps_line(const Pages *pages, const PrintSheet *sheet, ArtifactKind kind);

/* The letter that a line's glyph is on a sheet. */
Letter *stamps_letter(Stamps *stamps, const PrintSheet *sheet, const Line *line, uint32_t glyph);

/* How far the line's glyph at `glyph` stands from the one before it or, for the first, from where a
 * letter is drawn. */
Sp stamps_move(const PrintSheet *sheet, const Line *line, uint32_t glyph);

#endif
