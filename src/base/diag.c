#include "base/diag.h"

#include "base/json.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdint.h>
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
    size_t file;  /* index of the file + 1; 0: none */
    size_t order; /* as they came */
} Entry;

struct Diagnostics {
    Arena *arena;
    Entry *entries;
    Diagnostic *sorted;
    const char **files; /* interned, in the order of their naming */
    size_t count, capacity, sorted_capacity, files_count, files_capacity;
    size_t *file_slots; /* open-addressed: index in files + 1 */
    size_t file_slots_capacity;
    size_t levels[DIAG_LEVEL_FATAL + 1];
    uint64_t *seen; /* open-addressed set of hashes, to keep equal ones once */
    size_t seen_capacity;
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
    free(d->file_slots);
    free(d->seen);
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

const char *diag_level_name(DiagLevel level)
{
    static const char *const names[] = {"note", "warning", "error", "error"};
    return names[level];
}

static uint64_t hash_string(uint64_t h, const char *string)
{
    for (; *string; string++)
        h = (h ^ (unsigned char)*string) * 1099511628211u;
    return h;
}

static const uint64_t hash_start = 14695981039346656037u;

static size_t *file_slot(const Diagnostics *d, const char *file)
{
    size_t mask = d->file_slots_capacity - 1, i = hash_string(hash_start, file) & mask;
    while (d->file_slots[i] && strcmp(d->files[d->file_slots[i] - 1], file) != 0)
        i = (i + 1) & mask;
    return &d->file_slots[i];
}

/* The index of a file, which is kept from now on. */
static size_t intern_file(Diagnostics *d, const char *file)
{
    if (d->files_count * 2 >= d->file_slots_capacity) {
        free(d->file_slots);
        d->file_slots_capacity = d->file_slots_capacity ? d->file_slots_capacity * 2 : 64;
        d->file_slots = memory_new(d->file_slots_capacity * sizeof *d->file_slots);
        for (size_t i = 0; i < d->files_count; i++)
            *file_slot(d, d->files[i]) = i + 1;
    }
    size_t *slot = file_slot(d, file);
    if (!*slot) {
        d->files = memory_grow(d->files, d->files_count + 1, &d->files_capacity, sizeof *d->files);
        d->files[d->files_count++] = arena_string(d->arena, file);
        *slot = d->files_count;
    }
    return *slot - 1;
}

void diagnostics_order_file(Diagnostics *d, const char *file)
{
    intern_file(d, file);
}

static uint64_t hash(const Diagnostic *g)
{
    uint64_t h = hash_string(hash_start, g->text);
    if (g->place.file)
        h = hash_string(h, g->place.file);
    h = (h ^ (uint64_t)g->place.line) * 1099511628211u;
    h = (h ^ (uint64_t)g->place.column) * 1099511628211u;
    h = (h ^ (uint64_t)g->id) * 1099511628211u;
    return h ? h : 1;
}

static bool insert_hash(uint64_t *set, size_t capacity, uint64_t h)
{
    size_t i = h & (capacity - 1);
    for (; set[i]; i = (i + 1) & (capacity - 1))
        if (set[i] == h)
            return false;
    set[i] = h;
    return true;
}

/* True the first time that an equal diagnostic is seen. */
static bool is_new(Diagnostics *d, const Diagnostic *g)
{
    if (d->count * 2 >= d->seen_capacity) {
        size_t capacity = d->seen_capacity ? d->seen_capacity * 2 : 64;
        uint64_t *set = memory_new(capacity * sizeof *set);
        for (size_t i = 0; i < d->seen_capacity; i++)
            if (d->seen[i])
                insert_hash(set, capacity, d->seen[i]);
        free(d->seen);
        d->seen = set;
        d->seen_capacity = capacity;
    }
    return insert_hash(d->seen, d->seen_capacity, hash(g));
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
    size_t file = place.file ? intern_file(d, place.file) + 1 : 0;
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
    return d->levels[DIAG_LEVEL_FATAL]               ? 3
           : d->levels[DIAG_LEVEL_ERROR]             ? 2
           : strict && d->levels[DIAG_LEVEL_WARNING] ? 1
                                                     : 0;
}

static void print_text(const Diagnostic *g, FILE *out)
{
    fprintf(out, "%s", g->place.file ? g->place.file : "bindery");
    if (g->place.line)
        fprintf(out, ":%d", g->place.line);
    if (g->place.line && g->place.column)
        fprintf(out, ":%d", g->place.column);
    fprintf(out, ": %s: %s [%s]\n", diag_level_name(table[g->id].level), g->text, table[g->id].id);
}

static void add_json(Str *json, const Diagnostic *g)
{
    str_add(json, "{\"file\":");
    json_add_string(json, g->place.file);
    str_format(json, ",\"line\":%d,\"column\":%d,\"level\":\"%s\",\"id\":\"%s\",\"message\":",
               g->place.line, g->place.column, diag_level_name(table[g->id].level),
               table[g->id].id);
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
