/* Stand-ins until the real ones land; whoever lands one removes it here. */
#include "layout/layout.h"

bool paper_size(const char *name, PaperSize *size)
{
    (void)name, (void)size;
    return false;
}

void layout_report(const Pages *pages, Str *json)
{
    (void)pages, (void)json;
}
