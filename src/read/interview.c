#include "read/interview.h"

#include "base/file.h"
#include "base/str.h"
#include "book/walk.h"
#include "read/manifest.h"
#include "read/markdown.h"
#include "read/notes.h"
#include "read/source.h"

#include <string.h>

/* A source file in two parts. */
typedef struct Parts {
    const char *front, *body; /* front: NULL when there is none */
    size_t front_length, body_length;
    int front_line, body_line; /* of the first lines */
} Parts;

/* The end of the line at `at`: just after its LF, or the text's end. */
static const char *next_line(const char *at, const char *end)
{
    const char *lf = memchr(at, '\n', (size_t)(end - at));
    return lf ? lf + 1 : end;
}

static bool is_fence(const char *at, const char *end)
{
    if (end - at < 3 || memcmp(at, "---", 3) != 0)
        return false;
    for (at += 3; at < end && *at != '\n'; at++)
        if (*at != ' ' && *at != '\t')
            return false;
    return true;
}

/* True for a line that begins a question: in front matter it would be a comment. */
static bool is_question(const char *at, const char *end)
{
    return end - at > 3 && memcmp(at, "## ", 3) == 0;
}

/* Splits at the front matter's fences, which empty lines may precede. Front matter that is never
 * closed is reported, and ends at the first empty line, so that the text is not taken for keys. */
static Parts split(const char *file, const Str *source, Diagnostics *diagnostics)
{
    const char *at = source->data, *end = at + source->length;
    Parts parts = {.body = at, .body_length = source->length, .body_line = 1};
    int line = 1;
    for (; at < end && *at == '\n'; at++)
        line++;
    if (!is_fence(at, end))
        return parts;
    parts.front_line = line + 1;
    const char *front = next_line(at, end), *blank = NULL;
    int first_line = line++, blank_line = 0;
    for (at = front; at < end && !is_fence(at, end); at = next_line(at, end), line++) {
        if (!blank && *at == '\n')
            blank = at, blank_line = line;
        if (blank && is_question(at, end))
            break;
    }
    bool closed = at < end && is_fence(at, end);
    if (!closed) {
        diag(diagnostics, FRONT_MATTER_UNCLOSED, ((Place){file, first_line, 1}));
        at = blank ? blank : end;
        line = blank ? blank_line : line;
    }
    parts.front = front;
    parts.front_length = (size_t)(at - front);
    parts.body = closed ? next_line(at, end) : at;
    parts.body_length = (size_t)(end - parts.body);
    parts.body_line = line + closed;
    return parts;
}

/* Appends the blocks of a source's body to `parent`, notes last. */
static void read_blocks(Book *book, Node *parent, const char *file, const Parts *parts,
                        Diagnostics *diagnostics)
{
    Str body = STR_INIT;
    str_add_bytes(&body, parts->body, parts->body_length);
    NoteLabels *labels = note_labels_new(book->arena, body.data, body.length, parts->body_line);
    notes_mask(&body, book->arena, labels);
    markdown_read(book, parent, file, body.data, body.length, parts->body_line, diagnostics);
    notes_check(book, parent, labels, file, diagnostics);
    str_release(&body);
}

/* True when a heading holds nothing to read or see. */
static bool is_empty(Node *heading)
{
    Walk walk = walk_start(heading);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        bool leaf = node_shape(node->kind) == SHAPE_LEAF && node->kind != NODE_LINE_BREAK;
        if (leaf && (!node->text || node->text[strspn(node->text, " ")]))
            return false;
    }
    return true;
}

/* A heading inside a list, quotation, note or cell is a bold paragraph: it opens no section. */
static void flatten_heading(Book *book, Node *heading)
{
    Node *strong = node_new(book, NODE_STRONG, ROLE_NONE, heading->place);
    while (heading->first) {
        Node *child = heading->first;
        node_remove(child);
        node_append(strong, child);
    }
    heading->kind = NODE_PARAGRAPH;
    heading->level = 0;
    node_append(heading, strong);
}

/* Puts headings in order: none empty, none inside other blocks, none that skips a level. Above
 * `least` they count as it. */
static void order_headings(Book *book, Node *section, int least, Diagnostics *diagnostics)
{
    int level = least;
    Walk walk = walk_start(section);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event != WALK_ENTER || node->kind != NODE_HEADING)
            continue;
        if (is_empty(node)) {
            diag(diagnostics, HEADING_EMPTY, node->place);
            walk_skip(&walk);
            node_remove(node);
        } else if (node->parent != section) {
            diag(diagnostics, HEADING_INSIDE, node->place);
            flatten_heading(book, node);
        } else if (node->level > level + 1) {
            diag(diagnostics, HEADING_JUMP, node->place, node->level, level, level + 1,
                 &"######"[6 - (level + 1)]);
            node->level = (uint8_t)++level;
        } else {
            level = node->level < least ? least : node->level;
        }
    }
}

static Node *open_question(Book *book, Node *section, Node *heading, Diagnostics *diagnostics)
{
    if (heading->level == 1)
        diag(diagnostics, HEADING_TOP, heading->place);
    heading->level = 2;
    heading->role = ROLE_QUESTION;
    Node *qna = node_add(book, section, NODE_SECTION, ROLE_QNA, heading->place);
    qna->section.interview = section->section.interview;
    node_append(qna, heading);
    return node_add(book, qna, NODE_DIVISION, ROLE_ANSWER, heading->place);
}

