#include "import/import.h"

#include "base/file.h"
#include "base/unicode.h"
#include "import/html.h"
#include "import/names.h"
#include "import/recognise.h"
#include "import/report.h"
#include "import/series.h"
#include "import/shelf.h"
#include "import/text.h"
#include "import/wxr.h"
#include "read/manifest.h"
#include "read/source.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEARNABLE_QUESTIONS = 2, FILES_MOST = 10000, PAGE_FILE_MEGABYTES = 64 };

typedef struct Import {
    const ImportOptions *options;
    Arena *arena;
    Book *book; /* of book.yaml, or NULL */
    Series *series;
    Shelf *shelf;
    Report *report;
    Diagnostics *diagnostics; /* of this run over the sources */
    bool learning;            /* the first run */
} Import;

static bool matches(const char *pattern, const char *name)
{
    return name && fnmatch(pattern, name, FNM_CASEFOLD) == 0;
}

/* True when the editor asked for this one, or for none in particular. */
static bool is_selected(const Import *import, const Draft *draft)
{
    const ImportOptions *options = import->options;
    for (size_t i = 0; i < options->select_count; i++) {
        const char *pattern = options->select[i];
        if (matches(pattern, draft->slug) || matches(pattern, draft->title))
            return true;
        for (const char *const *term = draft->terms; term && *term; term++)
            if (matches(pattern, *term))
                return true;
    }
    return !options->select_count;
}

static void learn(const Import *import, const Draft *draft)
{
    if (import->options->select_count ? draft->questions > 0
                                      : draft->strong_questions >= LEARNABLE_QUESTIONS)
        series_learn(import->series, draft);
}

static void write_interview(const Import *import, Draft *draft)
{
    const char *path = NULL;
    size_t wanted = series_questions_count(import->series);
    names_complete(draft);
    Shelved shelved = shelf_put(import->shelf, draft, &path, import->diagnostics);
    if (!fact_value(draft, FACT_MENTOR))
        diag(import->diagnostics, IMPORT_NO_MENTOR, draft_place(draft), path);
    if (draft->known_questions < wanted)
        diag(import->diagnostics, IMPORT_FEW_QUESTIONS, draft_place(draft), draft->known_questions,
             wanted, path);
    series_learn_variants(import->series, draft);
    report_interview(import->report, draft, import->series, shelved, path);
}

/* Takes a draft that was read; `one_of_many`: it was found among posts of all kinds. */
static void take_draft(const Import *import, Draft *draft, bool one_of_many)
{
    bool selected = is_selected(import, draft);
    if (selected) {
        recognise(draft, import->series);
        if (import->learning) {
            learn(import, draft);
            draft_free(draft);
            return;
        }
    }
    bool chosen = one_of_many && !import->options->select_count
                      ? is_of_series(draft, import->series)
                      : draft->questions > 0;
    if (import->learning)
        ;
    else if (!selected)
        report_skipped(import->report, "not selected");
    else if (chosen)
        write_interview(import, draft);
    else if (one_of_many && !import->options->select_count)
        report_skipped(import->report, "no interview of the series");
    else
        diag(import->diagnostics, IMPORT_NO_INTERVIEW, draft_place(draft));
    draft_free(draft);
}

static void take_post(void *context, Draft *draft)
{
    take_draft(context, draft, true);
}

static void take_skipped(void *context, const char *what)
{
    const Import *import = context;
    if (!import->learning)
        report_skipped(import->report, what);
}

static const char *folder_of(Arena *arena, const char *path)
{
    size_t n = (size_t)(path_base(path) - path);
    return n > 1 ? arena_bytes(arena, path, n - 1) : n ? "/" : ".";
}

