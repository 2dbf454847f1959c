/* The package document (EPUB 3.3, section 5): metadata, manifest, spine and, for older reading
 * systems, the guide. */
#ifndef BINDERY_EPUB_PACKAGE_H
#define BINDERY_EPUB_PACKAGE_H

#include "epub/publication.h"

void package_document(const Publication *publication, Str *out);

#endif
