#include "pass/passes.h"

const Pass passes[] = {
#define PASS(name, purpose) {#name, pass_##name, purpose},
#include "pass/passes.def"
#undef PASS
};
const size_t passes_count = sizeof passes / sizeof *passes;
