/* Paper cannot be clicked: links that lead out of the book get a number, and a list at the end of
 * their section gives their words and addresses; links inside the book say to which page they lead.
 * Style sheets decide what of it print shows. */
#include "pass/references.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"
#include "book/walk.h"
#include "book/words.h"
#include "pass/matter.h"
#include "pass/passes.h"

#include <string.h>

typedef struct References {
    Book *book;
    Node *section;
    Node *list;     /* of addresses; NULL while there is none */
    StrMap numbers; /* address → number */
    size_t count;
} References;

/* Its text is the address already. */
static bool says_where(const References *r, const Node *link)
{
    Arena *arena = r->book->arena;
    return str_equal(matter_address(arena, node_plain_text(arena, link)),
                     matter_address(arena, link->link.url));
}

static Node *open_list(References *r)
{
    Node *division = node_new(r->book, NODE_DIVISION, ROLE_LINKS, r->section->place);
    division->scope = SCOPE_PRINT;
    Node *last = r->section->last;
    while (last->kind == NODE_NOTE && last->previous && last->previous->kind == NODE_NOTE)
        last = last->previous;
    if (last->role == ROLE_NOTES || last->kind == NODE_NOTE)
        node_insert_before(last, division);
    else
        node_append(r->section, division);
    const char *language = node_language(r->book, r->section);
    matter_line(r->book, division, ROLE_NONE, word(r->book, language, WORD_LINKS));
    Node *list = node_add(r->book, division, NODE_LIST, ROLE_NONE, r->section->place);
    list->list.ordered = list->list.tight = true;
    list->list.start = 1;
    return list;
}

static void list_address(References *r, const Node *link)
{
    if (!r->list)
        r->list = open_list(r);
    Node *item = node_add(r->book, r->list, NODE_ITEM, ROLE_NONE, link->place);
    Node *line = node_add(r->book, item, NODE_PARAGRAPH, ROLE_NONE, link->place);
    Node *label = node_add(r->book, line, NODE_SPAN, ROLE_LABEL, link->place);
    node_add_text(r->book, label,
                  arena_format(r->book->arena, "%s: ", node_plain_text(r->book->arena, link)),
                  link->place);
    Node *address = node_add(r->book, line, NODE_LINK, ROLE_ADDRESS, link->place);
    address->link.url = link->link.url;
    node_add_text(r->book, address, matter_address(r->book->arena, link->link.url), link->place);
}

/* A number stands behind its link, but in headings, which are repeated elsewhere. */
static void number_link(References *r, Node *link)
{
    size_t *number = strmap_slot(&r->numbers, link->link.url);
    if (!*number) {
        *number = ++r->count;
        list_address(r, link);
    }
    const Node *block = link->parent;
    while (node_shape(block->kind) == SHAPE_INLINES)
        block = block->parent;
    if (node_shape(block->kind) != SHAPE_LINE || block->kind == NODE_HEADING)
        return;
    Node *span = node_new(r->book, NODE_SPAN, ROLE_LINK_NUMBER, link->place);
    span->scope = SCOPE_PRINT;
    node_add_text(r->book, span, arena_format(r->book->arena, "%zu", *number), link->place);
    node_insert_after(link, span);
}

static void remove_old(Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event == WALK_ENTER &&
            (node->role == ROLE_LINK_NUMBER || node->role == ROLE_LINKS)) {
            walk_skip(&walk);
            node_remove(node);
        }
    }
}

void references_number(Book *book, Node *section)
{
    References r = {.book = book, .section = section};
    remove_old(section);
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event != WALK_ENTER)
            continue;
        if (node->scope == SCOPE_EPUB || node->role == ROLE_LINKS)
            walk_skip(&walk);
        else if (node->kind == NODE_LINK && node->link.url && !says_where(&r, node))
            number_link(&r, node);
    }
    strmap_release(&r.numbers);
}

/* " (p. 10)" after a link: the page where its target stands. */
static void add_page(Book *book, Node *link)
{
    const char *pattern = word(book, node_language(book, link), WORD_PAGE_OF);
    const char *at = strstr(pattern, "%s");
    Node *span = node_new(book, NODE_SPAN, ROLE_PAGE_OF, link->place);
    span->scope = SCOPE_PRINT;
    Str before = STR_INIT;
    str_add_char(&before, ' ');
    for (const char *c = pattern; at && c < at; c++)
        str_add(&before, *c == ' ' ? "\u00A0" : (char[]){*c, '\0'});
    node_append(span, node_text(book, before.data, before.length, link->place));
    node_add(book, span, NODE_PAGE_REFERENCE, ROLE_NONE, link->place)->page_reference.target =
        link->link.target;
    if (at && at[2])
        node_add_text(book, span, at + 2, link->place);
    node_insert_after(link, span);
    str_release(&before);
}

static void add_pages(Book *book, Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (walk.node->scope == SCOPE_EPUB || walk.node->kind == NODE_HEADING)
            walk_skip(&walk);
        else if (walk.node->kind == NODE_LINK && walk.node->link.target)
            add_page(book, walk.node);
    }
}

void pass_references(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    for (Node *section = book->root->first; section; section = section->next)
        if (section->role == ROLE_INTERVIEW || section->role == ROLE_FRONT ||
            section->role == ROLE_BACK) {
            references_number(book, section);
            add_pages(book, section);
        }
}
