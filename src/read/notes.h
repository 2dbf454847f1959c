/* Footnotes, where the parser leaves them to be desired: it drops unused ones, keeps those that
 * only call each other, and loses text in brackets that look like a reference and are none. */
#ifndef BINDERY_READ_NOTES_H
#define BINDERY_READ_NOTES_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"

#include <stddef.h>

/* The `[^label]:` that a source defines. */
typedef struct NoteLabels NoteLabels;

/* The labels of a source whose first line is line `line` of its file. In the arena. */
NoteLabels *note_labels_new(Arena *arena, const char *text, size_t length, int line);

/* Stands for the `[` of a `[^` that begins neither a reference to a note that is defined nor a
 * link, so that the parser takes it for text. No source that was cleaned holds it. */
enum { NOTE_MASK = 0x01 };
void notes_mask(Str *text, Arena *arena, const NoteLabels *labels);

/* Compares the labels with the notes that the parser made among `blocks`, and names these. After
 * it, each note is called from the text, perhaps by way of other notes, and no note calls itself;
 * what had to be taken out for that is reported, and so is each reference to a note that is not
 * there. */
void notes_check(Book *book, Node *blocks, NoteLabels *labels, const char *file,
                 Diagnostics *diagnostics);

#endif
