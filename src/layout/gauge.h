/* What the files that gather figures share: the lines of a book in reading order. */
#ifndef BINDERY_LAYOUT_GAUGE_H
#define BINDERY_LAYOUT_GAUGE_H

#include "layout/figures.h"

/* A line of the text, in reading order through the book. */
typedef struct Lined {
    const Line *line;
    size_t page;                /* index */
    bool first, last;           /* of its paragraph */
    bool page_first, page_last; /* of the page's text */
    bool body;                  /* a paragraph's, in the type of most of the book */
    const char *text;           /* NULL until gauge_texts() */
} Lined;

typedef struct Gauge {
    const Pages *pages;
    Measures *figures;
    Lined *lines; /* [count] heap */
    size_t count, room;
    Arena *texts;
} Gauge;

/* Counts a breach of a rule; `line` may be NULL. */
void gauge_breach(Gauge *gauge, RuleId rule, size_t page, const Line *line, int64_t value);
void gauge_look(Gauge *gauge, RuleId rule);

void gauge_add(Sample *sample, int value);

/* The space that a piece's font and size give by nature, as scaled on the line. */
Sp gauge_natural_space(const Line *line, const Piece *piece);

Sp gauge_piece_end(const Line *line, const Piece *piece);

/* The next line of the same paragraph, or NULL. */
const Lined *gauge_next(const Gauge *gauge, size_t index);

void gauge_lines(Gauge *gauge);  /* spaces, hyphens, ends of paragraphs */
void gauge_pages(Gauge *gauge);  /* heads, depth, grid, notes */
void gauge_rivers(Gauge *gauge); /* gaps that run down a page */
void gauge_texts(Gauge *gauge);  /* characters, words, pairs */
void gauge_book(Gauge *gauge);   /* numbers, running heads, margins, colours, what is lost */

#endif
