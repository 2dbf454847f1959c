#include "command/command.h"

#include "base/nearest.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const words[COMMAND_COUNT] = {
#define COMMAND(name, word, function, operands, purpose, more) word,
#include "command/commands.def"
#undef COMMAND
};

static CommandFunction *const functions[COMMAND_COUNT] = {
#define COMMAND(name, word, function, operands, purpose, more) function,
#include "command/commands.def"
#undef COMMAND
};

int command_run(int argc, char **argv)
{
    for (int i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(words[i], argv[1]) == 0)
            return functions[i](argc - 1, argv + 1);
    return command_misused(COMMAND_COUNT, nearest_word(argv[1], words, COMMAND_COUNT),
                           "there is no command `%s`", argv[1]);
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
