#include "epub/publication.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/unicode.h"
#include "book/walk.h"
#include "book/words.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    NodeRole role;
    Matter matter;
    const char *landmark, *guide;
    WordId label;
} parts[] = {
#define PART(role, matter, landmark, guide, label)                                                 \
    {ROLE_##role, MATTER_##matter, landmark, guide, WORD_##label},
#include "epub/parts.def"
#undef PART
};

enum { PARTS = sizeof parts / sizeof *parts };

const Node *section_heading(const Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (walk.node->scope == SCOPE_PRINT ||
            (walk.node->kind == NODE_SECTION && walk.node != section))
            walk_skip(&walk);
        else if (walk.node->kind == NODE_HEADING)
            return walk.node;
    }
    return NULL;
}

/* Documents */

/* Ids and files of sections hold no underscore, so that what the program adds cannot clash. */
static const char *document_file(Arena *arena, const char *slug)
{
    bool taken = str_equal(slug, "nav") || str_equal(slug, "cover");
    return arena_format(arena, "%s%s.xhtml", slug, taken ? "_" : "");
}

static Document *add_document(Publication *p, DocumentKind kind, const char *file,
                              const char *title)
{
    Document *document = &p->documents[p->document_count];
    *document = (Document){.kind = kind,
                           .file = file,
                           .title = title,
                           .landmark = "",
                           .guide = "",
                           .id = arena_format(p->arena, "document_%zu", p->document_count)};
    p->document_count++;
    return document;
}

static void add_section(Publication *p, const Node *section)
{
    const Node *heading = section_heading(section);
    Document *document =
        add_document(p, DOCUMENT_SECTION, document_file(p->arena, section->section.file), NULL);
    document->section = section;
    for (size_t i = 0; i < PARTS; i++) {
        if (parts[i].role != section->role)
            continue;
        document->matter = parts[i].matter;
        document->landmark = parts[i].landmark;
        document->guide = parts[i].guide;
        document->title = word(p->book, NULL, parts[i].label);
    }
    if (heading)
        document->title = node_plain_text(p->arena, heading);
    if (!document->title)
        document->title = p->book->title;
}

static void add_generated(Publication *p, DocumentKind kind)
{
    bool cover = kind == DOCUMENT_COVER;
    Document *document = add_document(p, kind, cover ? "cover.xhtml" : "nav.xhtml",
                                      word(p->book, NULL, cover ? WORD_COVER : WORD_CONTENTS));
    document->landmark = document->guide = cover ? "cover" : "toc";
}

static bool is_document(const Node *node)
{
    return node->kind == NODE_SECTION && node->section.file && node->role != ROLE_CONTENTS;
}

static size_t count_documents(const Book *book)
{
    size_t count = 0;
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        count += walk.event == WALK_ENTER && is_document(walk.node);
    return count;
}

/* The navigation document stands where the printed contents stand, else before the first section
 * that is to be read. */
static bool belongs_after_contents(const Node *section)
{
    return section->role != ROLE_HALF_TITLE && section->role != ROLE_TITLE_PAGE &&
           section->role != ROLE_IMPRINT;
}

static void plan_documents(Publication *p)
{
    bool navigation = false;
    p->documents = arena_array(p->arena, count_documents(p->book) + 2, sizeof *p->documents);
    add_generated(p, DOCUMENT_COVER);
    Walk walk = walk_start(p->book->root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER || walk.node->kind == NODE_BOOK)
            continue;
        if (walk.node->kind != NODE_SECTION) {
            walk_skip(&walk);
            continue;
        }
        bool contents = walk.node->role == ROLE_CONTENTS;
        bool document = is_document(walk.node) && node_in_epub(walk.node);
        if (!navigation && (contents || (document && belongs_after_contents(walk.node)))) {
            add_generated(p, DOCUMENT_NAVIGATION);
            navigation = true;
        }
        if (document)
            add_section(p, walk.node);
    }
    if (!navigation)
        add_generated(p, DOCUMENT_NAVIGATION);
}

static int by_title(const void *a, const void *b)
{
    const Document *x = *(Document *const *)a, *y = *(Document *const *)b;
    int order = strcmp(x->title, y->title);
    return order ? order : (x > y) - (x < y);
}

/* Readers with many windows open tell documents apart by their titles: two of a title are numbered.
 */
static void number_equal_titles(Publication *p)
{
    Document **sorted = arena_array(p->arena, p->document_count, sizeof *sorted);
    for (size_t i = 0; i < p->document_count; i++)
        sorted[i] = &p->documents[i];
    qsort(sorted, p->document_count, sizeof *sorted, by_title);
    const char *title = NULL;
    int copies = 0;
    for (size_t i = 0; i < p->document_count; i++) {
        copies = str_equal(sorted[i]->title, title) ? copies + 1 : 1;
        title = copies == 1 ? sorted[i]->title : title;
        if (copies > 1)
            sorted[i]->title = arena_format(p->arena, "%s (%d)", title, copies);
    }
}

