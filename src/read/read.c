#include "read/read.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/str.h"
#include "base/strmap.h"
#include "read/interview.h"
#include "read/manifest.h"
#include "read/source.h"

#include <stdlib.h>
#include <string.h>

/* A folder's sources; more are a mistake, or an attack. */
enum { MOST_SOURCES = 10000 };

typedef struct Names {
    const char *const *list;
    size_t count;
} Names;

/* Images may lie beside the sources, with their long descriptions, and notes to editors. */
static bool is_companion(Arena *arena, const char *path, const char *name)
{
    static const char *const endings[] = {".png", ".jpg", ".jpeg", ".PNG", ".JPG", ".JPEG"};
    bool text = str_ends(name, ".txt");
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text ? file_exists(
                       arena_format(arena, "%.*s%s", (int)strlen(path) - 4, path, endings[i]))
                 : str_ends(name, endings[i]))
            return true;
    return str_starts(name, "README") || file_is_directory(path);
}

/* True for what an import wrote beside a file that was edited: `name.new.md`, `name.new2.md`. */
static bool is_new_version(const char *name)
{
    const char *at = strstr(name, ".new");
    return at && str_equal(at + 4 + strspn(at + 4, "0123456789"), ".md");
}

/* The sources in a folder of the book, sorted by name; an absent folder has none. Reports what lies
 * there and is not read. */
static Names list_sources(Book *book, const char *folder, Diagnostics *diagnostics)
{
    Reason why;
    Names all = {0};
    const char *directory = path_join(book->arena, book->directory, folder);
    Place place = {directory, 0, 0};
    if (file_is_directory(directory) &&
        !file_list(directory, book->arena, &all.list, &all.count, &why))
        diag(diagnostics, FILE_UNREADABLE, place, why.text);
    const char **sources = arena_array(book->arena, all.count + 1, sizeof *sources);
    bool inside = path_inside_real(book->directory, directory);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const char *name = all.list[i], *path = path_join(book->arena, directory, name);
        if (is_companion(book->arena, path, name))
            continue;
        if (!str_ends(name, ".md"))
            diag(diagnostics, FILE_IGNORED, ((Place){path, 0, 0}));
        else if (is_new_version(name))
            diag(diagnostics, NEW_VERSION, ((Place){path, 0, 0}));
        else if ((!inside || file_is_link(path)) && !path_inside_real(book->directory, path))
            diag(diagnostics, OUTSIDE_BOOK, ((Place){path, 0, 0}), name);
        else
            sources[count++] = name;
    }
    if (count > MOST_SOURCES) {
        diag(diagnostics, TOO_MANY_FILES, place, count, MOST_SOURCES);
        count = MOST_SOURCES;
    }
    return (Names){sources, count};
}

/* The files of interviews/ that book.yaml does not list; each is reported. */
static Names unlisted_interviews(Book *book, const StringList *list, const StrMap *listed,
                                 Diagnostics *diagnostics)
{
    Names present = list_sources(book, "interviews", diagnostics);
    const char **names = arena_array(book->arena, present.count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < present.count; i++) {
        if (strmap_find(listed, present.list[i]))
            continue;
        diag(diagnostics, INTERVIEW_UNLISTED, list->places[0], present.list[i]);
        names[count++] = present.list[i];
    }
    return (Names){names, count};
}

/* The names that book.yaml lists, without those that cannot be. */
static Names listed_interviews(Book *book, const StringList *list, Diagnostics *diagnostics)
{
    const char *folder = path_join(book->arena, book->directory, "interviews");
    const char **kept = arena_array(book->arena, list->count + 1, sizeof *kept);
    size_t count = 0;
    StrMap listed = {0}; /* name → how often it was taken */
    for (size_t i = 0; i < list->count; i++)
        strmap_slot(&listed, list->items[i]);
    Names unlisted = unlisted_interviews(book, list, &listed, diagnostics);
    for (size_t i = 0; i < list->count; i++) {
        const char *name = list->items[i], *path = path_join(book->arena, folder, name);
        bool outside = !path_is_inside(name) ||
                       (file_exists(path) && !path_inside_real(book->directory, path));
        if (outside)
            diag(diagnostics, OUTSIDE_BOOK, list->places[i], name);
        else if ((*strmap_slot(&listed, name))++)
            diag(diagnostics, INTERVIEW_TWICE, list->places[i], name);
        else if (!file_exists(path) || file_is_directory(path))
            diag(diagnostics, INTERVIEW_ABSENT, list->places[i], name,
                 nearest_hint(book->arena, name, unlisted.list, unlisted.count,
                              "correct the name or add the file"));
        else
            kept[count++] = name;
    }
    strmap_release(&listed);
    return (Names){kept, count};
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
            diag(diagnostics, NUMBER_TWICE, sorted[i].number_place, sorted[i].number,
                 sorted[i - 1].name);
    free(sorted);
}

