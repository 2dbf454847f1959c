/* A source file as text: UTF-8, NFC, lines ended by LF, no control characters. */
#ifndef BINDERY_READ_SOURCE_H
#define BINDERY_READ_SOURCE_H

#include "base/diag.h"
#include "base/str.h"

#include <stdbool.h>

/* No source of a book is larger, in bytes. */
enum { SOURCE_LIMIT = 32 * 1024 * 1024 };

/* Reads `path`. Other encodings are recognised, converted and reported; what is no text is taken
 * out and reported. Lines stay lines, so that places are right. False when the file cannot be read
 * (reported). */
bool source_read(const char *path, Str *text, Diagnostics *diagnostics);

#endif
