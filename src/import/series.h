/* What the interviews of a series have in common: its name and its questions, from book.yaml and
 * learned from the interviews themselves. */
#ifndef BINDERY_IMPORT_SERIES_H
#define BINDERY_IMPORT_SERIES_H

#include "base/str.h"
#include "import/draft.h"

typedef struct Series Series;

/* `book`: a book.yaml that was read, or NULL; borrowed. */
Series *series_new(const Book *book);
void series_free(Series *series); /* NULL is allowed */

/* Remembers a recognised draft's questions, and the parts of its title. */
void series_learn(Series *series, const Draft *draft);

/* How well a question is known: of book.yaml, or asked in at least two of the drafts and a fifth of
 * them, in any spelling. */
typedef enum Known { KNOWN_NOT, KNOWN_LEARNED, KNOWN_BOOK } Known;
Known series_knows(const Series *series, const char *question);

/* The known question that one asked in other words resembles, as its key; NULL when none. */
const char *series_resembled(const Series *series, const char *question);
/* The key of a question that is known as it is worded; NULL when it is not. */
const char *series_key(const Series *series, const char *question);
/* Remembers the draft's questions that only resemble known ones as their variants. */
void series_learn_variants(Series *series, const Draft *draft);

/* True when a part of a title is the series' name: that of book.yaml, or one that at least two
 * drafts share. An IsSeries. */
bool series_is_named(const void *series, const char *part);

size_t series_questions_count(const Series *series); /* of book.yaml */

/* Adds the `questions:` that book.yaml lacks, with their variants, as YAML; nothing when it has
 * all. */
void series_propose(const Series *series, Str *out);

#endif
