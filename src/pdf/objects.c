#include "pdf/object_file.h"

#include "base/utf8.h"
#include "pdf/flate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PREDICTOR_UP = 12, MOST_COLUMNS = 64 };

Object pdf_fail(PdfFile *file, const char *format, ...)
{
    if (!file->failed) {
        va_list args;
        va_start(args, format);
        vsnprintf(file->why.text, sizeof file->why.text, format, args);
        va_end(args);
        file->failed = true;
    }
    return new_null(file);
}

/* Making */

Object object_new(PdfFile *file, ObjectKind kind)
{
    Object object = arena_alloc(file->arena, sizeof *object);
    object->kind = (uint8_t)kind;
    return object;
}

Object object_new_text(PdfFile *file, ObjectKind kind, const char *bytes, size_t length)
{
    Object object = object_new(file, kind);
    object->text.bytes = bytes;
    object->text.length = length;
    return object;
}

static Object new_scalar(PdfFile *file, ObjectKind kind, long long value)
{
    Object object = object_new(file, kind);
    object->integer = value;
    return object;
}

Object new_dictionary(PdfFile *file)
{
    return object_new(file, OBJECT_DICTIONARY);
}

Object new_array(PdfFile *file)
{
    return object_new(file, OBJECT_ARRAY);
}

/* Scalars never change: one null serves all. */
Object new_null(PdfFile *file)
{
    return file->null;
}

Object new_boolean(PdfFile *file, bool value)
{
    return new_scalar(file, OBJECT_BOOLEAN, value);
}

Object new_integer(PdfFile *file, long long value)
{
    return new_scalar(file, OBJECT_INTEGER, value);
}

Object new_points(PdfFile *file, Sp length)
{
    int64_t thousandths = (int64_t)length * 1000, half = SP_PER_POINT / 2;
    return new_scalar(file, OBJECT_POINTS,
                      (thousandths + (thousandths < 0 ? -half : half)) / SP_PER_POINT);
}

Object new_name(PdfFile *file, const char *name)
{
    return object_new_text(file, OBJECT_NAME, name, strlen(name));
}

Object new_ascii(PdfFile *file, const char *bytes)
{
    size_t length = strlen(bytes);
    return object_new_text(file, OBJECT_STRING, arena_bytes(file->arena, bytes, length), length);
}

/* What PDFDocEncoding (ISO 32000-1, D.2) and ASCII write alike. */
static bool is_plain(const char *utf8)
{
    for (; *utf8; utf8++)
        if ((*utf8 < ' ' && *utf8 != '\n' && *utf8 != '\t') || *utf8 > '~')
            return false;
    return true;
}

static size_t add_utf16(char *out, uint32_t unit)
{
    out[0] = (char)(uint8_t)(unit >> 8);
    out[1] = (char)(uint8_t)unit;
    return 2;
}

Object new_text(PdfFile *file, const char *utf8)
{
    if (is_plain(utf8))
        return new_ascii(file, utf8);
    size_t length = strlen(utf8), used = 0;
    char *utf16 = arena_alloc(file->arena, 2 + 2 * length); /* no byte makes more than a unit */
    used += add_utf16(utf16, 0xFEFF);
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += utf8_decode(utf8 + at, length - at, &c);
        if (c >= 0x10000) {
            used += add_utf16(utf16 + used, 0xD800 + ((c - 0x10000) >> 10));
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        used += add_utf16(utf16 + used, c);
    }
    return object_new_text(file, OBJECT_STRING, utf16, used);
}

Object new_parsed(PdfFile *file, const char *source)
{
    Lexer lexer = {source, source + strlen(source)};
    Object object = object_parse(file, &lexer);
    assert(object->kind != OBJECT_NULL && lexer.at == lexer.end);
    return object;
}

Object new_stream(PdfFile *file, const char *bytes, size_t length)
{
    Object object = object_new(file, OBJECT_STREAM);
    object->stream.dictionary = new_dictionary(file);
    object->stream.data = arena_alloc(file->arena, sizeof *object->stream.data);
    *object->stream.data = (StreamData){arena_bytes(file->arena, bytes, length), length, true};
    return new_indirect(file, object);
}

Object new_indirect(PdfFile *file, Object object)
{
    assert(!object->number);
    object->number = (uint32_t)++file->number;
    return object;
}

/* Changing */

/* Room for one more in a list, whose arrays double and are left to the arena. */
static void *grown(PdfFile *file, Object object, void *old, size_t size)
{
    if (object->list.count < object->list.room)
        return old;
    object->list.room = object->list.room ? object->list.room * 2 : 4;
    void *array = arena_array(file->arena, object->list.room, size);
    if (object->list.count)
        memcpy(array, old, object->list.count * size);
    return array;
}

