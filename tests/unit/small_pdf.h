/* Small PDF files, and what is written of them. */
#ifndef BINDERY_SMALL_PDF_H
#define BINDERY_SMALL_PDF_H

#include "pdf/objects.h"
#include "scratch.h"

enum { MOST_SAVED = 1 << 20, MOST_OBJECTS = 16 };

/* A file with a cross-reference table: objects 1 to `count`, the first of them its catalog. */
static inline Str file_of(const char *const *objects, size_t count)
{
    Str file = STR_INIT;
    size_t offsets[MOST_OBJECTS];
    assert_true(count < MOST_OBJECTS);
    str_add(&file, "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n");
    for (size_t i = 0; i < count; i++) {
        offsets[i] = file.length;
        str_format(&file, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    size_t start = file.length;
    str_format(&file, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++)
        str_format(&file, "%010zu 00000 n \n", offsets[i]);
    str_format(&file, "trailer\n<< /Size %zu\n   /Root 1 0 R\n>>\nstartxref\n%zu\n%%%%EOF\n",
               count + 1, start);
    return file;
}

#define CATALOG    "<< /Type /Catalog /Pages 2 0 R /Probe 4 0 R >>"
#define ONE_PAGE   "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>"
#define PAGE       "<< /Type /Page % a comment ends with its line\n /Parent 2 0 R >>"
#define FILE_OF(a) file_of((a), sizeof(a) / sizeof *(a))

/* A file whose catalog refers to `probe` as its /Probe. */
static inline Str file_with(const char *probe)
{
    const char *const objects[] = {CATALOG, ONE_PAGE, PAGE, probe};
    return FILE_OF(objects);
}

static inline PdfFile *opened(const Str *bytes)
{
    Reason why = {"no reason"};
    PdfFile *file = pdf_open(bytes, &why);
    if (!file)
        fail_msg("%s", why.text);
    return file;
}

static Scratch scratch;

/* What is written of a file. False: it is damaged. */
static inline bool save(PdfFile *file, Str *out, Reason *why)
{
    const char *path = scratch_path(&scratch, "saved.pdf");
    FileWriter *writer = file_create(path, why);
    assert_non_null(writer);
    if (!pdf_save(file, writer, why)) {
        file_discard(writer);
        return false;
    }
    assert_true(file_commit(writer, why));
    assert_true(file_read(path, MOST_SAVED, out, why));
    return true;
}

static inline Str saved(PdfFile *file)
{
    Str out = STR_INIT;
    Reason why = {"no reason"};
    if (!save(file, &out, &why))
        fail_msg("%s", why.text);
    return out;
}

#endif
