/* bindery build: a book directory → its editions. */
#include "command/command.h"
#include "command/options.h"
#include "edition.h"

#include <stdio.h>
#include <string.h>

typedef struct BuildWords {
    EditionOptions edition;
    PaperSize paper;
    DiagFormat format;
    bool strict;
} BuildWords;

/* Marks the outputs in a list such as `epub,pdf`. */
static bool choose_outputs(char *list, EditionOptions *edition)
{
    const char *words[OUTPUT_COUNT];
    for (int i = 0; i < OUTPUT_COUNT; i++)
        words[i] = edition_output_word(i);
    for (char *word; (word = strsep(&list, ","));) {
        int kind = option_choice(COMMAND_BUILD, OPTION_ONLY, word, words, OUTPUT_COUNT);
        if (kind < 0)
            return false;
        edition->only[kind] = true;
    }
    return true;
}

static bool choose_stage(const char *name, EditionOptions *edition)
{
    enum { MOST_STAGES = 40 };
    const char *words[MOST_STAGES], *purpose;
    size_t count = 0;
    while (count < MOST_STAGES && (words[count] = edition_stage(count, &purpose)))
        count++;
    edition->stop_after = name;
    return option_choice(COMMAND_BUILD, OPTION_STOP_AFTER, name, words, count) >= 0;
}

static bool choose_paper(const char *name, BuildWords *words)
{
    words->edition.paper = &words->paper;
    if (paper_size(name, &words->paper))
        return true;
    command_misused(COMMAND_BUILD, NULL,
                    "`%s` is no size of paper: write a4, letter, a5, 6x9 or WIDTHxHEIGHTmm, "
                    "50 to 2000 mm each",
                    name);
    return false;
}

static bool take_option(void *words, OptionId option, char *argument)
{
    BuildWords *build = words;
    EditionOptions *edition = &build->edition;
    switch (option) {
    case OPTION_OUT: edition->out = argument; break;
    case OPTION_ONLY: return choose_outputs(argument, edition);
    case OPTION_PAPER: return choose_paper(argument, build);
    case OPTION_STYLE: edition->style = argument; break;
    case OPTION_REPORT: edition->report = argument; break;
    case OPTION_STRICT: build->strict = true; break;
    case OPTION_STOP_AFTER: return choose_stage(argument, edition);
    case OPTION_DUMP: edition->dump = true; break;
    case OPTION_DIAGNOSTICS: return option_diagnostics(COMMAND_BUILD, argument, &build->format);
    case OPTION_JOBS: return option_count(COMMAND_BUILD, option, argument, &edition->jobs);
    case OPTION_TIMINGS: edition->timings = true; break;
    case OPTION_QUIET: edition->quiet = true; break;
    default: break;
    }
    return true;
}

int command_build(int argc, char **argv)
{
    BuildWords words = {.edition = {.book = "content", .out = "out", .jobs = 1}};
    int operand, status = options_read(COMMAND_BUILD, argc, argv, take_option, &words, &operand);
    if (status != OPTIONS_READ)
        return status;
    if (operand < argc)
        words.edition.book = argv[operand++];
    if (operand < argc)
        return command_misused(COMMAND_BUILD, NULL,
                               "a build takes one book at a time, and `%s` is one more",
                               argv[operand]);
    Diagnostics *diagnostics = diagnostics_new();
    edition_build(&words.edition, diagnostics);
    fflush(stdout);
    diagnostics_print(diagnostics, words.format, stderr);
    status = diagnostics_status(diagnostics, words.strict);
    diagnostics_free(diagnostics);
    return status;
}
