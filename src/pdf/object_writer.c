/* All that can be reached → a file: declared in objects.h.
 *
 * Objects get their numbers in the order in which they are reached, breadth first: the same objects
 * give the same bytes. What is no stream goes into object streams (ISO 32000-1, 7.5.7), so the file
 * ends in a cross-reference stream (7.5.8). What cairo packed stays as it is. */
#include "pdf/object_file.h"

#include "base/memory.h"
#include "base/sha1.h"
#include "pdf/flate.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_IN_STREAM = 256,           /* objects in an object stream: an index is one byte */
    MOST_STREAM_BYTES = 128 * 1024, /* after which a new one begins */
    ROW = 1 + 4 + 1                 /* of the cross-reference stream: type, place, index */
};

/* Where an object stands in the new file. */
typedef struct Place {
    uint32_t at; /* offset, or the number of its object stream */
    uint8_t kind, index;
} Place;

typedef struct Saving {
    PdfFile *file;
    FileWriter *writer;
    Packer *packer;
    Sha1 digest;
    size_t at;       /* bytes written */
    Object *objects; /* [count] heap: reached, by number - 1; NULL: an object stream */
    Place *places;   /* [count] heap */
    size_t count, room, places_room;
    Str text;                    /* of an object or its head */
    Str head, bodies;            /* of the object stream that is being filled */
    size_t stream, stream_count; /* its number; objects in it */
} Saving;

static void put_big_endian(char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (char)(uint8_t)(value >> (24 - 8 * i));
}

static void emit(Saving *s, const char *bytes, size_t length)
{
    char sum[4];
    file_write(s->writer, bytes, length);
    put_big_endian(sum, flate_sum(bytes, length));
    sha1_add(&s->digest, sum, sizeof sum);
    s->at += length;
}

static void emit_text(Saving *s, const char *text)
{
    emit(s, text, strlen(text));
}

static size_t new_number(Saving *s, Object object)
{
    s->objects = memory_grow(s->objects, s->count + 1, &s->room, sizeof(Object));
    s->places = memory_grow(s->places, s->count + 1, &s->places_room, sizeof(Place));
    s->places[s->count] = (Place){0};
    s->objects[s->count++] = object;
    return s->count;
}

static uint32_t refer(void *context, Object object)
{
    if (!object->saved)
        object->saved = (uint32_t)new_number(context, object);
    return object->saved;
}

/* Streams */

static void begin_object(Saving *s, size_t number)
{
    s->places[number - 1] = (Place){(uint32_t)s->at, SLOT_OFFSET, 0};
    str_clear(&s->text);
    object_add_integer(&s->text, (long long)number);
    str_add(&s->text, " 0 obj\n");
}

/* After the head, a dictionary that is still open: length, bytes, end. ISO 19005-2, 6.1.7.1 wants
 * the end on a line of its own. */
static void end_stream(Saving *s, const char *bytes, size_t length)
{
    str_add(&s->text, "/Length");
    object_add_integer(&s->text, (long long)length);
    str_add(&s->text, ">>\nstream\n");
    emit(s, s->text.data, s->text.length);
    emit(s, bytes, length);
    emit_text(s, "\nendstream\nendobj\n");
}

static void end_packed_stream(Saving *s, const Str *packed)
{
    str_add(&s->text, "/Filter/FlateDecode");
    end_stream(s, packed->data, packed->length);
}

static bool write_stream(Saving *s, Object stream)
{
    Object dictionary = stream->stream.dictionary;
    const StreamData *data = stream->stream.data;
    begin_object(s, stream->saved);
    bool ok = object_add_text(&s->text, dictionary, refer, s);
    s->text.length -= 2; /* >> */
    /* Programs that know no PDF look for metadata, too. */
    bool plain = has_name(s->file, key_of(s->file, dictionary, "/Type"), "/Metadata");
    const Str *packed =
        data->is_new && !plain ? packer_pack(s->packer, data->bytes, data->length) : NULL;
    if (packed && packed->length < data->length)
        end_packed_stream(s, packed);
    else
        end_stream(s, data->bytes, data->length);
    return ok;
}

/* Object streams */

static void flush_objects(Saving *s)
{
    if (!s->stream_count)
        return;
    begin_object(s, s->stream);
    str_add(&s->text, "<</Type/ObjStm/N");
    object_add_integer(&s->text, (long long)s->stream_count);
    str_add(&s->text, "/First");
    str_add_char(&s->head, '\n');
    object_add_integer(&s->text, (long long)s->head.length);
    str_add_bytes(&s->head, s->bodies.data, s->bodies.length);
    end_packed_stream(s, packer_pack(s->packer, s->head.data, s->head.length));
    str_clear(&s->head);
    str_clear(&s->bodies);
    s->stream_count = 0;
}

