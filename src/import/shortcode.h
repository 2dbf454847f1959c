/* WordPress's shortcodes: `[caption …]…[/caption]`. */
#ifndef BINDERY_IMPORT_SHORTCODE_H
#define BINDERY_IMPORT_SHORTCODE_H

#include "import/draft.h"

/* What an export's attachment shows. */
typedef struct Attachment {
    const char *url, *alt, *caption;
} Attachment;

typedef const Attachment *FindAttachment(const void *context, const char *id);

/* Adds the content to `out` with captions, galleries and notes as HTML, the words that other
 * shortcodes enclose, and nothing else of them; counts those in the draft. Brackets that only look
 * like a shortcode stay. */
void shortcodes_take(Draft *draft, const char *content, size_t length, FindAttachment *find,
                     const void *context, Str *out);

#endif
