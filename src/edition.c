#include "edition.h"

#include "base/file.h"
#include "base/str.h"
#include "book/book.h"
#include "book/dump.h"
#include "epub/epub.h"
#include "install.h"
#include "layout/layout.h"
#include "pass/passes.h"
#include "pdf/pdf.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

typedef struct Edition {
    const EditionOptions *options;
    Diagnostics *diagnostics;
    Arena *arena;
    Book *book;
    Composer *composer;
    StyleSheet *print_style;
    Pages *print; /* the printed book: its PDF, and the EPUB's page list */
    double clock; /* when the stage under way began */
} Edition;

typedef bool MakeOutput(Edition *edition, const char *path);
static MakeOutput make_epub, make_pdf;

static const struct {
    const char *word, *suffix, *style, *paper;
    MakeOutput *make;
} outputs[OUTPUT_COUNT] = {
#define OUTPUT(name, word, suffix, style, paper, make) {word, suffix, style, paper, make},
#include "outputs.def"
#undef OUTPUT
};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Ends a stage: says its time under --timings; with --stop-after, dumps the tree. True: stop here. */
static bool stage_done(Edition *e, const char *name)
{
    double now = cpu_seconds();
    if (e->options->timings)
        fprintf(stderr, "%-12s %8.1f ms\n", name, (now - e->clock) * 1e3);
    e->clock = now;
    return str_equal(e->options->stop_after, name);
}

static void dump(Edition *e)
{
    if (!e->options->dump)
        return;
    Str text = STR_INIT;
    if (e->print)
        pages_dump(e->print, &text);
    else if (e->book)
        book_dump(e->book, &text);
    fwrite(text.data, 1, text.length, stdout);
    str_release(&text);
}

static bool read_stage(Edition *e)
{
    e->book = read_book(e->options->book, e->diagnostics);
    return e->book && !stage_done(e, "read");
}

static bool pass_stage(Edition *e)
{
    for (size_t i = 0; i < passes_count; i++) {
        passes[i].run(e->book, e->diagnostics);
        if (stage_done(e, passes[i].name))
            return false;
    }
    return true;
}

static bool layout_stage(Edition *e)
{
    const char *sheets[] = {install_style(e->arena, "book.css"),
                            install_style(e->arena, "print.css"), e->options->style};
    e->print_style = style_sheet_read(sheets, e->options->style ? 3 : 2, e->diagnostics);
    e->composer = composer_new();
    LayoutOptions layout = {.paper = e->options->paper};
    e->print = layout_book(e->composer, e->book, e->print_style, &layout, e->diagnostics);
    return e->print && !stage_done(e, "layout");
}

static bool make_epub(Edition *e, const char *path)
{
    EpubOptions options = {.path = path,
                           .pages = e->print,
                           .composer = e->composer,
                           .styles_directory = install_style(e->arena, "")};
    return epub_write(e->book, &options, e->diagnostics);
}

static bool make_pdf(Edition *e, const char *path)
{
    return pdf_write(e->print, &(PdfOptions){.path = path}, e->diagnostics);
}

static void output_stage(Edition *e)
{
    Reason why;
    if (!file_make_directories(e->options->out, &why)) {
        diag(e->diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
        return;
    }
    bool all = true;
    for (int i = 0; i < OUTPUT_COUNT; i++)
        all = all && !e->options->only[i];
    for (int i = 0; i < OUTPUT_COUNT; i++) {
        if (!all && !e->options->only[i])
            continue;
        char *name = arena_format(e->arena, "%s%s", e->book->slug, outputs[i].suffix);
        char *path = path_join(e->arena, e->options->out, name);
        if (outputs[i].make(e, path) && !e->options->quiet)
            printf("%s: %lld bytes\n", path, file_size(path));
        stage_done(e, outputs[i].word);
    }
}

void edition_build(const EditionOptions *options, Diagnostics *diagnostics)
{
    Edition e = {.options = options,
                 .diagnostics = diagnostics,
                 .arena = arena_new(),
                 .clock = cpu_seconds()};
    if (read_stage(&e) && pass_stage(&e) && diagnostics_ok(diagnostics) && layout_stage(&e))
        output_stage(&e);
    dump(&e);
    pages_free(e.print);
    composer_free(e.composer);
    style_sheet_free(e.print_style);
    book_free(e.book);
    arena_free(e.arena);
}
