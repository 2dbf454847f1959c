/* An interview on each handout, for a facilitator with prompts. */
#include "base/str.h"
#include "book/words.h"
#include "pass/handout.h"
#include "pass/matter.h"
#include "pass/qr.h"

/* The way from paper to where the interview was first published. */
static void add_code(const Handouts *h, Node *section, const Interview *interview)
{
    Image *image = interview->source ? qr_image(h->book, interview->source) : NULL;
    if (!image)
        return;
    Node *figure = node_new(h->book, NODE_FIGURE, ROLE_SCAN, interview->source_place);
    Node *picture = node_add(h->book, figure, NODE_IMAGE, ROLE_NONE, figure->place);
    picture->image.image = image;
    picture->image.alt = word_with(h->book, interview->language, WORD_SCAN,
                                   matter_address(h->book->arena, interview->source));
    node_insert_before(section->first->last, figure);
}

/* Prompts follow what was said, before its source, addresses and notes. */
static void add_prompts(const Handouts *h, Node *section, int question)
{
    Node *prompts = handout_prompts(h, question), *after = section->first;
    while (prompts && after && after->role != ROLE_CLOSING && after->role != ROLE_LINKS &&
           after->role != ROLE_NOTES)
        after = after->next;
    if (prompts && after)
        node_insert_before(after, prompts);
    else if (prompts)
        node_append(section, prompts);
}

/* Leaves the answers to the chosen questions, each with its prompts. */
static void settle_answers(const Handouts *h, Node *section)
{
    for (Node *n = section->first, *next; n; n = next) {
        next = n->next;
        if (n->role != ROLE_QNA)
            continue;
        if (h->options->question && n->section.question != h->questions[0])
            node_remove(n);
        else if (h->options->view == VIEW_FACILITATOR && n->section.question >= 0)
            add_prompts(h, n, n->section.question);
    }
    if (h->options->view == VIEW_FACILITATOR)
        add_prompts(h, section, -1);
}

void view_interviews(Handouts *h)
{
    if (h->options->view == VIEW_FACILITATOR)
        handout_prompts_ready(h);
    for (size_t i = 0; i < h->interview_count; i++) {
        Interview *interview = h->interviews[i];
        Node *section = node_copy(h->book, interview->node);
        section->role = ROLE_SHEET;
        node_append(h->book->root, section);
        settle_answers(h, section);
        handout_header(h, section, handout_foot(h, interview));
        add_code(h, section, interview);
        handout_notes_space(h, section);
    }
}
