#include "read/notes.h"

#include "base/memory.h"
#include "base/strmap.h"
#include "base/unicode_text.h"
#include "book/walk.h"
#include "read/source.h"

#include <stdlib.h>
#include <string.h>

/* A note that the source defines. */
typedef struct Label {
    const char *key; /* folded, as the parser compares them */
    int line;
    bool used;
} Label;

struct NoteLabels {
    Label *list; /* by line */
    size_t count;
};

static int by_key(const void *a, const void *b)
{
    const Label *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : x->line - y->line;
}

static int by_line(const void *a, const void *b)
{
    return ((const Label *)a)->line - ((const Label *)b)->line;
}

static const char *folded(Arena *arena, const char *label, size_t length)
{
    Str key = STR_INIT;
    unicode_add_case(&key, label, length, "", UNICODE_LOWER);
    const char *result = arena_bytes(arena, key.data, key.length);
    str_release(&key);
    return result;
}

/* A fence of code: how many of which character. */
typedef struct Fence {
    char mark; /* 0: none */
    size_t length;
} Fence;

static Fence fence_at(const char *at, const char *end)
{
    Fence fence = {0};
    if (at < end && (*at == '`' || *at == '~'))
        while (at + fence.length < end && at[fence.length] == *at)
            fence.length++;
    if (fence.length >= 3)
        fence.mark = *at;
    return fence;
}

/* Where the line goes on after the marks of quotations and list items that it begins with. */
static const char *past_markers(const char *at, const char *end)
{
    for (const char *p = at; p < end; at = p) {
        while (p < end && (*p == ' ' || *p == '>'))
            p++;
        at = p;
        size_t digits = strspn(p, "0123456789");
        p += digits ? digits : 0;
        bool marker = p < end && strchr(digits ? ".)" : "-*+", *p) && p + 1 < end && p[1] == ' ';
        if (!marker || digits > 9)
            return at;
        p += 2;
    }
    return at;
}

/* True when the line opens, closes or lies in fenced code. `item`: where the text of the list item
 * at hand begins in its lines. */
static bool in_fence(Fence *open, size_t *item, const char *line, const char *end)
{
    const char *text = line, *at = past_markers(line, end);
    while (text < end && *text == ' ')
        text++;
    size_t indent = (size_t)(text - line);
    if (at > text)
        *item = (size_t)(at - line);
    else if (text < end && indent < *item)
        *item = 0;
    Fence fence = fence_at(at, end);
    if (!open->mark && at == text && indent > *item + 3)
        return false; /* indented code */
    if (!open->mark) {
        *open = fence;
        return fence.mark;
    }
    if (fence.mark == open->mark && fence.length >= open->length)
        *open = (Fence){0};
    return true;
}

/* How long the label of a `[^label]` at `at` is; 0 when there is none. */
static size_t label_length(const char *at, const char *end)
{
    if (end - at < 4 || at[0] != '[' || at[1] != '^')
        return 0;
    const char *close = at + 2;
    while (close < end && !strchr("[]\n", *close))
        close++;
    return close < end && *close == ']' ? (size_t)(close - at - 2) : 0;
}

NoteLabels *note_labels_new(Arena *arena, const char *text, size_t length, int line)
{
    NoteLabels *labels = arena_alloc(arena, sizeof *labels);
    Label *list = NULL;
    size_t capacity = 0;
    Fence fence = {0};
    size_t item = 0;
    const char *end = text + length;
    for (const char *at = text; at < end; line++) {
        const char *lf = memchr(at, '\n', (size_t)(end - at));
        const char *stop = lf ? lf : end, *p = at;
        while (p < stop && *p == ' ' && p - at < 3)
            p++;
        size_t n = in_fence(&fence, &item, at, stop) ? 0 : label_length(p, stop);
        if (n && p + n + 3 < stop && p[n + 3] == ':') {
            list = memory_grow(list, labels->count + 1, &capacity, sizeof *list);
            list[labels->count++] = (Label){folded(arena, p + 2, n), line, false};
        }
        at = stop + 1;
    }
    labels->list = arena_array(arena, labels->count + 1, sizeof *list);
    if (list)
        memcpy(labels->list, list, labels->count * sizeof *list);
    free(list);
    return labels;
}

/* True when what stands at `[^` is a definition, a link, or a reference to a note that is there. */
static bool is_meant(const char *at, const char *end, Arena *arena, const StrMap *defined)
{
    size_t n = label_length(at, end);
    if (!n)
        return false;
    char next = at + n + 3 < end ? at[n + 3] : '\0';
    return next == '(' || next == '[' || next == ':' ||
           strmap_find(defined, folded(arena, at + 2, n));
}

void notes_mask(Str *text, Arena *arena, const NoteLabels *labels)
{
    StrMap defined = {0};
    char *end = text->data + text->length;
    for (size_t i = 0; i < labels->count; i++)
        *strmap_slot(&defined, labels->list[i].key) = 1;
    for (char *at = text->data; (at = memchr(at, '[', (size_t)(end - at))); at++)
        if (at[1] == '^' && !is_meant(at, end, arena, &defined))
            *at = NOTE_MASK;
    strmap_release(&defined);
}

