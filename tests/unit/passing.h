/* What tests of passes share: the diagnostics of one test, and a book with questions. */
#ifndef BINDERY_PASSING_H
#define BINDERY_PASSING_H

#include "base/diag.h"
#include "small_book.h"

static Diagnostics *diagnostics;

static inline int start(void **state)
{
    (void)state;
    diagnostics = diagnostics_new();
    return 0;
}

static inline int end(void **state)
{
    (void)state;
    diagnostics_free(diagnostics);
    return 0;
}

/* The ids of the diagnostics, in a row. */
static inline const char *said(void)
{
    static char ids[1024];
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    *ids = '\0';
    for (size_t i = 0; i < count; i++) {
        strcat(ids, *ids ? " " : "");
        strcat(ids, diag_id(list[i].id));
    }
    return ids;
}

static inline Book *questions_book(Interview **interview)
{
    Book *book = small_book("en");
    static const char *const variants[] = {"What went wrong?"};
    book->questions = arena_array(book->arena, 3, sizeof(Question));
    book->questions_count = 3;
    book->questions[0] =
        (Question){.id = "first", .text = "How did you realise that colour matters?"};
    book->questions[1] = (Question){.id = "lesson",
                                    .text = "What ‘valuable lesson’ was there?",
                                    .variants = variants,
                                    .variants_count = 1};
    book->questions[2] = (Question){.id = "future", .text = "What do you hope to see?"};
    *interview = small_interview(book, "Test Person");
    return book;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

#endif
