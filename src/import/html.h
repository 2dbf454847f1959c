/* Saved web pages → drafts. */
#ifndef BINDERY_IMPORT_HTML_H
#define BINDERY_IMPORT_HTML_H

#include "import/draft.h"

/* No page's own text is larger. */
enum { PAGE_MEGABYTES = 16, FRAGMENT_MEGABYTES = 2 };

/* Makes UTF-8 of a page's bytes, by its byte order mark, by being UTF-8, or by what it declares. */
void html_decode(Str *page);

/* Reads a page: its facts, and the blocks of its article. False when it cannot be parsed
 * (reported). */
bool html_read_page(Draft *draft, const Str *page, Diagnostics *diagnostics);

/* Reads a fragment that is an article's text, as a WordPress export holds it: see blocks_add(). */
bool html_read_fragment(Draft *draft, const char *html, size_t length, bool newlines,
                        Diagnostics *diagnostics);

#endif
