/* An XML document written to a string, by libxml2, which only this module knows.
 *
 * Text and attribute values are escaped; nothing is indented, since white space is text in XHTML.
 * Strings are valid UTF-8 without control characters. */
#ifndef BINDERY_EPUB_XML_H
#define BINDERY_EPUB_XML_H

#include "base/str.h"

typedef struct Xml Xml;

/* Begins a document with its declaration; `doctype` is the name in it, NULL for none. */
Xml *xml_new(Str *out, const char *doctype);
void xml_end(Xml *xml); /* closes what is open, and frees */

void xml_open(Xml *xml, const char *element);
/* An attribute of the element opened last, before anything is written into it. NULL: none. */
void xml_attribute(Xml *xml, const char *name, const char *value);
void xml_attribute_number(Xml *xml, const char *name, long long value);
void xml_text(Xml *xml, const char *text);
void xml_bytes(Xml *xml, const char *text, size_t length);
void xml_close(Xml *xml);       /* with an end tag, also when the element is empty */
void xml_close_empty(Xml *xml); /* an element that is empty by definition: <br/> */

/* An element that holds text only. */
void xml_element(Xml *xml, const char *element, const char *text);

#endif
