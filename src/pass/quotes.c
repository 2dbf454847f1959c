#include "pass/passes.h"

void pass_quotes(Book *book, Diagnostics *diagnostics)
{
    (void)book, (void)diagnostics;
}
