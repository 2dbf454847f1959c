#include "epub/xml.h"

#include "base/memory.h"

#include <assert.h>
#include <libxml/xmlwriter.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Xml {
    xmlTextWriterPtr writer;
    Str piece; /* a NUL-terminated copy of a part of a text */
};

static int write_out(void *context, const char *bytes, int length)
{
    str_add_bytes(context, bytes, (size_t)length);
    return length;
}

/* The writer fails for want of memory only: its input is checked text, its output a string. */
static void must(int result)
{
    if (result < 0)
        memory_fail();
}

static const xmlChar *chars(const char *string)
{
    return (const xmlChar *)string;
}

Xml *xml_new(Str *out, const char *doctype)
{
    Xml *xml = memory_new(sizeof *xml);
    xml->piece = STR_INIT;
    xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(write_out, NULL, out, NULL);
    xml->writer = buffer ? xmlNewTextWriter(buffer) : NULL;
    if (!xml->writer)
        memory_fail();
    must(xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", NULL));
    if (doctype) {
        must(xmlTextWriterWriteDTD(xml->writer, chars(doctype), NULL, NULL, NULL));
        must(xmlTextWriterWriteRaw(xml->writer, chars("\n")));
    }
    return xml;
}

void xml_end(Xml *xml)
{
    must(xmlTextWriterEndDocument(xml->writer));
    xmlFreeTextWriter(xml->writer);
    str_release(&xml->piece);
    free(xml);
}

void xml_open(Xml *xml, const char *element)
{
    must(xmlTextWriterStartElement(xml->writer, chars(element)));
}

/* Most text needs no escape: then it is neither copied nor looked through again. */
static bool needs_escape(const char *text, size_t length)
{
    for (const char *special = "<>&\"\t\n\r"; *special; special++)
        if (memchr(text, *special, length))
            return true;
    return length > INT_MAX;
}

void xml_attribute(Xml *xml, const char *name, const char *value)
{
    if (!value)
        return;
    size_t length = strlen(value);
    if (needs_escape(value, length)) {
        must(xmlTextWriterWriteAttribute(xml->writer, chars(name), chars(value)));
        return;
    }
    must(xmlTextWriterStartAttribute(xml->writer, chars(name)));
    must(xmlTextWriterWriteRawLen(xml->writer, chars(value), (int)length));
    must(xmlTextWriterEndAttribute(xml->writer));
}

void xml_attribute_number(Xml *xml, const char *name, long long value)
{
    char number[24];
    snprintf(number, sizeof number, "%lld", value);
    xml_attribute(xml, name, number);
}

void xml_bytes(Xml *xml, const char *text, size_t length)
{
    if (!needs_escape(text, length)) {
        must(xmlTextWriterWriteRawLen(xml->writer, chars(text), (int)length));
        return;
    }
    str_clear(&xml->piece);
    str_add_bytes(&xml->piece, text, length);
    must(xmlTextWriterWriteString(xml->writer, chars(xml->piece.data)));
}

void xml_text(Xml *xml, const char *text)
{
    xml_bytes(xml, text, strlen(text));
}

void xml_close(Xml *xml)
{
    must(xmlTextWriterFullEndElement(xml->writer));
}

void xml_close_empty(Xml *xml)
{
    must(xmlTextWriterEndElement(xml->writer));
}

void xml_element(Xml *xml, const char *element, const char *text)
{
    xml_open(xml, element);
    xml_text(xml, text);
    xml_close(xml);
}
