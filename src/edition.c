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
#include "progress.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

typedef struct Edition {
    const EditionOptions *options;
    Diagnostics *diagnostics;
    Progress progress;
    Arena *arena;
    Book *book;
    Composer *composer;
    StyleSheet *print_style;
    Pages *print; /* the printed book: the PDF, and the EPUB's page list */
    bool check;   /* all is made, nothing is kept */
    EditionFile files[OUTPUT_COUNT];
} Edition;

/* Writes one file; `pages` becomes how many pages it has, when it has any. */
typedef bool MakeOutput(Edition *edition, const char *path, size_t *pages);
static MakeOutput make_epub, make_pdf;

static const struct {
    const char *word, *suffix;
    MakeOutput *make;
} outputs[OUTPUT_COUNT] = {
#define OUTPUT(name, word, suffix, make) {word, suffix, make},
#include "outputs.def"
#undef OUTPUT
};

const char *edition_output_word(int kind)
{
    return outputs[kind].word;
}

const char *edition_stage(size_t index, const char **purpose)
{
    bool pass = index > 0 && index <= passes_count;
    *purpose = pass         ? passes[index - 1].purpose
               : index == 0 ? "the source as it was written"
                            : "the pages of the print edition";
    return pass                        ? passes[index - 1].name
           : index == 0                ? "read"
           : index == passes_count + 1 ? "layout"
                                       : NULL;
}

/* Ends a stage; false when it was the one to stop after. */
static bool stage_done(Edition *e, const char *name)
{
    progress_done(&e->progress, name);
    return !str_equal(e->options->stop_after, name);
}

static bool read_stage(Edition *e)
{
    progress_begin(&e->progress, "reading");
    e->book = read_book(e->options->book, e->diagnostics);
    return stage_done(e, "read") && e->book;
}

static bool pass_stage(Edition *e)
{
    progress_begin(&e->progress, "preparing the text");
    for (size_t i = 0; i < passes_count; i++) {
        passes[i].run(e->book, e->diagnostics);
        if (!stage_done(e, passes[i].name))
            return false;
    }
    return true;
}

static bool layout_stage(Edition *e)
{
    progress_begin(&e->progress, "setting the pages");
    const char *sheets[] = {install_style(e->arena, "book.css"),
                            install_style(e->arena, "print.css"), e->options->style};
    e->print_style = style_sheet_read(sheets, e->options->style ? 3 : 2, e->diagnostics);
    e->composer = composer_new();
    LayoutOptions layout = {.paper = e->options->paper};
    e->print = layout_book(e->composer, e->book, e->print_style, &layout, e->diagnostics);
    return stage_done(e, "layout") && e->print;
}

static bool make_epub(Edition *e, const char *path, size_t *pages)
{
    (void)pages;
    EpubOptions options = {.path = path,
                           .pages = e->print,
                           .composer = e->composer,
                           .styles_directory = install_style(e->arena, "")};
    return epub_write(e->book, &options, e->diagnostics);
}

static bool make_pdf(Edition *e, const char *path, size_t *pages)
{
    *pages = e->print->count;
    return pdf_write(e->print, &(PdfOptions){.path = path}, e->diagnostics);
}

static void write_report(Edition *e)
{
    Reason why;
    FileWriter *writer = file_create(e->options->report, &why);
    if (writer) {
        Str json = STR_INIT;
        layout_report(e->print, &json);
        file_write(writer, json.data, json.length);
        str_release(&json);
    }
    if (!writer || !file_commit(writer, &why))
        diag(e->diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
}

static bool is_wanted(const EditionOptions *options, int kind)
{
    bool chosen = false;
    for (int i = 0; i < OUTPUT_COUNT; i++)
        chosen = chosen || options->only[i];
    return !chosen || options->only[kind];
}

/* Makes an output in the folder; a check removes it at once. */
static void make_output(Edition *e, int kind, const char *folder)
{
    const char *name = arena_format(e->arena, "%s%s", e->book->slug, outputs[kind].suffix);
    const char *path = path_join(e->arena, folder, name);
    EditionFile file = {.name = name};
    progress_begin(&e->progress, outputs[kind].word);
    if (outputs[kind].make(e, path, &file.pages)) {
        file.bytes = file_size(path);
        e->files[kind] = file;
        if (e->check)
            remove(path);
        else if (!e->options->quiet)
            progress_written(&e->progress, path, file.bytes, file.pages);
    }
    progress_done(&e->progress, outputs[kind].word);
}

static void output_stage(Edition *e)
{
    Reason why;
    const char *folder = e->check                                       ? file_scratch_make(&why)
                         : file_make_directories(e->options->out, &why) ? e->options->out
                                                                        : NULL;
    if (!folder) {
        diag(e->diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
        return;
    }
    for (int i = 0; i < OUTPUT_COUNT; i++)
        if (is_wanted(e->options, i))
            make_output(e, i, folder);
    if (e->check)
        file_scratch_remove();
    if (e->options->report)
        write_report(e);
}

static void dump_tree(const Edition *e)
{
    Str text = STR_INIT;
    if (e->print)
        pages_dump(e->print, &text);
    else if (e->book)
        book_dump(e->book, &text);
    fwrite(text.data, 1, text.length, stdout);
    str_release(&text);
}

/* Every stage is gone through even when the content has errors: all that is wrong is said in one
 * run. */
static void run_stages(Edition *e)
{
    bool laid_out = read_stage(e) && pass_stage(e) && layout_stage(e);
    bool sound = e->check ? !diagnostics_count(e->diagnostics, DIAG_LEVEL_FATAL)
                          : diagnostics_ok(e->diagnostics);
    if (laid_out && sound)
        output_stage(e);
    progress_end(&e->progress);
}

static Edition edition_begin(const EditionOptions *options, Diagnostics *diagnostics, bool check)
{
    return (Edition){.options = options,
                     .diagnostics = diagnostics,
                     .check = check,
                     .progress = progress_start(options->timings, options->quiet),
                     .arena = arena_new()};
}

static void edition_end(Edition *e)
{
    pages_free(e->print);
    composer_free(e->composer);
    style_sheet_free(e->print_style);
    book_free(e->book);
    arena_free(e->arena);
}

void edition_build(const EditionOptions *options, Diagnostics *diagnostics)
{
    Edition e = edition_begin(options, diagnostics, false);
    run_stages(&e);
    if (options->dump)
        dump_tree(&e);
    edition_end(&e);
}

void edition_check(const EditionOptions *options, Diagnostics *diagnostics, EditionViewer *viewer,
                   void *context)
{
    Edition e = edition_begin(options, diagnostics, true);
    run_stages(&e);
    if (e.print) {
        EditionView view = {.book = e.book, .pages = e.print};
        memcpy(view.files, e.files, sizeof view.files);
        viewer(context, &view);
    }
    edition_end(&e);
}
