#include "book/access.h"

#include "book/walk.h"

AccessFacts access_facts(const Book *book)
{
    AccessFacts facts = {.alternatives = true};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event != WALK_ENTER)
            continue;
        facts.index = facts.index || node->role == ROLE_PEOPLE;
        if (node->kind != NODE_IMAGE || !node->image.image)
            continue;
        facts.images = true;
        facts.alternatives = facts.alternatives && *node->image.alt;
        facts.descriptions = facts.descriptions || node->image.description;
    }
    return facts;
}
