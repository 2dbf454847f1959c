/* The text of one line-shaped block as one string, across its inlines, and edits to it.
 *
 * Passes that look at what stands before and after a character see emphasis and links as if they
 * were not there. Code, images and links that show an address are one U+FFFC, out of reach; a
 * forced line break is a LF; references to notes are nothing. */
#ifndef BINDERY_PASS_LINE_H
#define BINDERY_PASS_LINE_H

#include "base/str.h"
#include "book/book.h"

typedef struct LineSegment {
    Node *node; /* TEXT */
    size_t start, end;
} LineSegment;

typedef struct LineEdit {
    size_t at, length; /* bytes of the line's text */
    const char *replacement;
} LineEdit;

typedef struct Line { /* starts as LINE_INIT; its room is kept from one block to the next */
    Str text;
    LineSegment *segments; /* heap, [count] */
    LineEdit *edits;       /* heap, [edit_count], in rising order */
    size_t count, capacity, edit_count, edit_capacity;
} Line;
#define LINE_INIT ((Line){.text = STR_INIT})

/* Reads a block; earlier text and edits are forgotten. */
void line_read(Line *line, Node *block);

/* Plans to replace bytes; edits come in rising order and do not overlap. One that does not lie
 * within one text node is left undone. The replacement must live until line_write(). */
void line_edit(Line *line, size_t at, size_t length, const char *replacement);

/* Carries the edits out in the tree. */
void line_write(Line *line, Book *book);

void line_release(Line *line);

/* The line's text with its edits, for text that is in no tree. In the arena. */
const char *line_edited(const Line *line, Arena *arena);

/* The code point before and after a place; 0 at the ends. */
uint32_t line_before(const Line *line, size_t at);
uint32_t line_after(const Line *line, size_t at);

#endif
