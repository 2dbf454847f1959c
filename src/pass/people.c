/* The people of a book: each mentor and author once, sorted as readers of its language expect. */
#include "base/memory.h"
#include "base/str.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "book/sortkey.h"
#include "pass/passes.h"

#include <stdlib.h>

typedef struct Gathering {
    Book *book;
    Diagnostics *diagnostics;
    StrMap known;                  /* folded name → index in people, counted from 1 */
    size_t *mentor_of, *author_of; /* heap, [interviews_count]: as in `known`, 0: nobody */
    Person *people;                /* heap, [count], as they are met */
    Place *places;                 /* heap, [count]: where each was met first */
    size_t count, capacity, place_capacity;
} Gathering;

static size_t meet(Gathering *g, const char *name, Place place)
{
    if (!name || !*name)
        return 0;
    size_t *known = strmap_slot(&g->known, unicode_match_key(g->book->arena, name));
    if (!*known) {
        g->people = memory_grow(g->people, g->count + 1, &g->capacity, sizeof *g->people);
        g->places = memory_grow(g->places, g->count + 1, &g->place_capacity, sizeof *g->places);
        g->people[g->count] = (Person){.name = name};
        g->places[g->count++] = place;
        *known = g->count;
    }
    return *known;
}

static void gather(Gathering *g)
{
    for (size_t i = 0; i < g->book->interviews_count; i++) {
        Interview *interview = &g->book->interviews[i];
        Place place = interview->mentor_place.line ? interview->mentor_place : interview->place;
        g->mentor_of[i] = meet(g, interview->mentor, place);
        g->author_of[i] = meet(g, interview->author, place);
        if (g->mentor_of[i]) {
            Person *person = &g->people[g->mentor_of[i] - 1];
            person->sort = person->sort ? person->sort : interview->mentor_sort;
            person->known_as = person->known_as ? person->known_as : interview->known_as;
            person->as_mentor_count++;
        }
        if (g->author_of[i])
            g->people[g->author_of[i] - 1].as_author_count++;
    }
}

static void derive_keys(Gathering *g)
{
    for (size_t i = 0; i < g->count; i++) {
        Person *person = &g->people[i];
        bool sure = true;
        if (person->sort)
            continue;
        person->sort = sort_key(g->book->arena, person->name, g->book->language, &sure);
        if (!sure && person->as_mentor_count)
            diag(g->diagnostics, SORT_UNSURE, g->places[i], person->name, person->sort);
    }
}

typedef struct Order {
    const Gathering *gathering;
    Collation *collation;
} Order;

static int by_sort_key(const void *a, const void *b, void *context)
{
    const Order *order = context;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int compared = collation_compare(order->collation, order->gathering->people[x].sort,
                                     order->gathering->people[y].sort);
    return compared ? compared : x < y ? -1 : x > y;
}

/* Puts the people into the book, and makes `places[i]` where the i-th that was met now stands. */
static void sort(Gathering *g, size_t *places)
{
    size_t *sorted = memory_new((g->count + 1) * sizeof *sorted);
    for (size_t i = 0; i < g->count; i++)
        sorted[i] = i;
    Order order = {g, collation_new(g->book->language)};
    if (g->count)
        qsort_r(sorted, g->count, sizeof *sorted, by_sort_key, &order);
    collation_free(order.collation);
    g->book->people = arena_array(g->book->arena, g->count + 1, sizeof(Person));
    g->book->people_count = g->count;
    for (size_t i = 0; i < g->count; i++) {
        Person *person = &g->book->people[i];
        *person = g->people[sorted[i]];
        places[sorted[i]] = i;
        person->as_mentor =
            arena_array(g->book->arena, person->as_mentor_count + 1, sizeof *person->as_mentor);
        person->as_author =
            arena_array(g->book->arena, person->as_author_count + 1, sizeof *person->as_author);
        person->as_mentor_count = person->as_author_count = 0;
    }
    free(sorted);
}

static void connect(Gathering *g, const size_t *places)
{
    for (size_t i = 0; i < g->book->interviews_count; i++) {
        Interview *interview = &g->book->interviews[i];
        if (g->mentor_of[i]) {
            Person *person = &g->book->people[places[g->mentor_of[i] - 1]];
            interview->mentor_person = person;
            person->as_mentor[person->as_mentor_count++] = interview;
        }
        if (g->author_of[i]) {
            Person *person = &g->book->people[places[g->author_of[i] - 1]];
            interview->author_person = person;
            person->as_author[person->as_author_count++] = interview;
        }
    }
}

static void sort_editors(Book *book)
{
    const char **sorts = arena_array(book->arena, book->editors_count + 1, sizeof *sorts);
    bool sure;
    for (size_t i = 0; i < book->editors_count; i++)
        sorts[i] = sort_key(book->arena, book->editors[i], book->language, &sure);
    book->editors_sort = sorts;
}

void pass_people(Book *book, Diagnostics *diagnostics)
{
    Gathering g = {.book = book, .diagnostics = diagnostics};
    g.mentor_of = memory_new((book->interviews_count + 1) * sizeof *g.mentor_of);
    g.author_of = memory_new((book->interviews_count + 1) * sizeof *g.author_of);
    gather(&g);
    derive_keys(&g);
    size_t *places = memory_new((g.count + 1) * sizeof *places);
    sort(&g, places);
    connect(&g, places);
    sort_editors(book);
    strmap_release(&g.known);
    free(places);
    free(g.mentor_of);
    free(g.author_of);
    free(g.people);
    free(g.places);
}
