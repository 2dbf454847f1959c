#include "import/wxr_item.h"

#include "base/memory.h"
#include "import/html.h"
#include "import/linked_data.h"
#include "import/when.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* More than any site has; what comes after is not remembered. */
enum { AUTHORS_MOST = 10000, ATTACHMENTS_MOST = 30000 };

void wxr_item_clear(WxrItem *item)
{
    for (int i = 0; i < WXR_FIELD_COUNT; i++)
        str_clear(&item->fields[i]);
    for (size_t i = 0; i < item->terms_count; i++)
        str_clear(&item->terms[i]);
    item->terms_count = 0;
    item->too_long = false;
}

void wxr_item_release(WxrItem *item)
{
    for (int i = 0; i < WXR_FIELD_COUNT; i++)
        str_release(&item->fields[i]);
    for (size_t i = 0; i < WXR_TERMS; i++)
        str_release(&item->terms[i]);
}

void wxr_remember_author(struct WxrMemory *memory, const char *login, const char *name)
{
    if (!*login || !*name || memory->names_count == AUTHORS_MOST ||
        strmap_find(&memory->authors, login))
        return;
    size_t *slot = strmap_slot(&memory->authors, arena_string(memory->arena, login));
    memory->names = memory_grow(memory->names, memory->names_count + 1, &memory->names_capacity,
                                sizeof *memory->names);
    memory->names[memory->names_count++] = arena_string(memory->arena, name);
    *slot = memory->names_count;
}

static const char *field(const WxrItem *item, WxrField id)
{
    return item->fields[id].data;
}

void wxr_remember_attachment(struct WxrMemory *memory, const WxrItem *item)
{
    const char *id = field(item, WXR_ID), *url = field(item, WXR_ATTACHMENT);
    if (!*url || memory->count == ATTACHMENTS_MOST || strmap_find(&memory->attachments, id))
        return;
    Arena *arena = memory->arena;
    Attachment attachment = {arena_string(arena, url), arena_string(arena, field(item, WXR_ALT)),
                             arena_string(arena, field(item, WXR_EXCERPT))};
    memory->list =
        memory_grow(memory->list, memory->count + 1, &memory->capacity, sizeof attachment);
    memory->list[memory->count++] = attachment;
    *strmap_slot(&memory->attachments, arena_string(arena, id)) = memory->count;
    *strmap_slot(&memory->attachments, attachment.url) = memory->count;
}

const char *wxr_skip_reason(const WxrItem *item)
{
    const char *type = field(item, WXR_TYPE), *status = field(item, WXR_STATUS);
    if (*type && strcmp(type, "post") != 0)
        return type;
    if (*status && strcmp(status, "publish") != 0)
        return status;
    return *field(item, WXR_PASSWORD) ? "password-protected" : NULL;
}

static const Attachment *find(const struct WxrMemory *memory, const char *key)
{
    const size_t *found = strmap_find(&memory->attachments, key);
    return found && *found ? &memory->list[*found - 1] : NULL;
}

static const Attachment *find_attachment(const void *memory, const char *id)
{
    return find(memory, id);
}

/* The attachment's address of a picture that WordPress made smaller: without `-640x360`. */
static const char *without_size(Arena *arena, const char *url)
{
    const char *dot = strrchr(url, '.'), *dash = strrchr(url, '-');
    if (!dot || !dash || dash > dot)
        return url;
    size_t width = strspn(dash + 1, "0123456789");
    const char *x = dash + 1 + width;
    if (!width || *x != 'x' || x + 1 + strspn(x + 1, "0123456789") != dot)
        return url;
    return arena_format(arena, "%.*s%s", (int)(dash - url), url, dot);
}

/* Pictures without alternative text have that of their attachment. */
static void add_alt_text(Draft *draft, const struct WxrMemory *memory)
{
    for (Node *block = draft->body->first; block; block = block->next) {
        Node *image = block->kind == NODE_PARAGRAPH ? block->first : NULL;
        if (!image || image->kind != NODE_IMAGE || *image->image.alt)
            continue;
        const char *url = image->image.image->name;
        const Attachment *attachment = find(memory, url);
        attachment = attachment ? attachment : find(memory, without_size(draft->book->arena, url));
        if (!attachment || !*attachment->alt)
            continue;
        image->image.alt = folded_copy(draft->book->arena, attachment->alt);
        draft->pictures_without_alt--;
    }
}

static void take_facts(Draft *draft, const WxrItem *item, const struct WxrMemory *memory)
{
    Arena *arena = draft->book->arena;
    const char *login = field(item, WXR_CREATOR), *link = field(item, WXR_LINK);
    const size_t *author = strmap_find(&memory->authors, login);
    draft->title = folded_copy(arena, without_entities(draft, field(item, WXR_TITLE)));
    draft->slug = arena_string(arena, field(item, WXR_NAME));
    draft->site = memory->site ? arena_string(arena, memory->site) : NULL;
    draft->base = memory->base ? arena_string(arena, memory->base) : NULL;
    if (author)
        draft_fact(draft, FACT_AUTHOR, memory->names[*author - 1], "the export", SURE_CERTAIN);
    if (str_starts(link, "http"))
        draft_fact(draft, FACT_SOURCE, link, "the export", SURE_CERTAIN);
    /* The site's own time, not Greenwich's: it is the day that readers saw. */
    draft_fact(draft, FACT_DATE, when_find(arena, field(item, WXR_DATE)), "the export",
               SURE_CERTAIN);
    draft_fact(draft, FACT_LANGUAGE, memory->language, "the export", SURE_LIKELY);
    const char **terms = arena_array(arena, item->terms_count + 1, sizeof *terms);
    for (size_t i = 0; i < item->terms_count; i++)
        terms[i] = arena_string(arena, item->terms[i].data);
    draft->terms = terms;
    const char *excerpt = field(item, WXR_EXCERPT);
    if (*excerpt)
        draft_fact(draft, FACT_SUMMARY, without_entities(draft, excerpt), "the excerpt",
                   SURE_CERTAIN);
}

Draft *wxr_draft(const char *file, const WxrItem *item, const struct WxrMemory *memory,
                 Diagnostics *diagnostics)
{
    Draft *draft = draft_new(file, item->line);
    const Str *content = &item->fields[WXR_CONTENT];
    Str html = STR_INIT;
    if (item->too_long) {
        diag(diagnostics, IMPORT_TOO_LARGE, draft_place(draft), FRAGMENT_MEGABYTES);
        draft_free(draft);
        return NULL;
    }
    take_facts(draft, item, memory);
    shortcodes_take(draft, content->data, content->length, find_attachment, memory, &html);
    linked_data_add_footnotes(field(item, WXR_NOTES), &html);
    bool blocks = strstr(html.data, "<!-- wp:") != NULL;
    bool ok = html_read_fragment(draft, html.data, html.length, !blocks, diagnostics);
    str_release(&html);
    if (ok) {
        add_alt_text(draft, memory);
        return draft;
    }
    draft_free(draft);
    return NULL;
}
