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

static bool is_installed(Arena *arena, const char *directory)
{
    return file_is_directory(arena_format(arena, "%s../share/bindery", directory));
}

const char *install_style(Arena *arena, const char *name)
{
    const char *directory = program_directory(arena);
    const char *styles =
        is_installed(arena, directory) ? "../share/bindery/styles" : "../../styles";
    return path_join(arena, arena_format(arena, "%s%s", directory, styles), name);
}

const char *install_module(Arena *arena, const char *name)
{
    const char *directory = program_directory(arena);
    const char *modules = is_installed(arena, directory) ? "../lib/bindery/" : "";
    return arena_format(arena, "%s%s%s", directory, modules, name);
}