static void check_answers(const Node *section, Diagnostics *diagnostics)
{
    bool question = false;
    for (const Node *n = section->first; n; n = n->next) {
        if (n->role != ROLE_QNA)
            continue;
        question = true;
        if (!n->last->first)
            diag(diagnostics, ANSWER_MISSING, n->place);
    }
    if (!question)
        diag(diagnostics, QUESTION_MISSING, section->place);
}

/* Sorts a flat row of blocks into introduction, questions with their answers, and notes. */
static void build_interview(Book *book, Node *section, Node *flat, Diagnostics *diagnostics)
{
    Node *answer = NULL, *introduction = NULL;
    Node *notes = node_new(book, NODE_DIVISION, ROLE_NONE, section->place);
    for (Node *block = flat->first, *next; block; block = next) {
        next = block->next;
        node_remove(block);
        if (block->kind == NODE_NOTE) {
            node_append(notes, block);
        } else if (block->kind == NODE_HEADING && block->level <= 2) {
            answer = open_question(book, section, block, diagnostics);
        } else if (answer) {
            node_append(answer, block);
        } else {
            if (!introduction) {
                introduction =
                    node_add(book, section, NODE_SECTION, ROLE_INTRODUCTION, block->place);
                introduction->section.interview = section->section.interview;
            }
            node_append(introduction, block);
        }
    }
    check_answers(section, diagnostics);
    for (Node *note = notes->first, *next; note; note = next) {
        next = note->next;
        node_remove(note);
        node_append(section, note);
    }
}

void interview_parse(Book *book, Interview *interview, const Str *source, Diagnostics *diagnostics)
{
    interview->place = (Place){interview->file, 1, 0};
    Parts parts = split(interview->file, source, diagnostics);
    if (parts.front)
        front_matter_read(interview, parts.front, parts.front_length, parts.front_line, book->arena,
                          diagnostics);
    else
        diag(diagnostics, FRONT_MATTER_MISSING, interview->place);
    if (!interview->mentor)
        interview->mentor = "";
    Node *section = node_new(book, NODE_SECTION, ROLE_INTERVIEW, interview->place);
    section->section.interview = interview;
    section->language = interview->language;
    interview->node = section;

    Node *flat = node_new(book, NODE_DIVISION, ROLE_NONE, interview->place);
    read_blocks(book, flat, interview->file, &parts, diagnostics);
    order_headings(book, flat, 2, diagnostics);
    build_interview(book, section, flat, diagnostics);
}

bool interview_read(Book *book, Interview *interview, Diagnostics *diagnostics)
{
    Str source = STR_INIT;
    bool ok = source_read(interview->file, &source, diagnostics);
    if (ok)
        interview_parse(book, interview, &source, diagnostics);
    str_release(&source);
    return ok;
}

/* "01-a-note-on_names.md" → "A note on names". */
static const char *title_of_file(Book *book, const char *file)
{
    const char *name = path_base(file), *word = name + strspn(name, "0123456789-_. ");
    Str title = STR_INIT;
    str_add_bytes(&title, word, strlen(word) - (str_ends(word, ".md") ? 3 : 0));
    for (size_t i = 0; i < title.length; i++)
        if (title.data[i] == '-' || title.data[i] == '_')
            title.data[i] = ' ';
    if (title.length && title.data[0] >= 'a' && title.data[0] <= 'z')
        title.data[0] = (char)(title.data[0] - 'a' + 'A');
    const char *result = arena_string(book->arena, title.length ? title.data : name);
    str_release(&title);
    return result;
}

/* The chapter's title: of its front matter, its first heading, or its file's name. */
static void set_title(Book *book, Node *section, const char *title, Diagnostics *diagnostics)
{
    Node *first = section->first;
    for (Node *n = first; n; n = n->next)
        if (n->kind == NODE_HEADING && n->level == 1 && (n != first || title))
            n->level = 2;
    if (!title && first && first->kind == NODE_HEADING) {
        first->level = 1;
        return;
    }
    if (!title) {
        title = title_of_file(book, section->place.file);
        diag(diagnostics, CHAPTER_UNTITLED, section->place, title);
    }
    Node *heading = node_new(book, NODE_HEADING, ROLE_NONE, section->place);
    heading->level = 1;
    node_add_text(book, heading, title, section->place);
    if (first)
        node_insert_before(first, heading);
    else
        node_append(section, heading);
}

Node *chapter_read(Book *book, const char *file, NodeRole role, Diagnostics *diagnostics)
{
    Str source = STR_INIT;
    Node *section = NULL;
    const char *title = NULL;
    if (source_read(file, &source, diagnostics)) {
        Parts parts = split(file, &source, diagnostics);
        if (parts.front)
            title = chapter_title_read(file, parts.front, parts.front_length, parts.front_line,
                                       book->arena, diagnostics);
        section = node_new(book, NODE_SECTION, role, (Place){file, 1, 0});
        read_blocks(book, section, file, &parts, diagnostics);
        order_headings(book, section, 1, diagnostics);
        set_title(book, section, title, diagnostics);
    }
    str_release(&source);
    return section;
}
