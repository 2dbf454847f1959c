/* A file in memory → where its objects are, and each object when it is asked for: declared in
 * objects.h and object_file.h.
 *
 * It reads what cairo writes, and what object_writer.c writes, no more: one cross-reference section
 * (a table, or a stream with object streams), nothing updated, nothing encrypted. */
#include "pdf/object_file.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_ROW = 20, MOST_FIELDS = 8, MOST_NESTED_READS = 8 };

/* Objects */

Object object_refer(PdfFile *file, long long number)
{
    if (number <= 0 || (size_t)number >= file->slot_count)
        return pdf_fail(file, "there is no object %lld", number);
    Slot *slot = &file->slots[number];
    if (!slot->object) {
        slot->object = object_new(file, OBJECT_UNREAD);
        slot->object->number = (uint32_t)number;
    }
    return slot->object;
}

static bool next_is(Lexer *lexer, const char *word)
{
    Token token = lexer_next(lexer);
    return token_says(&token, word);
}

/* What stands between `stream` and `endstream` (ISO 32000-1, 7.3.8). */
static Object parse_stream(PdfFile *file, Lexer *lexer, Object dictionary)
{
    lexer->at += lexer->at < lexer->end && *lexer->at == '\r';
    bool begins = lexer->at < lexer->end && *lexer->at == '\n';
    long long length = integer_of(file, key_of(file, dictionary, "/Length"));
    if (!begins || length < 0 || length > lexer->end - lexer->at - 1)
        return pdf_fail(file, "a stream has no end");
    drop(file, dictionary, "/Length"); /* it is the data's */
    Object stream = object_new(file, OBJECT_STREAM);
    stream->stream.dictionary = dictionary;
    stream->stream.data = arena_alloc(file->arena, sizeof *stream->stream.data);
    *stream->stream.data = (StreamData){lexer->at + 1, (size_t)length, false};
    lexer->at += 1 + length;
    return next_is(lexer, "endstream") ? stream : pdf_fail(file, "a stream has another length");
}

/* An indirect object at an offset (ISO 32000-1, 7.3.10); `number` is its own, 0: any. */
static Object parse_at(PdfFile *file, size_t at, size_t number)
{
    if (at >= file->length)
        return pdf_fail(file, "object %zu lies beyond the end", number);
    Lexer lexer = {file->bytes + at, file->bytes + file->length};
    Token own = lexer_next(&lexer), generation = lexer_next(&lexer);
    if (own.kind != TOKEN_INTEGER || generation.kind != TOKEN_INTEGER || generation.integer ||
        !next_is(&lexer, "obj") || (number && own.integer != (long long)number))
        return pdf_fail(file, "object %zu is not where it should be", number);
    Object object = object_parse(file, &lexer);
    Token end = lexer_next(&lexer);
    if (object->kind == OBJECT_DICTIONARY && token_says(&end, "stream")) {
        object = parse_stream(file, &lexer, object);
        end = lexer_next(&lexer);
    }
    return token_says(&end, "endobj") ? object : pdf_fail(file, "object %zu has no end", number);
}

/* Objects in object streams (ISO 32000-1, 7.5.7) */

/* Pairs of numbers and offsets come first. */
static bool read_offsets(PdfFile *file, ObjectStream *stream, size_t first)
{
    Lexer lexer = {stream->bytes.data, stream->bytes.data + first};
    if (stream->count > first) /* a pair is longer than that */
        return false;
    stream->objects = arena_array(file->arena, stream->count, sizeof *stream->objects);
    for (size_t i = 0; i < stream->count; i++) {
        Token number = lexer_next(&lexer), at = lexer_next(&lexer);
        if (number.kind != TOKEN_INTEGER || at.kind != TOKEN_INTEGER || at.integer < 0 ||
            (size_t)at.integer > stream->bytes.length - first)
            return false;
        stream->objects[i] = (StreamObject){number.integer, first + (size_t)at.integer};
    }
    return true;
}

static ObjectStream *open_stream(PdfFile *file, size_t number)
{
    Slot *slot = &file->slots[number];
    if (slot->stream || slot->kind != SLOT_OFFSET)
        return slot->stream;
    Object object = object_refer(file, (long long)number), dictionary = dictionary_of(file, object);
    long long first = integer_of(file, key_of(file, dictionary, "/First"));
    long long count = integer_of(file, key_of(file, dictionary, "/N"));
    ObjectStream *stream = arena_alloc(file->arena, sizeof *stream);
    *stream = (ObjectStream){.bytes = STR_INIT, .count = (size_t)count, .next = file->streams};
    file->streams = stream;
    if (has_name(file, key_of(file, dictionary, "/Type"), "/ObjStm") && first >= 0 && count >= 0 &&
        stream_read(file, object, &stream->bytes) && (size_t)first <= stream->bytes.length &&
        read_offsets(file, stream, (size_t)first))
        slot->stream = stream;
    return slot->stream;
}

