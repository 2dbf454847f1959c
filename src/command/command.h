/* The commands of the program: each takes its words (argv[0] is the command's own) and returns the
 * exit status. */
#ifndef BINDERY_COMMAND_COMMAND_H
#define BINDERY_COMMAND_COMMAND_H

#include "base/status.h"

typedef enum CommandId {
#define COMMAND(name, word, function, operands, purpose, more) COMMAND_##name,
#include "command/commands.def"
#undef COMMAND
    COMMAND_COUNT /* and the program as such */
} CommandId;

typedef int CommandFunction(int argc, char **argv);

#define COMMAND(name, word, function, operands, purpose, more) CommandFunction function;
#include "command/commands.def"
#undef COMMAND

/* The command of that word; COMMAND_COUNT when there is none (and said). */
CommandId command_lookup(const char *word);

/* Runs the command that argv[1] names, and returns its exit status. */
int command_run(int argc, char **argv);

/* Says how to use a command, or (COMMAND_COUNT) the program, on standard output. */
int command_explain(CommandId command);

/* Says on standard error what is wrong with the command line, and what was `meant` instead (NULL:
 * nobody knows); returns EXIT_ENVIRONMENT. */
int command_misused(CommandId command, const char *meant, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
