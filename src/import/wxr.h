/* WordPress exports (WXR 1.0 to 1.2) → drafts, post by post, whatever the file's size. Only wxr.c
 * knows libxml2's reader. */
#ifndef BINDERY_IMPORT_WXR_H
#define BINDERY_IMPORT_WXR_H

#include "import/draft.h"

/* What a run over an export tells. A draft is the callee's to free; it is not yet recognised. */
typedef struct WxrVisitor {
    void (*post)(void *context, Draft *draft);
    void (*skipped)(void *context, const char *what); /* "page", "draft", "attachment"… */
    void *context;
} WxrVisitor;

/* What is kept of an export between two runs: authors' names, and what attachments show. */
typedef struct WxrMemory WxrMemory;
WxrMemory *wxr_memory_new(void);
void wxr_memory_free(WxrMemory *memory); /* NULL is allowed */

/* Visits every published post of the export. Attachments that stand after the posts that show them
 * are known from the second run on. */
void wxr_read(const char *path, WxrMemory *memory, const WxrVisitor *visitor,
              Diagnostics *diagnostics);

/* The same from memory, as the file `name`. */
void wxr_read_memory(const char *name, const char *bytes, size_t length, WxrMemory *memory,
                     const WxrVisitor *visitor, Diagnostics *diagnostics);

#endif
