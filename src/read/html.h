/* Raw HTML inside Markdown: a book does not show it, so each piece is reported. */
#ifndef BINDERY_READ_HTML_H
#define BINDERY_READ_HTML_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

/* True for `<br>`, the one tag that means something in a book. */
bool html_is_break(const char *html);

/* Reports one inline tag or comment; what stands around it is the caller's. A closing tag was
 * reported with the one that opened it. */
void html_report_inline(const char *html, Place place, Arena *arena, Diagnostics *diagnostics);

/* Reports a block of HTML, which is left out with all its text. */
void html_report_block(const char *html, Place place, Arena *arena, Diagnostics *diagnostics);

#endif
