/* The two tables by which reading systems move about: the navigation document of EPUB 3.3 (section
 * 7) and, for older ones, the NCX of EPUB 2 (OPF 2.0.1, 2.4.1). */
#ifndef BINDERY_EPUB_NAVIGATION_H
#define BINDERY_EPUB_NAVIGATION_H

#include "epub/publication.h"

void navigation_document(const Publication *publication, Str *out);
void navigation_ncx(const Publication *publication, Str *out);

/* The first document of a landmark; NULL when there is none. */
const Document *navigation_landmark(const Publication *publication, const char *landmark);

#endif
