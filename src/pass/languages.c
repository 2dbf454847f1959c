/* Language tags in their usual case (RFC 5646, 2.1.1), each only where it differs from the one
 * around it. */
#include "base/str.h"
#include "book/walk.h"
#include "pass/passes.h"

#include <ctype.h>
#include <string.h>

/* en-gb → en-GB, ZH-HANT → zh-Hant; what follows a single letter is lower case. */
static const char *usual_case(Arena *arena, const char *tag)
{
    if (!tag || !*tag)
        return NULL;
    char *usual = arena_string(arena, tag);
    bool single = false;
    for (size_t at = 0, n; usual[at]; at += n + (usual[at + n] == '-')) {
        n = strcspn(usual + at, "-");
        for (size_t i = 0; i < n; i++) {
            bool upper = at > 0 && !single && (n == 2 || (n == 4 && i == 0));
            unsigned char c = (unsigned char)usual[at + i];
            usual[at + i] = (char)(upper ? toupper(c) : tolower(c));
        }
        single = single || n == 1;
    }
    return usual;
}

void pass_languages(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    const char *language = usual_case(book->arena, book->language);
    book->language = language ? language : "und";
    for (size_t i = 0; i < book->interviews_count; i++)
        book->interviews[i].language = usual_case(book->arena, book->interviews[i].language);
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event != WALK_ENTER || !node->language)
            continue;
        node->language = usual_case(book->arena, node->language);
        if (str_equal(node->language, node_language(book, node->parent)))
            node->language = NULL;
    }
}
