/* The pages: positions, not meaning. The second of the two trees (the first is book/book.h).
 *
 * A Pages owns all that it points to but book nodes, styles, fonts and shaped texts, in its arena.
 * Every piece of text points to the book node that it shows and to the byte where it begins there,
 * so that tags, links, page markers and tests can follow it back.
 *
 * x grows to the right, y down, both from the trimmed page's upper left corner, in scaled points.
 */
#ifndef BINDERY_LAYOUT_PAGES_H
#define BINDERY_LAYOUT_PAGES_H

#include "base/arena.h"
#include "base/str.h"
#include "base/unit.h"
#include "book/book.h"
#include "layout/font.h"
#include "style/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A shaped string, shared by all places that show it; the composer's, which outlives the pages.
 * Lengths in font units. */
typedef struct Glyph {
    uint32_t id;
    int32_t advance, dx, dy; /* dy up */
} Glyph;

typedef struct Cluster {
    uint8_t bytes, glyphs; /* of text, of the glyph array; in text order also for right-to-left */
} Cluster;

typedef struct ShapedText {
    const Font *font;
    const char *text;        /* [length], what the glyphs mean: UTF-8 to extract */
    const Glyph *glyphs;     /* [glyph_count], in visual order */
    const Cluster *clusters; /* [cluster_count] */
    uint32_t length, glyph_count, cluster_count;
    int32_t width; /* sum of advances */
    bool right_to_left;
} ShapedText;

typedef enum PieceFlag {
    PIECE_SPACE_AFTER =
        1,            /* a space follows in reading order, also at a line's end: draw the font's */
    PIECE_HYPHEN = 2, /* ends in a hyphen that the typesetter added (U+00AD in `text`) */
    PIECE_LEADER = 4  /* dots that lead the eye: nothing to read */
} PieceFlag;

/* A shaped string on a line. */
typedef struct Piece {
    const ShapedText *text;
    const Style *style; /* font size, colour, decoration, raise */
    const Node
        *node; /* the TEXT, CODE, …, that it shows; generated text: the node it was made for */
    uint32_t offset; /* byte in node->text where it begins */
    Sp x;            /* left edge */
    Sp space;        /* width of the space after it, when PIECE_SPACE_AFTER; 0 at a line's end */
    Sp raise;        /* above the baseline */
    uint8_t flags;
    bool generated; /* label, bullet, leader, page number…: not the node's own text */
} Piece;

typedef enum LineFlag {
    LINE_HYPHEN = 1, /* ends in a hyphen */
    LINE_LAST = 2,   /* last of its paragraph */
    LINE_JUSTIFIED = 4
} LineFlag;

/* A line of text. Pieces are in reading order, whatever their x. */
typedef struct Line {
    const Node *block;   /* PARAGRAPH, HEADING, CELL, … that it belongs to */
    const Piece *pieces; /* [piece_count] */
    uint32_t piece_count;
    Sp x, baseline, width; /* width: of the measure */
    int16_t scale;         /* glyph scaling, per mille of natural: 980 to 1020 */
    int16_t word_space;    /* per mille of natural; 0 when there is none */
    uint8_t flags;
} Line;

/* What stands on a page besides the text in reading order. */
typedef enum ArtifactKind {
    ARTIFACT_LAYOUT,
    ARTIFACT_HEADER,
    ARTIFACT_FOOTER,
    ARTIFACT_PAGE
} ArtifactKind;

typedef struct Rule { /* a filled rectangle: rules, underlines, borders, backgrounds, lines to write
                         on */
    Sp x, y, width, height;
    Color color;
    BorderStyle pattern; /* SOLID, or DOTTED/DASHED along its longer side */
    ArtifactKind artifact;
} Rule;

typedef struct Picture { /* an IMAGE node placed */
    const Node *node;
    Sp x, y, width, height; /* upper left corner and size */
} Picture;

/* The first page of a book is a recto: a right one, unless the book is bound on the right. */
typedef enum PageSide { PAGE_RECTO, PAGE_VERSO } PageSide;

typedef struct Page {
    const PageStyle *style;
    const char *label; /* "iv", "12": printed and as the page label */
    int counter;       /* the label's number, in the style's numerals */
    int number;        /* from 1, counting every page of the file */
    PageSide side;
    bool blank;
    unsigned exceptions; /* bits: rules that gave way here, see layout/rungs.def */
    const Line *lines;   /* [line_count] what a margin has to read, body, notes: reading order */
    uint32_t line_count, note_line_count; /* notes are the last note_line_count of the lines */
    const Line *furniture;                /* [furniture_count] running heads, folios: artifacts */
    const ArtifactKind *furniture_kinds;  /* [furniture_count] */
    uint32_t furniture_count;
    const Rule *rules; /* [rule_count], under the text */
    uint32_t rule_count;
    const Picture *pictures; /* [picture_count], in reading order by their node */
    uint32_t picture_count;
} Page;

/* Where a node begins: for links, contents, outline, page numbers. */
typedef struct Anchor {
    const Node *node;
    uint32_t page; /* index in Pages.pages */
    Sp x, y;       /* upper left corner of its first line or picture */
} Anchor;

typedef struct OutlineEntry {
    const Node *node; /* HEADING */
    int level;        /* from 1 */
    const char *title;
} OutlineEntry;

/* How a chapter's pages were filled, for the report. */
typedef struct ChapterFacts {
    const Node *node;      /* the block that begins it */
    size_t first, count;   /* its pages */
    int64_t cost;          /* 10,000: a badly spaced line */
    int rung;              /* how far rules were opened: see layout/rungs.def */
    const int *exceptions; /* [RUNG_COUNT] */
} ChapterFacts;

typedef struct Pages {
    Arena *arena;
    const Book *book;
    const Page *pages; /* [count] */
    size_t count;
    const OutlineEntry *outline; /* [outline_count], in order */
    size_t outline_count;
    const Font *const *fonts; /* [font_count], in the order of first use */
    size_t font_count;
    bool bound_right;             /* pages follow each other from right to left */
    Sp grid_baseline;             /* of the first line, from the top of the type area */
    const ChapterFacts *chapters; /* [chapter_count] */
    size_t chapter_count;
    const struct Anchors *anchors; /* private */
} Pages;

void pages_free(Pages *pages); /* NULL is allowed */

/* Where a node begins; NULL when it is on no page. Nodes that can be asked for: sections, blocks,
 * notes, note references, images. */
const Anchor *pages_anchor(const Pages *pages, const Node *node);

/* Where the first word of a line stands in its source, or its last one; the block's place when all
 * of it is generated. */
Place line_place(const Line *line, bool last);

/* A readable picture of the pages, for tests and people. */

void pages_dump(const Pages *pages, Str *out);

#endif
