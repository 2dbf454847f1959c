/* A PDF that cannot be made is not made, and the last one stays. */
#include "setting.h"

#include "base/file.h"
#include "layout/face.h"
#include "pdf/assemble.h"
#include "pdf/pdf.h"
#include "scratch.h"

static Pages *one_page(Bench *bench)
{
    Node *section = node_add(bench->book, bench->book->root, NODE_SECTION, ROLE_INTERVIEW, nowhere);
    Node *paragraph = node_add(bench->book, section, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    node_add_text(bench->book, paragraph, "Words.", nowhere);
    LayoutOptions options = {0};
    return layout_book(bench->setter.composer, bench->book, bench->sheet, &options,
                       bench->diagnostics);
}

static void assert_said(Bench *bench, DiagId id)
{
    size_t count;
    const Diagnostic *list = diagnostics_list(bench->diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id)
            return;
    fail_msg("%s was not said", diag_id(id));
}

/* The font's file is gone when the pages are drawn. */
static void a_font_that_is_gone_fails_the_file(void **state)
{
    (void)state;
    Scratch scratch = scratch_new();
    Bench bench = bench_open("en", "");
    Pages *pages = one_page(&bench);
    scratch_write(&scratch, "book.pdf", "the last good one", 17);
    const char *path = scratch_path(&scratch, "book.pdf");
    ShapedText *text = (ShapedText *)pages->pages[0].lines[0].pieces[0].text;
    const Font *real = text->font;
    Font gone = *real;
    gone.path = "/nowhere/at/all.otf";
    text->font = &gone;
    assert_false(pdf_write(pages, &(PdfOptions){.path = path}, bench.diagnostics));
    assert_said(&bench, DIAG_PDF_FAILED);
    assert_int_equal(file_size(path), 17);
    text->font = real;
    assert_true(pdf_write(pages, &(PdfOptions){.path = path}, bench.diagnostics));
    assert_true(file_size(path) > 1000);
    pages_free(pages);
    bench_close(&bench);
    scratch_free(&scratch);
}

/* What cairo marked is counted: one sequence more than were recorded is a failure. */
static void marks_that_differ_are_noticed(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    Pages *pages = one_page(&bench);
    Arena *arena = arena_new();
    Imposition imposition = sheets_single(pages, arena);
    Tags *tags = tags_new(pages);
    Drawing drawing;
    Reason why;
    assert_true(draw_sheets(pages, &imposition, tags, &drawing, bench.diagnostics));
    assert_int_equal(drawing.sheets[0].mark_count, 1);
    drawing.sheets[0].mark_count = 0;
    PdfFile *file = pdf_open(&drawing.bytes, &why);
    assert_non_null(file);
    assert_null(assemble_sheets(file, pages, &imposition, &drawing, &why));
    assert_non_null(strstr(why.text, "marked sequences"));
    pdf_close(file);
    drawing_release(&drawing);
    tags_free(tags);
    arena_free(arena);
    pages_free(pages);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_font_that_is_gone_fails_the_file),
        cmocka_unit_test(marks_that_differ_are_noticed),
    };
    return RUN_TESTS(tests);
}
