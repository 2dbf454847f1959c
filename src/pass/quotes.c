/* Typographic punctuation by language, in the text and in what book.yaml and front matter say. */
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "pass/passes.h"
#include "pass/punctuation.h"

#include <stdlib.h>
#include <string.h>

/* Where a text stood that is now part of another. */
typedef struct Joint {
    const Node *text;
    size_t offset; /* in the text */
    Place place;
} Joint;

typedef struct Quotes {
    Book *book;
    Diagnostics *diagnostics;
    Line line;
    const char *reported; /* the file whose wrong marks were reported */
    Joint *joints;        /* heap, [joint_count]: of the block at hand */
    size_t joint_count, joint_room;
} Quotes;

static void add_joint(Quotes *q, const Node *text, size_t offset, Place place)
{
    q->joints = memory_grow(q->joints, q->joint_count + 1, &q->joint_room, sizeof *q->joints);
    q->joints[q->joint_count++] = (Joint){text, offset, place};
}

/* Joins neighbouring texts, so that those who point into a text by bytes meet few pieces. */
static void join_texts(Quotes *q, Node *block)
{
    Str text = STR_INIT;
    q->joint_count = 0;
    Walk walk = walk_start(block);
    while (walk_next(&walk)) {
        Node *first = walk.node;
        if (walk.event != WALK_ENTER || first->kind != NODE_TEXT || !first->next ||
            first->next->kind != NODE_TEXT)
            continue;
        str_clear(&text);
        str_add_bytes(&text, first->text, first->length);
        while (first->next && first->next->kind == NODE_TEXT) {
            add_joint(q, first, text.length, first->next->place);
            str_add_bytes(&text, first->next->text, first->next->length);
            node_remove(first->next);
        }
        first->text = arena_bytes(q->book->arena, text.data, text.length);
        first->length = text.length;
    }
    str_release(&text);
}

/* The words around a place, up to spaces. */
static const char *around(Arena *arena, const char *text, size_t at)
{
    enum { MOST = 24 };
    size_t start = at, end = at;
    while (start && at - start < MOST && text[start - 1] != ' ')
        start--;
    while ((text[start] & 0xC0) == 0x80)
        start++;
    while (text[end] && end - at < MOST && text[end] != ' ')
        end++;
    return arena_bytes(arena, text + start, utf8_cut(text + start, end - start));
}

/* Where a byte of the block's line stood. */
static Place place_in_line(const Quotes *q, const Node *block, size_t at)
{
    size_t i = 0;
    while (i < q->line.count && q->line.segments[i].end <= at)
        i++;
    if (i == q->line.count)
        return block->place;
    const Node *text = q->line.segments[i].node;
    size_t offset = at - q->line.segments[i].start;
    Node piece = {.place = text->place};
    size_t start = 0;
    for (size_t k = 0; k < q->joint_count; k++)
        if (q->joints[k].text == text && q->joints[k].offset <= offset) {
            piece.place = q->joints[k].place;
            start = q->joints[k].offset;
        }
    return piece.place.line ? node_place_at(&piece, offset - start) : block->place;
}

static void report(Quotes *q, const WrongQuote *wrong, const Node *block)
{
    if (str_equal(q->reported, block->place.file))
        return;
    q->reported = block->place.file;
    diag(q->diagnostics, WRONG_QUOTE, place_in_line(q, block, wrong->at), wrong->mark, wrong->right,
         around(q->book->arena, q->line.text.data, wrong->at));
}

static void set_block(Quotes *q, Node *block)
{
    WrongQuote wrong = {0};
    join_texts(q, block);
    line_read(&q->line, block);
    punctuation_edit(&q->line, node_language(q->book, block), &wrong);
    if (wrong.mark)
        report(q, &wrong, block);
    line_write(&q->line, q->book);
}

static void set_string(Quotes *q, const char **string, const char *language)
{
    WrongQuote wrong = {0};
    if (!*string || !strpbrk(*string, "\"'-.\xE2"))
        return;
    str_clear(&q->line.text);
    str_add(&q->line.text, *string);
    q->line.count = q->line.edit_count = 0;
    punctuation_edit(&q->line, language, &wrong);
    if (q->line.edit_count)
        *string = line_edited(&q->line, q->book->arena);
}

static void set_strings(Quotes *q, const char *const **strings, size_t count, const char *language)
{
    const char **set = arena_array(q->book->arena, count + 1, sizeof *set);
    for (size_t i = 0; i < count; i++) {
        set[i] = (*strings)[i];
        set_string(q, &set[i], language);
    }
    *strings = set;
}

static void set_metadata(Quotes *q)
{
    Book *book = q->book;
    const char **fields[] = {&book->title,  &book->subtitle,    &book->series,   &book->publisher,
                             &book->rights, &book->description, &book->certifier};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        set_string(q, fields[i], book->language);
    set_strings(q, &book->editors, book->editors_count, book->language);
    set_strings(q, &book->subjects, book->subjects_count, book->language);
    for (size_t i = 0; i < book->questions_count; i++)
        set_string(q, &book->questions[i].text, book->language);
}

static void set_front_matter(Quotes *q, Interview *interview)
{
    const char **fields[] = {&interview->mentor, &interview->mentor_sort, &interview->known_as,
                             &interview->role,   &interview->author,      &interview->rights,
                             &interview->summary};
    const char *language = interview->language ? interview->language : q->book->language;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        set_string(q, fields[i], language);
}

void pass_quotes(Book *book, Diagnostics *diagnostics)
{
    Quotes q = {.book = book, .diagnostics = diagnostics, .line = LINE_INIT};
    set_metadata(&q);
    for (size_t i = 0; i < book->interviews_count; i++)
        set_front_matter(&q, &book->interviews[i]);
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER || node_shape(walk.node->kind) != SHAPE_LINE)
            continue;
        set_block(&q, walk.node);
        walk_skip(&walk);
    }
    line_release(&q.line);
    free(q.joints);
}
