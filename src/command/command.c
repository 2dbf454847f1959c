#include "command/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const Command commands[] = {
#define COMMAND(word, function, arguments, purpose) {word, function, arguments, purpose},
#include "command/commands.def"
#undef COMMAND
};

enum { COMMANDS = sizeof commands / sizeof *commands };

const Command *command_lookup(const char *word)
{
    for (int i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].word, word) == 0)
            return &commands[i];
    return NULL;
}

int command_misused(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "bindery: error: ");
    vfprintf(stderr, format, args);
    fprintf(stderr, ": see `bindery help%s%s`\n", *command ? " " : "", command);
    va_end(args);
    return EXIT_ENVIRONMENT;
}

int command_help(int argc, char **argv)
{
    (void)argc, (void)argv;
    printf("bindery compiles a series of interviews into a book.\n\n");
    for (int i = 0; i < COMMANDS; i++)
        printf("  bindery %-7s %-24s %s\n", commands[i].word, commands[i].arguments,
               commands[i].purpose);
    return EXIT_FINE;
}
