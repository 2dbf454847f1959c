#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const double patience = 0.5; /* seconds before a stage is shown */

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

Progress progress_start(bool timings, bool quiet)
{
    return (Progress){.timings = timings,
                      .terminal = !quiet && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO),
                      .wall_start = seconds(CLOCK_MONOTONIC),
                      .cpu_mark = seconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static void wipe(Progress *progress)
{
    if (progress->shown)
        fprintf(stderr, "\r\033[K");
    progress->shown = false;
}

void progress_begin(Progress *progress, const char *what)
{
    if (!progress->terminal || seconds(CLOCK_MONOTONIC) - progress->wall_start < patience)
        return;
    wipe(progress);
    fprintf(stderr, "%s …", what);
    fflush(stderr);
    progress->shown = true;
}

void progress_done(Progress *progress, const char *stage)
{
    double now = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (progress->timings)
        fprintf(stderr, "%-12s %9.2f ms\n", stage, (now - progress->cpu_mark) * 1e3);
    progress->cpu_mark = now;
}

void progress_written(Progress *progress, const char *path, long long bytes, size_t pages)
{
    wipe(progress);
    printf("%s: %lld bytes", path, bytes);
    if (pages)
        printf(", %zu page%s", pages, pages == 1 ? "" : "s");
    printf("\n");
    fflush(stdout);
    progress->files++;
}

void progress_end(Progress *progress)
{
    wipe(progress);
    if (progress->terminal && progress->files)
        printf("%zu file%s in %.2f s\n", progress->files, progress->files == 1 ? "" : "s",
               seconds(CLOCK_MONOTONIC) - progress->wall_start);
}
