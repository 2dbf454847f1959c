#include "epub/contents.h"

#include "base/memory.h"
#include "book/walk.h"

#include <stdlib.h>
#include <string.h>

typedef struct Entries {
    Entry *list;
    size_t count, capacity;
} Entries;

static void add(Entries *entries, Entry entry)
{
    entries->list =
        memory_grow(entries->list, entries->count + 1, &entries->capacity, sizeof *entries->list);
    entries->list[entries->count++] = entry;
}

static const char *own_language(const Publication *publication, const Node *heading)
{
    const char *language = heading ? node_language(publication->book, heading) : NULL;
    return str_equal(language, publication->book->language) ? NULL : language;
}

static void add_sections(const Publication *publication, const Document *document, Entries *entries)
{
    Walk walk = walk_start(document->section);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event != WALK_ENTER || node == document->section)
            continue;
        const Node *heading = node->kind == NODE_SECTION ? section_heading(node) : NULL;
        const char *href = heading ? publication_href(publication, NULL, heading) : NULL;
        if (href && publication_document(publication, node) == document)
            add(entries, (Entry){.title = node_plain_text(publication->arena, heading),
                                 .href = href,
                                 .language = own_language(publication, heading),
                                 .level = 2});
        if (heading || node_shape(node->kind) != SHAPE_SECTIONING)
            walk_skip(&walk);
    }
}

const Entry *contents_entries(const Publication *publication, size_t *count)
{
    Entries entries = {0};
    for (size_t i = 0; i < publication->document_count; i++) {
        const Document *document = &publication->documents[i];
        const Node *heading = document->section ? section_heading(document->section) : NULL;
        add(&entries, (Entry){.title = document->title,
                              .href = document->file,
                              .language = own_language(publication, heading),
                              .level = 1});
        if (document->section)
            add_sections(publication, document, &entries);
    }
    *count = entries.count;
    Entry *list = arena_array(publication->arena, entries.count, sizeof *list);
    if (entries.count)
        memcpy(list, entries.list, entries.count * sizeof *list);
    free(entries.list);
    return list;
}
