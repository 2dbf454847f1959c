/* Labels that the program adds to a book, by language; book.yaml may override each. */
#ifndef BINDERY_BOOK_WORDS_H
#define BINDERY_BOOK_WORDS_H

#include "book/book.h"

typedef enum WordId {
#define WORD(name, key, ...) WORD_##name,
#include "book/words.def"
#undef WORD
    WORD_COUNT
} WordId;

/* The label in the language (NULL: the book's); English where there is none. Borrowed. */
const char *word(const Book *book, const char *language, WordId id);

/* The label that has a key; NULL when none has. */
const char *word_of_key(const Book *book, const char *language, const char *key);

/* The label with %s (or a %d, as text) replaced. In the book's arena. */
const char *word_with(const Book *book, const char *language, WordId id, const char *value);

/* "A", "A and B", "A, B and C", in the language. In the book's arena. */
const char *word_list(const Book *book, const char *language, const char *const *items,
                      size_t count);

/* An ISO 8601 date (YYYY, YYYY-MM or YYYY-MM-DD) in words: "2 March 2015". In the book's arena; a
 * date of another form comes back as it is. */
const char *word_date(const Book *book, const char *language, const char *date);

bool word_is_key(const char *key);
const char *const *word_keys(void); /* [WORD_COUNT] */

#endif
