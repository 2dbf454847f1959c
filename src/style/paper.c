#include "style/value.h"

#include <string.h>
#include <strings.h>

/* In millimetres (ISO 216, ANSI): exact in tenths. */
static const struct {
    const char *name;
    double width, height;
} papers[] = {
    {"a3", 297, 420},         {"a4", 210, 297},        {"a5", 148, 210},
    {"a6", 105, 148},         {"b4", 250, 353},        {"b5", 176, 250},
    {"letter", 215.9, 279.4}, {"legal", 215.9, 355.6}, {"ledger", 279.4, 431.8},
    {"6x9", 152.4, 228.6},
};
enum { PAPERS = sizeof papers / sizeof *papers };

static bool named_paper(const char *name, PaperSize *size)
{
    for (int i = 0; i < PAPERS; i++)
        if (strcasecmp(papers[i].name, name) == 0) {
            *size = (PaperSize){SP_FROM_MM(papers[i].width), SP_FROM_MM(papers[i].height)};
            return true;
        }
    return false;
}

/* A plain decimal number, up to six digits and two decimals; returns what follows it, or NULL. */
static const char *read_decimal(const char *text, double *number)
{
    long whole = 0, fraction = 0, scale = 1;
    const char *start = text;
    for (; *text >= '0' && *text <= '9' && text - start < 6; text++)
        whole = whole * 10 + (*text - '0');
    if (text == start)
        return NULL;
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9' && scale < 100; text++, scale *= 10)
            fraction = fraction * 10 + (*text - '0');
    *number = (double)(whole * scale + fraction) / (double)scale;
    return text;
}

static bool is_side(double mm)
{
    return mm >= 50 && mm <= 2000;
}

bool paper_size(const char *name, PaperSize *size)
{
    if (named_paper(name, size))
        return true;
    double width = 0, height = 0;
    const char *rest = read_decimal(name, &width);
    if (!rest || (*rest | 32) != 'x')
        return false;
    rest = read_decimal(rest + 1, &height);
    if (!rest || strcasecmp(rest, "mm") != 0)
        return false;
    if (!is_side(width) || !is_side(height))
        return false;
    *size = (PaperSize){SP_FROM_MM(width), SP_FROM_MM(height)};
    return true;
}

static bool read_lengths(Cursor *cursor, PaperSize *size)
{
    double width = 0, height = 0;
    if (!length_in_points(cursor->at, &width) || width <= 0)
        return false;
    cursor->at++;
    cursor_skip_space(cursor);
    if (cursor->at < cursor->end && length_in_points(cursor->at, &height)) {
        if (height <= 0)
            return false;
        cursor->at++;
    } else {
        height = width;
    }
    *size = (PaperSize){sp_from_points(width), sp_from_points(height)};
    return true;
}

static bool read_named(Cursor *cursor, PaperSize *size)
{
    int landscape = -1;
    bool named = false;
    for (; !cursor_at_end(cursor); cursor->at++) {
        if (landscape < 0 && token_is_name(cursor->at, TOKEN_IDENT, "landscape"))
            landscape = 1;
        else if (landscape < 0 && token_is_name(cursor->at, TOKEN_IDENT, "portrait"))
            landscape = 0;
        else if (!named && cursor->at->kind == TOKEN_IDENT && named_paper(cursor->at->text, size))
            named = true;
        else
            return false;
    }
    if (landscape == 1)
        *size = (PaperSize){size->height, size->width};
    return named;
}

bool parse_paper(Cursor *cursor, Table *interned, Value *value)
{
    PaperSize size = {0, 0};
    bool lengths = cursor->at->kind == TOKEN_DIMENSION;
    if (!(lengths ? read_lengths(cursor, &size) : read_named(cursor, &size)))
        return false;
    *value = (Value){.form = FORM_DATA, .data = table_intern(interned, &size, sizeof size)};
    return true;
}

void print_paper(const Value *value, Str *out)
{
    PaperSize size;
    memcpy(&size, value->data, sizeof size);
    str_add_number(out, SP_TO_POINTS(size.width), 6);
    str_add(out, "pt ");
    str_add_number(out, SP_TO_POINTS(size.height), 6);
    str_add(out, "pt");
}
