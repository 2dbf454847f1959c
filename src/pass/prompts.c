/* Prompts for discussion: the sections of prompts.md, each for a question of the series or, under
 * the heading "interview", for interviews as a whole. */
#include "base/str.h"
#include "book/wording.h"
#include "book/words.h"
#include "pass/handout.h"
#include "pass/matter.h"
#include "pass/passes.h"

enum { INTERVIEW = -1, NEITHER = -2 };

static bool is_worded(Arena *arena, const char *key, const Question *question)
{
    if (str_equal(key, wording_key(arena, question->id)) ||
        str_equal(key, wording_key(arena, question->text)))
        return true;
    for (size_t i = 0; i < question->variants_count; i++)
        if (str_equal(key, wording_key(arena, question->variants[i])))
            return true;
    return false;
}

static int subject_of(const Book *book, const Node *heading)
{
    const char *key = wording_key(book->arena, node_plain_text(book->arena, heading));
    for (size_t i = 0; i < book->questions_count; i++)
        if (is_worded(book->arena, key, &book->questions[i]))
            return (int)i;
    return str_equal(key, wording_key(book->arena, "interview")) ? INTERVIEW : NEITHER;
}

static bool is_subject(const Node *node)
{
    return node->kind == NODE_HEADING && node->level == 2;
}

void handout_prompts_ready(const Handouts *h)
{
    Node *root = h->source->prompts;
    if (!root) {
        diag(h->diagnostics, PROMPTS_MISSING, h->source->root->place);
        return;
    }
    Book text = *h->source;
    text.root = root;
    pass_quotes(&text, h->diagnostics);
    pass_spaces(&text, h->diagnostics);
    for (const Node *n = root->first->first; n; n = n->next)
        if (is_subject(n) && subject_of(h->source, n) == NEITHER)
            diag(h->diagnostics, PROMPTS_UNKNOWN, n->place, node_plain_text(h->source->arena, n));
}

Node *handout_prompts(const Handouts *h, int question)
{
    WordId label = question == INTERVIEW ? WORD_WHOLE_INTERVIEW : WORD_FOR_DISCUSSION;
    Node *found = NULL;
    const Node *n = h->source->prompts ? h->source->prompts->first->first : NULL;
    while (n && !(is_subject(n) && subject_of(h->source, n) == question))
        n = n->next;
    for (n = n ? n->next : NULL; n && !is_subject(n); n = n->next) {
        if (!found) {
            found = node_new(h->book, NODE_DIVISION, ROLE_PROMPTS, n->place);
            matter_line(h->book, found, ROLE_NONE, word(h->book, NULL, label));
        }
        node_append(found, node_copy(h->book, n));
    }
    return found;
}
