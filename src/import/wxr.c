#include "import/wxr.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "import/wxr_item.h"

#include <errno.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *element;
    size_t most;
} fields[WXR_FIELD_COUNT] = {
#define FIELD(name, element, most) {element, most},
    WXR_FIELDS(FIELD)
#undef FIELD
};

enum { OTHER_MOST = 2000, FILTER_BYTES = 65536 };

/* What text is being read into. */
typedef enum Target { NOWHERE, FIELD_TEXT, OTHER, TERM } Target;

typedef struct Reading {
    xmlTextReaderPtr reader;
    const char *file;
    struct WxrMemory *memory;
    const WxrVisitor *visitor;
    Diagnostics *diagnostics;
    WxrItem item;
    bool in_item, is_wxr, stopped;
    Target target;
    WxrField field;
    Str other; /* text of other elements */
    Str login, key;
    bool damaged; /* one damage is reported */
} Reading;

static bool is_named(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

static bool is_field(const Reading *r, const char *name, const char *element)
{
    static const char meta[] = "meta:";
    if (str_starts(element, meta))
        return is_named(name, "wp:meta_value") && is_named(r->key.data, element + strlen(meta));
    return is_named(name, element);
}

static void begin_element(Reading *r, const char *name)
{
    r->target = OTHER;
    str_clear(&r->other);
    if (is_named(name, "item")) {
        wxr_item_clear(&r->item);
        r->in_item = true;
        r->item.line = xmlTextReaderGetParserLineNumber(r->reader);
    }
    r->is_wxr |= str_starts(name, "wp:");
    if (!r->in_item)
        return;
    if (is_named(name, "category")) {
        xmlChar *slug = xmlTextReaderGetAttribute(r->reader, (const xmlChar *)"nicename");
        r->target = NOWHERE;
        if (r->item.terms_count + 2 <= WXR_TERMS) {
            r->target = TERM;
            if (slug)
                str_add(&r->item.terms[r->item.terms_count++], (const char *)slug);
            r->item.terms_count++;
        }
        xmlFree(slug);
    }
    for (int i = 0; i < WXR_FIELD_COUNT; i++)
        if (is_field(r, name, fields[i].element)) {
            r->target = FIELD_TEXT;
            r->field = (WxrField)i;
            str_clear(&r->item.fields[i]);
        }
}

static void add_text(Reading *r, const char *text)
{
    Str *to = r->target == FIELD_TEXT ? &r->item.fields[r->field]
              : r->target == TERM     ? &r->item.terms[r->item.terms_count - 1]
                                      : &r->other;
    size_t most = r->target == FIELD_TEXT ? fields[r->field].most : OTHER_MOST;
    size_t length = strlen(text), left = to->length < most ? most - to->length : 0;
    if (r->target == NOWHERE)
        return;
    if (length > left) {
        r->item.too_long |= r->target == FIELD_TEXT && r->field == WXR_CONTENT;
        for (length = left; length && ((unsigned char)text[length] & 0xC0) == 0x80;)
            length--;
    }
    str_add_bytes(to, text, length);
}

static void end_item(Reading *r)
{
    const char *reason = wxr_skip_reason(&r->item);
    if (*r->item.fields[WXR_ATTACHMENT].data)
        wxr_remember_attachment(r->memory, &r->item);
    if (reason) {
        r->visitor->skipped(r->visitor->context, reason);
        return;
    }
    Draft *draft = wxr_draft(r->file, &r->item, r->memory, r->diagnostics);
    if (draft)
        r->visitor->post(r->visitor->context, draft);
    if (r->item.fields[WXR_CONTENT].capacity > FILTER_BYTES * 4)
        str_release(&r->item.fields[WXR_CONTENT]);
}

/* Keeps a value of the channel once. */
static void keep(Reading *r, const char **value)
{
    if (!*value && r->other.length)
        *value = folded_copy(r->memory->arena, r->other.data);
}

static void end_element(Reading *r, const char *name)
{
    if (is_named(name, "item")) {
        r->in_item = false;
        end_item(r);
    } else if (is_named(name, "wp:author_login")) {
        str_clear(&r->login);
        str_add(&r->login, r->other.data);
    } else if (is_named(name, "wp:author_display_name")) {
        wxr_remember_author(r->memory, r->login.data, r->other.data);
    } else if (is_named(name, "wp:meta_key")) {
        str_clear(&r->key);
        str_add(&r->key, r->other.data);
    } else if (!r->in_item && is_named(name, "title")) {
        keep(r, &r->memory->site);
    } else if (!r->in_item && is_named(name, "language")) {
        keep(r, &r->memory->language);
    } else if (!r->in_item && (is_named(name, "wp:base_blog_url") || is_named(name, "link"))) {
        keep(r, &r->memory->base);
    }
    r->target = NOWHERE;
}

static Place here(const Reading *r)
{
    return (Place){r->file, xmlTextReaderGetParserLineNumber(r->reader), 0};
}

static void take_node(Reading *r)
{
    const char *name = (const char *)xmlTextReaderConstName(r->reader);
    const char *value = (const char *)xmlTextReaderConstValue(r->reader);
    switch (xmlTextReaderNodeType(r->reader)) {
    case XML_READER_TYPE_ELEMENT:
        begin_element(r, name);
        if (xmlTextReaderIsEmptyElement(r->reader))
            end_element(r, name);
        break;
    case XML_READER_TYPE_END_ELEMENT: end_element(r, name); break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        if (value)
            add_text(r, value);
        break;
    case XML_READER_TYPE_DOCUMENT_TYPE:
        diag(r->diagnostics, IMPORT_DOCTYPE, here(r));
        r->stopped = true;
        break;
    default: break;
    }
}

static void on_error(void *context, const char *text, xmlParserSeverities severity,
                     xmlTextReaderLocatorPtr locator)
{
    Reading *r = context;
    if (r->damaged || severity != XML_PARSER_SEVERITY_ERROR)
        return;
    char message[200];
    snprintf(message, sizeof message, "%s", text);
    message[strcspn(message, "\n")] = '\0';
    diag(r->diagnostics, IMPORT_XML, ((Place){r->file, xmlTextReaderLocatorLineNumber(locator), 0}),
         message);
    r->damaged = true;
}

static void read_all(Reading *r)
{
    if (!r->reader)
        return;
    xmlTextReaderSetErrorHandler(r->reader, on_error, r);
    while (!r->stopped && xmlTextReaderRead(r->reader) == 1)
        take_node(r);
    if (!r->is_wxr && !r->stopped)
        diag(r->diagnostics, IMPORT_NOT_WXR, ((Place){r->file, 0, 0}));
    xmlFreeTextReader(r->reader);
    wxr_item_release(&r->item);
    str_release(&r->other);
    str_release(&r->login);
    str_release(&r->key);
}

static void start(Reading *r, const char *file, WxrMemory *memory, const WxrVisitor *visitor,
                  Diagnostics *diagnostics)
{
    *r = (Reading){.file = file,
                   .memory = memory,
                   .visitor = visitor,
                   .diagnostics = diagnostics,
                   .other = STR_INIT,
                   .login = STR_INIT,
                   .key = STR_INIT};
    for (int i = 0; i < WXR_FIELD_COUNT; i++)
        r->item.fields[i] = STR_INIT;
    for (int i = 0; i < WXR_TERMS; i++)
        r->item.terms[i] = STR_INIT;
}

WxrMemory *wxr_memory_new(void)
{
    WxrMemory *memory = memory_new(sizeof *memory);
    memory->arena = arena_new();
    return memory;
}

void wxr_memory_free(WxrMemory *memory)
{
    if (!memory)
        return;
    strmap_release(&memory->authors);
    strmap_release(&memory->attachments);
    free(memory->names);
    free(memory->list);
    arena_free(memory->arena);
    free(memory);
}

/* Exports of old sites hold bytes that XML forbids, or that are not UTF-8: on their way to the
 * parser the first become spaces, the others what Windows-1252 makes of them. */
typedef struct Filter {
    FILE *file; /* or, from memory: */
    const char *at, *end;
    unsigned char in[FILTER_BYTES];
    size_t in_length, in_at;
    char out[8]; /* a character that did not fit */
    size_t out_length;
    bool foreign; /* declares another encoding: passed on as it is */
    bool begun;
} Filter;

static size_t refill(Filter *f)
{
    size_t kept = f->in_length - f->in_at;
    memmove(f->in, f->in + f->in_at, kept);
    size_t n = 0, room = sizeof f->in - kept;
    if (f->file) {
        n = fread(f->in + kept, 1, room, f->file);
    } else {
        n = (size_t)(f->end - f->at) < room ? (size_t)(f->end - f->at) : room;
        memcpy(f->in + kept, f->at, n);
        f->at += n;
    }
    f->in_at = 0;
    f->in_length = kept + n;
    return n;
}

/* True when the XML declaration names an encoding other than UTF-8, or there is a UTF-16 mark. */
static bool declares_other(const Filter *f)
{
    const char *bytes = (const char *)f->in;
    size_t n = f->in_length < 200 ? f->in_length : 200;
    if (n >= 2 && (f->in[0] >= 0xFE || !f->in[0] || !f->in[1]))
        return true;
    const char *end = memchr(bytes, '>', n), *at = memmem(bytes, n, "encoding=", 9);
    return end && at && at < end && strncasecmp(at + 10, "utf-8", 5) != 0;
}

/* One character from the input as UTF-8; 0 at its end. */
static size_t next_character(Filter *f, char out[8])
{
    static const uint16_t windows[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
    if (f->in_length - f->in_at < 8)
        refill(f);
    size_t left = f->in_length - f->in_at;
    if (!left)
        return 0;
    const char *at = (const char *)f->in + f->in_at;
    uint32_t c;
    size_t n = utf8_decode(at, left, &c);
    bool genuine = c != UTF8_REPLACEMENT || (n == 3 && memcmp(at, "\xEF\xBF\xBD", 3) == 0);
    if (!genuine) {
        unsigned char byte = f->in[f->in_at];
        n = 1;
        c = byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte;
    }
    f->in_at += n;
    if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0xFFFE || c == 0xFFFF)
        c = ' ';
    return utf8_encode(c, out);
}

static int filter_read(void *context, char *buffer, int length)
{
    Filter *f = context;
    size_t room = (size_t)length, n = 0;
    if (!f->begun) {
        refill(f);
        f->foreign = declares_other(f);
        f->begun = true;
    }
    while (n < room) {
        if (f->foreign) {
            if (f->in_at == f->in_length && !refill(f))
                break;
            buffer[n++] = (char)f->in[f->in_at++];
            continue;
        }
        if (!f->out_length && f->in_at < f->in_length && f->in[f->in_at] < 0x80 &&
            f->in[f->in_at] >= 0x20) {
            buffer[n++] = (char)f->in[f->in_at++];
            continue;
        }
        if (!f->out_length)
            f->out_length = next_character(f, f->out);
        if (!f->out_length || n + f->out_length > room)
            break;
        memcpy(buffer + n, f->out, f->out_length);
        n += f->out_length;
        f->out_length = 0;
    }
    return (int)n;
}

static int filter_close(void *context)
{
    (void)context;
    return 0;
}

static void read_filtered(Filter *filter, const char *name, WxrMemory *memory,
                          const WxrVisitor *visitor, Diagnostics *diagnostics)
{
    Reading *r = memory_new(sizeof *r);
    start(r, name, memory, visitor, diagnostics);
    /* No network, no external files, no entities but XML's own. */
    int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_COMPACT;
    r->reader = xmlReaderForIO(filter_read, filter_close, filter, NULL, NULL, options);
    read_all(r);
    free(r);
}

void wxr_read(const char *path, WxrMemory *memory, const WxrVisitor *visitor,
              Diagnostics *diagnostics)
{
    Filter *filter = memory_new(sizeof *filter);
    filter->file = fopen(path, "rb");
    if (filter->file) {
        read_filtered(filter, path, memory, visitor, diagnostics);
        fclose(filter->file);
    } else {
        Reason why;
        reason_set(&why, "cannot read %s: %s", path, strerror(errno));
        diag(diagnostics, FILE_UNREADABLE, ((Place){path, 0, 0}), why.text);
    }
    free(filter);
}

void wxr_read_memory(const char *name, const char *bytes, size_t length, WxrMemory *memory,
                     const WxrVisitor *visitor, Diagnostics *diagnostics)
{
    Filter *filter = memory_new(sizeof *filter);
    filter->at = bytes;
    filter->end = bytes + length;
    read_filtered(filter, name, memory, visitor, diagnostics);
    free(filter);
}
