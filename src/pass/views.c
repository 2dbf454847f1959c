#include "pass/views.h"

#include "base/str.h"
#include "book/walk.h"
#include "book/words.h"
#include "pass/handout.h"
#include "pass/matter.h"
#include "pass/passes.h"

#include <string.h>

static const struct {
    const char *word, *purpose;
    ViewFunction *make;
} views[VIEW_COUNT] = {
#define VIEW(name, word, function, purpose) {word, purpose, function},
#include "pass/views.def"
#undef VIEW
};

const char *view_word(int view)
{
    return views[view].word;
}

const char *view_purpose(int view)
{
    return views[view].purpose;
}

/* Choosing */

/* An interview is called by its slug or its file, with or without `.md`. */
static bool is_called(const Interview *interview, const char *name)
{
    size_t length = strlen(interview->name) - (str_ends(interview->name, ".md") ? 3 : 0);
    return str_equal(interview->slug, name) || str_equal(interview->name, name) ||
           (strlen(name) == length && strncmp(interview->name, name, length) == 0);
}

static bool is_chosen(const Interview *interview, const ViewOptions *options)
{
    for (size_t i = 0; i < options->interviews_count; i++)
        if (is_called(interview, options->interviews[i]))
            return true;
    return options->interviews_count == 0;
}

/* "`a`, `b`, `c`…": what could have been chosen. */
static const char *some_of(Arena *arena, const char *(*name)(const Book *, size_t),
                           const Book *book, size_t count)
{
    enum { ENOUGH = 12 };
    Str list = STR_INIT;
    for (size_t i = 0; i < count && i < ENOUGH; i++)
        str_format(&list, "%s`%s`", i ? ", " : "", name(book, i));
    str_add(&list, count > ENOUGH ? "…" : "");
    const char *result = arena_string(arena, list.data);
    str_release(&list);
    return result;
}

static const char *slug_of(const Book *book, size_t i)
{
    return book->interviews[i].slug;
}

static const char *question_id(const Book *book, size_t i)
{
    return book->questions[i].id;
}

static bool choose_interviews(Handouts *h)
{
    Book *book = h->source;
    bool found = true;
    for (size_t k = 0; k < h->options->interviews_count; k++) {
        bool known = false;
        for (size_t i = 0; i < book->interviews_count; i++)
            known = known || is_called(&book->interviews[i], h->options->interviews[k]);
        if (!known)
            diag(h->diagnostics, INTERVIEW_UNKNOWN, (Place){0}, h->options->interviews[k],
                 some_of(book->arena, slug_of, book, book->interviews_count));
        found = found && known;
    }
    h->interviews = arena_array(book->arena, book->interviews_count + 1, sizeof *h->interviews);
    for (size_t i = 0; i < book->interviews_count; i++)
        if (is_chosen(&book->interviews[i], h->options))
            h->interviews[h->interview_count++] = &book->interviews[i];
    return found;
}

static bool choose_questions(Handouts *h)
{
    Book *book = h->source;
    const char *wanted = h->options->question;
    h->questions = arena_array(book->arena, book->questions_count + 1, sizeof *h->questions);
    for (size_t i = 0; i < book->questions_count; i++)
        if (!wanted || str_equal(book->questions[i].id, wanted))
            h->questions[h->question_count++] = (int)i;
    if (wanted && !h->question_count)
        diag(h->diagnostics, QUESTION_NOT_IN_BOOK, (Place){0}, wanted,
             some_of(book->arena, question_id, book, book->questions_count));
    return h->question_count || !wanted;
}

/* Links of what was copied */

static Node *root_section(Node *node)
{
    while (node && node->parent && node->parent->kind != NODE_BOOK)
        node = node->parent;
    return node;
}

static bool is_in_view(const Handouts *h, const Node *node)
{
    while (node->parent)
        node = node->parent;
    return node == h->book->root;
}

static Node *heading_of(Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_HEADING)
            return walk.node;
    return NULL;
}

/* The part of a handout that shows an interview's answer to a question (-1: the interview). */
static Node *part_showing(Node *handout, const Interview *interview, int question)
{
    bool answers = handout->role == ROLE_ANSWERS && handout->section.question == question;
    if (handout->role == ROLE_SHEET && handout->section.interview == interview) {
        for (Node *n = handout->first; n; n = n->next)
            if (n->role == ROLE_QNA && question >= 0 && n->section.question == question)
                return n;
        return handout;
    }
    for (Node *n = answers ? handout->first : NULL; n; n = n->next)
        if (n->role == ROLE_REPLY && n->section.interview == interview)
            return n;
    return NULL;
}

