#include "book/series.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct Survey {
    Arena *arena;
    const Book *book;
    SeriesFacts facts;
    InterviewFacts *interviews;
    Wording *wordings;
    AnswerFacts *answers; /* heap, [facts.answer_count] */
    const Node **links;   /* heap, [facts.link_count] */
    const Node **images;  /* heap, [facts.image_count] */
    size_t answer_room, link_room, image_room;
} Survey;

/* Words */

static size_t words_of_text(const char *text)
{
    size_t words = 0;
    bool inside = false;
    for (size_t at = 0, length = strlen(text); at < length;) {
        uint32_t c;
        at += utf8_decode(text + at, length - at, &c);
        if (unicode_is_space(c)) {
            inside = false;
        } else if (unicode_is_wide(c)) {
            words += unicode_is_letter(c);
            inside = false;
        } else if (!inside && (unicode_is_letter(c) || unicode_is_digit(c))) {
            inside = true;
            words++;
        }
    }
    return words;
}

static size_t words_below(Arena *arena, const Node *node)
{
    size_t words = 0;
    Walk walk = walk_start(node);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        NodeShape shape = node_shape(walk.node->kind);
        if (shape == SHAPE_LINE)
            words += words_of_text(node_plain_text(arena, walk.node));
        else if (walk.node->kind == NODE_CODE_BLOCK)
            words += words_of_text(walk.node->text);
        if (shape == SHAPE_LINE)
            walk_skip(&walk);
    }
    return words;
}

/* Gathering */

static void add_answer(Survey *s, const Interview *interview, const Node *qna)
{
    size_t words = 0;
    for (const Node *n = qna->first; n; n = n->next)
        words += n->role == ROLE_ANSWER ? words_below(s->arena, n) : 0;
    s->answers =
        memory_grow(s->answers, s->facts.answer_count + 1, &s->answer_room, sizeof *s->answers);
    s->answers[s->facts.answer_count++] = (AnswerFacts){
        .interview = interview, .node = qna, .question = qna->section.question, .words = words};
}

static void survey_interview(Survey *s, size_t index)
{
    const Interview *interview = &s->book->interviews[index];
    InterviewFacts *facts = &s->interviews[index];
    for (const Node *n = interview->node->first; n; n = n->next) {
        if (n->role == ROLE_INTRODUCTION)
            facts->introduction += words_below(s->arena, n);
        if (n->role == ROLE_NOTES)
            facts->notes += words_below(s->arena, n);
        if (n->role == ROLE_QNA) {
            add_answer(s, interview, n);
            facts->answers += s->answers[s->facts.answer_count - 1].words;
            facts->answer_count++;
        }
    }
    s->facts.words += facts->introduction + facts->answers + facts->notes;
}

/* What an author wrote: not the openings, closings, references and lists of the program. */
static bool is_the_programs(const Node *node)
{
    return node->role == ROLE_OPENING || node->role == ROLE_CLOSING || node->role == ROLE_LINKS ||
           node->role == ROLE_CROSS_REFERENCE;
}

static void survey_references(Survey *s, const Node *document)
{
    Walk walk = walk_start(document);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (is_the_programs(walk.node)) {
            walk_skip(&walk);
        } else if (walk.node->kind == NODE_LINK) {
            s->links =
                memory_grow(s->links, s->facts.link_count + 1, &s->link_room, sizeof *s->links);
            s->links[s->facts.link_count++] = walk.node;
        } else if (walk.node->kind == NODE_IMAGE && walk.node->image.image) {
            s->images =
                memory_grow(s->images, s->facts.image_count + 1, &s->image_room, sizeof *s->images);
            s->images[s->facts.image_count++] = walk.node;
        }
    }
}

/* Numbers */

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void survey_numbers(Survey *s)
{
    const Book *book = s->book;
    size_t count = 0;
    int *numbers = memory_new((book->interviews_count + 1) * sizeof *numbers), latest = 0;
    s->facts.in_order = true;
    for (size_t i = 0; i < book->interviews_count; i++) {
        int number = book->interviews[i].number;
        if (!number)
            continue;
        s->facts.in_order = s->facts.in_order && number >= latest;
        latest = number;
        numbers[count++] = number;
    }
    s->facts.unnumbered = book->interviews_count - count;
    qsort(numbers, count, sizeof *numbers, by_value);
    NumberRange *missing = arena_array(s->arena, count + 1, sizeof *missing);
    int next = 1;
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] > next)
            missing[s->facts.missing_count++] = (NumberRange){next, numbers[i] - 1};
        next = numbers[i] < INT_MAX ? numbers[i] + 1 : INT_MAX;
    }
    if (book->series_length >= next)
        missing[s->facts.missing_count++] = (NumberRange){next, book->series_length};
    s->facts.missing = missing;
    free(numbers);
}

