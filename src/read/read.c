#include "read/read.h"

Book *read_book(const char *directory, Diagnostics *diagnostics)
{
    (void)directory, (void)diagnostics;
    return NULL;
}
