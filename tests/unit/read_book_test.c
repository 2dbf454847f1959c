#include "test.h"

#include "base/str.h"
#include "book/check.h"
#include "book/dump.h"
#include "book/walk.h"
#include "read/read.h"
#include "reported.h"
#include "scratch.h"

#include <string.h>

#define BOOK_YAML                                                                                  \
    "title: \"Test book\"\nlanguage: en\n"                                                         \
    "identifier: \"urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d11\"\nquestions: [\"What?\"]\n"

static void write_text(Scratch *scratch, const char *name, const char *text)
{
    scratch_write(scratch, name, text, strlen(text));
}

static void sound(const Book *book)
{
    Reason why;
    if (!book_check(book, &why))
        fail_msg("%s", why.text);
}

static void what_other_stages_need_is_kept(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml",
               BOOK_YAML
               "certifier: \"Test Certifier\"\nembed_fonts: true\n"
               "repeat_answers: Yes\nwords:\n  contents: \"What is here\"\ndate: 1970-01-02\n");
    write_text(&scratch, "interviews/a.md",
               "---\nmentor: A\nnumber: 3\nlanguage: en-US\n---\nText.\n\n## What?\n\nNothing.\n");
    Book *book = read_book(scratch.folder, diagnostics);
    assert_int_equal(diagnostics_status(diagnostics, true), 0);
    sound(book);
    assert_string_equal(book->certifier, "Test Certifier");
    assert_true(book->embed_fonts && book->repeat_answers);
    assert_int_equal(book->words_count, 1);
    assert_string_equal(book->words[0].key, "contents");
    assert_string_equal(book->words[0].text, "What is here");
    assert_int_equal(book->modified, 86400);
    const Interview *interview = &book->interviews[0];
    assert_int_equal(interview->mentor_place.line, 2);
    assert_int_equal(interview->number_place.line, 3);
    assert_int_equal(interview->source_place.line, 0);
    assert_string_equal(interview->language, "en-US");
    assert_string_equal(interview->node->language, "en-US");
    assert_ptr_equal(interview->node->section.interview, interview);
    assert_ptr_equal(interview->node->last->section.interview, interview);
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

static long long modified(const char *date)
{
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    const char *yaml = arena_format(scratch.arena, BOOK_YAML "date: %s\n", date);
    write_text(&scratch, "book.yaml", yaml);
    Book *book = read_book(scratch.folder, diagnostics);
    long long seconds = book->modified;
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
    return seconds;
}

static void dates_are_midnights(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        long long seconds;
    } cases[] = {{"1970-01-02", 86400},      {"2000-02-29", 951782400}, {"2016-03-01", 1456790400},
                 {"2024-12-31", 1735603200}, {"2015", 1420070400},      {"2015-07", 1435708800},
                 {"1900-01-01", 0}};
    unsetenv("SOURCE_DATE_EPOCH");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(modified(cases[i].date), cases[i].seconds);
    setenv("SOURCE_DATE_EPOCH", "1000", 1);
    assert_int_equal(modified("2015"), 1000);
    static const char *const nonsense[] = {"", "-1", "soon", "12x", "999999999999999999999"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        setenv("SOURCE_DATE_EPOCH", nonsense[i], 1);
        assert_int_equal(modified("2015"), 1420070400);
    }
    unsetenv("SOURCE_DATE_EPOCH");
}

/* The place of the first node of a kind. */
static Place place_of(const Book *book, NodeKind kind)
{
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node->kind == kind)
            return walk.node->place;
    fail_msg("there is no %s", node_kind_name(kind));
    return (Place){0};
}

static void every_node_knows_its_place(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    write_text(&scratch, "interviews/a.md",
               "---\nmentor: A\n---\n\n## What?\n\nOne *two* `three`.\n\n- item\n\n> quoted[^1]\n\n"
               "[^1]: Note.\n");
    Book *book = read_book(scratch.folder, diagnostics);
    sound(book);
    static const struct {
        NodeKind kind;
        int line, column;
    } wanted[] = {{NODE_HEADING, 5, 1},      {NODE_PARAGRAPH, 7, 1}, {NODE_EMPHASIS, 7, 5},
                  {NODE_CODE, 7, 12},        {NODE_LIST, 9, 1},      {NODE_ITEM, 9, 1},
                  {NODE_BLOCK_QUOTE, 11, 1}, {NODE_NOTE, 13, 7}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        Place place = place_of(book, wanted[i].kind);
        assert_int_equal(place.line, wanted[i].line);
        if (wanted[i].kind != NODE_CODE) /* parsers differ in counting the backtick */
            assert_int_equal(place.column, wanted[i].column);
    }
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        assert_non_null(walk.node->place.file);
        assert_true(walk.node->place.line > 0 || walk.node->kind == NODE_BOOK);
    }
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

