#include "command/book_words.h"

#include <stdio.h>

BookWords book_words_new(void)
{
    return (BookWords){.edition = {.book = "content", .out = "out"}};
}

bool book_words_take(CommandId command, BookWords *words, OptionId option, char *argument)
{
    EditionOptions *edition = &words->edition;
    int jobs; /* a build uses one processor, which is never too many */
    switch (option) {
    case OPTION_PAPER:
        edition->paper = &words->paper;
        edition->paper_word = argument;
        return option_paper(command, argument, &words->paper);
    case OPTION_STYLE: edition->style = argument; break;
    case OPTION_STRICT: words->strict = true; break;
    case OPTION_DIAGNOSTICS: return option_diagnostics(command, argument, &words->format);
    case OPTION_JOBS: return option_count(command, option, argument, &jobs);
    case OPTION_TIMINGS: edition->timings = true; break;
    case OPTION_QUIET: edition->quiet = true; break;
    default: break;
    }
    return true;
}

int book_words_operand(CommandId command, BookWords *words, int argc, char **argv, int operand)
{
    if (operand < argc)
        words->edition.book = argv[operand++];
    if (operand == argc)
        return OPTIONS_READ;
    return command_misused(command, NULL, "there is one book at a time, and `%s` is one more",
                           argv[operand]);
}

int book_words_end(const BookWords *words, Diagnostics *diagnostics)
{
    DiagLevel least = words->edition.quiet ? DIAG_LEVEL_WARNING : DIAG_LEVEL_NOTE;
    fflush(stdout);
    diagnostics_print(diagnostics, words->format, least, stderr);
    int status = (int)diagnostics_status(diagnostics, words->strict);
    diagnostics_free(diagnostics);
    return status;
}
