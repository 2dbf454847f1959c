/* The words of a command line: options by the table options.def, then operands. */
#ifndef BINDERY_COMMAND_OPTIONS_H
#define BINDERY_COMMAND_OPTIONS_H

#include "base/diag.h"
#include "command/command.h"
#include "style/style.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum OptionId {
#define OPTION(name, letter, word, argument, commands, purpose) OPTION_##name,
#include "command/options.def"
#undef OPTION
    OPTION_COUNT
} OptionId;

/* Takes an option into the command's own words; false when its argument is wrong (and said). */
typedef bool OptionTaker(void *words, OptionId option, char *argument);

enum { OPTIONS_READ = -1 };

/* Reads a command's options; `take` may be NULL when it has none. OPTIONS_READ, and argv[*operand]
 * is the first operand; or the exit status to end with, after help was asked for or something was
 * wrong (and said). `--help` is an option of every command. */
int options_read(CommandId command, int argc, char **argv, OptionTaker *take, void *words,
                 int *operand);

/* True when a command has options besides --help. */
bool options_exist(CommandId command);

/* Lists a command's options with their purposes on standard output, below an empty line. */
void options_print(CommandId command);

/* The index of an option's argument among the words that it takes; -1 when it is none of them (and
 * said). */
int option_choice(CommandId command, OptionId option, const char *argument,
                  const char *const *words, size_t count);

/* A number from 1 to 1000. */
bool option_count(CommandId command, OptionId option, const char *argument, int *count);

/* `text` or `json`. */
bool option_diagnostics(CommandId command, const char *argument, DiagFormat *format);

/* The name or the measures of a sheet of paper. */
bool option_paper(CommandId command, const char *argument, PaperSize *paper);

#endif