/* Ids: only nodes that something points at have one. */

/* A node's id is the only one in the book, for it begins with its document's name. An address says
 * that already: "mesko.xhtml#q1". */
static const char *short_id(Arena *arena, const Node *node)
{
    const char *name = node_document(node)->section.file, *rest = node->id;
    if (!name || !str_starts(node->id, name) || node->id[strlen(name)] != '-')
        return node->id;
    rest += strlen(name) + 1;
    bool letter = *rest >= 'a' && *rest <= 'z'; /* with which an id must begin */
    return letter ? rest : arena_format(arena, "_-%s", rest);
}

static void point_at(Publication *p, const Node *node)
{
    if (!node || !node_in_epub(node) || !pointermap_add(&p->identified, node, p->id_count))
        return;
    p->ids = memory_grow(p->ids, p->id_count + 1, &p->id_room, sizeof *p->ids);
    const char **id = &p->ids[p->id_count++];
    *id = node->id ? short_id(p->arena, node) : arena_format(p->arena, "_%zu", p->id_count);
}

static void point_from(Publication *p, const Node *node)
{
    switch (node->kind) {
    case NODE_SECTION: point_at(p, section_heading(node)); break;
    case NODE_LINK: point_at(p, node->link.target); break;
    case NODE_NOTE_REFERENCE: point_at(p, node->note_reference.note); break;
    case NODE_NOTE: point_at(p, node->note.reference); break;
    case NODE_IMAGE:
        if (node->image.image && node->image.image->description)
            point_at(p, node);
        break;
    default: break;
    }
}

static void plan_ids(Publication *p)
{
    Walk walk = walk_start(p->book->root);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER) {
            if (walk.node->scope == SCOPE_PRINT)
                walk_skip(&walk);
            else
                point_from(p, walk.node);
        }
}

static void plan_images(Publication *p)
{
    p->images = arena_array(p->arena, p->book->images_count + 1, sizeof *p->images);
    for (size_t i = 0; i < p->book->images_count; i++) {
        const Image *image = p->book->images[i];
        Str stem = STR_INIT;
        str_add(&stem, path_base(image->name));
        const char *dot = strrchr(stem.data, '.');
        if (dot)
            stem.length = (size_t)(dot - stem.data), stem.data[stem.length] = '\0';
        p->images[i] = (Picked){.image = image,
                                .file = arena_format(p->arena, "images/%zu-%s%s", i + 1,
                                                     unicode_slug(p->arena, stem.data),
                                                     image->type == IMAGE_PNG ? ".png" : ".jpg"),
                                .id = arena_format(p->arena, "image_%zu", i + 1)};
        p->image_count++;
        pointermap_add(&p->pictures, image, i);
        str_release(&stem);
    }
}

static void plan_cover(Publication *p)
{
    const Image *image = p->book->cover;
    bool jpeg = image && image->type == IMAGE_JPEG;
    p->cover = (Picked){.image = image, .file = jpeg ? "cover.jpg" : "cover.png", .id = "cover"};
}

Publication *publication_new(const Book *book, const Pages *pages)
{
    Arena *arena = arena_new();
    Publication *p = arena_alloc(arena, sizeof *p);
    p->arena = arena;
    p->book = book;
    plan_documents(p);
    number_equal_titles(p);
    for (size_t i = 0; i < p->document_count; i++)
        if (p->documents[i].section)
            pointermap_add(&p->sections, p->documents[i].section, i);
    plan_ids(p);
    plan_images(p);
    plan_cover(p);
    p->markers = markers_find(arena, p, pages);
    return p;
}

void publication_free(Publication *publication)
{
    if (!publication)
        return;
    free(publication->ids);
    pointermap_release(&publication->identified);
    pointermap_release(&publication->sections);
    pointermap_release(&publication->pictures);
    arena_free(publication->arena);
}

const Document *publication_document(const Publication *publication, const Node *node)
{
    const Node *section = node_document(node);
    size_t index;
    bool held = section && pointermap_find(&publication->sections, section, &index);
    return held && node_in_epub(node) ? &publication->documents[index] : NULL;
}

const char *publication_id(const Publication *publication, const Node *node)
{
    size_t index;
    return pointermap_find(&publication->identified, node, &index) ? publication->ids[index] : NULL;
}

const char *publication_href(const Publication *publication, const Document *from, const Node *node)
{
    const Document *document = publication_document(publication, node);
    if (!document)
        return NULL;
    const char *id = document->section == node ? NULL : publication_id(publication, node);
    if (!id)
        return document->file;
    return arena_format(publication->arena, "%s#%s", document == from ? "" : document->file, id);
}

const char *publication_image(const Publication *publication, const Image *image)
{
    size_t index;
    bool held = image && pointermap_find(&publication->pictures, image, &index);
    return held ? publication->images[index].file : NULL;
}
