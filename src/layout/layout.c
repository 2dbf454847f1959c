#include "layout/layout.h"

#include "base/memory.h"

#include <stdlib.h>

struct Composer {
    int unused;
};

Composer *composer_new(void)
{
    return memory_new(sizeof(Composer));
}

void composer_free(Composer *composer)
{
    free(composer);
}

Pages *layout_book(Composer *composer, const Book *book, StyleSheet *sheet,
                   const LayoutOptions *options, Diagnostics *diagnostics)
{
    (void)composer, (void)book, (void)sheet, (void)options, (void)diagnostics;
    return NULL;
}
void pages_free(Pages *pages)
{
    (void)pages;
}
void pages_dump(const Pages *pages, Str *out)
{
    (void)pages, (void)out;
}
