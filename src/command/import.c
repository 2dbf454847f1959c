/* bindery import: text, web pages, WordPress exports → interviews of a book. */
#include "command/command.h"
#include "command/options.h"

#include "base/memory.h"
#include "import/import.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct ImportWords {
    ImportOptions import;
    const char **select; /* heap */
    size_t capacity;
    DiagFormat format;
    bool strict, quiet;
} ImportWords;

static bool take_form(const char *argument, ImportForm *form)
{
    static const char *const words[] = {"text", "html", "wxr"};
    int choice = option_choice(COMMAND_IMPORT, OPTION_FROM, argument, words, 3);
    *form = choice < 0 ? IMPORT_ANY : (ImportForm)(IMPORT_TEXT + choice);
    return choice >= 0;
}

static void add_select(ImportWords *words, const char *argument)
{
    ImportOptions *import = &words->import;
    words->select = memory_grow(words->select, import->select_count + 1, &words->capacity,
                                sizeof *words->select);
    words->select[import->select_count++] = argument;
    import->select = words->select;
}

static bool take_option(void *context, OptionId option, char *argument)
{
    ImportWords *words = context;
    switch (option) {
    case OPTION_BOOK: words->import.book = argument; return true;
    case OPTION_FROM: return take_form(argument, &words->import.from);
    case OPTION_SELECT: add_select(words, argument); return true;
    case OPTION_DRY_RUN: words->import.dry = true; return true;
    case OPTION_STRICT: words->strict = true; return true;
    case OPTION_QUIET: words->quiet = true; return true;
    case OPTION_DIAGNOSTICS: return option_diagnostics(COMMAND_IMPORT, argument, &words->format);
    default: return false;
    }
}

static int import_words(ImportWords *words)
{
    Diagnostics *diagnostics = diagnostics_new();
    words->import.json = words->format == DIAG_JSON;
    words->import.out = words->quiet ? NULL : stdout;
    import_sources(&words->import, diagnostics);
    fflush(stdout);
    diagnostics_print(diagnostics, words->format,
                      words->quiet ? DIAG_LEVEL_WARNING : DIAG_LEVEL_NOTE, stderr);
    int status = (int)diagnostics_status(diagnostics, words->strict);
    diagnostics_free(diagnostics);
    return status;
}

int command_import(int argc, char **argv)
{
    ImportWords words = {.import = {.book = "content"}};
    int operand, status = options_read(COMMAND_IMPORT, argc, argv, take_option, &words, &operand);
    if (status == OPTIONS_READ && operand == argc) {
        status =
            command_misused(COMMAND_IMPORT, NULL, "name a file, or a folder of files, to import");
    } else if (status == OPTIONS_READ) {
        words.import.sources = (const char *const *)argv + operand;
        words.import.sources_count = (size_t)(argc - operand);
        status = import_words(&words);
    }
    free(words.select);
    return status;
}
