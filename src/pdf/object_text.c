/* Objects → bytes (ISO 32000-1, 7.3), declared in object_file.h. No byte stands there that a reader
 * could do without. */
#include "pdf/object_file.h"

#include <string.h>

/* Ends what was written before, so that a number or word may follow. */
static void separate(Str *out)
{
    if (out->length && lexer_is_regular(out->data[out->length - 1]))
        str_add_char(out, ' ');
}

/* A number by its digits, with a point before the last `decimals` of them, and no zeros at the end.
 */
static void add_decimal(Str *out, long long value, int decimals)
{
    char digits[32], *at = digits + sizeof digits;
    unsigned long long left = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    bool significant = false;
    for (int i = 0; i < decimals; i++, left /= 10) {
        significant |= left % 10 != 0;
        if (significant)
            *--at = (char)('0' + left % 10);
    }
    if (significant)
        *--at = '.';
    if (left || !significant)
        do
            *--at = (char)('0' + left % 10);
        while (left /= 10);
    if (value < 0)
        *--at = '-';
    separate(out);
    str_add_bytes(out, at, (size_t)(digits + sizeof digits - at));
}

void object_add_integer(Str *out, long long value)
{
    add_decimal(out, value, 0);
}

/* 7.3.5: what is not regular and visible is written as # and two digits. */
static void add_name(Str *out, const char *name)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *plain = name;
    for (const char *at = name; *at; at++) {
        if ((lexer_is_regular(*at) && *at > ' ' && *at <= '~' && *at != '#') || at == name)
            continue;
        str_add_bytes(out, plain, (size_t)(at - plain));
        uint8_t byte = (uint8_t)*at;
        str_add_bytes(out, (const char[]){'#', digits[byte >> 4], digits[byte & 15]}, 3);
        plain = at + 1;
    }
    str_add(out, plain);
}

/* 7.3.4.2: a carriage return would be read as a line feed. */
static void add_string(Str *out, const char *bytes, size_t length)
{
    str_add_char(out, '(');
    size_t plain = 0;
    for (size_t i = 0; i < length; i++) {
        bool is_return = bytes[i] == '\r';
        if (!is_return && bytes[i] != '(' && bytes[i] != ')' && bytes[i] != '\\')
            continue;
        str_add_bytes(out, bytes + plain, i - plain);
        str_add(out, is_return ? "\\r" : "\\");
        plain = is_return ? i + 1 : i;
    }
    str_add_bytes(out, bytes + plain, length - plain);
    str_add_char(out, ')');
}

static void add_word(Str *out, const char *bytes, size_t length)
{
    separate(out);
    str_add_bytes(out, bytes, length);
}

static void add_scalar(Str *out, const struct PdfObject *object)
{
    switch (object->kind) {
    case OBJECT_BOOLEAN:
        add_word(out, object->integer ? "true" : "false", 5 - !!object->integer);
        break;
    case OBJECT_INTEGER: add_decimal(out, object->integer, 0); break;
    case OBJECT_POINTS: add_decimal(out, object->integer, 3); break;
    case OBJECT_REAL: add_word(out, object->text.bytes, object->text.length); break;
    case OBJECT_NAME: add_name(out, object->text.bytes); break;
    case OBJECT_STRING: add_string(out, object->text.bytes, object->text.length); break;
    default: add_word(out, "null", 4);
    }
}

bool object_add_text(Str *out, Object object, ReferTo *refer, void *context)
{
    struct {
        Object container;
        uint32_t next;
    } open[MOST_NESTED + 1];
    size_t depth = 0;
    for (bool outermost = true;; outermost = false) {
        bool dictionary = object->kind == OBJECT_DICTIONARY;
        if (object->number && !outermost) {
            add_decimal(out, refer(context, object), 0);
            str_add(out, " 0 R");
        } else if (dictionary || object->kind == OBJECT_ARRAY) {
            if (depth == MOST_NESTED + 1)
                return false;
            str_add(out, dictionary ? "<<" : "[");
            open[depth].container = object;
            open[depth++].next = 0;
        } else {
            add_scalar(out, object);
        }
        while (depth && open[depth - 1].next == open[depth - 1].container->list.count)
            str_add(out, open[--depth].container->kind == OBJECT_DICTIONARY ? ">>" : "]");
        if (!depth)
            return true;
        Object container = open[depth - 1].container;
        uint32_t next = open[depth - 1].next++;
        if (container->kind == OBJECT_DICTIONARY) {
            add_name(out, container->list.entries[next].key);
            object = container->list.entries[next].value;
        } else {
            object = container->list.items[next];
        }
    }
}
