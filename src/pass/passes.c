#include "pass/passes.h"

#include "base/str.h"

const Pass passes[] = {
#define PASS(name, purpose) {#name, pass_##name, purpose},
#include "pass/passes.def"
#undef PASS
};
const size_t passes_count = sizeof passes / sizeof *passes;

void passes_run(Book *book, const char *last, Diagnostics *diagnostics)
{
    for (size_t i = 0; i < passes_count; i++) {
        passes[i].run(book, diagnostics);
        if (str_equal(passes[i].name, last))
            return;
    }
}
