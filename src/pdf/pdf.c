#include "pdf/pdf.h"

bool pdf_write(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics)
{
    (void)pages, (void)options, (void)diagnostics;
    return false;
}
