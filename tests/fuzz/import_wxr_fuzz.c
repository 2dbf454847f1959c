/* Any bytes as a WordPress export. */
#include "import.h"
#include "import/wxr.h"

static void take(void *series, Draft *draft)
{
    finish(draft, series);
}

static void skip(void *series, const char *what)
{
    (void)series, (void)what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Series *series = series_new(NULL);
    WxrMemory *memory = wxr_memory_new();
    WxrVisitor visitor = {take, skip, series};
    for (int run = 0; run < 2; run++)
        wxr_read_memory("fuzz.xml", (const char *)data, size, memory, &visitor, diagnostics);
    wxr_memory_free(memory);
    series_free(series);
    diagnostics_free(diagnostics);
    return 0;
}
