/* Atomic replacement of files, declared in file.h. */
#include "base/file.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct FileWriter {
    char *path, *temporary;
    FILE *stream;
    int error; /* errno of the first failed write */
    int slot;  /* in open_files */
};

enum { MOST_OPEN = 32 };
static char *volatile open_files[MOST_OPEN];
static char scratch[4096]; /* "": there is none */

void file_abandon_all(void)
{
    for (int i = 0; i < MOST_OPEN; i++)
        if (open_files[i])
            unlink(open_files[i]);
    file_scratch_remove();
}

const char *file_scratch_make(Reason *why)
{
    const char *parent = getenv("TMPDIR");
    snprintf(scratch, sizeof scratch - 1, "%s/bindery-XXXXXX", parent && *parent ? parent : "/tmp");
    if (mkdtemp(scratch))
        return scratch;
    reason_set(why, "cannot make the folder %s: %s", scratch, strerror(errno));
    scratch[0] = '\0';
    return NULL;
}

void file_scratch_remove(void)
{
    if (scratch[0])
        rmdir(scratch);
    scratch[0] = '\0';
}

/* The signals wait until this is done: one that comes twice, as from timeout(1), cuts nothing
 * short. */
static void on_signal(int number)
{
    file_abandon_all();
    signal(number, SIG_DFL);
    raise(number); /* comes when this returns, and ends the program */
}

void file_abandon_on_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    enum { SIGNALS = sizeof signals / sizeof *signals };
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < SIGNALS; i++)
        sigaddset(&action.sa_mask, signals[i]);
    for (int i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &action, NULL);
    /* A file that grows over the limit is an error that write() returns, not a reason to die. */
    signal(SIGXFSZ, SIG_IGN);
}

static void free_writer(FileWriter *writer)
{
    if (writer->stream)
        fclose(writer->stream);
    if (writer->slot >= 0)
        open_files[writer->slot] = NULL;
    free(writer->path);
    free(writer->temporary);
    free(writer);
}

static char *temporary_name(const char *path)
{
    Str name = STR_INIT;
    const char *base = path_base(path);
    str_add_bytes(&name, path, (size_t)(base - path));
    str_format(&name, ".%s.%ld.part", base, (long)getpid());
    return name.data;
}

FileWriter *file_create(const char *path, Reason *why)
{
    FileWriter *writer = memory_new(sizeof *writer);
    Str copy = STR_INIT;
    str_add(&copy, path);
    writer->path = copy.data;
    writer->temporary = temporary_name(path);
    writer->slot = -1;
    for (int i = 0; i < MOST_OPEN && writer->slot < 0; i++)
        if (!open_files[i])
            writer->slot = i;
    if (writer->slot >= 0)
        open_files[writer->slot] = writer->temporary;
    int fd =
        file_is_directory(path)
            ? (errno = EISDIR, -1)
            : open(writer->temporary, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd >= 0)
        writer->stream = fdopen(fd, "w+b");
    if (!writer->stream) {
        reason_set(why, "cannot write %s: %s", path, strerror(errno));
        free_writer(writer);
        return NULL;
    }
    return writer;
}

void file_write(FileWriter *writer, const void *bytes, size_t length)
{
    if (!writer->error && length && fwrite(bytes, 1, length, writer->stream) != length)
        writer->error = errno ? errno : EIO;
}

FILE *file_stream(FileWriter *writer)
{
    return writer->stream;
}

static void sync_directory(const char *path)
{
    Str directory = STR_INIT;
    str_add_bytes(&directory, path, (size_t)(path_base(path) - path));
    int fd = open(directory.length ? directory.data : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    str_release(&directory);
}

bool file_commit(FileWriter *writer, Reason *why)
{
    if (!writer->error && fflush(writer->stream) != 0)
        writer->error = errno;
    if (!writer->error && fsync(fileno(writer->stream)) != 0)
        writer->error = errno;
    if (!writer->error && fclose(writer->stream) != 0)
        writer->error = errno;
    else if (writer->error)
        fclose(writer->stream);
    writer->stream = NULL;
    if (!writer->error && rename(writer->temporary, writer->path) != 0)
        writer->error = errno;
    bool ok = !writer->error;
    if (ok) {
        sync_directory(writer->path);
    } else {
        reason_set(why, "cannot write %s: %s", writer->path, strerror(writer->error));
        unlink(writer->temporary);
    }
    free_writer(writer);
    return ok;
}

void file_discard(FileWriter *writer)
{
    if (!writer)
        return;
    unlink(writer->temporary);
    free_writer(writer);
}
