/* Files: whole reads with a limit, and writes that replace the old file only when all is well.
 *
 * Environment errors (disk, permissions, size) are reported as `false` with a Reason. */
#ifndef BINDERY_BASE_FILE_H
#define BINDERY_BASE_FILE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Why something failed, as a sentence fragment: "cannot write out/x.pdf: No space left on device".
 */
typedef struct Reason {
    char text[512];
} Reason;

/* Sets the reason as printf(3) does; returns false, so that a failing function can return it. */
bool reason_set(Reason *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Reads a whole regular file. Fails for more than `limit` bytes. `out` is emptied first. */
bool file_read(const char *path, size_t limit, Str *out, Reason *why);

bool file_exists(const char *path);
bool file_is_directory(const char *path);
bool file_is_link(const char *path);   /* symbolic */
long long file_size(const char *path); /* bytes; -1 when there is none */

/* Makes a directory and those above it. */
bool file_make_directories(const char *path, Reason *why);

/* The names of the entries of a directory, but those that begin with a dot, sorted by byte; in the
 * arena. */
bool file_list(const char *directory, Arena *arena, const char *const **names, size_t *count,
               Reason *why);

/* "directory/name" in the arena; an absolute `name` stays as it is. */
char *path_join(Arena *arena, const char *directory, const char *name);
/* The part after the last slash; borrowed. */
const char *path_base(const char *path);
/* True when a relative path stays inside the directory that it is relative to: not absolute, never
 * above it by `..`, no backslash, no NUL. Says nothing of symbolic links: see path_inside_real().
 */
bool path_is_inside(const char *path);
/* True when `path`, its links resolved, lies below `directory`, its links resolved. */
bool path_inside_real(const char *directory, const char *path);

/* A file being written: a temporary file in the folder of its target. commit() syncs and renames
 * it; discard() removes it. Until commit() the old file stands untouched. The first failed write is
 * remembered and reported by commit(). Either of the two frees the writer. A signal that ends the
 * program removes temporary files. */
typedef struct FileWriter FileWriter;

FileWriter *file_create(const char *path, Reason *why); /* NULL: see the reason */
void file_write(FileWriter *writer, const void *bytes, size_t length);
/* The temporary file's stream, for a library that writes by itself. */
FILE *file_stream(FileWriter *writer);
bool file_commit(FileWriter *writer, Reason *why);
void file_discard(FileWriter *writer); /* NULL is allowed */

/* A folder of this run's own below TMPDIR, for files that nobody keeps; the program has one at a
 * time. NULL: see the reason. The folder must be empty when it is removed. */
const char *file_scratch_make(Reason *why);
void file_scratch_remove(void);

/* Removes the temporary files of all open writers, and the scratch folder; async-signal-safe. */
void file_abandon_all(void);
/* Makes SIGINT, SIGTERM and SIGHUP remove temporary files before they end the program. */
void file_abandon_on_signals(void);

#endif
