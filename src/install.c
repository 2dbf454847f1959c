#include "install.h"

#include "base/file.h"

#include <string.h>
#include <unistd.h>

/* The folder of the running program: PREFIX/bin, or out/build of a source tree. */
static char *program_directory(Arena *arena)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    return arena_bytes(arena, path, (size_t)(path_base(path) - path));
}

const char *install_style(Arena *arena, const char *name)
{
    const char *directory = program_directory(arena);
    const char *styles = arena_format(arena, "%s../share/bindery/styles", directory);
    if (!file_is_directory(styles))
        styles = arena_format(arena, "%s../../styles", directory);
    return path_join(arena, styles, name);
}