/* Where the handouts show what a link in the book leads to; NULL: nowhere. */
static Node *twin_of(const Handouts *h, const Node *target)
{
    const Interview *interview = NULL;
    int question = -1;
    for (const Node *n = target; n; n = n->parent)
        if (n->kind == NODE_SECTION) {
            question = n->section.question >= 0 ? n->section.question : question;
            interview = n->section.interview ? n->section.interview : interview;
        }
    for (Node *n = interview ? h->book->root->first : NULL; n; n = n->next) {
        Node *part = part_showing(n, interview, question);
        if (part)
            return heading_of(part);
    }
    return NULL;
}

static void settle_link(const Handouts *h, Node *link)
{
    if (link->link.target && !is_in_view(h, link->link.target))
        link->link.target = twin_of(h, link->link.target);
    if (!link->link.target)
        link->kind = NODE_SPAN;
}

/* "(p. 2)" holds inside a handout only: the next one's pages are counted from 1 again. */
static bool page_holds(const Handouts *h, Node *span)
{
    Node *reference = span->first;
    while (reference && reference->kind != NODE_PAGE_REFERENCE)
        reference = reference->next;
    if (!reference || !reference->page_reference.target)
        return false;
    Node *target = reference->page_reference.target;
    target = is_in_view(h, target) ? target : twin_of(h, target);
    reference->page_reference.target = target;
    return target && root_section(target) == root_section(span);
}

static void settle(const Handouts *h, Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event != WALK_ENTER)
            continue;
        if (node->scope == SCOPE_EPUB ||
            (node->role == ROLE_PAGE_OF && node->kind == NODE_SPAN && !page_holds(h, node))) {
            walk_skip(&walk);
            node_remove(node);
            continue;
        }
        node->scope = SCOPE_EVERYWHERE;
        if (node->kind == NODE_LINK && !node->link.url)
            settle_link(h, node);
    }
}

/* What every handout has */

/* A copy of the note in the section. */
static Node *note_beside(const Handouts *h, Node *section, const Node *note)
{
    for (Node *n = section->last; n && n->kind == NODE_NOTE; n = n->previous)
        if (n->place.line == note->place.line && str_equal(n->place.file, note->place.file))
            return n;
    Node *copy = node_copy(h->book, note);
    copy->note.number = 0; /* the pass `numbers` gives it its own */
    node_append(section, copy);
    return copy;
}

void handout_bring_notes(const Handouts *h, Node *section)
{
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        Node *note = node->kind == NODE_NOTE_REFERENCE ? node->note_reference.note : NULL;
        if (walk.event == WALK_ENTER && note && root_section(note) != section)
            node->note_reference.note = note_beside(h, section, note);
    }
}

void handout_header(const Handouts *h, Node *section, const char *foot)
{
    static const WordId fields[] = {WORD_SESSION, WORD_DATE, WORD_FACILITATOR, WORD_NAME};
    const char *language = node_language(h->book, section);
    Node *header = node_new(h->book, NODE_DIVISION, ROLE_HEADER_BLOCK, section->place);
    if (section->first)
        node_insert_before(section->first, header);
    else
        node_append(section, header);
    matter_line(h->book, header, ROLE_RIGHTS, foot);
    matter_line(h->book, header, ROLE_SERIES, h->book->title);
    Node *lines = node_add(h->book, header, NODE_DIVISION, ROLE_FIELDS, section->place);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        matter_line(h->book, lines, ROLE_FIELD, word(h->book, language, fields[i]));
}

void handout_notes_space(const Handouts *h, Node *section)
{
    Node *space = node_add(h->book, section, NODE_DIVISION, ROLE_NOTES_SPACE, section->place);
    matter_line(h->book, space, ROLE_NONE,
                word(h->book, node_language(h->book, section), WORD_YOUR_NOTES));
    node_add(h->book, space, NODE_RULED_SPACE, ROLE_NONE, section->place);
}

const char *handout_foot(const Handouts *h, const Interview *interview)
{
    const char *rights = interview && interview->rights ? interview->rights : h->book->rights;
    const char *parts[] = {interview ? interview->mentor : NULL, h->book->title,
                           interview ? matter_byline(h->book, interview) : NULL, rights};
    Str foot = STR_INIT;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && *parts[i])
            str_format(&foot, "%s%s", foot.length ? "\u00A0· " : "", parts[i]);
    const char *text = arena_string(h->book->arena, foot.data);
    str_release(&foot);
    return text;
}

Book *view_book(Book *book, const ViewOptions *options, Diagnostics *diagnostics)
{
    Book *view = arena_alloc(book->arena, sizeof *view);
    *view = *book;
    view->root = node_new(view, NODE_BOOK, ROLE_NONE, book->root->place);
    Handouts handouts = {book, view, options, diagnostics, NULL, 0, NULL, 0};
    bool interviews = choose_interviews(&handouts), questions = choose_questions(&handouts);
    if (!interviews || !questions)
        return NULL;
    views[options->view].make(&handouts);
    for (Node *section = view->root->first; section; section = section->next)
        settle(&handouts, section);
    pass_numbers(view, diagnostics);
    return view;
}
