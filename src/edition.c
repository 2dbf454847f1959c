#include "edition.h"

#include "base/file.h"
#include "base/str.h"
#include "book/book.h"
#include "book/dump.h"
#include "design.h"
#include "epub/epub.h"
#include "install.h"
#include "layout/layout.h"
#include "pass/passes.h"
#include "printing.h"
#include "progress.h"
#include "read/read.h"

#include <stdio.h>
#include <string.h>

/* A file to make. */
typedef struct Job {
    OutputKind kind;
    const PaperSize *paper; /* NULL: the style's own */
    const char *paper_word;
    const char *path;
    const Book *book;   /* what is set */
    const Pages *pages; /* as its design sets it */
} Job;

typedef struct Edition {
    const EditionOptions *options;
    Diagnostics *diagnostics;
    Progress progress;
    Arena *arena;
    Book *book, *view; /* the view: what handouts show, when there are any */
    Designs *designs;
    Job jobs[EDITION_FILES]; /* [job_count] */
    size_t job_count;
    bool check;                       /* keeps nothing */
    EditionFile files[EDITION_FILES]; /* of the jobs */
} Edition;

typedef bool MakeOutput(Edition *edition, const Job *job);
static MakeOutput make_epub, make_pdf, make_booklet;

typedef enum Matter { BOOK, FOLDED, VIEW } Matter;

static const struct {
    const char *word, *suffix, *style;
    Matter matter;
    const char *papers;
    MakeOutput *make;
} outputs[OUTPUT_COUNT] = {
#define OUTPUT(name, word, suffix, style, matter, papers, make)                                    \
    {word, suffix, style, matter, papers, make},
#include "outputs.def"
#undef OUTPUT
};

const char *edition_output_word(int kind)
{
    return outputs[kind].word;
}

const char *edition_stage(size_t index, const char **purpose)
{
    static const char *const after[][2] = {{"view", "the handouts, when they come first"},
                                           {"layout", "the pages of what comes first"}};
    if (index == 0)
        return *purpose = "the source as it was written", "read";
    if (index <= passes_count)
        return *purpose = passes[index - 1].purpose, passes[index - 1].name;
    index -= passes_count + 1;
    if (index >= sizeof after / sizeof *after)
        return NULL;
    return *purpose = after[index][1], after[index][0];
}

/* Ends a stage; false when it was the one to stop after. */
static bool stage_done(Edition *e, const char *name)
{
    progress_done(&e->progress, name);
    return !str_equal(e->options->stop_after, name);
}

static bool read_stage(Edition *e)
{
    progress_begin(&e->progress, "reading", NULL);
    e->book = read_book(e->options->book, e->diagnostics);
    return stage_done(e, "read") && e->book;
}

static bool pass_stage(Edition *e)
{
    progress_begin(&e->progress, "preparing the text", NULL);
    for (size_t i = 0; i < passes_count; i++) {
        passes[i].run(e->book, e->diagnostics);
        if (!stage_done(e, passes[i].name))
            return false;
    }
    return true;
}

static bool is_wanted(const EditionOptions *options, int kind)
{
    bool chosen = false;
    for (int i = 0; i < OUTPUT_COUNT; i++)
        chosen = chosen || options->only[i];
    return !chosen || options->only[kind];
}

/* What is made for an office's printer takes no smaller paper than an office has. */
static bool suits(const PaperSize *paper, int kind)
{
    return !*outputs[kind].papers ||
           (paper->width >= SP_FROM_MM(200) && paper->height >= SP_FROM_MM(260));
}

/* One job for each output that is wanted and each of its papers. */
static void plan_jobs(Edition *e)
{
    const EditionOptions *options = e->options;
    for (int kind = 0; kind < OUTPUT_COUNT; kind++) {
        char *papers = arena_string(e->arena, outputs[kind].papers);
        if (!is_wanted(options, kind))
            continue;
        bool given = options->paper && suits(options->paper, kind);
        if (options->paper && !given && options->only[kind])
            diag(e->diagnostics, PAPER_SMALL, (Place){0}, options->paper_word, outputs[kind].word);
        if (given || !*papers) {
            e->jobs[e->job_count++] = (Job){.kind = (OutputKind)kind,
                                            .paper = options->paper,
                                            .paper_word = options->paper_word};
            continue;
        }
        for (char *word; (word = strsep(&papers, " "));) {
            PaperSize *paper = arena_alloc(e->arena, sizeof *paper);
            paper_size(word, paper);
            e->jobs[e->job_count++] =
                (Job){.kind = (OutputKind)kind, .paper = paper, .paper_word = word};
        }
    }
}

/* Chooses what each job sets. */
static bool view_stage(Edition *e)
{
    progress_begin(&e->progress, "arranging handouts", NULL);
    plan_jobs(e);
    for (size_t i = 0; i < e->job_count; i++) {
        bool view = outputs[e->jobs[i].kind].matter == VIEW;
        if (view && !e->view && !(e->view = view_book(e->book, &e->options->view, e->diagnostics)))
            return false;
        e->jobs[i].book = view ? e->view : e->book;
    }
    return stage_done(e, "view");
}

