#include "base/diag.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *id;
    DiagLevel level;
} table[DIAG_COUNT] = {
#define DIAGNOSTIC(name, id, level, sentence) {id, DIAG_LEVEL_##level},
#include "base/diag.def"
#undef DIAGNOSTIC
};

typedef struct Entry {
    Diagnostic diagnostic;
    size_t file;  /* its number; 0: none */
    size_t order; /* as they came */
} Entry;

struct Diagnostics {
    Arena *arena;
    Entry *entries;
    Diagnostic *sorted;
    const char **files; /* in the order of their naming */
    size_t count, capacity, sorted_capacity, files_count, files_capacity;
    StrMap file_numbers; /* name → index in files + 1 */
    StrMap seen;         /* what was reported, to keep equal ones once */
    size_t levels[DIAG_LEVEL_FATAL + 1];
};

Diagnostics *diagnostics_new(void)
{
    Diagnostics *d = memory_new(sizeof *d);
    d->arena = arena_new();
    return d;
}

void diagnostics_free(Diagnostics *d)
{
    if (!d)
        return;
    arena_free(d->arena);
    free(d->entries);
    free(d->sorted);
    free(d->files);
    strmap_release(&d->file_numbers);
    strmap_release(&d->seen);
    free(d);
}

const char *diag_id(DiagId id)
{
    return table[id].id;
}

DiagLevel diag_level(DiagId id)
{
    return table[id].level;
}

static const char *level_name(DiagLevel level)
{
    static const char *const names[] = {"note", "warning", "error", "error"};
    return names[level];
}

/* The number of a file, which is kept from now on. */
static size_t intern_file(Diagnostics *d, const char *file)
{
    const size_t *known = strmap_find(&d->file_numbers, file);
    if (known)
        return *known;
    d->files = memory_grow(d->files, d->files_count + 1, &d->files_capacity, sizeof *d->files);
    char *name = arena_string(d->arena, file);
    d->files[d->files_count++] = name;
    return *strmap_slot(&d->file_numbers, name) = d->files_count;
}

void diagnostics_order_file(Diagnostics *d, const char *file)
{
    intern_file(d, file);
}

/* True the first time that an equal diagnostic is seen. */
static bool is_new(Diagnostics *d, const Diagnostic *g)
{
    const char *key =
        arena_format(d->arena, "%d %s:%d:%d %s", g->id, g->place.file ? g->place.file : "",
                     g->place.line, g->place.column, g->text);
    return !(*strmap_slot(&d->seen, key))++;
}

void diagnostics_add(Diagnostics *d, DiagId id, const char *sentence, Place place, ...)
{
    va_list args;
    va_start(args, place);
    int length = vsnprintf(NULL, 0, sentence, args);
    va_end(args);
    char *text = arena_alloc(d->arena, (size_t)(length > 0 ? length : 0) + 1);
    va_start(args, place);
    vsnprintf(text, (size_t)length + 1, sentence, args);
    va_end(args);

    Diagnostic g = {id, place, text};
    if (!is_new(d, &g))
        return;
    size_t file = place.file ? intern_file(d, place.file) : 0;
    if (file)
        g.place.file = d->files[file - 1];
    d->entries = memory_grow(d->entries, d->count + 1, &d->capacity, sizeof *d->entries);
    d->entries[d->count] = (Entry){g, file, d->count};
    d->count++;
    d->levels[table[id].level]++;
}

static int compare(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    const Place *p = &x->diagnostic.place, *q = &y->diagnostic.place;
    if (p->line != q->line)
        return p->line < q->line ? -1 : 1;
    if (p->column != q->column)
        return p->column < q->column ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

const Diagnostic *diagnostics_list(Diagnostics *d, size_t *count)
{
    if (d->count)
        qsort(d->entries, d->count, sizeof *d->entries, compare);
    d->sorted = memory_grow(d->sorted, d->count, &d->sorted_capacity, sizeof *d->sorted);
    for (size_t i = 0; i < d->count; i++)
        d->sorted[i] = d->entries[i].diagnostic;
    *count = d->count;
    return d->sorted;
}

size_t diagnostics_count(const Diagnostics *d, DiagLevel level)
{
    return d->levels[level];
}

bool diagnostics_ok(const Diagnostics *d)
{
    return !d->levels[DIAG_LEVEL_ERROR] && !d->levels[DIAG_LEVEL_FATAL];
}

int diagnostics_status(const Diagnostics *d, bool strict)
{
    return d->levels[DIAG_LEVEL_FATAL]               ? EXIT_ENVIRONMENT
           : d->levels[DIAG_LEVEL_ERROR]             ? EXIT_CONTENT
           : strict && d->levels[DIAG_LEVEL_WARNING] ? EXIT_STRICT
                                                     : EXIT_FINE;
}

static void print_text(const Diagnostic *g, FILE *out)
{
    fprintf(out, "%s", g->place.file ? g->place.file : "bindery");
    if (g->place.line)
        fprintf(out, ":%d", g->place.line);
    if (g->place.line && g->place.column)
        fprintf(out, ":%d", g->place.column);
    fprintf(out, ": %s: %s [%s]\n", level_name(table[g->id].level), g->text, table[g->id].id);
}

static void add_json(Str *json, const Diagnostic *g)
{
    str_add(json, "{\"file\":");
    json_add_string(json, g->place.file);
    str_format(json, ",\"line\":%d,\"column\":%d,\"level\":\"%s\",\"id\":\"%s\",\"message\":",
               g->place.line, g->place.column, level_name(table[g->id].level), table[g->id].id);
    json_add_string(json, g->text);
    str_add(json, "}");
}

void diagnostics_print(Diagnostics *d, DiagFormat format, DiagLevel least, FILE *out)
{
    size_t count;
    const Diagnostic *list = diagnostics_list(d, &count);
    Str json = STR_INIT;
    for (size_t i = 0; i < count; i++) {
        if (table[list[i].id].level < least)
            continue;
        if (format == DIAG_TEXT) {
            print_text(&list[i], out);
        } else {
            str_add(&json, json.length ? ",\n " : "\n ");
            add_json(&json, &list[i]);
        }
    }
    if (format == DIAG_JSON)
        fprintf(out, "[%s%s]\n", json.data, json.length ? "\n" : "");
    str_release(&json);
}
