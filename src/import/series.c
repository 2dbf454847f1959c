#include "import/series.h"

#include "base/memory.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "book/wording.h"
#include "import/front_matter.h"
#include "import/names.h"

#include <stdlib.h>
#include <string.h>

/* No series asks so many; more is another site's text, and is not remembered. */
enum { WORDINGS_MOST = 20000, LEARNED_SHARE = 5, VARIANTS_MOST = 8 };
enum { QUESTION_BYTES = 1000, TELLING_LETTERS = 5, COMPARED_MOST = 64 };

typedef struct Wording {
    const char *key, *text; /* text: as it was first written */
    const char *variants[VARIANTS_MOST];
    size_t variants_count;
    unsigned count; /* drafts that ask it */
    bool of_book;
} Wording;

struct Series {
    Arena *arena;
    const Book *book;
    StrMap wordings; /* key → index + 1 */
    Wording *list;   /* heap */
    size_t count, capacity;
    StrMap title_parts; /* key → how many drafts have it */
    unsigned drafts;
};

static void know(Series *series, const char *text)
{
    const char *key = wording_key(series->arena, text);
    size_t *slot = strmap_slot(&series->wordings, key);
    if (*slot)
        return;
    series->list = memory_grow(series->list, series->count + 1, &series->capacity, sizeof(Wording));
    series->list[series->count++] =
        (Wording){.key = key, .text = arena_string(series->arena, text), .of_book = true};
    *slot = series->count;
}

Series *series_new(const Book *book)
{
    Series *series = memory_new(sizeof *series);
    series->arena = arena_new();
    series->book = book;
    for (size_t i = 0; book && i < book->questions_count; i++) {
        const Question *question = &book->questions[i];
        know(series, question->text);
        for (size_t k = 0; k < question->variants_count; k++)
            know(series, question->variants[k]);
    }
    return series;
}

void series_free(Series *series)
{
    if (!series)
        return;
    strmap_release(&series->wordings);
    strmap_release(&series->title_parts);
    free(series->list);
    arena_free(series->arena);
    free(series);
}

static void add_variant(Series *series, Wording *wording, const char *text)
{
    if (strcmp(wording->text, text) == 0 || wording->variants_count == VARIANTS_MOST)
        return;
    for (size_t i = 0; i < wording->variants_count; i++)
        if (strcmp(wording->variants[i], text) == 0)
            return;
    wording->variants[wording->variants_count++] = arena_string(series->arena, text);
}

static void learn_question(Series *series, Arena *arena, const char *text)
{
    const char *key = wording_key(arena, text);
    const size_t *found = strmap_find(&series->wordings, key);
    if (found) {
        Wording *wording = &series->list[*found - 1];
        wording->count++;
        add_variant(series, wording, text);
        return;
    }
    if (series->count == WORDINGS_MOST || !*key)
        return;
    series->list = memory_grow(series->list, series->count + 1, &series->capacity, sizeof(Wording));
    Wording *wording = &series->list[series->count++];
    *wording = (Wording){.key = arena_string(series->arena, key),
                         .text = arena_string(series->arena, text),
                         .count = 1};
    *strmap_slot(&series->wordings, wording->key) = series->count;
}

static void learn_part(Series *series, Arena *arena, const char *part)
{
    const char *key = unicode_match_key(arena, part);
    size_t *slot = strmap_find(&series->title_parts, key) ? strmap_slot(&series->title_parts, key)
                   : series->title_parts.count < WORDINGS_MOST
                       ? strmap_slot(&series->title_parts, arena_string(series->arena, key))
                       : NULL;
    if (slot)
        (*slot)++;
}

void series_learn(Series *series, const Draft *draft)
{
    const char *before, *after;
    Arena *arena = draft->book->arena;
    series->drafts++;
    if (draft->title && title_split(arena, draft->title, &before, &after)) {
        learn_part(series, arena, before);
        learn_part(series, arena, after);
    }
    for (const Node *n = draft->body->first; n; n = n->next)
        if (n->kind == NODE_HEADING && n->role == ROLE_QUESTION)
            learn_question(series, arena, node_line(draft, n));
}

static bool is_learned(const Series *series, const Wording *wording)
{
    return wording->count >= 2 && wording->count * LEARNED_SHARE >= series->drafts;
}

