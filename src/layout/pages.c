#include "layout/pages.h"

#include "layout/anchors.h"

struct Anchors {
    Anchor *slots; /* [room], open addressing; room is a power of two */
    size_t room;
};

Anchors *anchors_new(Arena *arena, size_t count)
{
    Anchors *anchors = arena_alloc(arena, sizeof *anchors);
    anchors->room = 16;
    while (anchors->room < count * 2)
        anchors->room *= 2;
    anchors->slots = arena_array(arena, anchors->room, sizeof *anchors->slots);
    return anchors;
}

static Anchor *slot_of(const Anchors *anchors, const Node *node)
{
    uint64_t hash = (uint64_t)(uintptr_t)node * 0x9E3779B97F4A7C15u;
    for (size_t i = (size_t)(hash >> 20) & (anchors->room - 1);; i = (i + 1) & (anchors->room - 1))
        if (!anchors->slots[i].node || anchors->slots[i].node == node)
            return &anchors->slots[i];
}

void anchors_add(Anchors *anchors, Anchor anchor)
{
    Anchor *slot = slot_of(anchors, anchor.node);
    if (!slot->node)
        *slot = anchor;
}

const Anchor *pages_anchor(const Pages *pages, const Node *node)
{
    const Anchor *slot = node ? slot_of(pages->anchors, node) : NULL;
    return slot && slot->node ? slot : NULL;
}

void pages_free(Pages *pages)
{
    if (pages)
        arena_free(pages->arena);
}

Place line_place(const Line *line, bool last)
{
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const Piece *piece = &line->pieces[last ? line->piece_count - 1 - i : i];
        if (!piece->generated && piece->node->kind == NODE_TEXT)
            return node_place_at(piece->node, piece->offset);
    }
    return line->block->place;
}
