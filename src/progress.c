#include "progress.h"

#include "base/str.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 500000, TICK = 250000 }; /* microseconds: before the first line, between them */

/* What the clock's signal shows. */
static const char *volatile stage_verb, *volatile stage_object;
static volatile sig_atomic_t ticks;
static volatile sig_atomic_t shown;

static const char wiped[] = "\r\033[K";

static size_t put(char *line, size_t at, size_t room, const char *text)
{
    size_t n = strnlen(text, room - at);
    memcpy(line + at, text, n);
    return at + n;
}

/* Only what a signal handler may call. */
static void on_tick(int number)
{
    (void)number;
    const char *verb = stage_verb, *object = stage_object;
    unsigned seconds = (unsigned)(PATIENCE + ticks++ * TICK) / 1000000;
    char line[160], digits[] = "      s";
    size_t at = put(line, 0, sizeof line, wiped);
    at = put(line, at, sizeof line, verb ? verb : "");
    at = put(line, at, sizeof line, object ? " " : "");
    at = put(line, at, sizeof line, object ? object : "");
    at = put(line, at, sizeof line, " … ");
    char *digit = digits + 5;
    do
        *--digit = (char)('0' + seconds % 10);
    while ((seconds /= 10) && digit > digits);
    if (*digit != '0')
        at = put(line, at, sizeof line, digit);
    shown = write(STDERR_FILENO, line, at) > 0 || shown;
}

/* Begins to tick, or ends it. */
static void set_clock(bool running)
{
    struct sigaction action = {.sa_handler = running ? on_tick : SIG_DFL, .sa_flags = SA_RESTART};
    struct itimerval clock = {.it_value.tv_usec = running ? PATIENCE : 0,
                              .it_interval.tv_usec = running ? TICK : 0};
    sigemptyset(&action.sa_mask);
    if (running)
        sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &clock, NULL);
    if (!running)
        sigaction(SIGALRM, &action, NULL);
}

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

Progress progress_start(bool timings, bool quiet)
{
    Progress progress = {.timings = timings,
                         .terminal = !quiet && isatty(STDOUT_FILENO) && isatty(STDERR_FILENO),
                         .wall_start = seconds_of(CLOCK_MONOTONIC),
                         .cpu_mark = seconds_of(CLOCK_PROCESS_CPUTIME_ID)};
    if (progress.terminal)
        set_clock(true);
    return progress;
}

/* Takes the stage's line away, and keeps the clock from showing it again while a line is written.
 */
static void hold(void)
{
    sigset_t clock;
    sigemptyset(&clock);
    sigaddset(&clock, SIGALRM);
    sigprocmask(SIG_BLOCK, &clock, NULL);
    if (shown)
        fputs(wiped, stderr);
    shown = false;
}

static void go_on(void)
{
    sigset_t clock;
    sigemptyset(&clock);
    sigaddset(&clock, SIGALRM);
    fflush(stdout);
    sigprocmask(SIG_UNBLOCK, &clock, NULL);
}

void progress_begin(Progress *progress, const char *what, const char *object)
{
    (void)progress;
    stage_object = NULL;
    stage_verb = what;
    stage_object = object;
}

void progress_done(Progress *progress, const char *stage)
{
    double now = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (progress->timings) {
        hold();
        fprintf(stderr, "%-12s %9.2f ms\n", stage, (now - progress->cpu_mark) * 1e3);
        go_on();
    }
    progress->cpu_mark = now;
}

static void say_pages(size_t pages)
{
    if (pages)
        printf(", %zu page%s", pages, pages == 1 ? "" : "s");
}

void progress_written(Progress *progress, const char *path, long long bytes, size_t pages)
{
    hold();
    printf("%s: %lld bytes", path, bytes);
    say_pages(pages);
    printf("\n");
    go_on();
    progress->files++;
    progress->bytes += bytes;
    progress->pages += pages;
}

void progress_end(Progress *progress)
{
    if (!progress->terminal)
        return;
    set_clock(false);
    hold();
    if (!progress->files)
        return;
    Str size = STR_INIT;
    str_add_size(&size, progress->bytes);
    printf("%zu file%s, %s", progress->files, progress->files == 1 ? "" : "s", size.data);
    str_release(&size);
    say_pages(progress->pages);
    printf(", in %.2f s\n", seconds_of(CLOCK_MONOTONIC) - progress->wall_start);
}
