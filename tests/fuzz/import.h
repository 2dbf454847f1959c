/* What the importers' fuzz targets share: a draft is recognised, written, and read back; no word
 * may be lost on the way. */
#ifndef BINDERY_FUZZ_IMPORT_H
#define BINDERY_FUZZ_IMPORT_H

#include "book/check.h"
#include "import/markdown.h"
#include "import/names.h"
#include "import/recognise.h"
#include "read/interview.h"
#include "read/source.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text of a tree without any white space. */
static inline char *bare_text(Arena *arena, const Node *node)
{
    char *text = node_plain_text(arena, node), *to = text;
    for (const char *from = text; *from; from++)
        if (strncmp(from, "\xC2\xA0", 2) == 0)
            from++;
        else if (!strchr(" \t\n", *from))
            *to++ = *from;
    *to = '\0';
    return text;
}

static inline void finish(Draft *draft, const Series *series)
{
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = book_new();
    Interview interview = {.file = "/nonexistent/fuzz.md", .name = "fuzz.md"};
    Str text = STR_INIT;
    Reason why;
    recognise(draft, series);
    names_complete(draft);
    draft_fact(draft, FACT_MENTOR, "Test Person", "the test", SURE_GUESSED);
    markdown_write(draft, &text);
    book->directory = "/nonexistent";
    source_decode(interview.file, &text, diagnostics);
    Str written = STR_INIT;
    str_add(&written, text.data);
    interview_parse(book, &interview, &text, diagnostics);
    node_append(book->root, interview.node);
    char *wrote = bare_text(book->arena, draft->body),
         *read = bare_text(book->arena, interview.node);
    bool sound = book_check(book, &why);
    if (!sound || strcmp(wrote, read) != 0) {
        fprintf(stderr, "%s\n--- wrote\n%s\n--- as\n%s\n--- read\n%s\n", sound ? "" : why.text,
                wrote, written.data, read);
        abort();
    }
    str_release(&written);
    str_release(&text);
    book_free(book);
    diagnostics_free(diagnostics);
    draft_free(draft);
}

#endif
