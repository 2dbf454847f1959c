/* An interview on each handout, for a facilitator with prompts. */
#include "book/walk.h"
#include "book/words.h"
#include "pass/handout.h"
#include "pass/matter.h"
#include "pass/qr.h"
#include "pass/references.h"

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

static bool is_called(Node *section, const Node *note)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_NOTE_REFERENCE && walk.node->note_reference.note == note)
            return true;
    return false;
}

/* Notes that no answer calls any more go; the others are numbered anew. */
static void drop_notes(Node *section)
{
    Node *notes = section->last && section->last->role == ROLE_NOTES ? section->last : NULL;
    if (!notes)
        return;
    node_remove(notes);
    for (Node *note = notes->first, *next; note; note = next) {
        next = note->next;
        if (!is_called(section, note))
            continue;
        node_remove(note);
        note->note.number = 0;
        node_append(section, note);
    }
}

/* Leaves the answer to one question; false when there is none. */
static bool choose_answer(const Handouts *h, Node *section)
{
    bool found = false;
    for (Node *n = section->first, *next; n; n = next) {
        next = n->next;
        if (n->role == ROLE_QNA && n->section.question == h->questions[0])
            found = true;
        else if (n->role == ROLE_QNA)
            node_remove(n);
    }
    drop_notes(section);
    references_number(h->book, section);
    return found;
}

static void add_all_prompts(const Handouts *h, Node *section)
{
    for (Node *n = section->first; n; n = n->next)
        if (n->role == ROLE_QNA && n->section.question >= 0)
            add_prompts(h, n, n->section.question);
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
        if (h->options->question && !choose_answer(h, section))
            continue;
        node_append(h->book->root, section);
        if (h->options->view == VIEW_FACILITATOR)
            add_all_prompts(h, section);
        handout_header(h, section, handout_foot(h, interview));
        add_code(h, section, interview);
        handout_notes_space(h, section);
    }
    if (!h->book->root->first)
        diag(h->diagnostics, HANDOUT_NO_QUESTIONS, h->book->root->place);
}