/* Answers to one question, and its wordings */

/* The series' questions in order, what is none of them last; each one's answers in the book's. */
static int by_question(const void *a, const void *b)
{
    const AnswerFacts *x = *(AnswerFacts *const *)a, *y = *(AnswerFacts *const *)b;
    unsigned of_x = (unsigned)x->question, of_y = (unsigned)y->question;
    return of_x != of_y ? (of_x > of_y) - (of_x < of_y) : (x > y) - (x < y);
}

static int by_words(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static QuestionFacts survey_lengths(AnswerFacts *const *answers, size_t count)
{
    size_t *words = memory_new(count * sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = answers[i]->words;
    qsort(words, count, sizeof *words, by_words);
    size_t median = (words[(count - 1) / 2] + words[count / 2] + 1) / 2;
    QuestionFacts facts = {count, words[0], median, words[count - 1]};
    free(words);
    for (size_t i = 0; count >= OUTLIER_ANSWERS && i < count; i++)
        answers[i]->outlier = answers[i]->words * OUTLIER_FACTOR < facts.median   ? OUTLIER_SHORT
                              : answers[i]->words > facts.median * OUTLIER_FACTOR ? OUTLIER_LONG
                                                                                  : OUTLIER_NONE;
    return facts;
}

static void survey_wordings(Survey *s, AnswerFacts *const *answers, size_t count)
{
    int question = answers[0]->question;
    const char *own = question < 0 ? "" : s->book->questions[question].text;
    const char *own_key = unicode_match_key(s->arena, own);
    StrMap known = {0}; /* folded wording → index, counted from 1 */
    for (size_t i = 0; i < count; i++) {
        const char *text = node_plain_text(s->arena, answers[i]->node->first);
        const char *key = unicode_match_key(s->arena, text);
        size_t *slot = strmap_slot(&known, key);
        if (!*slot) {
            *slot = ++s->facts.wording_count;
            s->wordings[*slot - 1] = (Wording){.text = text,
                                               .first = answers[i]->node,
                                               .question = question,
                                               .series_text = str_equal(own_key, key)};
        }
        s->wordings[*slot - 1].count++;
    }
    strmap_release(&known);
}

static void survey_questions(Survey *s)
{
    size_t count = s->facts.answer_count;
    AnswerFacts **sorted = memory_new((count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &s->answers[i];
    qsort(sorted, count, sizeof *sorted, by_question);
    QuestionFacts *questions =
        arena_array(s->arena, s->book->questions_count + 1, sizeof *questions);
    s->wordings = arena_array(s->arena, count + 1, sizeof *s->wordings);
    for (size_t from = 0, to; from < count; from = to) {
        int question = sorted[from]->question;
        for (to = from + 1; to < count && sorted[to]->question == question; to++)
            ;
        if (question >= 0)
            questions[question] = survey_lengths(sorted + from, to - from);
        survey_wordings(s, sorted + from, to - from);
    }
    free(sorted);
    s->facts.questions = questions;
    s->facts.wordings = s->wordings;
}

static const void *kept(Arena *arena, void *heap, size_t count, size_t size)
{
    void *copy = arena_array(arena, count + 1, size);
    if (count)
        memcpy(copy, heap, count * size);
    free(heap);
    return copy;
}

SeriesFacts series_facts(Arena *arena, const Book *book)
{
    Survey s = {.arena = arena, .book = book};
    s.interviews = arena_array(arena, book->interviews_count + 1, sizeof *s.interviews);
    for (size_t i = 0; i < book->interviews_count; i++)
        survey_interview(&s, i);
    for (const Node *n = book->root->first; n; n = n->next)
        if (n->role == ROLE_FRONT || n->role == ROLE_INTERVIEW || n->role == ROLE_BACK)
            survey_references(&s, n);
    survey_numbers(&s);
    survey_questions(&s);
    s.facts.interviews = s.interviews;
    s.facts.answers = kept(arena, s.answers, s.facts.answer_count, sizeof *s.answers);
    s.facts.links = kept(arena, s.links, s.facts.link_count, sizeof *s.links);
    s.facts.images = kept(arena, s.images, s.facts.image_count, sizeof *s.images);
    return s.facts;
}
