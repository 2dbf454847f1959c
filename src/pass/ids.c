/* Slugs, file names and ids: ASCII, unique, and the same as long as the names are the same. */
#include "base/file.h"
#include "base/str.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "book/walk.h"
#include "pass/passes.h"

#include <string.h>

enum { SLUG_LONGEST = 60 };

/* What the EPUB calls documents of its own. */
static const char *const reserved[] = {"nav", "cover", "toc"};

typedef struct Naming {
    Book *book;
    Diagnostics *diagnostics;
    StrMap taken;       /* name → how often it was wanted */
    const char *prefix; /* of the document that is being named */
    int headings, images, figures, tables;
} Naming;

/* A slug of bounded length, cut between words when there are any. */
static char *slug_of(Arena *arena, const char *text, const char *otherwise)
{
    char *slug = unicode_slug(arena, text);
    if (strlen(slug) > SLUG_LONGEST) {
        size_t end = SLUG_LONGEST;
        while (end > SLUG_LONGEST / 2 && slug[end] != '-')
            end--;
        slug[slug[end] == '-' ? end : SLUG_LONGEST] = '\0';
    }
    return *slug ? slug : arena_string(arena, otherwise);
}

/* The name, or the name with -2, -3… when it is taken. */
static const char *unique(Naming *naming, const char *name)
{
    size_t wanted = ++*strmap_slot(&naming->taken, name);
    const char *found = name;
    while (wanted > 1) {
        found = arena_format(naming->book->arena, "%s-%zu", name, wanted);
        if (!strmap_find(&naming->taken, found))
            break;
        wanted = ++*strmap_slot(&naming->taken, name);
    }
    if (found != name)
        *strmap_slot(&naming->taken, found) = 1;
    return found;
}

static const char *numbered(Naming *naming, const char *name, int number)
{
    return unique(naming,
                  arena_format(naming->book->arena, "%s-%s%d", naming->prefix, name, number));
}

static void name_interviews(Naming *naming)
{
    Book *book = naming->book;
    StrMap owners = {0}; /* slug → interview that has it, counted from 1 */
    for (size_t i = 0; i < book->interviews_count; i++) {
        Interview *interview = &book->interviews[i];
        char *slug = slug_of(book->arena, interview->mentor, "interview");
        size_t *owner = strmap_slot(&owners, slug);
        const char *first = *owner ? book->interviews[*owner - 1].mentor : NULL;
        interview->slug = unique(naming, slug);
        if (first && !str_equal(first, interview->mentor))
            diag(naming->diagnostics, SLUG_TWICE,
                 interview->mentor_place.line ? interview->mentor_place : interview->place,
                 interview->mentor, first, interview->slug);
        if (!first)
            *owner = i + 1;
        interview->node->section.file = interview->slug;
    }
    strmap_release(&owners);
}

/* A prose chapter is named after its file, without the number that orders it. */
static const char *chapter_slug(Naming *naming, const Node *section)
{
    Arena *arena = naming->book->arena;
    const char *name = section->place.file ? path_base(section->place.file) : "";
    name += strspn(name, "0123456789-_ ");
    char *stem = arena_bytes(arena, name, strcspn(name, "."));
    return slug_of(arena, stem, role_class(section->role));
}

static const char *document_name(Naming *naming, const Node *section)
{
    Arena *arena = naming->book->arena;
    if (section->role != ROLE_REPEATED)
        return role_class(section->role);
    const char *question = naming->book->questions[section->section.question].id;
    return arena_format(arena, "answers-%s", slug_of(arena, question, "question"));
}

/* Documents that the program makes are named after their role, first, so that their names stay;
 * then interviews, then chapters. */
static void name_documents(Naming *naming)
{
    for (Node *s = naming->book->root->first; s; s = s->next)
        if (s->role != ROLE_INTERVIEW && s->role != ROLE_FRONT && s->role != ROLE_BACK)
            s->section.file = unique(naming, document_name(naming, s));
    name_interviews(naming);
    for (Node *s = naming->book->root->first; s; s = s->next)
        if (s->role == ROLE_FRONT || s->role == ROLE_BACK)
            s->section.file = unique(naming, chapter_slug(naming, s));
}

static void name_heading(Naming *naming, Node *heading)
{
    Arena *arena = naming->book->arena;
    Node *section = heading->parent;
    if (heading->level == 1) {
        heading->id = unique(naming, arena_format(arena, "%s-title", naming->prefix));
        return;
    }
    if (section->id && heading == section->first) {
        heading->id = unique(naming, arena_format(arena, "%s-title", section->id));
        return;
    }
    int question = section->kind == NODE_SECTION ? section->section.question : -1;
    const char *text =
        slug_of(arena,
                question >= 0 && heading == section->first ? naming->book->questions[question].id
                                                           : node_plain_text(arena, heading),
                "heading");
    heading->id = unique(naming, arena_format(arena, "%s-%s", naming->prefix, text));
}

static void name_node(Naming *naming, Node *node)
{
    Arena *arena = naming->book->arena;
    switch (node->kind) {
    case NODE_SECTION:
        if (node->role == ROLE_QNA)
            node->id = numbered(naming, "q", ++naming->headings);
        else if (node->role != ROLE_NONE)
            node->id = unique(naming,
                              arena_format(arena, "%s-%s", naming->prefix, role_class(node->role)));
        break;
    case NODE_HEADING: name_heading(naming, node); break;
    case NODE_IMAGE: node->id = numbered(naming, "image-", ++naming->images); break;
    case NODE_FIGURE: node->id = numbered(naming, "figure-", ++naming->figures); break;
    case NODE_TABLE: node->id = numbered(naming, "table-", ++naming->tables); break;
    case NODE_NOTE: node->id = numbered(naming, "note-", node->note.number); break;
    case NODE_NOTE_REFERENCE:
        if (node->note_reference.note)
            node->id = numbered(naming, "call-", node->note_reference.note->note.number);
        break;
    default: break;
    }
}

static void name_nodes(Naming *naming, Node *document)
{
    naming->prefix = document->id = document->section.file;
    if (document->scope == SCOPE_PRINT)
        document->section.file = NULL;
    naming->headings = naming->images = naming->figures = naming->tables = 0;
    Walk walk = walk_start(document);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node != document)
            name_node(naming, walk.node);
}

void pass_ids(Book *book, Diagnostics *diagnostics)
{
    Naming naming = {.book = book, .diagnostics = diagnostics};
    book->slug = slug_of(book->arena, book->title, "book");
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        unique(&naming, reserved[i]);
    name_documents(&naming);
    for (Node *document = book->root->first; document; document = document->next)
        name_nodes(&naming, document);
    for (size_t i = 0; i < book->people_count; i++)
        book->people[i].id =
            unique(&naming, arena_format(book->arena, "person-%s",
                                         slug_of(book->arena, book->people[i].name, "person")));
    strmap_release(&naming.taken);
}
