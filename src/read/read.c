#include "read/read.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "read/interview.h"
#include "read/manifest.h"
#include "read/source.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_INTERVIEWS = 100000 };

/* Names in a folder of the book that end in .md, sorted; an absent folder has none. */
static size_t list_sources(Book *book, const char *folder, const char *const **names)
{
    Reason why;
    size_t count = 0, kept = 0;
    const char *const *all = NULL;
    if (!file_list(path_join(book->arena, book->directory, folder), book->arena, &all, &count,
                   &why))
        count = 0;
    const char **sources = arena_array(book->arena, count + 1, sizeof *sources);
    for (size_t i = 0; i < count && kept < MOST_INTERVIEWS; i++)
        if (str_ends(all[i], ".md") && !str_equal(all[i], "README.md"))
            sources[kept++] = all[i];
    *names = sources;
    return kept;
}

static bool is_listed(const StringList *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(list->items[i], name))
            return true;
    return false;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void report_unlisted(Book *book, const StringList *list, Diagnostics *diagnostics)
{
    const char *const *present;
    size_t count = list_sources(book, "interviews", &present);
    const char **sorted = arena_array(book->arena, list->count + 1, sizeof *sorted);
    if (list->count) {
        memcpy(sorted, list->items, list->count * sizeof *sorted);
        qsort(sorted, list->count, sizeof *sorted, by_name);
    }
    for (size_t i = 0; i < count; i++)
        if (!bsearch(&present[i], sorted, list->count, sizeof *sorted, by_name))
            diag(diagnostics, INTERVIEW_UNLISTED, ((Place){book->file, 0, 0}), present[i]);
}

/* The names that book.yaml lists, without those that cannot be; or all that are there. */
static size_t interview_names(Book *book, const Manifest *manifest, const char *const **names,
                              Diagnostics *diagnostics)
{
    const StringList *list = &manifest->interviews;
    if (!list->items)
        return list_sources(book, "interviews", names);
    const char **kept = arena_array(book->arena, list->count + 1, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->items[i];
        const char *path =
            path_join(book->arena, path_join(book->arena, book->directory, "interviews"), name);
        if (!path_is_inside(name) ||
            (file_exists(path) && !path_inside_real(book->directory, path)))
            diag(diagnostics, OUTSIDE_BOOK, list->places[i], name);
        else if (is_listed(list, i, name))
            diag(diagnostics, INTERVIEW_TWICE, list->places[i], name);
        else if (!file_exists(path))
            diag(diagnostics, INTERVIEW_ABSENT, list->places[i], name);
        else
            kept[count++] = name;
    }
    report_unlisted(book, list, diagnostics);
    *names = kept;
    return count;
}

static int by_number(const void *a, const void *b)
{
    const Interview *x = a, *y = b;
    if (x->number != y->number)
        return !x->number ? 1 : !y->number ? -1 : x->number < y->number ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void check_numbers(const Book *book, Diagnostics *diagnostics)
{
    Interview *sorted = memory_new((book->interviews_count + 1) * sizeof *sorted);
    if (book->interviews_count) {
        memcpy(sorted, book->interviews, book->interviews_count * sizeof *sorted);
        qsort(sorted, book->interviews_count, sizeof *sorted, by_number);
    }
    for (size_t i = 1; i < book->interviews_count; i++)
        if (sorted[i].number && sorted[i].number == sorted[i - 1].number)
            diag(diagnostics, NUMBER_TWICE, sorted[i].place, sorted[i].number, sorted[i - 1].name);
    free(sorted);
}

static void read_interviews(Book *book, const Manifest *manifest, Diagnostics *diagnostics)
{
    const char *const *names;
    size_t count = interview_names(book, manifest, &names, diagnostics);
    const char *folder = path_join(book->arena, book->directory, "interviews");
    book->interviews = arena_array(book->arena, count + 1, sizeof(Interview));
    for (size_t i = 0; i < count; i++) {
        Interview *interview = &book->interviews[book->interviews_count];
        interview->name = names[i];
        interview->file = path_join(book->arena, folder, names[i]);
        book->interviews_count += interview_read(book, interview, diagnostics);
    }
    if (!manifest->interviews.items && book->interviews_count)
        qsort(book->interviews, book->interviews_count, sizeof(Interview), by_number);
    for (size_t i = 0; i < book->interviews_count; i++) {
        Interview *interview = &book->interviews[i];
        interview->node->section.interview = interview; /* sorting moved it */
        for (Node *n = interview->node->first; n; n = n->next)
            if (n->kind == NODE_SECTION)
                n->section.interview = interview;
    }
    check_numbers(book, diagnostics);
    if (!book->interviews_count)
        diag(diagnostics, INTERVIEW_NONE, ((Place){book->file, 0, 0}));
}

static void read_chapters(Book *book, const char *folder, NodeRole role, Diagnostics *diagnostics)
{
    const char *const *names;
    size_t count = list_sources(book, folder, &names);
    const char *path = path_join(book->arena, book->directory, folder);
    for (size_t i = 0; i < count; i++) {
        Node *section =
            chapter_read(book, path_join(book->arena, path, names[i]), role, diagnostics);
        if (section)
            node_append(book->root, section);
    }
}

/* Seconds since 1970 of SOURCE_DATE_EPOCH, or of the book's date at midnight UTC, or 0. */
static long long modified_time(const char *date)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (epoch && *epoch) {
        long long seconds = strtoll(epoch, &end, 10);
        if (!*end && seconds >= 0 && seconds < 253402300800)
            return seconds;
    }
    if (!date)
        return 0;
    long long year = strtol(date, &end, 10);
    long month = *end ? strtol(end + 1, &end, 10) : 1;
    long day = *end ? strtol(end + 1, &end, 10) : 1;
    /* Days from the civil date (the proleptic Gregorian calendar, years from March). */
    year -= month <= 2;
    long long era = year / 400, of_era = year - era * 400;
    long long of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long long days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    return days > 0 ? days * 86400 : 0;
}

Book *read_book(const char *directory, Diagnostics *diagnostics)
{
    Book *book = book_new();
    book->directory = arena_string(book->arena, directory);
    book->file = path_join(book->arena, directory, "book.yaml");
    Place place = {book->file, 0, 0};
    Str text = STR_INIT;
    Manifest manifest = {0};
    bool ok = false;
    if (!file_exists(book->file))
        diag(diagnostics, BOOK_NOT_FOUND, ((Place){book->directory, 0, 0}));
    else if (source_read(book->file, &text, diagnostics))
        ok = manifest_read(book, text.data, text.length, &manifest, diagnostics);
    str_release(&text);
    if (!ok) {
        book_free(book);
        return NULL;
    }
    book->root->place = place;
    book->modified = modified_time(book->date);
    if (!book->questions_count)
        diag(diagnostics, NO_SERIES_QUESTIONS, place);
    read_chapters(book, "front", ROLE_FRONT, diagnostics);
    read_interviews(book, &manifest, diagnostics);
    for (size_t i = 0; i < book->interviews_count; i++)
        node_append(book->root, book->interviews[i].node);
    read_chapters(book, "back", ROLE_BACK, diagnostics);
    return book;
}
