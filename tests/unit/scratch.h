/* A folder of a test's own, and files in it. */
#ifndef BINDERY_SCRATCH_H
#define BINDERY_SCRATCH_H

#include "base/arena.h"
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Scratch {
    Arena *arena;
    char folder[64];
} Scratch;

static inline Scratch scratch_new(void)
{
    Scratch scratch = {.arena = arena_new(), .folder = "/tmp/bindery-test-XXXXXX"};
    assert_non_null(mkdtemp(scratch.folder));
    return scratch;
}

/* The path of a file of that name, whose folders are made. */
static inline const char *scratch_path(Scratch *scratch, const char *name)
{
    Reason why;
    const char *path = path_join(scratch->arena, scratch->folder, name);
    size_t folder = (size_t)(path_base(path) - path);
    assert_true(file_make_directories(arena_bytes(scratch->arena, path, folder - 1), &why));
    return path;
}

static inline const char *scratch_write(Scratch *scratch, const char *name, const void *bytes,
                                        size_t length)
{
    const char *path = scratch_path(scratch, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    return path;
}

/* How many files lie in the folder, hidden ones too. */
static inline size_t scratch_count(const Scratch *scratch)
{
    DIR *folder = opendir(scratch->folder);
    size_t entries = 0;
    assert_non_null(folder);
    while (readdir(folder))
        entries++;
    closedir(folder);
    return entries - 2; /* `.` and `..` */
}

static inline void scratch_free(Scratch *scratch)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", scratch->folder);
    assert_int_equal(system(command), 0);
    arena_free(scratch->arena);
}

#endif
