#include "command/options.h"

#include "base/str.h"
#include "command/command.h"

bool option_diagnostics(const char *command, const char *word, DiagFormat *format)
{
    *format = str_equal(word, "json") ? DIAG_JSON : DIAG_TEXT;
    if (*format == DIAG_JSON || str_equal(word, "text"))
        return true;
    command_misused(command, "--diagnostics takes `text` or `json`, not `%s`", word);
    return false;
}
