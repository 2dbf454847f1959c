/* Any bytes as an interview: the tree is sound. */
#include "book/check.h"
#include "read/interview.h"
#include "read/source.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = book_new();
    Interview interview = {.file = "/nonexistent/fuzz.md", .name = "fuzz.md"};
    Str text = STR_INIT;
    Reason why;
    book->directory = "/nonexistent";
    str_add_bytes(&text, (const char *)data, size);
    source_decode(interview.file, &text, diagnostics);
    interview_parse(book, &interview, &text, diagnostics);
    node_append(book->root, interview.node);
    if (!book_check(book, &why)) {
        fprintf(stderr, "%s\n", why.text);
        abort();
    }
    str_release(&text);
    book_free(book);
    diagnostics_free(diagnostics);
    return 0;
}
