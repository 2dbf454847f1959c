/* Ways into the book: contents, answers by question, people. */
#include "base/memory.h"
#include "base/str.h"
#include "book/walk.h"
#include "book/words.h"
#include "pass/matter.h"

#include <stdlib.h>

static Node *add_list(Book *book, Node *parent)
{
    Node *list = node_add(book, parent, NODE_LIST, ROLE_NONE, parent->place);
    list->list.tight = true;
    return list;
}

static Node *add_item(Book *book, Node *list)
{
    Node *item = node_add(book, list, NODE_ITEM, ROLE_NONE, list->place);
    return node_add(book, item, NODE_PARAGRAPH, ROLE_NONE, list->place);
}

/* A link's text is in the language of what it names. */
static void link_in_language(Book *book, Node *parent, Node *target, const char *text)
{
    Node *link = matter_link(book, parent, target, text);
    const char *language = node_language(book, target);
    if (!str_equal(language, book->language))
        link->language = language;
}

/* Contents */

static Node *section_heading(Node *section)
{
    Node *first = section->first;
    if (first && first->role == ROLE_OPENING)
        first = first->first;
    return first && first->kind == NODE_HEADING ? first : NULL;
}

Node *matter_contents(Book *book)
{
    Node *contents = matter_section(book, ROLE_CONTENTS, word(book, NULL, WORD_CONTENTS));
    contents->scope = SCOPE_PRINT;
    Node *list = add_list(book, contents);
    for (Node *section = book->root->first; section; section = section->next) {
        Node *heading = section->scope == SCOPE_EPUB ? NULL : section_heading(section);
        if (heading)
            link_in_language(book, add_item(book, list), heading,
                             node_plain_text(book->arena, heading));
    }
    return contents;
}

/* Answers by question */

/* The QNA sections of a question, in the book's order. */
typedef struct Answers {
    Node **list; /* heap, [count] */
    size_t count, capacity;
} Answers;

static void gather(Book *book, Answers *answers)
{
    for (size_t i = 0; i < book->interviews_count; i++)
        for (Node *n = book->interviews[i].node->first; n; n = n->next)
            if (n->role == ROLE_QNA && n->section.question >= 0) {
                Answers *to = &answers[n->section.question];
                to->list = memory_grow(to->list, to->count + 1, &to->capacity, sizeof *to->list);
                to->list[to->count++] = n;
            }
}

static bool has_two_interviews(const Answers *answers)
{
    return answers->count && answers->list[0]->section.interview !=
                                 answers->list[answers->count - 1]->section.interview;
}

static void list_answers(Book *book, Node *section, const Answers *answers)
{
    Node *list = add_list(book, section);
    for (size_t i = 0; i < answers->count; i++) {
        Node *qna = answers->list[i];
        Node *line = add_item(book, list);
        link_in_language(book, line, qna->first, qna->section.interview->mentor);
        matter_page(book, line, qna->first);
    }
}

/* The answer's text once more. */
static void repeat_answer(Book *book, Node *parent, Node *qna)
{
    Node *section = node_add(book, parent, NODE_SECTION, ROLE_NONE, qna->place);
    section->section.interview = qna->section.interview;
    Node *heading = node_add(book, section, NODE_HEADING, ROLE_NONE, qna->place);
    heading->level = 2;
    matter_link(book, heading, qna->first, qna->section.interview->mentor);
    const char *language = node_language(book, qna);
    if (!str_equal(language, book->language))
        section->language = language;
    for (const Node *n = qna->first->next; n; n = n->next)
        node_append(section, node_copy(book, n));
}

/* A chapter of the EPUB, for those who read by question; a chapter each, so that none is too long
 * for a reading system. */
static Node *repeat_answers(Book *book, size_t question, const Answers *answers)
{
    Node *section = matter_section(book, ROLE_REPEATED, book->questions[question].text);
    section->scope = SCOPE_EPUB;
    section->section.question = (int)question;
    for (size_t i = 0; i < answers->count; i++)
        repeat_answer(book, section, answers->list[i]);
    return section;
}

/* From each answer to where all of them are. */
static void link_back(Book *book, Node *heading, const Answers *answers)
{
    for (size_t i = 0; i < answers->count; i++) {
        Node *qna = answers->list[i];
        Node *line = node_add(book, qna, NODE_PARAGRAPH, ROLE_CROSS_REFERENCE, qna->place);
        line->scope = SCOPE_EPUB;
        matter_link(book, line, heading, word(book, node_language(book, qna), WORD_OTHER_ANSWERS));
    }
}

static Node *add_question(Book *book, Node *all, size_t question, const Answers *answers)
{
    Node *section = node_add(book, all, NODE_SECTION, ROLE_NONE, book->questions[question].place);
    section->section.question = (int)question;
    Node *heading = node_add(book, section, NODE_HEADING, ROLE_QUESTION, section->place);
    heading->level = 2;
    node_add_text(book, heading, book->questions[question].text, section->place);
    list_answers(book, section, answers);
    return heading;
}

void matter_by_question(Book *book, Node *before)
{
    Answers *answers = memory_new((book->questions_count + 1) * sizeof *answers);
    Node *all = NULL;
    gather(book, answers);
    for (size_t i = 0; i < book->questions_count; i++) {
        if (!has_two_interviews(&answers[i]))
            continue;
        if (!all)
            all = matter_insert(
                book, before,
                matter_section(book, ROLE_BY_QUESTION, word(book, NULL, WORD_BY_QUESTION)));
        Node *heading = add_question(book, all, i, &answers[i]);
        if (book->repeat_answers)
            heading = matter_insert(book, before, repeat_answers(book, i, &answers[i]))->first;
        link_back(book, heading, &answers[i]);
    }
    for (size_t i = 0; i < book->questions_count; i++)
        free(answers[i].list);
    free(answers);
}

/* People */

static void add_person(Book *book, Node *list, const Person *person)
{
    Node *line = add_item(book, list);
    if (!person->as_mentor_count)
        node_add_text(book, line, person->sort, line->place);
    for (size_t i = 0; i < person->as_mentor_count; i++) {
        Node *heading = matter_heading(person->as_mentor[i]);
        if (i)
            node_add_text(book, line, "; ", line->place);
        matter_link(book, line, heading,
                    i ? arena_format(book->arena, "%zu", i + 1) : person->sort);
        matter_page(book, line, heading);
    }
    if (person->as_author_count)
        node_add_text(book, line,
                      arena_format(book->arena, person->as_mentor_count ? "; %s: " : " (%s): ",
                                   word(book, NULL, WORD_AUTHOR)),
                      line->place);
    for (size_t i = 0; i < person->as_author_count; i++) {
        Node *heading = matter_heading(person->as_author[i]);
        if (i)
            node_add_text(book, line, "; ", line->place);
        link_in_language(book, line, heading, person->as_author[i]->mentor);
        matter_page(book, line, heading);
    }
}

Node *matter_people(Book *book)
{
    if (!book->people_count)
        return NULL;
    Node *section = matter_section(book, ROLE_PEOPLE, word(book, NULL, WORD_PEOPLE));
    Node *list = add_list(book, section);
    for (size_t i = 0; i < book->people_count; i++)
        add_person(book, list, &book->people[i]);
    return section;
}
