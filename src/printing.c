#include "printing.h"

#include "base/file.h"
#include "install.h"

#include <dlfcn.h>

/* It stays loaded: leak checkers want its names, and to load it again costs nothing. Lazy: what the
 * module itself calls is found at once (it has no PLT), what cairo calls when it does. */
static const PdfModule *load(Reason *why)
{
    Arena *arena = arena_new();
    void *object = dlopen(install_module(arena, "pdf.so"), RTLD_LAZY | RTLD_LOCAL);
    const PdfModule *module = object ? dlsym(object, "pdf_module") : NULL;
    if (!module)
        reason_set(why, "cannot load what makes PDFs, which is installed with bindery: %s",
                   dlerror());
    arena_free(arena);
    return module;
}

bool printing_write(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics)
{
    Reason why;
    const PdfModule *module = load(&why);
    if (!module)
        diag(diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
    return module && module->write(pages, options, diagnostics);
}
