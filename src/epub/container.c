#include "epub/container.h"

#include "base/memory.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

/* Higher levels take half as long again to save a two-hundredth. */
enum { LEVEL = 6, UNIX = 3, UNIX_FILE_MODE = 0100644, ZIP_VERSION = 20 };

struct Container {
    const char *path;
    FileWriter *file;
    zipFile archive;
    zip_fileinfo facts; /* of every member */
    struct libdeflate_compressor *compressor;
    Str plain, deflated; /* a member's bytes: the room is kept */
    bool failed;         /* `why` says so */
    Reason why;
};

/* minizip writes to the FileWriter's stream, which is its stream and its context. */

static voidpf open_stream(voidpf stream, const void *name, int mode)
{
    (void)name, (void)mode;
    return stream;
}

static uLong read_stream(voidpf stream, voidpf same, void *bytes, uLong length)
{
    (void)same;
    return fread(bytes, 1, length, stream);
}

static uLong write_stream(voidpf stream, voidpf same, const void *bytes, uLong length)
{
    (void)same;
    return fwrite(bytes, 1, length, stream);
}

static ZPOS64_T tell_stream(voidpf stream, voidpf same)
{
    (void)same;
    return (ZPOS64_T)ftello(stream);
}

static long seek_stream(voidpf stream, voidpf same, ZPOS64_T offset, int origin)
{
    static const int origins[] = {[ZLIB_FILEFUNC_SEEK_SET] = SEEK_SET,
                                  [ZLIB_FILEFUNC_SEEK_CUR] = SEEK_CUR,
                                  [ZLIB_FILEFUNC_SEEK_END] = SEEK_END};
    (void)same;
    return fseeko(stream, (off_t)offset, origins[origin]);
}

static int close_stream(voidpf stream, voidpf same)
{
    (void)stream, (void)same; /* the FileWriter closes it */
    return 0;
}

static int test_stream(voidpf stream, voidpf same)
{
    (void)same;
    return ferror(stream);
}

static void fail(Container *container)
{
    if (!container->failed)
        reason_set(&container->why, "cannot write %s: %s", container->path,
                   strerror(errno ? errno : EIO));
    container->failed = true;
}

/* MS-DOS's date and time, as ZIP keeps them (APPNOTE 4.4.6). */
static uLong dos_time(long long seconds)
{
    enum { FIRST_OF_1980 = 315532800 };
    time_t when = (time_t)(seconds < FIRST_OF_1980 ? FIRST_OF_1980 : seconds);
    struct tm utc = {0};
    gmtime_r(&when, &utc);
    int date = (utc.tm_year - 80) << 9 | (utc.tm_mon + 1) << 5 | utc.tm_mday;
    int hour = utc.tm_hour << 11 | utc.tm_min << 5 | utc.tm_sec / 2;
    return (uLong)date << 16 | (uLong)hour;
}

Container *container_new(const char *path, long long modified)
{
    Container *container = memory_new(sizeof *container);
    *container = (Container){
        .path = path,
        .facts = {.dosDate = dos_time(modified), .external_fa = (uLong)UNIX_FILE_MODE << 16},
        .compressor = libdeflate_alloc_compressor(LEVEL),
        .plain = STR_INIT,
        .deflated = STR_INIT};
    if (!container->compressor)
        memory_fail();
    container->file = file_create(path, &container->why);
    container->failed = !container->file;
    if (container->failed)
        return container;
    zlib_filefunc64_def stream = {
        open_stream, read_stream,  write_stream, tell_stream,
        seek_stream, close_stream, test_stream,  file_stream(container->file)};
    container->archive = zipOpen2_64(path, APPEND_STATUS_CREATE, NULL, &stream);
    if (!container->archive)
        memory_fail();
    return container;
}

static const Str *deflated(Container *container)
{
    const Str *plain = &container->plain;
    Str *out = &container->deflated;
    size_t room = libdeflate_deflate_compress_bound(container->compressor, plain->length);
    out->data = memory_grow(out->capacity ? out->data : NULL, room, &out->capacity, 1);
    out->length = libdeflate_deflate_compress(container->compressor, plain->data, plain->length,
                                              out->data, room);
    return out;
}

/* Writes a member as it is packed already. */
static bool write_member(Container *container, const char *name, Storage storage, const Str *bytes)
{
    enum { RAW = 1, FLAGS = 0, NOT_ZIP64 = 0 };
    zipFile archive = container->archive;
    const Str *plain = &container->plain;
    int method = storage == STORAGE_DEFLATED ? Z_DEFLATED : 0;
    return zipOpenNewFileInZip4_64(archive, name, &container->facts, NULL, 0, NULL, 0, NULL, method,
                                   Z_DEFAULT_COMPRESSION, RAW, -MAX_WBITS, DEF_MEM_LEVEL,
                                   Z_DEFAULT_STRATEGY, NULL, 0, UNIX << 8 | ZIP_VERSION, FLAGS,
                                   NOT_ZIP64) == ZIP_OK &&
           zipWriteInFileInZip(archive, bytes->data, (unsigned)bytes->length) == ZIP_OK &&
           zipCloseFileInZipRaw64(archive, plain->length,
                                  libdeflate_crc32(0, plain->data, plain->length)) == ZIP_OK;
}

void container_add(Container *container, const char *name, Storage storage, MakeMember *make,
                   void *context, const void *subject)
{
    if (container->failed)
        return;
    str_clear(&container->plain);
    container->failed = !make(context, subject, &container->plain, &container->why);
    if (container->failed)
        return;
    const Str *bytes = storage == STORAGE_DEFLATED ? deflated(container) : &container->plain;
    if (!write_member(container, name, storage, bytes))
        fail(container);
}

bool container_close(Container *container, Reason *why)
{
    if (container->archive && zipClose(container->archive, NULL) != ZIP_OK)
        fail(container);
    bool ok = !container->failed;
    if (ok)
        ok = file_commit(container->file, &container->why);
    else
        file_discard(container->file);
    if (!ok)
        *why = container->why;
    libdeflate_free_compressor(container->compressor);
    str_release(&container->plain);
    str_release(&container->deflated);
    free(container);
    return ok;
}
