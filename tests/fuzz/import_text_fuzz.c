/* Any bytes as a text file to import. */
#include "import.h"
#include "import/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Series *series = series_new(NULL);
    Draft *draft = draft_new("fuzz.txt", 1);
    Str text = STR_INIT;
    str_add_bytes(&text, (const char *)data, size);
    source_decode("fuzz.txt", &text, diagnostics);
    text_read(draft, text.data, text.length);
    finish(draft, series);
    str_release(&text);
    series_free(series);
    diagnostics_free(diagnostics);
    return 0;
}
