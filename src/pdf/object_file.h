/* What the modules behind objects.h share: how objects lie in memory, and where in a file they are.
 *
 *     object_lexer   bytes → tokens
 *     object_parser  tokens → objects
 *     object_reader  a file → where its objects are; each object when it is asked for
 *     object_text    objects → bytes
 *     object_writer  all that can be reached → a file
 */
#ifndef BINDERY_PDF_OBJECT_FILE_H
#define BINDERY_PDF_OBJECT_FILE_H

#include "base/arena.h"
#include "pdf/object_lexer.h"
#include "pdf/objects.h"

#include <stdint.h>

typedef enum ObjectKind {
    OBJECT_NULL,
    OBJECT_BOOLEAN,
    OBJECT_INTEGER,
    OBJECT_POINTS, /* thousandths */
    OBJECT_REAL,   /* as the file writes it */
    OBJECT_NAME,
    OBJECT_STRING,
    OBJECT_ARRAY,
    OBJECT_DICTIONARY,
    OBJECT_STREAM,
    OBJECT_UNREAD /* an indirect object that nobody has looked into */
} ObjectKind;

typedef struct Entry {
    const char *key; /* with its slash */
    Object value;
} Entry;

typedef struct StreamData {
    const char *bytes;
    size_t length;
    bool is_new; /* to be compressed; else as its dictionary says */
} StreamData;

/* In the file's arena, as all that it points to but what lies in the file's own bytes. */
struct PdfObject {
    uint8_t kind;    /* an ObjectKind */
    uint32_t number; /* 0: direct */
    uint32_t saved;  /* its number in the file being written; 0: not reached yet */
    union {
        long long integer; /* BOOLEAN, INTEGER, POINTS */
        struct {
            const char *bytes; /* a NAME ends in NUL */
            size_t length;
        } text; /* REAL, NAME, STRING */
        struct {
            union {
                Object *items;
                Entry *entries;
            };
            uint32_t count, room;
        } list; /* ARRAY, DICTIONARY */
        struct {
            Object dictionary;
            StreamData *data;
        } stream;
    };
};

/* An object stream (ISO 32000-1, 7.5.7), decoded. */
typedef struct StreamObject {
    long long number;
    size_t at; /* in the stream's bytes */
} StreamObject;

typedef struct ObjectStream {
    Str bytes;
    StreamObject *objects; /* [count] arena */
    size_t count;
    struct ObjectStream *next;
} ObjectStream;

/* Where an object of the file is (ISO 32000-1, 7.5.4 and 7.5.8.3). */
typedef enum SlotKind { SLOT_FREE, SLOT_OFFSET, SLOT_STREAM } SlotKind;

typedef struct Slot {
    SlotKind kind;
    uint32_t index;       /* STREAM: in it */
    size_t at;            /* OFFSET: in the file; STREAM: the stream's number */
    Object object;        /* NULL until something refers to it */
    ObjectStream *stream; /* of this object when it is one; NULL until it is decoded */
} Slot;

struct PdfFile {
    Arena *arena;
    const char *bytes;
    size_t length;
    Slot *slots; /* [slot_count] heap: by number */
    size_t slot_count;
    size_t number; /* the last that an indirect object got */
    int nested;    /* reading an object needs another */
    Object trailer, null;
    Object *pages; /* [page_count] heap */
    size_t page_count;
    ObjectStream *streams; /* all that were decoded */
    bool failed;
    Reason why; /* when it failed */
};

/* Remembers the first reason. Returns a null object. */
Object pdf_fail(PdfFile *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

Object object_new(PdfFile *file, ObjectKind kind);
Object object_new_text(PdfFile *file, ObjectKind kind, const char *bytes, size_t length);

/* Parses one object; what it refers to stays unread. The lexer stands behind it afterwards. A null
 * object and a failed file: it is damaged. */
Object object_parse(PdfFile *file, Lexer *lexer);

/* The indirect object of a number, unread. */
Object object_refer(PdfFile *file, long long number);
/* Reads an unread object in place. */
void object_read(PdfFile *file, Object object);

static inline Object object_resolve(PdfFile *file, Object object)
{
    if (object->kind == OBJECT_UNREAD)
        object_read(file, object);
    return object;
}

/* Appends a direct object's text. `refer` gives the number under which an indirect one in it is
 * known. False: containers are nested too deep. */
typedef uint32_t ReferTo(void *context, Object object);
bool object_add_text(Str *out, Object object, ReferTo *refer, void *context);
void object_add_integer(Str *out, long long value);

enum { MOST_NESTED = 32 }; /* containers in containers: cairo has 5 */

#endif
