/* What an import writes, the reader reads back: the same blocks, the same inlines, the same text.
 */
#include "test.h"

#include "book/walk.h"
#include "import/footnotes.h"
#include "import/markdown.h"
#include "import/tidy.h"
#include "read/interview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A generator of its own, so that every machine makes the same trees. */
static uint32_t seed;

static unsigned pick(unsigned count)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % count;
}

/* The notes that may be called. */
static Node *callable[2];
static unsigned callable_count;

static void add_random_text(Draft *draft, Node *parent)
{
    static const char *const pieces[] = {
        "a",    "word", "Word", " ",   " ",   " ",  "*",  "**",  "_",        "__",     "`",
        "``",   "[",    "]",    "(",   ")",   "<",  ">",  "&",   "#",        "##",     "+",
        "-",    "--",   "---",  "1.",  "10)", "~",  "~~", "~~~", "|",        "\\",     "!",
        "!",    "[x]",  "[^1]", "](",  "][",  ":",  "=",  "===", "***",      "&amp;",  "&#65;",
        "<b>",  "<!--", "é",    "“",   "”",   "’",  "–",  "…",   "東",       "$",      "%",
        "^",    "{",    "}",    "\"",  "'",   ",",  ".",  "?",   "/",        "1986. ", "\\\\",
        "<br>", "x_y",  "2*3",  "]: ", "|-|", "- ", "> ", "# ",  "\xC2\xA0", "€",      "+ "};
    Str text = STR_INIT;
    for (unsigned i = 0, n = 1 + pick(7); i < n; i++)
        str_add(&text, pieces[pick(sizeof pieces / sizeof *pieces)]);
    node_append(parent, node_text(draft->book, text.data, text.length, (Place){0}));
    str_release(&text);
}

static void add_random_inlines(Draft *draft, Node *line)
{
    Book *book = draft->book;
    for (unsigned i = 0, n = 1 + pick(5); i < n; i++) {
        Node *parent = line;
        if (pick(8) == 0) {
            parent = node_add(book, parent, NODE_LINK, ROLE_NONE, (Place){0});
            parent->link.url = pick(2) ? "https://example.org/a_(b)?c=*d*" : "https://example.org/";
            parent->link.title = pick(2) ? "A \"title\" & \\more" : NULL;
        }
        static const NodeKind styles[] = {NODE_EMPHASIS, NODE_STRONG, NODE_STRIKE};
        for (unsigned depth = pick(3); depth; depth--)
            parent = node_add(book, parent, styles[pick(3)], ROLE_NONE, (Place){0});
        if (pick(12) == 0 && line->kind == NODE_PARAGRAPH)
            node_add(book, line, NODE_LINE_BREAK, ROLE_NONE, (Place){0});
        if (pick(12) == 0) {
            Node *code = node_add(book, parent, NODE_CODE, ROLE_NONE, (Place){0});
            code->text = pick(2) ? "a `b` *c*" : "x";
            code->length = strlen(code->text);
        } else if (callable_count && pick(12) == 0) {
            Node *call = node_add(book, parent, NODE_NOTE_REFERENCE, ROLE_NONE, (Place){0});
            call->note_reference.note = callable[pick(callable_count)];
        } else {
            add_random_text(draft, parent);
        }
    }
}

static void add_random_blocks(Draft *draft, Node *parent, unsigned depth)
{
    Book *book = draft->book;
    for (unsigned i = 0, n = 1 + pick(4); i < n; i++) {
        unsigned kind = depth < 4 ? pick(10) : 0;
        if (kind == 9) {
            add_random_blocks(
                draft, node_add(book, parent, NODE_BLOCK_QUOTE, ROLE_NONE, (Place){0}), depth + 1);
        } else if (kind == 8) {
            Node *list = node_add(book, parent, NODE_LIST, ROLE_NONE, (Place){0});
            list->list.ordered = pick(2);
            list->list.start = list->list.ordered ? (int)pick(12) : 1;
            for (unsigned k = 0, items = 1 + pick(3); k < items; k++)
                add_random_blocks(draft, node_add(book, list, NODE_ITEM, ROLE_NONE, (Place){0}),
                                  depth + 1);
        } else if (kind == 7 && parent == draft->body) {
            Node *heading = node_add(book, parent, NODE_HEADING, ROLE_QUESTION, (Place){0});
            heading->level = LEVEL_QUESTION;
            add_random_inlines(draft, heading);
        } else if (kind == 6) {
            Node *code = node_add(book, parent, NODE_CODE_BLOCK, ROLE_NONE, (Place){0});
            code->text = pick(2) ? "one\n\n    two ```\n# three" : "````\nfour";
            code->length = strlen(code->text);
            code->code.info = "";
        } else if (kind == 5 && i) {
            node_add(book, parent, NODE_THEMATIC_BREAK, ROLE_NONE, (Place){0});
        } else {
            add_random_inlines(draft,
                               node_add(book, parent, NODE_PARAGRAPH, ROLE_NONE, (Place){0}));
        }
    }
}

