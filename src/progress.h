/* What a build says while it works: on a terminal, work longer than half a second shows its stage
 * and how long it takes; the last line says what was written, how large, how many pages, and how
 * long it took. Elsewhere only the files are named. */
#ifndef BINDERY_PROGRESS_H
#define BINDERY_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Progress {
    bool timings, terminal;
    double wall_start, cpu_mark; /* seconds */
    size_t files, pages;
    long long bytes;
} Progress;

/* One at a time: it takes SIGALRM. */
Progress progress_start(bool timings, bool quiet);
/* A stage begins: "setting the pages", or "making" "epub". Strings that stay. */
void progress_begin(Progress *progress, const char *what, const char *object);
void progress_done(Progress *progress, const char *stage); /* with timings: says the CPU time */
void progress_written(Progress *progress, const char *path, long long bytes, size_t pages);
void progress_end(Progress *progress);

#endif
