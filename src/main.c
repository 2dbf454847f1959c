#include "base/file.h"
#include "base/memory.h"
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#ifndef BINDERY_VERSION
#define BINDERY_VERSION "1.0"
#endif

int main(int argc, char **argv)
{
    file_abandon_on_signals();
    memory_guard();
    if (argc < 2)
        return command_explain(COMMAND_COUNT), EXIT_ENVIRONMENT;
    if (strcmp(argv[1], "--version") == 0)
        return puts("bindery " BINDERY_VERSION), EXIT_FINE;
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return command_explain(COMMAND_COUNT);
    return command_run(argc, argv);
}
