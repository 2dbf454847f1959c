#include "base/file.h"
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#ifndef BINDERY_VERSION
#define BINDERY_VERSION "1.0"
#endif

int main(int argc, char **argv)
{
    file_abandon_on_signals();
    if (argc < 2)
        return command_help(0, NULL), EXIT_ENVIRONMENT;
    if (strcmp(argv[1], "--version") == 0)
        return puts("bindery " BINDERY_VERSION), EXIT_FINE;
    if (strcmp(argv[1], "--help") == 0)
        return command_help(0, NULL);
    const Command *command = command_lookup(argv[1]);
    if (!command)
        return command_misused("", "there is no command `%s`", argv[1]);
    return command->run(argc - 1, argv + 1);
}