static void read_interviews(Book *book, const Manifest *manifest, Diagnostics *diagnostics)
{
    bool listed = manifest->interviews.count > 0;
    Names names = listed ? listed_interviews(book, &manifest->interviews, diagnostics)
                         : list_sources(book, "interviews", diagnostics);
    const char *folder = path_join(book->arena, book->directory, "interviews");
    book->interviews = arena_array(book->arena, names.count + 1, sizeof(Interview));
    for (size_t i = 0; i < names.count; i++) {
        Interview *interview = &book->interviews[book->interviews_count];
        interview->name = names.list[i];
        interview->file = path_join(book->arena, folder, names.list[i]);
        book->interviews_count += interview_read(book, interview, diagnostics);
    }
    if (!listed && book->interviews_count)
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
    Names names = list_sources(book, folder, diagnostics);
    const char *path = path_join(book->arena, book->directory, folder);
    for (size_t i = 0; i < names.count; i++) {
        Node *section =
            chapter_read(book, path_join(book->arena, path, names.list[i]), role, diagnostics);
        if (section)
            node_append(book->root, section);
    }
}

/* Prompts for discussion are no chapter of the book: they stand on a root of their own. */
static void read_prompts(Book *book, Diagnostics *diagnostics)
{
    const char *file = path_join(book->arena, book->directory, "prompts.md");
    Node *section = file_exists(file) ? chapter_read(book, file, ROLE_PROMPTS, diagnostics) : NULL;
    if (!section)
        return;
    book->prompts = node_new(book, NODE_BOOK, ROLE_NONE, section->place);
    node_append(book->prompts, section);
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

/* Reads book.yaml; *sound becomes whether it says what the book is. False when there is none. */
static bool read_manifest(Book *book, Manifest *manifest, bool *sound, Diagnostics *diagnostics)
{
    Str text = STR_INIT;
    bool read = false;
    if (!file_exists(book->file))
        diag(diagnostics, BOOK_NOT_FOUND, ((Place){book->directory, 0, 0}),
             file_is_directory(book->directory) ? "there is no book.yaml here"
             : file_exists(book->directory)     ? "this is a file"
                                                : "there is no such folder");
    else if ((read = source_read(book->file, &text, diagnostics)))
        *sound = manifest_read(book, text.data, text.length, manifest, diagnostics);
    str_release(&text);
    return read;
}

Book *read_book(const char *directory, Diagnostics *diagnostics)
{
    Book *book = book_new();
    book->directory = arena_string(book->arena, directory);
    book->file = path_join(book->arena, directory, "book.yaml");
    Place place = {book->file, 0, 0};
    Manifest manifest = {0};
    bool sound = false;
    if (!read_manifest(book, &manifest, &sound, diagnostics)) {
        book_free(book);
        return NULL;
    }
    book->root->place = place;
    book->modified = modified_time(book->date);
    if (sound && !book->questions_count)
        diag(diagnostics, NO_SERIES_QUESTIONS, place);
    read_chapters(book, "front", ROLE_FRONT, diagnostics);
    read_interviews(book, &manifest, diagnostics);
    for (size_t i = 0; i < book->interviews_count; i++)
        node_append(book->root, book->interviews[i].node);
    read_chapters(book, "back", ROLE_BACK, diagnostics);
    read_prompts(book, diagnostics);
    if (sound)
        return book;
    book_free(book); /* it was read only for what else is wrong */
    return NULL;
}