/* A style sheet that the user names dresses the printed book, and what else --only names. */
static Dress dress_of(const Edition *e, OutputKind kind)
{
    bool extra =
        e->options->only[kind] || str_equal(outputs[kind].style, outputs[OUTPUT_PDF].style);
    return (Dress){outputs[kind].style, extra ? e->options->style : NULL};
}

/* Whether anybody looks at the pages: an EPUB wants their numbers, and their fonts if it embeds
 * any. */
static bool is_seen(const Edition *e)
{
    return e->job_count > 1 || e->jobs[0].kind != OUTPUT_EPUB || e->book->embed_fonts || e->check ||
           e->options->report || e->options->dump;
}

static bool layout_stage(Edition *e, Job *job)
{
    if (e->options->no_page_list && !is_seen(e))
        return stage_done(e, "layout");
    progress_begin(&e->progress, "setting the pages", NULL);
    const Dress dress = dress_of(e, job->kind);
    PaperSize half;
    const PaperSize *paper = job->paper;
    if (outputs[job->kind].matter == FOLDED) {
        half = design_half(e->designs, dress, paper);
        paper = &half;
    }
    job->pages = design_pages(e->designs, job->book, dress, paper, is_seen(e));
    return stage_done(e, "layout");
}

static bool make_epub(Edition *e, const Job *job)
{
    EpubOptions options = {.path = job->path,
                           .pages = job->pages,
                           .page_list = !e->options->no_page_list,
                           .composer = designs_composer(e->designs),
                           .styles_directory = install_style(e->arena, "")};
    return epub_write(job->book, &options, e->diagnostics);
}

static bool make_pdf(Edition *e, const Job *job)
{
    return printing_write(job->pages, &(PdfOptions){.path = job->path}, e->diagnostics);
}

static bool make_booklet(Edition *e, const Job *job)
{
    BookletOptions booklet = {*job->paper, e->options->signature, e->options->marks};
    return printing_write(job->pages, &(PdfOptions){.path = job->path, .booklet = &booklet},
                          e->diagnostics);
}

static void write_report(Edition *e, const Pages *pages)
{
    Reason why;
    FileWriter *writer = file_create(e->options->report, &why);
    if (writer) {
        Str json = STR_INIT;
        layout_report(pages, &json);
        file_write(writer, json.data, json.length);
        str_release(&json);
    }
    if (!writer || !file_commit(writer, &why))
        diag(e->diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
}

/* "three-key-insights-handout-a4.pdf" */
static const char *name_of_file(Edition *e, const Job *job)
{
    const char *suffix = outputs[job->kind].suffix, *paper = strstr(suffix, "%s");
    if (!paper)
        return arena_format(e->arena, "%s%s", e->book->slug, suffix);
    return arena_format(e->arena, "%s%.*s%s%s", e->book->slug, (int)(paper - suffix), suffix,
                        job->paper_word, paper + 2);
}

/* Makes an output in the folder; a check removes it at once. */
static EditionFile make_file(Edition *e, Job *job, const char *folder)
{
    const char *word = outputs[job->kind].word;
    EditionFile file = {.name = name_of_file(e, job)};
    if (outputs[job->kind].matter == VIEW && !job->pages->count) /* has been reported */
        return (EditionFile){0};
    job->path = path_join(e->arena, folder, file.name);
    progress_begin(&e->progress, "making", word);
    bool made = outputs[job->kind].make(e, job);
    if (made) {
        file.bytes = file_size(job->path);
        file.pages = job->kind == OUTPUT_EPUB ? 0 : job->pages->count;
        if (e->check)
            remove(job->path);
        else if (!e->options->quiet)
            progress_written(&e->progress, job->path, file.bytes, file.pages);
    }
    progress_done(&e->progress, word);
    return made ? file : (EditionFile){0};
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
    for (size_t i = 0; i < e->job_count; i++)
        if (i == 0 || layout_stage(e, &e->jobs[i]))
            e->files[i] = make_file(e, &e->jobs[i], folder);
    if (e->check)
        file_scratch_remove();
    if (e->options->report)
        write_report(e, e->jobs[0].pages);
}

static void dump_tree(const Edition *e)
{
    Str text = STR_INIT;
    const Job *first = &e->jobs[0];
    if (first->pages)
        pages_dump(first->pages, &text);
    else if (first->book || e->book)
        book_dump(first->book ? first->book : e->book, &text);
    fwrite(text.data, 1, text.length, stdout);
    str_release(&text);
}

/* Every stage is gone through even when the content has errors: all that is wrong is said in one
 * run. */
static void run_stages(Edition *e)
{
    bool laid_out = read_stage(e) && pass_stage(e) && view_stage(e) && layout_stage(e, &e->jobs[0]);
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
                     .arena = arena_new(),
                     .designs = designs_new(diagnostics)};
}

static void edition_end(Edition *e)
{
    designs_free(e->designs);
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
    if (e.jobs[0].pages) {
        EditionView view = {.book = e.book, .pages = e.jobs[0].pages};
        memcpy(view.files, e.files, sizeof view.files);
        viewer(context, &view);
    }
    edition_end(&e);
}
