/* bindery check: what is wrong with a book, and what its series is like; nothing is written. */
#include "command/book_words.h"
#include "command/findings.h"

#include <stdio.h>

typedef struct CheckWords {
    BookWords book;
    Diagnostics *diagnostics;
    bool json;
} CheckWords;

static bool take_option(void *words, OptionId option, char *argument)
{
    CheckWords *check = words;
    if (option != OPTION_JSON)
        return book_words_take(COMMAND_CHECK, &check->book, option, argument);
    check->json = true;
    return true;
}

/* The last line of the facts: what there is to do. */
static void add_counts(const Diagnostics *diagnostics, Str *out)
{
    static const char *const things[] = {"note", "warning", "error"};
    size_t counts[] = {diagnostics_count(diagnostics, DIAG_LEVEL_NOTE),
                       diagnostics_count(diagnostics, DIAG_LEVEL_WARNING),
                       diagnostics_count(diagnostics, DIAG_LEVEL_ERROR) +
                           diagnostics_count(diagnostics, DIAG_LEVEL_FATAL)};
    str_add(out, "\n");
    for (int i = 2; i >= 0; i--)
        str_format(out, "%zu %s%s%s", counts[i], things[i], counts[i] == 1 ? "" : "s",
                   i ? ", " : "\n");
}

static void show(void *words, const EditionView *view)
{
    const CheckWords *check = words;
    if (check->book.edition.quiet && !check->json)
        return;
    Findings findings = {.arena = arena_new(), .view = view};
    findings.facts = series_facts(findings.arena, view->book);
    findings.access = access_facts(view->book);
    findings.access.pages = view->pages->count > 0;
    Str out = STR_INIT;
    (check->json ? findings_json : findings_text)(&findings, &out);
    if (!check->json)
        add_counts(check->diagnostics, &out);
    fwrite(out.data, 1, out.length, stdout);
    str_release(&out);
    arena_free(findings.arena);
}

int command_check(int argc, char **argv)
{
    CheckWords words = {.book = book_words_new(), .diagnostics = NULL};
    int operand, status = options_read(COMMAND_CHECK, argc, argv, take_option, &words, &operand);
    if (status == OPTIONS_READ)
        status = book_words_operand(COMMAND_CHECK, &words.book, argc, argv, operand);
    if (status != OPTIONS_READ)
        return status;
    words.diagnostics = diagnostics_new();
    edition_check(&words.book.edition, words.diagnostics, show, &words);
    return book_words_end(&words.book, words.diagnostics);
}