/* Two notes, the second of which may call the first. */
static void add_random_notes(Draft *draft)
{
    for (callable_count = 0; callable_count < 2; callable_count++) {
        Node *note = node_add(draft->book, draft->notes, NODE_NOTE, ROLE_NONE, (Place){0});
        add_random_blocks(draft, note, 3);
        callable[callable_count] = note;
    }
}

/* True for the link that the reader makes of an address in the text. */
static bool is_autolink(const Node *n)
{
    return n->kind == NODE_LINK && n->first && !n->first->next && n->first->kind == NODE_TEXT &&
           !n->link.title && strstr(n->link.url, n->first->text) && strchr(n->first->text, '.');
}

/* A note's number, which the reader knows as its label. */
static int number_of(const Node *note)
{
    return note->note.label ? atoi(note->note.label) : note->note.number;
}

/* The tree as a string: blocks, styles and text, whatever sections they lie in. */
static char *picture(Arena *arena, Node *root)
{
    Str out = STR_INIT;
    Walk walk = walk_start(root);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (n->kind == NODE_SECTION || n->kind == NODE_DIVISION || n->kind == NODE_BOOK ||
            is_autolink(n))
            continue;
        if (n->text) {
            str_format(&out, n->kind == NODE_TEXT ? "%s" : "{%s}", n->text);
            continue;
        }
        bool enter = walk.event == WALK_ENTER;
        str_format(&out, enter ? "<%s" : "</%s", node_kind_name(n->kind));
        if (enter && n->kind == NODE_LINK)
            str_format(&out, " %s %s", n->link.url, n->link.title ? n->link.title : "");
        if (enter && n->kind == NODE_NOTE_REFERENCE)
            str_format(&out, " %d", number_of(n->note_reference.note));
        if (enter && n->kind == NODE_NOTE)
            str_format(&out, " %d", number_of(n));
        if (enter && n->kind == NODE_LIST)
            str_format(&out, " %d %d", n->list.ordered, n->list.ordered ? n->list.start : 1);
        str_add(&out, node_shape(n->kind) < SHAPE_INLINES ? ">\n" : ">");
    }
    char *copy = arena_bytes(arena, out.data, out.length);
    str_release(&out);
    return copy;
}

/* Reads what was written of the draft; the picture of both must be the same. */
static void check_round_trip(Draft *draft, unsigned number)
{
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = book_new();
    Interview interview = {.file = "round.md", .name = "round.md"};
    Str text = STR_INIT;
    book->directory = "/nonexistent";
    draft_fact(draft, FACT_MENTOR, "Test \"Person\" \\ Sample", "the test", SURE_CERTAIN);
    markdown_write(draft, &text);
    Str source = STR_INIT;
    str_add_bytes(&source, text.data, text.length);
    interview_parse(book, &interview, &source, diagnostics);
    const char *wrote = picture(book->arena, draft->body),
               *read = picture(book->arena, interview.node);
    if (strcmp(wrote, read) != 0)
        fprintf(stderr, "tree %u\n--- wrote\n%s\n--- as\n%s\n--- read\n%s\n", number, wrote,
                text.data, read);
    assert_string_equal(wrote, read);
    assert_string_equal(interview.mentor, "Test \"Person\" \\ Sample");
    str_release(&source);
    str_release(&text);
    book_free(book);
    diagnostics_free(diagnostics);
}

static void random_trees_read_back_the_same(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 4000; i++) {
        seed = i;
        Draft *draft = draft_new("round.txt", 1);
        add_random_notes(draft);
        add_random_blocks(draft, draft->body, 0);
        tidy_body(draft);
        footnotes_settle(draft);
        check_round_trip(draft, i);
        draft_free(draft);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_trees_read_back_the_same),
    };
    return RUN_TESTS(tests);
}
