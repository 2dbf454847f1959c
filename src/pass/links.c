/* Links inside the book: an address without a scheme names a file of the book, a question or a
 * heading (`other.md`, `other.md#lesson`, `#a-heading`) and becomes a link to a node. One that
 * leads nowhere is reported and only its text is kept. */
#include "base/address.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "book/walk.h"
#include "pass/passes.h"

#include <stdlib.h>
#include <string.h>

typedef struct Links {
    Book *book;
    Diagnostics *diagnostics;
    StrMap documents; /* normal path of a source file → index of its section in `nodes`, from 1 */
    StrMap ids;       /* id → index of its node in `nodes`, from 1 */
    Node **nodes;     /* heap, [count] */
    size_t count, capacity;
} Links;

static bool is_relative(const char *url)
{
    size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    return n == 0 || url[n] != ':';
}

/* A path without `.` and `..`; those that lead out of the first folder are kept. */
static char *normal_path(Arena *arena, const char *path)
{
    Str out = STR_INIT;
    if (*path == '/')
        str_add_char(&out, '/');
    char *copy = arena_string(arena, path);
    for (char *part; (part = strsep(&copy, "/"));) {
        char *slash = strrchr(out.data, '/');
        char *last = slash ? slash + 1 : out.data;
        if (!*part || str_equal(part, "."))
            continue;
        if (str_equal(part, "..") && *last && !str_equal(last, "..")) {
            out.length = (size_t)(last - out.data) - (slash && slash > out.data);
            out.data[out.length] = '\0';
            continue;
        }
        if (out.length && out.data[out.length - 1] != '/')
            str_add_char(&out, '/');
        str_add(&out, part);
    }
    char *result = arena_bytes(arena, out.data, out.length);
    str_release(&out);
    return result;
}

static void remember(Links *links, StrMap *map, const char *name, Node *node)
{
    links->nodes =
        memory_grow(links->nodes, links->count + 1, &links->capacity, sizeof *links->nodes);
    links->nodes[links->count++] = node;
    *strmap_slot(map, name) = links->count;
}

static bool is_source(const Node *node)
{
    return node->role == ROLE_INTERVIEW || node->role == ROLE_FRONT || node->role == ROLE_BACK;
}

static void learn(Links *links)
{
    Walk walk = walk_start(links->book->root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (walk.node->id)
            remember(links, &links->ids, walk.node->id, walk.node);
        if (walk.node->kind == NODE_SECTION && is_source(walk.node) && walk.node->place.file)
            remember(links, &links->documents,
                     normal_path(links->book->arena, walk.node->place.file), walk.node);
    }
}

static Node *find(const Links *links, const StrMap *map, const char *name)
{
    const size_t *index = strmap_find(map, name);
    return index && links->nodes ? links->nodes[*index - 1] : NULL;
}

/* The section of the file that a path names, as seen from the file where the link stands. */
static Node *document_named(Links *links, const char *path, const char *from)
{
    Arena *arena = links->book->arena;
    const char *base = path_base(from);
    const char *full = arena_format(arena, "%.*s%s", (int)(base - from), from, path);
    return find(links, &links->documents, normal_path(arena, full));
}

static Node *heading_of(Node *section)
{
    Node *first = section->first;
    if (first && first->role == ROLE_OPENING)
        first = first->first;
    return first && first->kind == NODE_HEADING ? first : section;
}

static Node *answer_to(const Links *links, const Node *document, const char *id)
{
    for (Node *n = document->first; n; n = n->next)
        if (n->role == ROLE_QNA && n->section.question >= 0 &&
            str_equal(links->book->questions[n->section.question].id, id))
            return heading_of(n);
    return NULL;
}

/* What `#name` means in a document: a series question's id, a heading, or any id. */
static Node *fragment_in(Links *links, const Node *document, const char *name)
{
    Arena *arena = links->book->arena;
    Node *found = answer_to(links, document, name);
    if (!found)
        found = find(links, &links->ids, arena_format(arena, "%s-%s", document->id, name));
    if (!found)
        found = find(links, &links->ids, name);
    return found;
}

static Node *target_of(Links *links, const Node *link)
{
    Arena *arena = links->book->arena;
    const char *url = link->link.url;
    size_t path = strcspn(url, "#");
    const Node *here = link;
    while (here->parent && here->parent->kind != NODE_BOOK)
        here = here->parent;
    Node *document = NULL;
    if (path && link->place.file)
        document = document_named(links, address_decode(arena, url, path), link->place.file);
    if (!url[path])
        return document ? heading_of(document) : NULL;
    const char *name = address_decode(arena, url + path + 1, strlen(url + path + 1));
    return path && !document ? NULL : fragment_in(links, path ? document : here, name);
}

static void resolve(Links *links, Node *link)
{
    if (!links->nodes)
        learn(links);
    const char *url = link->link.url;
    Node *target = target_of(links, link);
    if (!*url) {
        diag(links->diagnostics, LINK_EMPTY, link->place);
        link->kind = NODE_SPAN;
    } else if (target) {
        link->link.url = NULL;
        link->link.target = target;
    } else {
        diag(links->diagnostics, LINK_DANGLING, link->place, url);
        link->kind = NODE_SPAN;
    }
}

void pass_links(Book *book, Diagnostics *diagnostics)
{
    Links links = {.book = book, .diagnostics = diagnostics};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_LINK && walk.node->link.url &&
            is_relative(walk.node->link.url))
            resolve(&links, walk.node);
    strmap_release(&links.documents);
    strmap_release(&links.ids);
    free(links.nodes);
}
