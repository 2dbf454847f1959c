#include "command/command.h"

#include "base/nearest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* By their ids; then what may stand in a command's place. */
static const char *const words[] = {
#define COMMAND(name, word, function, operands, purpose, more) word,
#include "command/commands.def"
#undef COMMAND
    "--version", "--help"};

static CommandFunction *const functions[COMMAND_COUNT] = {
#define COMMAND(name, word, function, operands, purpose, more) function,
#include "command/commands.def"
#undef COMMAND
};

CommandId command_lookup(const char *word)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(words[i], word) == 0)
            return (CommandId)i;
    command_misused(COMMAND_COUNT, nearest_word(word, words, sizeof words / sizeof *words),
                    "there is no command `%s`", word);
    return COMMAND_COUNT;
}

int command_run(int argc, char **argv)
{
    CommandId command = command_lookup(argv[1]);
    return command == COMMAND_COUNT ? EXIT_ENVIRONMENT : functions[command](argc - 1, argv + 1);
}

int command_misused(CommandId command, const char *meant, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "bindery: error: ");
    vfprintf(stderr, format, args);
    va_end(args);
    if (meant)
        fprintf(stderr, ": did you mean `%s`?", meant);
    fprintf(stderr, "%s `bindery help%s%s`\n", meant ? " See" : ": see",
            command < COMMAND_COUNT ? " " : "", command < COMMAND_COUNT ? words[command] : "");
    return EXIT_ENVIRONMENT;
}
