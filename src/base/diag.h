/* Diagnostics: what is wrong with the author's files, or with the environment, as data.
 *
 * Every mistake gets a place, an id and a sentence that says what to do; the build goes on and
 * reports all of them at the end, in the order of files and lines. One table, diag.def, holds ids,
 * levels and sentences. The program's exit status is the worst level. */
#ifndef BINDERY_BASE_DIAG_H
#define BINDERY_BASE_DIAG_H

#include "base/arena.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum DiagLevel {
    DIAG_LEVEL_NOTE,
    DIAG_LEVEL_WARNING,
    DIAG_LEVEL_ERROR, /* in the content */
    DIAG_LEVEL_FATAL  /* in the environment; shown as "error" */
} DiagLevel;

typedef enum DiagId {
#define DIAGNOSTIC(name, id, level, sentence) DIAG_##name,
#include "base/diag.def"
#undef DIAGNOSTIC
    DIAG_COUNT
} DiagId;

/* The sentences as constants, so that the compiler checks each call's arguments against its own. */
#define DIAGNOSTIC(name, id, level, sentence) static const char diag_sentence_##name[] = sentence;
#include "base/diag.def"
#undef DIAGNOSTIC

/* Where something stands. `file` is NULL for the program as such; line and column count from 1, 0
 * is "not known". */
typedef struct Place {
    const char *file;
    int line, column;
} Place;

typedef struct Diagnostic {
    DiagId id;
    Place place;
    const char *text; /* the sentence, filled in */
} Diagnostic;

typedef struct Diagnostics Diagnostics;

Diagnostics *diagnostics_new(void);
void diagnostics_free(Diagnostics *diagnostics);

/* Reports a diagnostic: diag(d, MISSING_KEY, node->place, "mentor", "mentor", "…"). An equal one at
 * the same place is kept once. */
#define diag(diagnostics, name, ...)                                                               \
    diagnostics_add((diagnostics), DIAG_##name, diag_sentence_##name, __VA_ARGS__)

void diagnostics_add(Diagnostics *diagnostics, DiagId id, const char *sentence, Place place, ...)
    __attribute__((format(printf, 3, 5)));

const char *diag_id(DiagId id); /* "missing-key" */
DiagLevel diag_level(DiagId id);

/* All of them, sorted: by file, in the order in which the files were first named to
 * diagnostics_order_file() or by a diagnostic; then by line and column, then as they came. Valid
 * until the next one is added. */
const Diagnostic *diagnostics_list(Diagnostics *diagnostics, size_t *count);
void diagnostics_order_file(Diagnostics *diagnostics, const char *file);

size_t diagnostics_count(const Diagnostics *diagnostics, DiagLevel level);

/* True when nothing worse than a warning was reported. */
bool diagnostics_ok(const Diagnostics *diagnostics);

/* An ExitStatus: the worst of them; warnings count under `strict` only. */
int diagnostics_status(const Diagnostics *diagnostics, bool strict);

typedef enum DiagFormat { DIAG_TEXT, DIAG_JSON } DiagFormat;

/* Prints those of a level or worse. Text: `file:line:column: level: sentence [id]`, one a line.
 * JSON: one array of
 * {"file","line","column","level","id","message"}. */
void diagnostics_print(Diagnostics *diagnostics, DiagFormat format, DiagLevel least, FILE *out);

#endif
