#include "command/command.h"
#include "edition.h"

#include <stdio.h>
#include <string.h>

int command_build(int argc, char **argv)
{
    EditionOptions options = {.book = argc > 1 ? argv[1] : "content", .out = "out"};
    Diagnostics *diagnostics = diagnostics_new();
    edition_build(&options, diagnostics);
    diagnostics_print(diagnostics, DIAG_TEXT, stderr);
    int status = diagnostics_status(diagnostics, false);
    diagnostics_free(diagnostics);
    return status;
}
