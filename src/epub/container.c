#include "epub/container.h"

#include "base/memory.h"

#include <assert.h>
#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

/* The quickest: level 6 takes twice as long to save a fiftieth, level 8 half as long again. */
enum { LEVEL = 1, UNIX_FILE_MODE = 0100644, TAIL_MOST = 1 << 18 };

typedef struct Member {
    Container *container;
    const char *name;
    Storage storage;
    MakeMember *make;
    void *context;
    const void *subject;
    /* Once made. The bytes are freed when libzip has read them; the figures stay. */
    bool made;
    Str bytes; /* as stored */
    zip_uint64_t size, stored_size, read;
    zip_uint32_t crc;
    zip_error_t error;
} Member;

struct Container {
    long long modified;
    Member **members;
    size_t count, capacity;
    struct libdeflate_compressor *compressor;
    Str plain; /* the member that is made */
    FileWriter *file;
    /* The end of the file, not yet written: libzip goes back to each member's head. */
    Str tail;
    zip_int64_t tail_at, at; /* where it begins; where libzip writes next */
    zip_error_t file_error;
    bool failed; /* a member could not be made: `why` says so */
    Reason why;
};

Container *container_new(long long modified)
{
    Container *container = memory_new(sizeof *container);
    container->modified = modified;
    container->plain = container->tail = STR_INIT;
    container->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!container->compressor)
        memory_fail();
    return container;
}

void container_add(Container *container, const char *name, Storage storage, MakeMember *make,
                   void *context, const void *subject)
{
    Member *member = memory_new(sizeof *member);
    *member = (Member){.container = container,
                       .name = name,
                       .storage = storage,
                       .make = make,
                       .context = context,
                       .subject = subject,
                       .bytes = STR_INIT};
    container->members = memory_grow(container->members, container->count + 1, &container->capacity,
                                     sizeof *container->members);
    container->members[container->count++] = member;
}

static void deflate_member(Member *member)
{
    Container *container = member->container;
    const Str *plain = &container->plain;
    size_t room = libdeflate_deflate_compress_bound(container->compressor, plain->length);
    member->bytes.data = memory_resize(NULL, room, 1);
    member->bytes.capacity = room;
    member->bytes.length = libdeflate_deflate_compress(container->compressor, plain->data,
                                                       plain->length, member->bytes.data, room);
}

static bool make_member(Member *member)
{
    if (member->made)
        return true;
    Container *container = member->container;
    Str *plain = &container->plain;
    str_clear(plain);
    if (!member->make(member->context, member->subject, plain, &container->why)) {
        container->failed = true;
        return false;
    }
    member->made = true;
    member->size = plain->length;
    member->crc = libdeflate_crc32(0, plain->data, plain->length);
    if (member->storage == STORAGE_DEFLATED) {
        deflate_member(member);
    } else {
        member->bytes = *plain;
        *plain = STR_INIT;
    }
    member->stored_size = member->bytes.length;
    return true;
}

static void describe_member(const Member *member, zip_stat_t *facts)
{
    zip_stat_init(facts);
    facts->size = member->size;
    facts->comp_size = member->stored_size;
    facts->crc = member->crc;
    facts->comp_method = member->storage == STORAGE_DEFLATED ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    facts->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
}

static zip_int64_t read_member(Member *member, void *data, zip_uint64_t length)
{
    zip_uint64_t left = member->stored_size - member->read;
    zip_uint64_t count = length < left ? length : left;
    memcpy(data, member->bytes.data + member->read, (size_t)count);
    member->read += count;
    return (zip_int64_t)count;
}