static const char *stem_of(Arena *arena, const char *path)
{
    const char *base = path_base(path), *dot = strrchr(base, '.');
    return arena_bytes(arena, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

static Draft *file_draft(const char *path)
{
    Draft *draft = draft_new(path, 1);
    draft->slug = stem_of(draft->book->arena, path);
    draft->folder = folder_of(draft->book->arena, path);
    return draft;
}

static void read_page(const Import *import, const char *path, Str *page)
{
    Draft *draft = file_draft(path);
    html_decode(page);
    if (html_read_page(draft, page, import->diagnostics))
        take_draft(import, draft, false);
    else
        draft_free(draft);
}

static void read_text(const Import *import, const char *path, Str *text)
{
    Draft *draft = file_draft(path);
    source_decode(path, text, import->diagnostics);
    text_read(draft, text->data, text->length);
    take_draft(import, draft, false);
}

static bool starts_folded(const Str *text, const char *words)
{
    size_t most = text->length < 4096 ? text->length : 4096;
    char head[4097];
    memcpy(head, text->data, most);
    head[most] = '\0';
    return strcasestr(head, words) != NULL;
}

static bool has_ending(const char *path, const char *const *endings)
{
    const char *dot = strrchr(path_base(path), '.');
    for (; dot && *endings; endings++)
        if (strcasecmp(dot, *endings) == 0)
            return true;
    return false;
}

static const char *const page_endings[] = {".html", ".htm", ".xhtml", ".shtml", NULL};
static const char *const text_endings[] = {".txt", ".text", NULL};
static const char *const export_endings[] = {".xml", ".wxr", NULL};

static ImportForm form_of(const char *path, const Str *head)
{
    if (starts_folded(head, "<rss") || starts_folded(head, "wordpress.org/export"))
        return IMPORT_WXR;
    if (has_ending(path, page_endings) || starts_folded(head, "<html") ||
        starts_folded(head, "<!doctype html"))
        return IMPORT_HTML;
    return has_ending(path, export_endings) ? IMPORT_WXR : IMPORT_TEXT;
}

/* The file's first bytes. */
static void read_head(const char *path, Str *head)
{
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    str_add_bytes(head, bytes, n);
}

static void read_whole(const Import *import, const char *path, ImportForm form)
{
    Str text = STR_INIT;
    Reason why;
    Place place = {path, 0, 0};
    if (file_size(path) > (long long)PAGE_FILE_MEGABYTES << 20)
        diag(import->diagnostics, IMPORT_TOO_LARGE, place, PAGE_FILE_MEGABYTES);
    else if (!file_read(path, (size_t)PAGE_FILE_MEGABYTES << 20, &text, &why))
        diag(import->diagnostics, FILE_UNREADABLE, place, why.text);
    else if (form == IMPORT_HTML)
        read_page(import, path, &text);
    else
        read_text(import, path, &text);
    str_release(&text);
}

static void read_file(Import *import, const char *path, WxrMemory *memory)
{
    Str head = STR_INIT;
    ImportForm form = import->options->from;
    read_head(path, &head);
    if (form == IMPORT_ANY)
        form = form_of(path, &head);
    str_release(&head);
    WxrVisitor visitor = {take_post, take_skipped, import};
    if (form == IMPORT_WXR)
        wxr_read(path, memory, &visitor, import->diagnostics);
    else
        read_whole(import, path, form);
}

/* The files that a source stands for: itself, or those in the folder that can be imported. */
static const char *const *files_of(Import *import, const char *source, size_t *count)
{
    Reason why;
    const char *const *names = NULL;
    const char **files = arena_array(import->arena, FILES_MOST + 1, sizeof *files);
    size_t names_count = 0;
    *count = 0;
    if (!file_is_directory(source)) {
        files[(*count)++] = source;
        return files;
    }
    if (!file_list(source, import->arena, &names, &names_count, &why))
        diag(import->diagnostics, FILE_UNREADABLE, ((Place){source, 0, 0}), why.text);
    for (size_t i = 0; i < names_count && *count < FILES_MOST; i++) {
        const char *path = path_join(import->arena, source, names[i]);
        if (!file_is_directory(path) &&
            (has_ending(path, page_endings) || has_ending(path, text_endings) ||
             has_ending(path, export_endings)))
            files[(*count)++] = path;
    }
    return files;
}

static void run(Import *import, WxrMemory **memories)
{
    for (size_t i = 0; i < import->options->sources_count; i++) {
        const char *source = import->options->sources[i];
        size_t count;
        if (!file_exists(source)) {
            diag(import->diagnostics, IMPORT_NOT_FOUND, ((Place){NULL, 0, 0}), source);
            continue;
        }
        const char *const *files = files_of(import, source, &count);
        for (size_t k = 0; k < count; k++) {
            diagnostics_order_file(import->diagnostics, files[k]);
            read_file(import, files[k], memories[i]);
        }
    }
}

/* book.yaml, for the series' name, language and questions; NULL when there is none yet. */
static Book *read_manifest(Import *import)
{
    const char *file = path_join(import->arena, import->options->book, "book.yaml");
    if (!file_exists(file))
        return NULL;
    Book *book = book_new();
    Str text = STR_INIT;
    Manifest manifest = {0};
    book->directory = arena_string(book->arena, import->options->book);
    book->file = arena_string(book->arena, file);
    bool ok = source_read(file, &text, import->diagnostics) &&
              manifest_read(book, text.data, text.length, &manifest, import->diagnostics);
    str_release(&text);
    if (ok)
        return book;
    book_free(book);
    return NULL;
}

static void say_what_was_not_selected(const Import *import)
{
    const ImportOptions *options = import->options;
    Str words = STR_INIT;
    if (!options->select_count || report_interviews(import->report))
        return;
    for (size_t i = 0; i < options->select_count; i++)
        str_format(&words, "%s`%s`", i ? ", " : "", options->select[i]);
    diag(import->diagnostics, IMPORT_NOTHING_SELECTED, ((Place){NULL, 0, 0}), words.data);
    str_release(&words);
}

void import_sources(const ImportOptions *options, Diagnostics *diagnostics)
{
    Import import = {.options = options, .arena = arena_new(), .diagnostics = diagnostics};
    WxrMemory **memories = arena_array(import.arena, options->sources_count + 1, sizeof(void *));
    for (size_t i = 0; i < options->sources_count; i++)
        memories[i] = wxr_memory_new();
    import.book = read_manifest(&import);
    import.series = series_new(import.book);
    import.shelf = shelf_new(options->book, options->dry);
    import.report = report_new(options->out, options->json, options->dry);

    import.learning = true;
    import.diagnostics = diagnostics_new(); /* the second run says it all again */
    run(&import, memories);
    diagnostics_free(import.diagnostics);
    import.learning = false;
    import.diagnostics = diagnostics;
    run(&import, memories);
    say_what_was_not_selected(&import);
    report_end(import.report, import.series);

    for (size_t i = 0; i < options->sources_count; i++)
        wxr_memory_free(memories[i]);
    report_free(import.report);
    shelf_free(import.shelf);
    series_free(import.series);
    book_free(import.book);
    arena_free(import.arena);
}
