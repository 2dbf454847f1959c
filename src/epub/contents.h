/* The contents of an EPUB: its documents, and the sections with a heading in them. */
#ifndef BINDERY_EPUB_CONTENTS_H
#define BINDERY_EPUB_CONTENTS_H

#include "epub/publication.h"

/* The entries in reading order; in the publication's arena. Deeper sections are left out: Kindle
 * shows two levels. */
const Entry *contents_entries(const Publication *publication, size_t *count);

#endif
