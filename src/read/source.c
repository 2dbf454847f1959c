#include "read/source.h"

#include "base/file.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

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

/* UTF-16 by its byte order mark, Windows-1252 by bytes that are not UTF-8: read as such, and said.
 */
static void convert(const char *path, Str *text, Diagnostics *diagnostics)
{
    const char *encoding = NULL, *bytes = text->data;
    size_t length = text->length, mark = 0;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        encoding = "UTF-16LE", mark = 2;
    else if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        encoding = "UTF-16BE", mark = 2;
    else if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        mark = 3;
    size_t wrong = encoding ? 0 : utf8_invalid(bytes, length);
    if (!encoding && wrong < length) {
        encoding = "windows-1252";
        diag(diagnostics, ENCODING, at_line(path, line_of(bytes, wrong)), encoding);
    } else if (encoding) {
        diag(diagnostics, ENCODING, at_line(path, 1), encoding);
    }
    if (!encoding && !mark)
        return;
    Str converted = STR_INIT;
    if (!encoding || !unicode_decode(encoding, bytes + mark, length - mark, &converted))
        str_add_bytes(&converted, bytes + mark, length - mark);
    str_release(text);
    *text = converted;
}

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0 && c != 0x85) ||
           unicode_is_noncharacter(c) || c == 0xFEFF;
}

/* True when there is nothing to clean: the usual case, told in one quick look. */
static bool is_clean(const Str *text)
{
    for (size_t i = 0; i < text->length; i++) {
        unsigned char c = (unsigned char)text->data[i];
        if ((c < 0x20 && c != '\n' && c != '\t') || c >= 0x7F)
            return false;
    }
    return true;
}

/* Line ends become LF, other separators spaces; control characters go, each line's first is
 * reported. */
static void clean(const char *path, Str *text, Diagnostics *diagnostics)
{
    if (is_clean(text))
        return;
    Str result = STR_INIT;
    int line = 1, reported = 0;
    for (size_t at = 0, n; at < text->length; at += n) {
        uint32_t c;
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
            diag(diagnostics, CONTROL_CHARACTER, at_line(path, line), (unsigned)c);
            reported = line;
        }
    }
    str_release(text);
    *text = result;
    unicode_nfc(text);
}

bool source_read(const char *path, Str *text, Diagnostics *diagnostics)
{
    Reason why;
    diagnostics_order_file(diagnostics, path);
    if (!file_read(path, SOURCE_LIMIT, text, &why)) {
        diag(diagnostics, FILE_UNREADABLE, at_line(path, 0), why.text);
        return false;
    }
    convert(path, text, diagnostics);
    clean(path, text, diagnostics);
    return true;
}