static void a_chapter_has_one_title(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    write_text(&scratch, "front/1.md", "# One\n\nText.\n\n# Two\n");
    write_text(&scratch, "front/2.md", "---\ntitle: Named\n---\n\n# One\n\nText.\n");
    Book *book = read_book(scratch.folder, diagnostics);
    const Node *first = book->root->first, *second = first->next;
    assert_int_equal(first->first->level, 1);
    assert_int_equal(first->last->level, 2);
    assert_string_equal(second->first->first->text, "Named");
    assert_int_equal(second->first->level, 1);
    assert_int_equal(second->first->next->level, 2);
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

static void interviews_come_by_number_then_by_name(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    static const char *const files[][2] = {{"z.md", "number: 2"},
                                           {"y.md", "number: 10"},
                                           {"b.md", ""},
                                           {"a.md", ""},
                                           {"c.md", "number: 1"}};
    for (size_t i = 0; i < 5; i++)
        write_text(&scratch, arena_format(scratch.arena, "interviews/%s", files[i][0]),
                   arena_format(scratch.arena, "---\nmentor: A\n%s\n---\n## What?\n\nThis.\n",
                                files[i][1]));
    Book *book = read_book(scratch.folder, diagnostics);
    Str order = STR_INIT;
    for (size_t i = 0; i < book->interviews_count; i++) {
        str_add(&order, book->interviews[i].name);
        assert_ptr_equal(book->interviews[i].node->section.interview, &book->interviews[i]);
        assert_ptr_equal(book->interviews[i].node->first->section.interview, &book->interviews[i]);
    }
    assert_string_equal(order.data, "c.mdz.mdy.mda.mdb.md");
    str_release(&order);
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

static void too_many_files_are_cut_and_said(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    for (int i = 0; i <= 10000; i++)
        write_text(&scratch, arena_format(scratch.arena, "interviews/%d.md", i),
                   "---\nmentor: A\n---\n## What?\n\nThis.\n");
    Book *book = read_book(scratch.folder, diagnostics);
    assert_int_equal(book->interviews_count, 10000);
    assert_int_equal(reported(diagnostics, DIAG_TOO_MANY_FILES), 1);
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

/* Any Markdown that these pieces make is a sound book. */
static void any_markdown_makes_a_sound_tree(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\n",    "\n\n",     "> ",     "- ",    "1. ",    "    ",    "\t",
        "# ",    "## ",      "#### ",  "text ", "*",      "**",      "`",
        "```\n", "[^a]",     "[^a]: ", "[^b]",  "[^b]: ", "[",       "](x)",
        "![",    "](y.png)", "<b>",    "<!-- ", "-->",    "<div>\n", "| a | b |\n|---|---|\n",
        "~~",    "&#1;",     "&amp;",  "---\n", "===\n",  "\\",      "<https://e.org/>",
        "é"};
    Scratch scratch = scratch_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    unsigned seed = 1;
    for (int round = 0; round < 300; round++) {
        Diagnostics *diagnostics = diagnostics_new();
        Str text = STR_INIT;
        str_add(&text, "---\nmentor: A\n---\n");
        for (int i = 0; i < 60; i++) {
            seed = seed * 1664525 + 1013904223;
            str_add(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
        }
        write_text(&scratch, "interviews/a.md", text.data);
        write_text(&scratch, "front/a.md", text.data + strlen("---\nmentor: A\n---\n"));
        Book *book = read_book(scratch.folder, diagnostics);
        Reason why;
        if (!book_check(book, &why))
            fail_msg("%s\nin\n%s", why.text, text.data);
        str_release(&text);
        book_free(book);
        diagnostics_free(diagnostics);
    }
    scratch_free(&scratch);
}

static void nothing_is_quadratic(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Diagnostics *diagnostics = diagnostics_new();
    write_text(&scratch, "book.yaml", BOOK_YAML);
    Str text = STR_INIT;
    str_add(&text, "---\nmentor: A\n---\n## What?\n\n");
    for (int i = 0; i < 20000; i++)
        str_format(&text, "Called.[^%d]\n\n[^%d]: Calls [^%d].\n\n", i, i, i + 1);
    for (int i = 0; i < 20000; i++)
        str_add(&text, "| a ");
    str_add(&text, "|\n");
    for (int i = 0; i < 20000; i++)
        str_add(&text, "|---");
    str_add(&text, "|\n\n<!-- a -->");
    for (int i = 0; i < 100000; i++)
        str_add(&text, "<!-- a -->");
    scratch_write(&scratch, "interviews/a.md", text.data, text.length);
    str_release(&text);
    Book *book = read_book(scratch.folder, diagnostics);
    sound(book);
    assert_int_equal(reported(diagnostics, DIAG_NOTE_MISSING), 1);
    assert_int_equal(reported(diagnostics, DIAG_NOTE_CIRCULAR), 0);
    book_free(book);
    diagnostics_free(diagnostics);
    scratch_free(&scratch);
}

static const char *corpus(void)
{
    return "../shared/corpus/hard";
}

/* Each is a sound book, or an error says why there is none. */
static void hard_inputs_are_sound_books(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *const *names;
    size_t count;
    Reason why;
    if (!file_list(corpus(), arena, &names, &count, &why)) {
        arena_free(arena);
        print_message("skipped hard inputs: %s is not here\n", corpus());
        skip();
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = path_join(arena, corpus(), names[i]);
        if (!file_is_directory(path))
            continue;
        Diagnostics *diagnostics = diagnostics_new();
        Book *book = read_book(path, diagnostics);
        if (book)
            sound(book);
        else
            assert_false(diagnostics_ok(diagnostics));
        size_t said;
        diagnostics_list(diagnostics, &said);
        if (strcmp(names[i], "control") == 0)
            assert_int_equal(said, 0);
        book_free(book);
        diagnostics_free(diagnostics);
    }
    arena_free(arena);
}

static void the_content_reads_without_a_word(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = read_book("content", diagnostics);
    size_t said;
    diagnostics_list(diagnostics, &said);
    assert_int_equal(said, 0);
    sound(book);
    book_free(book);
    diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_midnights),
        cmocka_unit_test(what_other_stages_need_is_kept),
        cmocka_unit_test(every_node_knows_its_place),
        cmocka_unit_test(a_chapter_has_one_title),
        cmocka_unit_test(interviews_come_by_number_then_by_name),
        cmocka_unit_test(too_many_files_are_cut_and_said),
        cmocka_unit_test(any_markdown_makes_a_sound_tree),
        cmocka_unit_test(nothing_is_quadratic),
        cmocka_unit_test(hard_inputs_are_sound_books),
        cmocka_unit_test(the_content_reads_without_a_word),
    };
    return RUN_TESTS(tests);
}
