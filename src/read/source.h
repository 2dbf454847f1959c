/* A source file as text: UTF-8, NFC, lines ended by LF, no control characters. */
#ifndef BINDERY_READ_SOURCE_H
#define BINDERY_READ_SOURCE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

/* No source of a book is larger. */
enum { SOURCE_MEGABYTES = 32 };

/* Reads `path` and decodes it. False when the file cannot be read (reported). */
bool source_read(const char *path, Str *text, Diagnostics *diagnostics);

/* Makes text of a file's bytes. Other encodings are recognised, converted and reported; what is no
 * text is taken out and reported. Lines stay lines, so that places are right. */
void source_decode(const char *path, Str *text, Diagnostics *diagnostics);

/* Makes any text (UTF-8) fit for a book: line ends become LF, other separators spaces, control
 * characters go, in normal form C. Each line's first control character is reported; `start` is
 * where the text begins. For text that escapes such as `&#1;` came in by. */
void source_clean(Str *text, Place start, Diagnostics *diagnostics);

/* The first line of some text, short enough for a sentence. */
const char *source_first_words(Arena *arena, const char *text);

#endif
