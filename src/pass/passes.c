#include "pass/passes.h"

const Pass passes[] = {{"none", NULL, ""}};
const size_t passes_count = 0;
