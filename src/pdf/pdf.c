#include "pdf/pdf.h"

#include "base/memory.h"
#include "pdf/assemble.h"
#include "pdf/links.h"
#include "pdf/metadata.h"
#include "pdf/structure.h"

#include <stdlib.h>

static uint32_t *sheets_of_pages(const Pages *pages, const Imposition *imposition)
{
    uint32_t *sheet_of = memory_new((pages->count + 1) * sizeof *sheet_of);
    for (size_t i = 0; i < imposition->count; i++)
        for (size_t k = 0; k < imposition->sheets[i].count; k++)
            sheet_of[imposition->sheets[i].placements[k].page] = (uint32_t)i;
    return sheet_of;
}

/* Completes what cairo drew: all that a reader needs but ink. */
static bool complete(PdfFile *file, const Pages *pages, const Imposition *imposition, Tags *tags,
                     const Drawing *drawing, Reason *why)
{
    Object *sheets = assemble_sheets(file, pages, imposition, drawing, why);
    if (!sheets)
        return false;
    uint32_t *sheet_of = sheets_of_pages(pages, imposition);
    const Leaves leaves = {file, pages, imposition, sheets, sheet_of};
    Element *root = tags_build(tags);
    size_t next_key = links_write(&leaves, root, drawing->count);
    structure_write(&leaves, root, drawing, next_key);
    outline_write(&leaves);
    labels_write(&leaves);
    bool lies = imposition->count && imposition->sheets[0].width > imposition->sheets[0].height;
    metadata_write(file, pages, lies);
    free(sheets);
    free(sheet_of);
    return true;
}

static bool save(PdfFile *file, const char *path, Reason *why)
{
    FileWriter *writer = file_create(path, why);
    if (!writer)
        return false;
    if (pdf_save(file, writer, why))
        return file_commit(writer, why);
    file_discard(writer);
    return false;
}

bool pdf_write(const Pages *pages, const PdfOptions *options, Diagnostics *diagnostics)
{
    Arena *arena = arena_new();
    const Imposition imposition = options->booklet ? impose_booklet(pages, options->booklet, arena)
                                                   : sheets_single(pages, arena);
    Tags *tags = tags_new(pages);
    Drawing drawing;
    PdfFile *file = NULL;
    bool ok = draw_sheets(pages, &imposition, tags, &drawing, diagnostics);
    if (ok) {
        Reason why;
        file = pdf_open(&drawing.bytes, &why);
        ok = file && complete(file, pages, &imposition, tags, &drawing, &why);
        if (!ok)
            diag(diagnostics, PDF_FAILED, (Place){0}, why.text);
        else if (!(ok = save(file, options->path, &why)))
            diag(diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
    }
    pdf_close(file);
    tags_free(tags);
    drawing_release(&drawing);
    arena_free(arena);
    return ok;
}

const PdfModule pdf_module = {pdf_write};
