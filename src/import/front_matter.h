/* What is known of an interview, as the YAML at the head of its file. */
#ifndef BINDERY_IMPORT_FRONT_MATTER_H
#define BINDERY_IMPORT_FRONT_MATTER_H

#include "import/draft.h"

/* Adds the facts that are known between `---` and `---`, and an empty line. */
void front_matter_write(const Draft *draft, Str *out);

/* Adds text in double quotes, as YAML wants it. */
void yaml_add_quoted(Str *out, const char *text);

#endif
