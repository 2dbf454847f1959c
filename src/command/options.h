/* Options that several commands share. */
#ifndef BINDERY_COMMAND_OPTIONS_H
#define BINDERY_COMMAND_OPTIONS_H

#include "base/diag.h"

#include <stdbool.h>

/* `text` or `json`; says what is wrong with anything else. */
bool option_diagnostics(const char *command, const char *word, DiagFormat *format);

#endif
