/* What a build says while it works: on a terminal, work longer than half a second shows its stage;
 * the last line says what was written and how long it took. Elsewhere only the files are named. */
#ifndef BINDERY_PROGRESS_H
#define BINDERY_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Progress {
    bool timings, terminal, shown;
    double wall_start, cpu_mark; /* seconds */
    size_t files;
} Progress;

Progress progress_start(bool timings, bool quiet);
void progress_begin(Progress *progress, const char *what);
void progress_done(Progress *progress, const char *stage); /* with timings: says the CPU time */
void progress_written(Progress *progress, const char *path, long long bytes, size_t pages);
void progress_end(Progress *progress);

#endif