static bool write_in_stream(Saving *s, Object object)
{
    if (s->stream_count == MOST_IN_STREAM || s->bodies.length > MOST_STREAM_BYTES)
        flush_objects(s);
    if (!s->stream_count)
        s->stream = new_number(s, NULL);
    s->places[object->saved - 1] =
        (Place){(uint32_t)s->stream, SLOT_STREAM, (uint8_t)s->stream_count++};
    object_add_integer(&s->head, object->saved);
    object_add_integer(&s->head, (long long)s->bodies.length);
    bool ok = object_add_text(&s->bodies, object, refer, s);
    str_add_char(&s->bodies, '\n');
    return ok;
}

static bool write_objects(Saving *s)
{
    bool ok = true;
    for (size_t i = 0; i < s->count; i++) { /* what they refer to is added meanwhile */
        Object object = s->objects[i];
        if (!object)
            continue;
        object_resolve(s->file, object);
        ok &= object->kind == OBJECT_STREAM ? write_stream(s, object) : write_in_stream(s, object);
    }
    flush_objects(s);
    return ok;
}

/* The end of the file */

/* The rows of all objects, the free object 0 before them. */
static void add_rows(const Saving *s, Str *rows)
{
    char row[1 + ROW] = {0};
    str_add_bytes(rows, row, sizeof row);
    for (size_t i = 0; i < s->count; i++) {
        row[1] = (char)s->places[i].kind;
        put_big_endian(row + 2, s->places[i].at);
        row[6] = (char)s->places[i].index;
        str_add_bytes(rows, row, sizeof row);
    }
    flate_rows_up(rows, ROW);
}

/* ISO 32000-1, 14.4: made from the sums of all bytes so far. */
static void add_id(Saving *s)
{
    enum { ID_BYTES = 16 };
    uint8_t digest[SHA1_BYTES];
    sha1_end(&s->digest, digest);
    str_add(&s->text, "/ID[");
    for (int twice = 0; twice < 2; twice++) {
        str_add_char(&s->text, '<');
        for (int i = 0; i < ID_BYTES; i++)
            str_format(&s->text, "%02x", digest[i]);
        str_add_char(&s->text, '>');
    }
    str_add_char(&s->text, ']');
}

static void add_reference(Saving *s, const char *key)
{
    Object object = key_of(s->file, s->file->trailer, key);
    if (!object->number)
        return;
    str_add(&s->text, key);
    object_add_integer(&s->text, object->saved);
    str_add(&s->text, " 0 R");
}

static void write_cross_references(Saving *s)
{
    size_t number = new_number(s, NULL), start = s->at;
    Str rows = STR_INIT;
    begin_object(s, number);
    add_rows(s, &rows);
    str_add(&s->text, "<</Type/XRef/Size");
    object_add_integer(&s->text, (long long)s->count + 1);
    str_add(&s->text, "/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>");
    add_reference(s, "/Root");
    add_reference(s, "/Info");
    add_id(s);
    end_packed_stream(s, packer_pack(s->packer, rows.data, rows.length));
    str_release(&rows);
    str_clear(&s->text);
    str_add(&s->text, "startxref\n");
    object_add_integer(&s->text, (long long)start);
    str_add(&s->text, "\n%%EOF\n");
    emit(s, s->text.data, s->text.length);
}

bool pdf_save(PdfFile *file, FileWriter *writer, Reason *why)
{
    static const char *const roots[] = {"/Root", "/Info"};
    Saving s = {.file = file,
                .writer = writer,
                .packer = packer_new(),
                .digest = sha1_start(),
                .text = STR_INIT,
                .head = STR_INIT,
                .bodies = STR_INIT};
    emit_text(&s, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"); /* ISO 32000-1, 7.5.2 */
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        Object object = key_of(file, file->trailer, roots[i]);
        if (object->number)
            refer(&s, object);
    }
    if (!write_objects(&s))
        pdf_fail(file, "an object is nested too deep");
    write_cross_references(&s);
    if (s.at > UINT32_MAX) /* what a row of the cross-references holds */
        pdf_fail(file, "it is larger than 4 GB");
    Str *const strings[] = {&s.text, &s.head, &s.bodies};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        str_release(strings[i]);
    packer_free(s.packer);
    free(s.objects);
    free(s.places);
    if (file->failed)
        *why = file->why;
    return !file->failed;
}