static Wording *find(const Series *series, const char *question)
{
    if (!*question || strlen(question) > QUESTION_BYTES)
        return NULL;
    Arena *arena = arena_new();
    const size_t *found = strmap_find(&series->wordings, wording_key(arena, question));
    arena_free(arena);
    return found ? &series->list[*found - 1] : NULL;
}

static bool is_known(const Series *series, const Wording *wording)
{
    return wording->of_book || is_learned(series, wording);
}

Known series_knows(const Series *series, const char *question)
{
    const Wording *wording = find(series, question);
    return !wording || !is_known(series, wording) ? KNOWN_NOT
           : wording->of_book                     ? KNOWN_BOOK
                                                  : KNOWN_LEARNED;
}

const char *series_key(const Series *series, const char *question)
{
    const Wording *wording = find(series, question);
    return wording && is_known(series, wording) ? wording->key : NULL;
}

static bool holds_word(const char *key, const char *word, size_t length)
{
    for (const char *at = key; *at; at += *at == ' ') {
        size_t n = strcspn(at, " ");
        if (n == length && strncmp(at, word, n) == 0)
            return true;
        at += n;
    }
    return false;
}

/* True when the two share a word that says something, and a third of their words in all. */
static bool resembles(const char *a, const char *b)
{
    size_t shared = 0, all = 0;
    bool telling = false;
    for (const char *at = a; *at; at += *at == ' ') {
        size_t n = strcspn(at, " ");
        bool both = holds_word(b, at, n);
        shared += both;
        all++;
        telling |= both && n >= TELLING_LETTERS;
        at += n;
    }
    for (const char *at = b; *at; at += *at == ' ') {
        size_t n = strcspn(at, " ");
        all += !holds_word(a, at, n);
        at += n;
    }
    return telling && shared * 3 >= all;
}

static Wording *resembled(const Series *series, const char *question)
{
    Arena *arena = arena_new();
    const char *key = strlen(question) <= QUESTION_BYTES ? wording_key(arena, question) : "";
    Wording *found = NULL;
    size_t compared = 0;
    for (size_t i = 0; *key && !found && i < series->count && compared < COMPARED_MOST; i++) {
        if (!is_known(series, &series->list[i]))
            continue;
        compared++;
        found = resembles(key, series->list[i].key) ? &series->list[i] : NULL;
    }
    arena_free(arena);
    return found;
}

const char *series_resembled(const Series *series, const char *question)
{
    const Wording *wording = resembled(series, question);
    return wording ? wording->key : NULL;
}

void series_learn_variants(Series *series, const Draft *draft)
{
    for (const Node *n = draft->body->first; n; n = n->next) {
        const char *text = n->role == ROLE_QUESTION ? node_line(draft, n) : "";
        Wording *wording = *text && !series_key(series, text) ? resembled(series, text) : NULL;
        if (wording)
            add_variant(series, wording, text);
    }
}

bool series_is_named(const void *context, const char *part)
{
    const Series *series = context;
    Arena *arena = arena_new();
    const char *key = unicode_match_key(arena, part);
    const size_t *count = strmap_find(&series->title_parts, key);
    const char *names[] = {series->book ? series->book->series : NULL,
                           series->book ? series->book->title : NULL};
    bool named = count && *count >= 2;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        named |= names[i] && strcmp(unicode_match_key(arena, names[i]), key) == 0;
    arena_free(arena);
    return named;
}

size_t series_questions_count(const Series *series)
{
    return series->book ? series->book->questions_count : 0;
}

void series_propose(const Series *series, Str *out)
{
    bool any = false;
    for (size_t i = 0; i < series->count; i++) {
        const Wording *wording = &series->list[i];
        if (wording->of_book || !is_learned(series, wording))
            continue;
        str_add(out, any ? "" : "questions:\n");
        any = true;
        str_add(out, "  - text: ");
        yaml_add_quoted(out, wording->text);
        str_format(out, " # in %u interviews\n", wording->count);
        for (size_t v = 0; v < wording->variants_count; v++) {
            str_add(out, v ? "" : "    variants:\n");
            str_add(out, "      - ");
            yaml_add_quoted(out, wording->variants[v]);
            str_add_char(out, '\n');
        }
    }
}