void put(PdfFile *file, Object dictionary, const char *key, Object value)
{
    object_resolve(file, dictionary);
    if (dictionary->kind != OBJECT_DICTIONARY) {
        pdf_fail(file, "there is no dictionary for %s", key);
        return;
    }
    for (size_t i = 0; i < dictionary->list.count; i++)
        if (strcmp(dictionary->list.entries[i].key, key) == 0) {
            dictionary->list.entries[i].value = value;
            return;
        }
    dictionary->list.entries = grown(file, dictionary, dictionary->list.entries, sizeof(Entry));
    dictionary->list.entries[dictionary->list.count++] = (Entry){key, value};
}

void drop(PdfFile *file, Object dictionary, const char *key)
{
    size_t count = is_dictionary(file, dictionary) ? dictionary->list.count : 0, kept = 0;
    Entry *entries = dictionary->list.entries;
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].key, key) != 0)
            entries[kept++] = entries[i];
    if (kept < count)
        dictionary->list.count = (uint32_t)kept;
}

void add(PdfFile *file, Object array, Object value)
{
    object_resolve(file, array);
    if (array->kind != OBJECT_ARRAY) {
        pdf_fail(file, "there is no array to add to");
        return;
    }
    array->list.items = grown(file, array, array->list.items, sizeof(Object));
    array->list.items[array->list.count++] = value;
}

/* Asking */

Object key_of(PdfFile *file, Object dictionary, const char *key)
{
    object_resolve(file, dictionary);
    if (dictionary->kind == OBJECT_DICTIONARY)
        for (size_t i = 0; i < dictionary->list.count; i++)
            if (strcmp(dictionary->list.entries[i].key, key) == 0)
                return dictionary->list.entries[i].value;
    return new_null(file);
}

size_t item_count(PdfFile *file, Object container)
{
    object_resolve(file, container);
    return container->kind == OBJECT_ARRAY || container->kind == OBJECT_DICTIONARY
               ? container->list.count
               : 0;
}

Object item_of(PdfFile *file, Object container, size_t index)
{
    if (index >= item_count(file, container))
        return new_null(file);
    return container->kind == OBJECT_ARRAY ? container->list.items[index]
                                           : container->list.entries[index].value;
}

Object dictionary_of(PdfFile *file, Object stream)
{
    return is_stream(file, stream) ? stream->stream.dictionary : new_null(file);
}

/* Of the predictors (ISO 32000-1, 7.4.4.4) only that of a cross-reference stream is known. */
static bool unpredict(PdfFile *file, Object parameters, Str *out)
{
    if (object_resolve(file, parameters)->kind == OBJECT_NULL)
        return true;
    long long predictor = integer_of(file, key_of(file, parameters, "/Predictor"));
    long long columns = integer_of(file, key_of(file, parameters, "/Columns"));
    return predictor == PREDICTOR_UP && columns > 0 && columns <= MOST_COLUMNS &&
           flate_rows_back(out, (size_t)columns);
}

bool stream_read(PdfFile *file, Object stream, Str *out)
{
    if (!is_stream(file, stream))
        return false;
    const StreamData *data = stream->stream.data;
    Object filter = key_of(file, stream->stream.dictionary, "/Filter");
    if (object_resolve(file, filter)->kind == OBJECT_NULL) {
        str_add_bytes(out, data->bytes, data->length);
        return true;
    }
    if (!has_name(file, filter, "/FlateDecode"))
        return pdf_fail(file, "object %u has a filter that is not known", stream->number), false;
    if (!flate_unpack(data->bytes, data->length, out) ||
        !unpredict(file, key_of(file, stream->stream.dictionary, "/DecodeParms"), out))
        return pdf_fail(file, "object %u does not inflate", stream->number), false;
    return true;
}

bool is_dictionary(PdfFile *file, Object object)
{
    return object_resolve(file, object)->kind == OBJECT_DICTIONARY;
}

bool is_array(PdfFile *file, Object object)
{
    return object_resolve(file, object)->kind == OBJECT_ARRAY;
}

bool is_stream(PdfFile *file, Object object)
{
    return object_resolve(file, object)->kind == OBJECT_STREAM;
}

bool is_true(PdfFile *file, Object object)
{
    return object_resolve(file, object)->kind == OBJECT_BOOLEAN && object->integer;
}

long long integer_of(PdfFile *file, Object object)
{
    return object_resolve(file, object)->kind == OBJECT_INTEGER ? object->integer : -1;
}

size_t object_number(Object object)
{
    return object->number;
}

bool has_name(PdfFile *file, Object object, const char *name)
{
    return object_resolve(file, object)->kind == OBJECT_NAME &&
           strcmp(object->text.bytes, name) == 0;
}
