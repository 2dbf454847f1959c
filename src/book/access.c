#include "book/access.h"

#include "book/walk.h"
#include "book/words.h"

AccessFacts access_facts(const Book *book)
{
    AccessFacts facts = {.alternatives = true};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event != WALK_ENTER)
            continue;
        if (node->scope == SCOPE_PRINT) {
            walk_skip(&walk);
            continue;
        }
        facts.index = facts.index || node->role == ROLE_PEOPLE;
        if (node->kind != NODE_IMAGE || !node->image.image)
            continue;
        facts.images = true;
        facts.alternatives = facts.alternatives && *node->image.alt;
        facts.descriptions = facts.descriptions || node->image.image->description;
    }
    return facts;
}

const char *access_summary(const Book *book, AccessFacts facts)
{
    const char *images = word(book, NULL,
                              !facts.images        ? WORD_ACCESS_NO_IMAGES
                              : facts.alternatives ? WORD_ACCESS_IMAGES
                                                   : WORD_ACCESS_BARE_IMAGES);
    return arena_format(book->arena, "%s %s %s%s%s", word(book, NULL, WORD_ACCESS_TEXT),
                        word(book, NULL, WORD_ACCESS_NAVIGATION), images, facts.pages ? " " : "",
                        facts.pages ? word(book, NULL, WORD_ACCESS_PAGES) : "");
}
