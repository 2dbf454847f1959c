#include "import/recognise.h"

#include "book/walk.h"
#include "import/enumeration.h"
#include "import/footnotes.h"
#include "import/furniture.h"
#include "import/names.h"
#include "import/questions.h"
#include "import/speakers.h"
#include "import/tidy.h"

#include <string.h>

/* Tells of links that lead out of the book, and of pictures that say nothing to those who cannot
 * see them. Relative links of a page whose own address is not known lead nowhere: their words stay.
 * This comes last, for links tell furniture from text. */
static void settle_links(Draft *draft)
{
    bool lost = false;
    Walk walk = walk_start(draft->body);
    while (walk_next(&walk)) {
        Node *n = walk.node;
        if (n->kind == NODE_IMAGE && !*n->image.alt)
            draft_remark(draft, "picture without alternative text", n->image.image->name);
        if (n->kind != NODE_LINK || walk.event != WALK_EXIT)
            continue;
        if (strchr(n->link.url, ':')) {
            draft->links++;
            draft_remark(draft, LINK_OUT, n->link.url);
            continue;
        }
        walk_skip(&walk);
        draft_drop(draft, DROPPED_LINK);
        draft_remark(draft, "link", n->link.url);
        for (Node *child; (child = n->first);) {
            node_remove(child);
            node_insert_before(n, child);
        }
        node_remove(n);
        lost = true;
    }
    if (lost)
        tidy_body(draft);
}

void recognise(Draft *draft, const Series *series)
{
    tidy_body(draft);
    furniture_take(draft);
    names_find(draft, series_is_named, series);
    enumeration_take(draft);
    speakers_take(draft);
    questions_find(draft, series);
    footnotes_settle(draft);
    settle_links(draft);
}

bool is_of_series(const Draft *draft, const Series *series)
{
    const char *before, *after;
    if (draft->known_questions)
        return true;
    bool named = draft->title && title_split(draft->book->arena, draft->title, &before, &after) &&
                 (series_is_named(series, before) || series_is_named(series, after));
    return named ? draft->questions > 0 : draft->strong_questions >= 3;
}
