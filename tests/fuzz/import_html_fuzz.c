/* Any bytes as a saved page to import, and as an article's text that an export holds. */
#include "import.h"
#include "import/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Series *series = series_new(NULL);
    Str page = STR_INIT;
    str_add_bytes(&page, (const char *)data, size);
    html_decode(&page);
    for (int newlines = -1; newlines < 2; newlines++) {
        Draft *draft = draft_new("fuzz.html", 1);
        draft->folder = "/nonexistent";
        bool ok = newlines < 0
                      ? html_read_page(draft, &page, diagnostics)
                      : html_read_fragment(draft, page.data, page.length, newlines, diagnostics);
        if (ok)
            finish(draft, series);
        else
            draft_free(draft);
    }
    str_release(&page);
    series_free(series);
    diagnostics_free(diagnostics);
    return 0;
}
