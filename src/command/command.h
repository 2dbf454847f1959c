/* The commands of the program: each takes its words (argv[0] is the command's own) and returns the
 * exit status: 0 fine; 1 warnings, under --strict; 2 errors in the content; 3 the environment. */
#ifndef BINDERY_COMMAND_COMMAND_H
#define BINDERY_COMMAND_COMMAND_H

enum { EXIT_FINE = 0, EXIT_STRICT = 1, EXIT_CONTENT = 2, EXIT_ENVIRONMENT = 3 };

typedef int CommandFunction(int argc, char **argv);

typedef struct Command {
    const char *word;
    CommandFunction *run;
    const char *arguments, *purpose;
} Command;

#define COMMAND(word, function, arguments, purpose) CommandFunction function;
#include "command/commands.def"
#undef COMMAND

/* NULL when there is no such command. */
const Command *command_lookup(const char *word);

/* Says on standard error what is wrong with the command line; returns EXIT_ENVIRONMENT. */
int command_misused(const char *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