static Object parse_in_stream(PdfFile *file, const Slot *slot, size_t number)
{
    const ObjectStream *stream = open_stream(file, slot->at);
    if (!stream || slot->index >= stream->count ||
        stream->objects[slot->index].number != (long long)number)
        return pdf_fail(file, "object %zu is not in its stream", number);
    Lexer lexer = {stream->bytes.data + stream->objects[slot->index].at,
                   stream->bytes.data + stream->bytes.length};
    return object_parse(file, &lexer);
}

void object_read(PdfFile *file, Object object)
{
    uint32_t number = object->number, saved = object->saved;
    const Slot *slot = &file->slots[number];
    object->kind = OBJECT_NULL; /* what needs itself to be read finds nothing */
    object->integer = 0;
    Object read;
    if (file->nested == MOST_NESTED_READS || slot->kind == SLOT_FREE) {
        read = pdf_fail(file, "object %u cannot be read", number);
    } else {
        file->nested++;
        read = slot->kind == SLOT_OFFSET ? parse_at(file, slot->at, number)
                                         : parse_in_stream(file, slot, number);
        file->nested--;
    }
    if (read->number) /* a reference to another */
        read = pdf_fail(file, "object %u is but a reference", number);
    *object = *read;
    object->number = number;
    object->saved = saved;
}

/* Cross-reference table (ISO 32000-1, 7.5.4) */

static bool read_digits(const char *at, size_t count, size_t *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *value = *value * 10 + (size_t)(at[i] - '0');
    }
    return true;
}

static bool make_slots(PdfFile *file, long long count)
{
    if (count <= 0 || (size_t)count > file->length) /* an object takes more than a byte */
        return false;
    file->slot_count = (size_t)count;
    file->number = file->slot_count - 1;
    file->slots = memory_new(file->slot_count * sizeof *file->slots);
    return true;
}

static bool read_table(PdfFile *file, Lexer *lexer)
{
    Token first = lexer_next(lexer), count = lexer_next(lexer);
    while (lexer->at < lexer->end && lexer_is_space(*lexer->at))
        lexer->at++;
    if (first.kind != TOKEN_INTEGER || first.integer || count.kind != TOKEN_INTEGER ||
        count.integer > (lexer->end - lexer->at) / TABLE_ROW || !make_slots(file, count.integer))
        return false;
    for (size_t i = 0; i < file->slot_count; i++, lexer->at += TABLE_ROW) {
        size_t at, generation;
        bool used = lexer->at[17] == 'n';
        if (!read_digits(lexer->at, 10, &at) || !read_digits(lexer->at + 11, 5, &generation) ||
            (!used && lexer->at[17] != 'f') || (used && generation))
            return false;
        file->slots[i] = (Slot){.kind = used ? SLOT_OFFSET : SLOT_FREE, .at = at};
    }
    if (!next_is(lexer, "trailer"))
        return false;
    file->trailer = object_parse(file, lexer);
    return integer_of(file, key_of(file, file->trailer, "/Size")) == (long long)file->slot_count;
}

/* Cross-reference stream (ISO 32000-1, 7.5.8) */

static size_t read_field(const char **at, size_t width, size_t otherwise)
{
    size_t value = width ? 0 : otherwise;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | (uint8_t) * (*at)++;
    return value;
}

static void read_row(Slot *slot, const char *at, const size_t widths[3])
{
    size_t type = read_field(&at, widths[0], SLOT_OFFSET);
    slot->at = read_field(&at, widths[1], 0);
    size_t last = read_field(&at, widths[2], 0);
    if (type == SLOT_OFFSET && !last)
        slot->kind = SLOT_OFFSET;
    else if (type == SLOT_STREAM && last <= UINT32_MAX)
        slot->kind = SLOT_STREAM;
    slot->index = (uint32_t)last;
}

/* The size comes first: the dictionary may refer to objects only once their number is known. */
static bool read_size(PdfFile *file, size_t at)
{
    Lexer lexer = {file->bytes + at, file->bytes + file->length};
    Token token;
    do
        token = lexer_next(&lexer);
    while (token.kind != TOKEN_END && token.kind != TOKEN_DAMAGED &&
           !token_says(&token, "stream") &&
           !(token.kind == TOKEN_NAME && token.length == 4 && memcmp(token.bytes, "Size", 4) == 0));
    token = lexer_next(&lexer);
    return token.kind == TOKEN_INTEGER && make_slots(file, token.integer);
}