/* libzip asks a member's source in this order: STAT, OPEN, READ…, CLOSE, STAT, FREE. */
static zip_int64_t member_source(void *user, void *data, zip_uint64_t length, zip_source_cmd_t what)
{
    Member *member = user;
    switch (what) {
    case ZIP_SOURCE_STAT:
        if (!make_member(member)) {
            zip_error_set(&member->error, ZIP_ER_READ, EIO);
            return -1;
        }
        describe_member(member, data);
        return sizeof(zip_stat_t);
    case ZIP_SOURCE_OPEN: member->read = 0; return 0;
    case ZIP_SOURCE_READ: return read_member(member, data, length);
    case ZIP_SOURCE_CLOSE: str_release(&member->bytes); return 0;
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&member->error, data, length);
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    default: zip_error_set(&member->error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

static bool write_at(Container *container, zip_int64_t at, const void *bytes, size_t length)
{
    FILE *stream = file_stream(container->file);
    if (fseeko(stream, at, SEEK_SET) == 0 && fwrite(bytes, 1, length, stream) == length)
        return true;
    zip_error_set(&container->file_error, ZIP_ER_WRITE, errno);
    return false;
}

static bool write_tail(Container *container)
{
    Str *tail = &container->tail;
    bool ok = write_at(container, container->tail_at, tail->data, tail->length);
    container->tail_at += (zip_int64_t)tail->length;
    str_clear(tail);
    return ok;
}

static zip_int64_t write_file(Container *container, const void *bytes, size_t length)
{
    Str *tail = &container->tail;
    if (container->at < container->tail_at) { /* the head of a member too large for the tail */
        if (!write_at(container, container->at, bytes, length))
            return -1;
    } else {
        size_t from = (size_t)(container->at - container->tail_at);
        assert(from <= tail->length);
        size_t over = tail->length - from;
        over = over < length ? over : length;
        memcpy(tail->data + from, bytes, over);
        str_add_bytes(tail, (const char *)bytes + over, length - over);
        if (tail->length > TAIL_MOST && !write_tail(container))
            return -1;
    }
    container->at += (zip_int64_t)length;
    return (zip_int64_t)length;
}

static zip_int64_t seek_file(Container *container, void *data, zip_uint64_t length)
{
    const zip_int64_t end = container->tail_at + (zip_int64_t)container->tail.length;
    const zip_int64_t at = zip_source_seek_compute_offset(
        (zip_uint64_t)container->at, (zip_uint64_t)end, data, length, &container->file_error);
    if (at >= 0)
        container->at = at;
    return at < 0 ? -1 : 0;
}

static zip_int64_t stat_file(Container *container, zip_stat_t *facts)
{
    (void)container;
    zip_stat_init(facts); /* a new file: nothing is known of it, nothing is read from it */
    facts->size = 0;
    facts->valid = ZIP_STAT_SIZE;
    return sizeof *facts;
}

/* The archive itself: libzip writes it to the FileWriter. */
static zip_int64_t file_source(void *user, void *data, zip_uint64_t length, zip_source_cmd_t what)
{
    Container *container = user;
    switch (what) {
    case ZIP_SOURCE_STAT: return stat_file(container, data);
    case ZIP_SOURCE_COMMIT_WRITE: return write_tail(container) ? 0 : -1;
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_READ: return 0;
    case ZIP_SOURCE_WRITE: return write_file(container, data, (size_t)length);
    case ZIP_SOURCE_SEEK:
    case ZIP_SOURCE_SEEK_WRITE: return seek_file(container, data, length);
    case ZIP_SOURCE_TELL:
    case ZIP_SOURCE_TELL_WRITE: return container->at;
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&container->file_error, data, length);
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
            ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    default: zip_error_set(&container->file_error, ZIP_ER_OPNOTSUPP, 0); return -1;
    }
}

/* MS-DOS's date and time, as ZIP keeps them (APPNOTE 4.4.6). */
static void dos_time(long long seconds, zip_uint16_t *date, zip_uint16_t *hour)
{
    enum { FIRST_OF_1980 = 315532800 };
    time_t when = (time_t)(seconds < FIRST_OF_1980 ? FIRST_OF_1980 : seconds);
    struct tm utc = {0};
    gmtime_r(&when, &utc);
    *date = (zip_uint16_t)((utc.tm_year - 80) << 9 | (utc.tm_mon + 1) << 5 | utc.tm_mday);
    *hour = (zip_uint16_t)(utc.tm_hour << 11 | utc.tm_min << 5 | utc.tm_sec / 2);
}

static bool add_member(zip_t *archive, Member *member)
{
    zip_source_t *source = zip_source_function(archive, member_source, member);
    zip_int64_t at = source ? zip_file_add(archive, member->name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    zip_uint16_t date, hour;
    dos_time(member->container->modified, &date, &hour);
    zip_int32_t method = member->storage == STORAGE_STORED ? ZIP_CM_STORE : ZIP_CM_DEFAULT;
    return zip_set_file_compression(archive, index, method, 0) == 0 &&
           zip_file_set_dostime(archive, index, hour, date, 0) == 0 &&
           zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX,
                                            (zip_uint32_t)UNIX_FILE_MODE << 16) == 0;
}

static bool write_archive(Container *container, const char *path)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *target = zip_source_function_create(file_source, container, &error);
    zip_t *archive =
        target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
    bool ok = archive != NULL;
    if (!ok)
        zip_source_free(target);
    for (size_t i = 0; ok && i < container->count; i++)
        ok = add_member(archive, container->members[i]);
    ok = ok && zip_close(archive) == 0;
    if (!ok && !container->failed)
        reason_set(&container->why, "cannot write %s: %s", path,
                   container->file_error.sys_err ? strerror(container->file_error.sys_err)
                   : archive                     ? zip_strerror(archive)
                                                 : zip_error_strerror(&error));
    if (!ok && archive)
        zip_discard(archive);
    zip_error_fini(&error);
    return ok;
}

static void free_container(Container *container)
{
    for (size_t i = 0; i < container->count; i++) {
        str_release(&container->members[i]->bytes);
        zip_error_fini(&container->members[i]->error);
        free(container->members[i]);
    }
    free(container->members);
    str_release(&container->plain);
    str_release(&container->tail);
    libdeflate_free_compressor(container->compressor);
    zip_error_fini(&container->file_error);
    free(container);
}

bool container_close(Container *container, const char *path, Reason *why)
{
    container->file = file_create(path, &container->why);
    bool ok = container->file && write_archive(container, path);
    if (ok)
        ok = file_commit(container->file, &container->why);
    else
        file_discard(container->file);
    if (!ok)
        *why = container->why;
    free_container(container);
    return ok;
}
