#include "base/file.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool reason_set(Reason *why, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(why->text, sizeof why->text, format, args);
    va_end(args);
    return false;
}

bool file_read(const char *path, size_t limit, Str *out, Reason *why)
{
    struct stat st = {0};
    char bytes[65536];
    ssize_t n = 1;
    str_clear(out);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); /* what is no file is not waited for */
    bool ok = fd >= 0 && fstat(fd, &st) == 0;
    if (!ok)
        reason_set(why, "cannot read %s: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        ok = reason_set(why, "cannot read %s: not a regular file", path);
    while (ok && n) { /* a read may give less than there is */
        n = read(fd, bytes, sizeof bytes);
        if (n < 0)
            ok = errno == EINTR || reason_set(why, "cannot read %s: %s", path, strerror(errno));
        else
            str_add_bytes(out, bytes, (size_t)n);
        if (ok && out->length > limit)
            ok = reason_set(why, "cannot read %s: larger than %zu bytes", path, limit);
    }
    if (fd >= 0)
        close(fd);
    return ok;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool file_is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_link(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISLNK(st.st_mode);
}

long long file_size(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (long long)st.st_size : -1;
}

bool file_make_directories(const char *path, Reason *why)
{
    Str part = STR_INIT;
    bool ok = true;
    for (const char *p = path; ok && *p;) {
        size_t n = strcspn(p + 1, "/") + 1;
        str_add_bytes(&part, p, n);
        p += n;
        if (mkdir(part.data, 0777) != 0 && errno != EEXIST)
            ok = reason_set(why, "cannot make the folder %s: %s", part.data, strerror(errno));
    }
    if (ok && !file_is_directory(path))
        ok = reason_set(why, "cannot make the folder %s: a file of that name is in the way", path);
    str_release(&part);
    return ok;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool file_list(const char *directory, Arena *arena, const char *const **names, size_t *count,
               Reason *why)
{
    DIR *dir = opendir(directory);
    if (!dir)
        return reason_set(why, "cannot read the folder %s: %s", directory, strerror(errno));
    const char **list = NULL;
    size_t capacity = 0, n = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        list = memory_grow(list, n + 1, &capacity, sizeof *list);
        list[n++] = arena_string(arena, e->d_name);
    }
    closedir(dir);
    if (n)
        qsort(list, n, sizeof *list, by_bytes);
    const char **kept = arena_array(arena, n + 1, sizeof *kept);
    if (n)
        memcpy(kept, list, n * sizeof *kept);
    free(list);
    *names = kept;
    *count = n;
    return true;
}

char *path_join(Arena *arena, const char *directory, const char *name)
{
    if (name[0] == '/' || !*directory || str_equal(directory, "."))
        return arena_string(arena, name);
    return arena_format(arena, str_ends(directory, "/") ? "%s%s" : "%s/%s", directory, name);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool path_is_inside(const char *path)
{
    if (path[0] == '/' || strchr(path, '\\'))
        return false;
    int depth = 0;
    for (const char *p = path; *p;) {
        size_t n = strcspn(p, "/");
        if (n == 2 && p[0] == '.' && p[1] == '.')
            depth--;
        else if (n > 1 || (n == 1 && p[0] != '.'))
            depth++;
        if (depth < 0)
            return false;
        p += n;
        p += *p == '/';
    }
    return depth > 0;
}

bool path_inside_real(const char *directory, const char *path)
{
    char *real_directory = realpath(directory, NULL), *real = realpath(path, NULL);
    bool inside = false;
    if (real_directory && real) {
        size_t n = strlen(real_directory);
        inside = strncmp(real, real_directory, n) == 0 && (real[n] == '/' || n == 1);
    }
    free(real_directory);
    free(real);
    return inside;
}
