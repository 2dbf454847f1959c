/* Any bytes as book.yaml and as front matter. Run it with -detect_leaks=0: libfyaml 0.7 loses
 * memory in keys of very many lines. */
#include "read/manifest.h"
#include "read/source.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = book_new();
    Manifest manifest = {0};
    Interview interview = {.file = "fuzz.md"};
    Str text = STR_INIT;
    book->directory = "/nonexistent";
    book->file = "/nonexistent/book.yaml";
    str_add_bytes(&text, (const char *)data, size);
    source_decode(book->file, &text, diagnostics);
    manifest_read(book, text.data, text.length, &manifest, diagnostics);
    front_matter_read(&interview, text.data, text.length, 2, book->arena, diagnostics);
    str_release(&text);
    book_free(book);
    diagnostics_free(diagnostics);
    return 0;
}
