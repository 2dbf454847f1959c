/* bindery build: a book directory → its editions. */
#include "command/command.h"

#include "command/options.h"
#include "edition.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct BuildWords {
    EditionOptions edition;
    PaperSize paper;
    DiagFormat format;
    bool strict;
} BuildWords;

enum { OPTION_DIAGNOSTICS = 256 };

static const struct option long_options[] = {
    {"only", required_argument, NULL, 'O'},
    {"paper", required_argument, NULL, 'p'},
    {"style", required_argument, NULL, 's'},
    {"report", required_argument, NULL, 'r'},
    {"strict", no_argument, NULL, 'S'},
    {"jobs", required_argument, NULL, 'j'},
    {"stop-after", required_argument, NULL, 'a'},
    {"dump", no_argument, NULL, 'd'},
    {"diagnostics", required_argument, NULL, OPTION_DIAGNOSTICS},
    {"timings", no_argument, NULL, 't'},
    {"quiet", no_argument, NULL, 'q'},
    {"out", required_argument, NULL, 'o'},
    {NULL, 0, NULL, 0},
};

/* Marks the outputs in a list such as `epub,pdf`. */
static bool choose_outputs(char *list, EditionOptions *edition)
{
    for (char *word = strtok(list, ","); word; word = strtok(NULL, ",")) {
        int kind = edition_output(word);
        if (kind < 0)
            return command_misused("build", "there is no output `%s`", word), false;
        edition->only[kind] = true;
    }
    return true;
}

static bool take_option(int option, BuildWords *words)
{
    EditionOptions *edition = &words->edition;
    switch (option) {
    case 'o': edition->out = optarg; return true;
    case 'O': return choose_outputs(optarg, edition);
    case 'p':
        edition->paper = &words->paper;
        if (paper_size(optarg, &words->paper))
            return true;
        return command_misused("build", "`%s` is no paper size", optarg), false;
    case 's': edition->style = optarg; return true;
    case 'r': edition->report = optarg; return true;
    case 'S': words->strict = true; return true;
    case 'j':
        if (atoi(optarg) > 0)
            return true;
        return command_misused("build", "--jobs takes a number from 1"), false;
    case 'a':
        edition->stop_after = optarg;
        if (edition_has_stage(optarg))
            return true;
        return command_misused("build", "there is no stage `%s`", optarg), false;
    case 'd': edition->dump = true; return true;
    case OPTION_DIAGNOSTICS: return option_diagnostics("build", optarg, &words->format);
    case 't': edition->timings = true; return true;
    case 'q': edition->quiet = true; return true;
    default: return command_misused("build", "that option is not understood"), false;
    }
}

int command_build(int argc, char **argv)
{
    BuildWords words = {.edition = {.book = "content", .out = "out"}};
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "o:", long_options, NULL)) != -1;)
        if (!take_option(option, &words))
            return EXIT_ENVIRONMENT;
    if (optind < argc)
        words.edition.book = argv[optind++];
    if (optind < argc)
        return command_misused("build", "there is one book at a time, and `%s` is too many",
                               argv[optind]);
    Diagnostics *diagnostics = diagnostics_new();
    edition_build(&words.edition, diagnostics);
    fflush(stdout);
    diagnostics_print(diagnostics, words.format, stderr);
    int status = diagnostics_status(diagnostics, words.strict);
    diagnostics_free(diagnostics);
    return status;
}
