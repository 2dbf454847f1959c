#include "command/options.h"

#include "base/nearest.h"
#include "base/str.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOR(command) (1u << COMMAND_##command)
static const struct {
    char letter;
    const char *word, *argument;
    unsigned commands;
    const char *purpose;
} options[OPTION_COUNT] = {
#define OPTION(name, letter, word, argument, commands, purpose)                                    \
    {letter, word, argument, commands, purpose},
#include "command/options.def"
#undef OPTION
};

enum { HELP_OPTION = OPTION_COUNT, FIRST_VALUE = 256 };

static bool has(CommandId command, int option)
{
    return options[option].commands & (1u << command);
}

/* The table as getopt wants it. */
typedef struct Syntax {
    struct option words[OPTION_COUNT + 2];
    char letters[2 * OPTION_COUNT + 3];
} Syntax;

static Syntax syntax_of(CommandId command)
{
    Syntax syntax = {.letters = ":h"};
    size_t words = 0, letters = 2;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!has(command, i))
            continue;
        syntax.words[words++] =
            (struct option){options[i].word, options[i].argument ? required_argument : no_argument,
                            NULL, FIRST_VALUE + i};
        if (options[i].letter)
            syntax.letters[letters++] = options[i].letter;
        if (options[i].letter && options[i].argument)
            syntax.letters[letters++] = ':';
    }
    syntax.words[words] = (struct option){"help", no_argument, NULL, FIRST_VALUE + HELP_OPTION};
    return syntax;
}

/* What getopt returned, as an option of the table; -1 for none. */
static int option_of(CommandId command, int value)
{
    if (value >= FIRST_VALUE)
        return value - FIRST_VALUE;
    if (value == 'h')
        return HELP_OPTION;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (has(command, i) && options[i].letter == value)
            return i;
    return -1;
}

/* An option that is not in the command's table, is not whole, or has an argument too many. */
static int refuse(CommandId command, int problem, const char *said)
{
    int known = optopt ? option_of(command, optopt) : -1;
    if (problem == ':')
        return command_misused(command, NULL, "`%s` wants %s after it", said,
                               options[known].argument);
    if (known >= 0)
        return command_misused(command, NULL, "`--%s` takes nothing after it",
                               known == HELP_OPTION ? "help" : options[known].word);
    if (optopt)
        return command_misused(command, NULL, "there is no option `-%c`", optopt);

    const char *words[OPTION_COUNT];
    size_t count = 0, length = strcspn(said + 2, "=");
    for (int i = 0; i < OPTION_COUNT; i++)
        if (has(command, i))
            words[count++] = options[i].word;
    char *word = strndup(said + 2, length);
    const char *nearest = nearest_word(word, words, count);
    Str meant = STR_INIT;
    str_format(&meant, "--%s", nearest ? nearest : "");
    int status =
        command_misused(command, nearest ? meant.data : NULL, "there is no option `--%s`", word);
    str_release(&meant);
    free(word);
    return status;
}

int options_read(CommandId command, int argc, char **argv, OptionTaker *take, void *words,
                 int *operand)
{
    Syntax syntax = syntax_of(command);
    opterr = 0;
    optind = 0; /* begin anew */
    for (int value; (value = getopt_long(argc, argv, syntax.letters, syntax.words, NULL)) != -1;) {
        if (value == '?' || value == ':')
            return refuse(command, value, argv[optind - 1]);
        int option = option_of(command, value);
        if (option == HELP_OPTION)
            return command_explain(command);
        if (!take(words, (OptionId)option, optarg))
            return EXIT_ENVIRONMENT;
    }
    *operand = optind;
    return OPTIONS_READ;
}

bool options_exist(CommandId command)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (has(command, i))
            return true;
    return false;
}

void options_print(CommandId command)
{
    enum { WIDTH = 26 };
    if (options_exist(command))
        printf("\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!has(command, i))
            continue;
        char letter[] = {'-', options[i].letter, ',', ' ', '\0'};
        Str left = STR_INIT;
        str_format(&left, "  %s--%s%s%s", options[i].letter ? letter : "    ", options[i].word,
                   options[i].argument ? " " : "", options[i].argument ? options[i].argument : "");
        printf("%-*s  %s\n", WIDTH, left.data, options[i].purpose);
        str_release(&left);
    }
}

int option_choice(CommandId command, OptionId option, const char *argument,
                  const char *const *words, size_t count)
{
    Str list = STR_INIT;
    for (size_t i = 0; i < count; i++) {
        if (str_equal(argument, words[i])) {
            str_release(&list);
            return (int)i;
        }
        str_format(&list, "%s`%s`", i == 0 ? "" : i + 1 < count ? ", " : " or ", words[i]);
    }
    command_misused(command, nearest_word(argument, words, count), "`--%s` takes %s, not `%s`",
                    options[option].word, list.data, argument);
    str_release(&list);
    return -1;
}

bool option_count(CommandId command, OptionId option, const char *argument, int *count)
{
    char *end;
    long value = strtol(argument, &end, 10);
    *count = (int)value;
    if (end != argument && !*end && value > 0 && value <= 1000)
        return true;
    command_misused(command, NULL, "`--%s` takes a number from 1 to 1000, not `%s`",
                    options[option].word, argument);
    return false;
}

bool option_diagnostics(CommandId command, const char *argument, DiagFormat *format)
{
    static const char *const words[] = {[DIAG_TEXT] = "text", [DIAG_JSON] = "json"};
    int choice = option_choice(command, OPTION_DIAGNOSTICS, argument, words, 2);
    *format = choice < 0 ? DIAG_TEXT : (DiagFormat)choice;
    return choice >= 0;
}

bool option_paper(CommandId command, const char *argument, PaperSize *paper)
{
    if (paper_size(argument, paper))
        return true;
    command_misused(command, NULL,
                    "`%s` is no size of paper: write a4, letter, a5, 6x9 or WIDTHxHEIGHTmm, "
                    "50 to 2000 mm each",
                    argument);
    return false;
}