static bool read_rows(PdfFile *file, const Str *rows)
{
    Object list = key_of(file, file->trailer, "/W");
    size_t widths[3], row = 0;
    for (size_t i = 0; i < 3; i++) {
        long long width = integer_of(file, item_of(file, list, i));
        if (width < 0 || width > MOST_FIELDS)
            return false;
        widths[i] = (size_t)width;
        row += widths[i];
    }
    long long size = (long long)file->slot_count;
    Object sections = key_of(file, file->trailer, "/Index");
    if (item_count(file, sections) &&
        (item_count(file, sections) != 2 || integer_of(file, item_of(file, sections, 0)) != 0 ||
         integer_of(file, item_of(file, sections, 1)) != size))
        return false;
    if (integer_of(file, key_of(file, file->trailer, "/Size")) != size ||
        rows->length != (size_t)size * row)
        return false;
    for (size_t i = 0; i < file->slot_count; i++) {
        read_row(&file->slots[i], rows->data + i * row, widths);
        if (file->slots[i].kind == SLOT_STREAM && file->slots[i].at >= file->slot_count)
            return false;
    }
    return true;
}

static bool read_cross_references(PdfFile *file, size_t at)
{
    if (!read_size(file, at))
        return false;
    Object stream = parse_at(file, at, 0);
    file->trailer = dictionary_of(file, stream);
    Str rows = STR_INIT;
    bool ok = has_name(file, key_of(file, file->trailer, "/Type"), "/XRef") &&
              stream_read(file, stream, &rows) && read_rows(file, &rows);
    str_release(&rows);
    return ok;
}

/* The file (ISO 32000-1, 7.5) */

/* Where the cross-references begin: the number after the last `startxref`. */
static bool find_start(const PdfFile *file, size_t *at)
{
    static const char word[] = "startxref";
    enum { LENGTH = sizeof word - 1, MOST_TAIL = 64 };
    size_t last = file->length - LENGTH;
    for (size_t back = 0; back <= last && back < MOST_TAIL; back++) {
        const char *found = file->bytes + last - back;
        if (memcmp(found, word, LENGTH) != 0)
            continue;
        Lexer lexer = {found + LENGTH, file->bytes + file->length};
        Token start = lexer_next(&lexer);
        *at = (size_t)start.integer;
        return start.kind == TOKEN_INTEGER && start.integer >= 0 && *at < file->length;
    }
    return false;
}

static bool read_structure(PdfFile *file)
{
    size_t at;
    if (file->length < 16 || memcmp(file->bytes, "%PDF-1.", 7) != 0 || !find_start(file, &at))
        return false;
    Lexer lexer = {file->bytes + at, file->bytes + file->length};
    bool read =
        next_is(&lexer, "xref") ? read_table(file, &lexer) : read_cross_references(file, at);
    static const char *const unknown[] = {"/Prev", "/XRefStm", "/Encrypt"};
    for (size_t i = 0; read && i < sizeof unknown / sizeof *unknown; i++)
        read = key_of(file, file->trailer, unknown[i])->kind == OBJECT_NULL;
    return read;
}

/* The leaves of the page tree (ISO 32000-1, 7.7.3). */
static bool find_pages(PdfFile *file)
{
    struct {
        Object kids;
        size_t next;
    } open[MOST_NESTED];
    size_t depth = 0, room = 0, visited = 0;
    Object node = key_of(file, pdf_root(file), "/Pages"), *pages = NULL;
    while (visited++ < file->slot_count) { /* more would be a cycle */
        if (has_name(file, key_of(file, node, "/Type"), "/Page")) {
            pages = memory_grow(pages, file->page_count + 1, &room, sizeof *pages);
            pages[file->page_count++] = node;
        } else if (depth < MOST_NESTED && is_array(file, key_of(file, node, "/Kids"))) {
            open[depth].kids = key_of(file, node, "/Kids");
            open[depth++].next = 0;
        } else {
            break;
        }
        while (depth && open[depth - 1].next == item_count(file, open[depth - 1].kids))
            depth--;
        if (!depth) {
            file->pages = pages;
            return true;
        }
        node = item_of(file, open[depth - 1].kids, open[depth - 1].next++);
    }
    free(pages);
    return false;
}

PdfFile *pdf_open(const Str *bytes, Reason *why)
{
    PdfFile *file = memory_new(sizeof *file);
    *file = (PdfFile){.arena = arena_new(), .bytes = bytes->data, .length = bytes->length};
    file->null = file->trailer = object_new(file, OBJECT_NULL);
    if (!read_structure(file))
        pdf_fail(file, "the cross-references are damaged");
    else if (!find_pages(file))
        pdf_fail(file, "the page tree is damaged");
    if (!file->failed)
        return file;
    *why = file->why;
    pdf_close(file);
    return NULL;
}

void pdf_close(PdfFile *file)
{
    if (!file)
        return;
    for (ObjectStream *stream = file->streams; stream; stream = stream->next)
        str_release(&stream->bytes);
    free(file->pages);
    free(file->slots);
    arena_free(file->arena);
    free(file);
}

Arena *pdf_arena(PdfFile *file)
{
    return file->arena;
}

Object pdf_root(PdfFile *file)
{
    return key_of(file, file->trailer, "/Root");
}

Object pdf_trailer(PdfFile *file)
{
    return file->trailer;
}

size_t pdf_page_count(PdfFile *file)
{
    return file->page_count;
}

Object pdf_page(PdfFile *file, size_t index)
{
    return file->pages[index];
}