/* The parser keeps the notes that are referred to, but not their labels: gives each that of the
 * line where it begins, or of the one before, when a definition's first line is empty. */
static void name_notes(const NoteLabels *defined, Node *blocks)
{
    for (Node *note = blocks->first; note; note = note->next) {
        if (note->kind != NODE_NOTE)
            continue;
        for (int line = note->place.line; line >= note->place.line - 1; line--) {
            Label wanted = {NULL, line, false};
            Label *found = bsearch(&wanted, defined->list, defined->count, sizeof(Label), by_line);
            if (!found)
                continue;
            note->note.label = found->key;
            found->used = true;
            break;
        }
    }
}

/* Reports what is defined twice, or defined and referred to by nothing. */
static void check_definitions(NoteLabels *defined, const char *file, Diagnostics *diagnostics)
{
    qsort(defined->list, defined->count, sizeof(Label), by_key);
    for (size_t i = 0; i < defined->count; i++) {
        const Label *label = &defined->list[i];
        Place place = {file, label->line, 1};
        if (i && str_equal(label->key, defined->list[i - 1].key))
            diag(diagnostics, NOTE_TWICE, place, label->key);
        else if (!label->used)
            diag(diagnostics, NOTE_UNUSED, place, label->key);
    }
}

/* Reports text such as `[^label]`, which would be a reference if the note were there. */
static void check_references(Arena *arena, const Node *text, Diagnostics *diagnostics)
{
    for (const char *at = text->text; (at = strstr(at, "[^")); at += 2) {
        size_t n = strcspn(at + 2, "[]");
        if (n && at[2 + n] == ']')
            diag(diagnostics, NOTE_MISSING, node_place_at(text, (size_t)(at - text->text)),
                 source_first_words(arena, arena_bytes(arena, at + 2, n)));
    }
}

/* How far the search for circles has come with a note; kept in its `number` meanwhile. */
enum { NOTE_UNSEEN, NOTE_OPEN, NOTE_DONE };

typedef struct Search {
    Walk *walks; /* of the notes that are open, one called from another */
    size_t count, capacity;
} Search;

static void search_note(Search *search, Node *note)
{
    note->note.number = NOTE_OPEN;
    search->walks =
        memory_grow(search->walks, search->count + 1, &search->capacity, sizeof *search->walks);
    search->walks[search->count++] = walk_start(note);
}

static const char *label_of(const Node *note)
{
    return note->note.label ? note->note.label : "…";
}

/* One step of the innermost open note. */
static void search_on(Search *search, Diagnostics *diagnostics)
{
    Walk *walk = &search->walks[search->count - 1];
    if (!walk_next(walk)) {
        walk->node->note.number = NOTE_DONE;
        search->count--;
        return;
    }
    Node *reference = walk->node;
    if (walk->event != WALK_ENTER || reference->kind != NODE_NOTE_REFERENCE)
        return;
    Node *note = reference->note_reference.note;
    if (note->note.number == NOTE_OPEN) {
        diag(diagnostics, NOTE_CIRCULAR, reference->place, label_of(note));
        walk_skip(walk);
        node_remove(reference);
    } else if (note->note.number == NOTE_UNSEEN) {
        search_note(search, note);
    }
}

/* Goes from the text into the notes that it calls, and on to those that they call: takes out the
 * references that lead back, and the notes that nothing leads to. */
static void break_circles(Node *blocks, Diagnostics *diagnostics)
{
    Search search = {0};
    for (Node *block = blocks->first; block; block = block->next) {
        if (block->kind == NODE_NOTE)
            continue;
        Walk walk = walk_start(block);
        while (walk_next(&walk)) {
            if (walk.event != WALK_ENTER || walk.node->kind != NODE_NOTE_REFERENCE)
                continue;
            if (walk.node->note_reference.note->note.number == NOTE_UNSEEN)
                search_note(&search, walk.node->note_reference.note);
            while (search.count)
                search_on(&search, diagnostics);
        }
    }
    free(search.walks);
    for (Node *note = blocks->first, *next; note; note = next) {
        next = note->next;
        if (note->kind != NODE_NOTE)
            continue;
        if (note->note.number == NOTE_UNSEEN) {
            diag(diagnostics, NOTE_UNUSED, note->place, label_of(note));
            node_remove(note);
        }
        note->note.number = 0;
    }
}

void notes_check(Book *book, Node *blocks, NoteLabels *labels, const char *file,
                 Diagnostics *diagnostics)
{
    if (labels->count) {
        name_notes(labels, blocks);
        check_definitions(labels, file, diagnostics);
        break_circles(blocks, diagnostics);
    }
    Walk walk = walk_start(blocks);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
            check_references(book->arena, walk.node, diagnostics);
}
