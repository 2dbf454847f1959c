/* One item of a WordPress export, once it was read, and what is made of it. */
#ifndef BINDERY_IMPORT_WXR_ITEM_H
#define BINDERY_IMPORT_WXR_ITEM_H

#include "base/strmap.h"
#include "import/draft.h"
#include "import/shortcode.h"

/* The text of an item's elements, or of custom fields (`meta:`), and how long each may be: longer
 * ones are cut. */
#define WXR_FIELDS(FIELD)                                                                          \
    FIELD(TITLE, "title", 1000)                                                                    \
    FIELD(LINK, "link", 2000)                                                                      \
    FIELD(CREATOR, "dc:creator", 200)                                                              \
    FIELD(CONTENT, "content:encoded", 2 * 1024 * 1024)                                             \
    FIELD(EXCERPT, "excerpt:encoded", 4000)                                                        \
    FIELD(ID, "wp:post_id", 20)                                                                    \
    FIELD(DATE, "wp:post_date", 40)                                                                \
    FIELD(NAME, "wp:post_name", 400)                                                               \
    FIELD(STATUS, "wp:status", 40)                                                                 \
    FIELD(TYPE, "wp:post_type", 40)                                                                \
    FIELD(PASSWORD, "wp:post_password", 400)                                                       \
    FIELD(ATTACHMENT, "wp:attachment_url", 2000)                                                   \
    FIELD(ALT, "meta:_wp_attachment_image_alt", 2000)                                              \
    FIELD(NOTES, "meta:footnotes", 200000)

typedef enum WxrField {
#define FIELD(name, element, most) WXR_##name,
    WXR_FIELDS(FIELD)
#undef FIELD
        WXR_FIELD_COUNT
} WxrField;

enum { WXR_TERMS = 64 };

typedef struct WxrItem {
    Str fields[WXR_FIELD_COUNT];
    Str terms[WXR_TERMS]; /* names and slugs of categories and tags */
    size_t terms_count;
    bool too_long; /* the content was cut */
    int line;
} WxrItem;

void wxr_item_clear(WxrItem *item);
void wxr_item_release(WxrItem *item);

/* Names of authors, and attachments by number and by address. */
struct WxrMemory {
    Arena *arena;
    StrMap authors; /* login → index + 1 in names */
    const char **names;
    size_t names_count, names_capacity;
    StrMap attachments; /* number or address → index + 1 in list */
    Attachment *list;
    size_t count, capacity;
    const char *site; /* the blog's title, or NULL */
    const char *language, *base;
};

void wxr_remember_author(struct WxrMemory *memory, const char *login, const char *name);
void wxr_remember_attachment(struct WxrMemory *memory, const WxrItem *item);

/* Why the item is no published post, in a word or two; NULL when it is one. */
const char *wxr_skip_reason(const WxrItem *item);

/* The post's draft, or NULL when its content is too long or cannot be parsed (reported). */
Draft *wxr_draft(const char *file, const WxrItem *item, const struct WxrMemory *memory,
                 Diagnostics *diagnostics);

#endif
