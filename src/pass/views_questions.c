/* A question on each handout with every answer to it; and the questions alone, with room to write.
 */
#include "base/str.h"
#include "book/words.h"
#include "pass/handout.h"
#include "pass/matter.h"
#include "pass/references.h"

static Node *add_heading(const Handouts *h, Node *section, NodeRole role, int level,
                         const char *text)
{
    Node *heading = node_add(h->book, section, NODE_HEADING, role, section->place);
    heading->level = (uint8_t)level;
    node_add_text(h->book, heading, text, section->place);
    return heading;
}

static void add_reply(const Handouts *h, Node *section, const Node *qna)
{
    const Interview *interview = qna->section.interview;
    Node *reply = node_add(h->book, section, NODE_SECTION, ROLE_REPLY, qna->place);
    reply->section.interview = qna->section.interview;
    reply->section.question = qna->section.question;
    const char *language = node_language(h->source, qna);
    if (!str_equal(language, h->book->language))
        reply->language = language;
    add_heading(h, reply, ROLE_MENTOR, 2, interview->mentor);
    for (const Node *n = qna->first->next; n; n = n->next)
        node_append(reply, node_copy(h->book, n));
}

static const char *own_rights(const Handouts *h, const Interview *interview)
{
    return str_equal(interview->rights, h->book->rights) ? NULL : interview->rights;
}

/* Where the answer's interview was first published, and whose it is when it is not the book's. */
static void add_source(const Handouts *h, Node *list, const Interview *interview)
{
    Node *item = node_add(h->book, list, NODE_ITEM, ROLE_NONE, interview->source_place);
    Node *line = node_add(h->book, item, NODE_PARAGRAPH, ROLE_NONE, interview->source_place);
    Arena *arena = h->book->arena;
    const char *rights = own_rights(h, interview);
    node_add_text(h->book, line, arena_format(arena, "%s: ", interview->mentor), line->place);
    if (interview->source) {
        Node *link = node_add(h->book, line, NODE_LINK, ROLE_ADDRESS, line->place);
        link->link.url = interview->source;
        node_add_text(h->book, link, matter_address(arena, interview->source), line->place);
    }
    if (rights)
        node_add_text(h->book, line,
                      arena_format(arena, "%s%s", interview->source ? "\u00A0· " : "", rights),
                      line->place);
}

static void add_sources(const Handouts *h, Node *section)
{
    Node *list = NULL;
    for (const Node *n = section->first; n; n = n->next) {
        const Interview *interview = n->role == ROLE_REPLY ? n->section.interview : NULL;
        if (!interview || !(interview->source || own_rights(h, interview)))
            continue;
        if (!list) {
            Node *sources = node_new(h->book, NODE_DIVISION, ROLE_SOURCES, section->place);
            node_append(section, sources);
            matter_line(h->book, sources, ROLE_NONE, word(h->book, NULL, WORD_SOURCES));
            list = node_add(h->book, sources, NODE_LIST, ROLE_NONE, section->place);
            list->list.tight = true;
        }
        add_source(h, list, interview);
    }
}

static void add_answers(const Handouts *h, int question)
{
    const Question *asked = &h->book->questions[question];
    Node *section = node_new(h->book, NODE_SECTION, ROLE_ANSWERS, asked->place);
    section->section.question = question;
    add_heading(h, section, ROLE_QUESTION, 1, asked->text);
    const Node *heading = section->last;
    for (size_t i = 0; i < h->interview_count; i++)
        for (const Node *n = h->interviews[i]->node->first; n; n = n->next)
            if (n->role == ROLE_QNA && n->section.question == question)
                add_reply(h, section, n);
    if (section->last == heading)
        return; /* nobody answered it */
    node_append(h->book->root, section);
    handout_bring_notes(h, section);
    references_number(h->book, section);
    add_sources(h, section);
    handout_header(h, section, handout_foot(h, NULL));
    handout_notes_space(h, section);
}

void view_questions(Handouts *h)
{
    for (size_t i = 0; i < h->question_count; i++)
        add_answers(h, h->questions[i]);
    if (!h->book->root->first)
        diag(h->diagnostics, HANDOUT_NO_QUESTIONS, h->book->root->place);
}

void view_worksheet(Handouts *h)
{
    if (!h->question_count) {
        diag(h->diagnostics, HANDOUT_NO_QUESTIONS, h->book->root->place);
        return;
    }
    Node *section =
        node_add(h->book, h->book->root, NODE_SECTION, ROLE_WORKSHEET, h->book->root->place);
    add_heading(h, section, ROLE_TITLE, 1, word(h->book, NULL, WORD_WORKSHEET));
    for (size_t i = 0; i < h->question_count; i++) {
        const Question *question = &h->book->questions[h->questions[i]];
        Node *part = node_add(h->book, section, NODE_SECTION, ROLE_QNA, question->place);
        part->section.question = h->questions[i];
        add_heading(h, part, ROLE_QUESTION, 2, question->text);
        node_add(h->book, part, NODE_RULED_SPACE, ROLE_NONE, question->place);
    }
    handout_header(h, section, handout_foot(h, NULL));
}
