/* bindery help: the program, or one of its commands, from the tables. */
#include "command/command.h"
#include "command/options.h"
#include "edition.h"

#include <stdio.h>

static const struct {
    const char *word, *operands, *purpose, *more;
} commands[COMMAND_COUNT] = {
#define COMMAND(name, word, function, operands, purpose, more) {word, operands, purpose, more},
#include "command/commands.def"
#undef COMMAND
};

static int explain_program(void)
{
    printf("bindery compiles a series of interviews into a book.\n\n");
    for (int i = 0; i < COMMAND_COUNT; i++)
        printf("  bindery %-6s %-12s %s\n", commands[i].word, commands[i].operands,
               commands[i].purpose);
    printf("  bindery --version\n\n"
           "`bindery help COMMAND` lists a command's options.\n\n"
           "Exit status: 0 fine; 1 warnings, under --strict; 2 errors in the content;\n"
           "3 the environment (disk, memory, font, option).\n");
    return EXIT_FINE;
}

/* What --only and --stop-after choose among. */
static void explain_stages(void)
{
    printf("\nEditions of --only:\n  ");
    for (int i = 0; i < OUTPUT_COUNT; i++)
        printf("%s%s", i ? ", " : "", edition_output_word(i));
    printf("\n\nViews of --view:\n");
    for (int i = 0; i < VIEW_COUNT; i++)
        printf("  %-12s %s\n", view_word(i), view_purpose(i));
    printf("\nStages of --stop-after:\n");
    const char *purpose;
    for (size_t i = 0; edition_stage(i, &purpose); i++)
        printf("  %-12s %s\n", edition_stage(i, &purpose), purpose);
}

int command_explain(CommandId command)
{
    if (command == COMMAND_COUNT)
        return explain_program();
    printf("bindery %s %s%s\n\n%s\n", commands[command].word,
           options_exist(command) ? "[OPTION]... " : "", commands[command].operands,
           commands[command].purpose);
    if (*commands[command].more)
        printf("\n%s\n", commands[command].more);
    options_print(command);
    if (command == COMMAND_BUILD)
        explain_stages();
    return EXIT_FINE;
}

int command_help(int argc, char **argv)
{
    int operand, status = options_read(COMMAND_HELP, argc, argv, NULL, NULL, &operand);
    if (status != OPTIONS_READ)
        return status;
    if (operand == argc)
        return explain_program();
    CommandId command = command_lookup(argv[operand]);
    return command == COMMAND_COUNT ? EXIT_ENVIRONMENT : command_explain(command);
}
