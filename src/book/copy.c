/* node_copy(), declared in book.h. */
#include "base/memory.h"
#include "book/book.h"
#include "book/walk.h"

#include <stdlib.h>

typedef struct Pair {
    const Node *original;
    Node *copy;
} Pair;

typedef struct Pairs {
    Pair *list;
    size_t count, capacity;
} Pairs;

static int by_original(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const Pair *)a)->original,
              y = (uintptr_t)((const Pair *)b)->original;
    return x < y ? -1 : x > y;
}

/* The copy of `target` if it was copied too, else the target itself. */
static Node *redirected(const Pairs *pairs, Node *target)
{
    Pair key = {target, NULL};
    const Pair *found =
        target ? bsearch(&key, pairs->list, pairs->count, sizeof key, by_original) : NULL;
    return found ? found->copy : target;
}

static void redirect(const Pairs *pairs, Node *copy)
{
    switch (copy->kind) {
    case NODE_LINK: copy->link.target = redirected(pairs, copy->link.target); break;
    case NODE_NOTE: copy->note.reference = redirected(pairs, copy->note.reference); break;
    case NODE_NOTE_REFERENCE:
        copy->note_reference.note = redirected(pairs, copy->note_reference.note);
        break;
    case NODE_PAGE_REFERENCE:
        copy->page_reference.target = redirected(pairs, copy->page_reference.target);
        break;
    default: break;
    }
}

Node *node_copy(Book *book, const Node *node)
{
    Pairs pairs = {0};
    Node *parent = NULL, *root = NULL;
    Walk walk = walk_start(node);
    while (walk_next(&walk)) {
        if (walk.event == WALK_EXIT) {
            parent = parent ? parent->parent : NULL;
            continue;
        }
        Node *copy = arena_alloc(book->arena, sizeof *copy);
        *copy = *walk.node;
        copy->id = NULL;
        copy->parent = copy->previous = copy->next = copy->first = copy->last = NULL;
        if (parent)
            node_append(parent, copy);
        else
            root = copy;
        pairs.list = memory_grow(pairs.list, pairs.count + 1, &pairs.capacity, sizeof(Pair));
        pairs.list[pairs.count++] = (Pair){walk.node, copy};
        if (node_shape(copy->kind) != SHAPE_LEAF)
            parent = copy;
    }
    if (pairs.count)
        qsort(pairs.list, pairs.count, sizeof(Pair), by_original);
    for (size_t i = 0; i < pairs.count; i++)
        redirect(&pairs, pairs.list[i].copy);
    free(pairs.list);
    return root;
}
