#include "epub/epub.h"

bool epub_write(const Book *book, const EpubOptions *options, Diagnostics *diagnostics)
{
    (void)book, (void)options, (void)diagnostics;
    return false;
}
