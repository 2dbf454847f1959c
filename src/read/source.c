#include "read/source.h"

#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

enum { SOURCE_BYTES = SOURCE_MEGABYTES * 1024 * 1024 };

static Place at_line(const char *path, int line)
{
    return (Place){path, line, 0};
}

static int line_of(const char *text, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    return line;
}

/* UTF-32 by its byte order mark; UTF-16 by its own, or by the zero bytes of its first two letters;
 * else NULL. *mark becomes how long the byte order mark is, UTF-8's included. */
static const char *wide_encoding(const char *bytes, size_t length, size_t *mark)
{
    *mark = 0;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        *mark = 3;
    if (length < 2 || *mark)
        return NULL;
    if (length >= 4 &&
        (memcmp(bytes, "\xFF\xFE\0", 4) == 0 || memcmp(bytes, "\0\0\xFE\xFF", 4) == 0)) {
        *mark = 4;
        return bytes[0] ? "UTF-32LE" : "UTF-32BE";
    }
    bool little = memcmp(bytes, "\xFF\xFE", 2) == 0, big = memcmp(bytes, "\xFE\xFF", 2) == 0;
    if (little || big)
        *mark = 2;
    else if (length >= 4) {
        little = bytes[0] && !bytes[1] && bytes[2] && !bytes[3];
        big = !bytes[0] && bytes[1] && !bytes[2] && bytes[3];
    }
    return little ? "UTF-16LE" : big ? "UTF-16BE" : NULL;
}

/* True when most of what is not ASCII is good UTF-8: then the rest is damage, not another encoding.
 */
static bool is_mostly_utf8(const char *bytes, size_t length)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        n = utf8_decode(bytes + at, length - at, &c);
        good += c >= 0x80 && c != UTF8_REPLACEMENT;
        bad += c == UTF8_REPLACEMENT;
    }
    return good > bad;
}

/* Copies UTF-8, with U+FFFD for what is none; each line's first is reported. */
static void replace_damage(const char *path, const char *bytes, size_t length, Str *text,
                           Diagnostics *diagnostics)
{
    int line = 1, reported = 0;
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        size_t wrong = utf8_invalid(bytes + at, length - at);
        for (size_t i = at; i < at + wrong; i++)
            line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
        str_add_bytes(text, bytes + at, wrong);
        n = wrong;
        if (at + wrong == length)
            return;
        n += utf8_decode(bytes + at + wrong, length - at - wrong, &c);
        str_add_utf8(text, UTF8_REPLACEMENT);
        if (reported != line)
            diag(diagnostics, ENCODING_DAMAGED, at_line(path, line));
        reported = line;
    }
}

/* Makes UTF-8 of UTF-16, UTF-32 and Windows-1252, and says so; takes the byte order mark away. */
static void convert(const char *path, Str *text, Diagnostics *diagnostics)
{
    const char *bytes = text->data;
    size_t length = text->length, mark;
    const char *encoding = wide_encoding(bytes, length, &mark);
    size_t wrong = encoding ? 0 : utf8_invalid(bytes, length);
    bool damaged = !encoding && wrong < length && is_mostly_utf8(bytes + mark, length - mark);
    if (!encoding && wrong < length && !damaged)
        encoding = "windows-1252";
    if (!encoding && !damaged && !mark)
        return;
    Str converted = STR_INIT;
    if (encoding)
        diag(diagnostics, ENCODING, at_line(path, line_of(bytes, wrong)), encoding);
    if (damaged)
        replace_damage(path, bytes + mark, length - mark, &converted, diagnostics);
    else if (!encoding || !unicode_decode(encoding, bytes + mark, length - mark, &converted))
        str_add_bytes(&converted, bytes + mark, length - mark);
    str_release(text);
    *text = converted;
}

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0 && c != 0x85) ||
           unicode_is_noncharacter(c) || c == 0xFEFF;
}

/* True when eight bytes are printable ASCII. Where a byte is less than a space, or DEL, the
 * subtraction borrows into its highest bit; or into a later byte's, which is on the safe side. */
static bool is_printable(const char *bytes)
{
    const uint64_t each = 0x0101010101010101u;
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    uint64_t marks = eight | (eight - each * 0x20) | (eight + each);
    return (marks & each * 0x80) == 0;
}

/* How many bytes from `at` on are ASCII that needs no cleaning: most of most texts, and all of
 * many. Adds the lines that end there. */
static size_t plain_length(const Str *text, size_t at, int *lines)
{
    size_t start = at;
    for (; at < text->length; at++) {
        while (text->length - at > sizeof(uint64_t) && is_printable(text->data + at))
            at += sizeof(uint64_t);
        unsigned char c = (unsigned char)text->data[at];
        if ((c < 0x20 && c != '\n' && c != '\t') || c >= 0x7F)
            break;
        *lines += c == '\n';
    }
    return at - start;
}

void source_clean(Str *text, Place start, Diagnostics *diagnostics)
{
    int line = 0, reported = -1;
    size_t n = plain_length(text, 0, &line);
    if (n == text->length)
        return;
    Str result = STR_INIT;
    str_add_bytes(&result, text->data, n);
    for (size_t at = n; at < text->length; at += n) {
        uint32_t c;
        n = plain_length(text, at, &line);
        if (n) {
            str_add_bytes(&result, text->data + at, n);
            continue;
        }
        n = utf8_decode(text->data + at, text->length - at, &c);
        if (c == '\r') {
            n += at + 1 < text->length && text->data[at + 1] == '\n';
            c = '\n';
        }
        line += c == '\n';
        if (c == 0x2028 || c == 0x2029 || c == 0x85) {
            str_add_char(&result, ' ');
        } else if (!is_control(c)) {
            str_add_utf8(&result, c);
        } else if (c != 0xFEFF && reported != line) {
            Place place = {start.file, start.line + line, line ? 0 : start.column};
            diag(diagnostics, CONTROL_CHARACTER, place, (unsigned)c);
            reported = line;
        }
    }
    str_release(text);
    *text = result;
    unicode_nfc(text);
}

void source_decode(const char *path, Str *text, Diagnostics *diagnostics)
{
    convert(path, text, diagnostics);
    source_clean(text, at_line(path, 1), diagnostics);
}

bool source_read(const char *path, Str *text, Diagnostics *diagnostics)
{
    Reason why;
    diagnostics_order_file(diagnostics, path);
    if (file_size(path) > SOURCE_BYTES) {
        diag(diagnostics, FILE_TOO_LARGE, at_line(path, 0), SOURCE_MEGABYTES);
        return false;
    }
    if (!file_read(path, SOURCE_BYTES, text, &why)) {
        diag(diagnostics, FILE_UNREADABLE, at_line(path, 0), why.text);
        return false;
    }
    source_decode(path, text, diagnostics);
    return true;
}

const char *source_first_words(Arena *arena, const char *text)
{
    enum { LONGEST = 40 };
    size_t n = strcspn(text, "\n");
    if (n <= LONGEST)
        return arena_bytes(arena, text, n);
    return arena_format(arena, "%.*s…", (int)utf8_cut(text, LONGEST), text);
}
