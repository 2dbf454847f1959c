/* The table of states: which were reached in a step, and how cheaply. */
#include "layout/search.h"

#include "base/memory.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 1 << 10 };

void search_init(Search *search, const FillBlock *blocks, size_t count, const FillRules *rules)
{
    *search = (Search){.blocks = blocks, .count = count, .rules = rules, .slot_room = FIRST_SLOTS};
    search->window = memory_new(count * sizeof *search->window);
    search->first = memory_new((count + 1) * sizeof *search->first);
    search->slots = memory_new(search->slot_room * sizeof *search->slots);
}

void search_release(Search *search)
{
    free(search->window);
    free(search->nodes);
    free(search->first);
    free(search->slots);
    for (int i = 0; i < FILL_SETTINGS; i++)
        free(search->tops[i]);
}

static uint64_t state_key(FillState s)
{
    uint64_t flags = (uint64_t)s.recto | (uint64_t)s.first << 1 | (uint64_t)s.varied << 2 |
                     (uint64_t)s.keep << 3 | (uint64_t)s.head << 5 | (uint64_t)(s.delta + 4) << 8 |
                     (uint64_t)s.lines << 12;
    return (uint64_t)(uint16_t)s.rows << 48 | (uint64_t)s.notes << 32 | (uint64_t)s.carry << 16 |
           flags;
}

/* Every bit of the keys reaches the low ones: rows stand in the highest. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ b * 0x9E3779B97F4A7C15u) * 0xBF58476D1CE4E5B9u;
    return (h ^ h >> 32) * 0x94D049BB133111EBu >> 32;
}

static FillSlot *find_slot(const Search *search, uint64_t state, uint64_t where)
{
    for (size_t i = mix(state, where) & (search->slot_room - 1);;
         i = (i + 1) & (search->slot_room - 1)) {
        FillSlot *slot = &search->slots[i];
        if (slot->stamp != search->stamp || (slot->state == state && slot->where == where))
            return slot;
    }
}

static void grow_slots(Search *search)
{
    FillSlot *old = search->slots;
    size_t room = search->slot_room;
    search->slot_room *= 2;
    search->slots = memory_new(search->slot_room * sizeof *search->slots);
    for (size_t i = 0; i < room; i++)
        if (old[i].stamp == search->stamp)
            *find_slot(search, old[i].state, old[i].where) = old[i];
    free(old);
}

void search_forget(Search *search)
{
    search->stamp++;
    search->slot_count = 0;
}

void search_reach(Search *search, FillNode node)
{
    bool top = node.line >= 0;
    uint64_t where = top ? (uint64_t)node.setting << 32 | (uint64_t)(node.line + 1) : 0;
    uint64_t state = state_key(node.state);
    FillSlot *slot = find_slot(search, state, where);
    if (slot->stamp == search->stamp) {
        FillNode *old = &search->nodes[slot->node];
        if (old->cost <= node.cost)
            return;
        node.next = old->next;
        *old = node;
        return;
    }
    *slot = (FillSlot){state, where, (int32_t)search->node_count, search->stamp};
    if (top) {
        int32_t *head = &search->tops[node.setting][node.line];
        node.next = *head;
        *head = (int32_t)search->node_count;
    }
    search->nodes = memory_grow(search->nodes, search->node_count + 1, &search->node_room,
                                sizeof *search->nodes);
    search->nodes[search->node_count++] = node;
    if (++search->slot_count * 2 > search->slot_room)
        grow_slots(search);
}
