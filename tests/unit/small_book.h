/* Books of a few words, for tests of passes. */
#ifndef BINDERY_SMALL_BOOK_H
#define BINDERY_SMALL_BOOK_H

#include "book/book.h"

#include <string.h>

static const Place nowhere;

static inline Book *small_book(const char *language)
{
    Book *book = book_new();
    book->title = "Small book";
    book->language = language;
    book->identifier = "urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d11";
    book->interviews = arena_array(book->arena, 16, sizeof(Interview));
    return book;
}

/* One more interview, with one empty section. */
static inline Interview *small_interview(Book *book, const char *mentor)
{
    Interview *interview = &book->interviews[book->interviews_count++];
    interview->file = interview->name =
        arena_format(book->arena, "interviews/%zu.md", book->interviews_count);
    interview->mentor = mentor;
    interview->node =
        node_add(book, book->root, NODE_SECTION, ROLE_INTERVIEW, (Place){interview->file, 1, 0});
    interview->node->section.interview = interview;
    return interview;
}

/* One more question with an answer; returns the QNA section. */
static inline Node *small_question(Book *book, Interview *interview, const char *question)
{
    Place place = {interview->file, 10, 1};
    Node *qna = node_add(book, interview->node, NODE_SECTION, ROLE_QNA, place);
    qna->section.interview = interview;
    Node *heading = node_add(book, qna, NODE_HEADING, ROLE_QUESTION, place);
    heading->level = 2;
    node_add_text(book, heading, question, place);
    Node *answer = node_add(book, qna, NODE_DIVISION, ROLE_ANSWER, place);
    Node *paragraph = node_add(book, answer, NODE_PARAGRAPH, ROLE_NONE, place);
    node_add_text(book, paragraph, "An answer.", place);
    return qna;
}

/* A paragraph that says `text`, in which *…* is emphasis and `…` is code. */
static inline Node *small_paragraph(Book *book, Node *parent, const char *markdown)
{
    const char *text = arena_string(book->arena, markdown);
    Node *paragraph = node_add(book, parent, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    Node *into = paragraph;
    while (*text) {
        size_t n = strcspn(text, "*`");
        if (n)
            node_append(into, node_text(book, text, n, nowhere));
        text += n;
        if (*text == '*') {
            into = into == paragraph ? node_add(book, paragraph, NODE_EMPHASIS, ROLE_NONE, nowhere)
                                     : paragraph;
            text++;
        } else if (*text == '`') {
            text++;
            size_t length = strcspn(text, "`");
            Node *code = node_add(book, into, NODE_CODE, ROLE_NONE, nowhere);
            code->text = arena_bytes(book->arena, text, length);
            code->length = length;
            text += length;
            if (*text)
                text++;
        }
    }
    return paragraph;
}

#endif
