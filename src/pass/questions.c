#include "pass/passes.h"

void pass_questions(Book *book, Diagnostics *diagnostics)
{
    (void)book, (void)diagnostics;
}
