/* A section of the book as an XHTML content document (EPUB 3.3, section 6.1). */
#ifndef BINDERY_EPUB_XHTML_H
#define BINDERY_EPUB_XHTML_H

#include "epub/publication.h"
#include "epub/xml.h"

/* Begins a document: the head, with its title and style sheets, and the body. */
Xml *xhtml_begin(Str *out, const Publication *publication, const char *language, const char *title,
                 const char *body_type);
void xhtml_end(Xml *xml);

/* `lang` and `xml:lang`, and `dir` when the language runs otherwise than what is around it. Nothing
 * for a NULL language. */
void xhtml_language(Xml *xml, const char *language, const char *around);

/* A whole document of kind DOCUMENT_SECTION. */
void xhtml_section(const Publication *publication, const Document *document, Str *out);

#endif
