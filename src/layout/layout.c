#include "layout/layout.h"

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
