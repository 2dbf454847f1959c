/* Which series question each question of an interview is: that with the same wording, but for case,
 * punctuation and spelling; else, with a note, the one at the same position. The wording is kept as
 * the author wrote it. */
#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"
#include "base/utf8.h"
#include "book/wording.h"
#include "pass/passes.h"

#include <stdlib.h>
#include <string.h>

enum { EXCERPT_LONGEST = 60 };

typedef struct Matching {
    Book *book;
    Diagnostics *diagnostics;
    StrMap wordings; /* folded wording → index of its question, counted from 1 */
    StrMap texts;    /* wording as written → what it was found to be, counted from 2; 1: none */
    Node **answered; /* heap, [questions_count]: in the interview at hand */
} Matching;

static const char *excerpt(Arena *arena, const char *text)
{
    if (strlen(text) <= EXCERPT_LONGEST)
        return text;
    return arena_format(arena, "%.*s…", (int)utf8_cut(text, EXCERPT_LONGEST), text);
}

static void learn(Matching *m, const char *wording, size_t question)
{
    size_t *known = strmap_slot(&m->wordings, wording_key(m->book->arena, wording));
    const Question *questions = m->book->questions;
    if (!*known)
        *known = question + 1;
    else if (*known != question + 1)
        diag(m->diagnostics, QUESTION_SAME, questions[question].place,
             excerpt(m->book->arena, wording), questions[*known - 1].id);
}

static void learn_questions(Matching *m)
{
    for (size_t i = 0; i < m->book->questions_count; i++) {
        const Question *question = &m->book->questions[i];
        learn(m, question->text, i);
        for (size_t k = 0; k < question->variants_count; k++)
            learn(m, question->variants[k], i);
    }
}

/* The index of the question that is worded so, or -1. Most interviews ask in the same words. */
static int question_of(Matching *m, const char *text)
{
    size_t *known = strmap_slot(&m->texts, text);
    if (!*known) {
        const size_t *found = strmap_find(&m->wordings, wording_key(m->book->arena, text));
        *known = found ? *found + 1 : 1;
    }
    return (int)*known - 2;
}

static void match_by_wording(Matching *m, Node *qna, int *latest)
{
    Arena *arena = m->book->arena;
    const char *text = node_plain_text(arena, qna->first);
    int question = question_of(m, text);
    if (question < 0)
        return;
    qna->section.question = question;
    if (m->answered[question])
        diag(m->diagnostics, QUESTION_REPEATED, qna->place, excerpt(arena, text),
             m->answered[question]->place.line);
    else if (question < *latest)
        diag(m->diagnostics, QUESTION_ORDER, qna->place, excerpt(arena, text));
    else
        *latest = question;
    if (!m->answered[question])
        m->answered[question] = qna;
}

static void match_by_position(Matching *m, Node *qna, size_t position)
{
    Arena *arena = m->book->arena;
    const char *text = excerpt(arena, node_plain_text(arena, qna->first));
    if (position >= m->book->questions_count || m->answered[position]) {
        diag(m->diagnostics, QUESTION_UNKNOWN, qna->place, text);
        return;
    }
    qna->section.question = (int)position;
    m->answered[position] = qna;
    diag(m->diagnostics, QUESTION_BY_POSITION, qna->place, text,
         excerpt(arena, m->book->questions[position].text));
}

static void match_interview(Matching *m, Interview *interview)
{
    int latest = -1;
    size_t position = 0;
    memset(m->answered, 0, m->book->questions_count * sizeof *m->answered);
    for (Node *n = interview->node->first; n; n = n->next)
        if (n->role == ROLE_QNA)
            match_by_wording(m, n, &latest);
    for (Node *n = interview->node->first; n; n = n->next)
        if (n->role == ROLE_QNA && n->section.question < 0)
            match_by_position(m, n, position++);
        else
            position += n->role == ROLE_QNA;
    for (size_t i = 0; position && i < m->book->questions_count; i++)
        if (!m->answered[i])
            diag(m->diagnostics, QUESTION_ABSENT, interview->place,
                 excerpt(m->book->arena, m->book->questions[i].text));
}

void pass_questions(Book *book, Diagnostics *diagnostics)
{
    if (!book->questions_count)
        return;
    Matching m = {.book = book, .diagnostics = diagnostics};
    m.answered = memory_new(book->questions_count * sizeof *m.answered);
    learn_questions(&m);
    for (size_t i = 0; i < book->interviews_count; i++)
        match_interview(&m, &book->interviews[i]);
    strmap_release(&m.wordings);
    strmap_release(&m.texts);
    free(m.answered);
}
