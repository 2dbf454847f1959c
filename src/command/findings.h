/* What `bindery check` found of a series, and the two ways to say it. */
#ifndef BINDERY_COMMAND_FINDINGS_H
#define BINDERY_COMMAND_FINDINGS_H

#include "base/str.h"
#include "book/access.h"
#include "book/series.h"
#include "edition.h"

typedef struct Findings {
    Arena *arena;
    const EditionView *view;
    SeriesFacts facts;
    AccessFacts access;
} Findings;

/* The facts of the front matter that an editor may have forgotten; NULL when they are given. */
enum { WANTED_FACTS = 4 };
typedef struct WantedFact {
    const char *name; /* of the key */
    const char *value;
} WantedFact;
void findings_wanted(const Interview *interview, WantedFact wanted[WANTED_FACTS]);

/* The pages of an interview in the print edition: index of the first, and how many; 0 when it is on
 * none. */
size_t findings_pages(const Findings *findings, const Interview *interview, size_t *first);

/* An address as it leaves the book; NULL for a link inside it. */
const char *findings_address(const Node *link);

/* For people. */
void findings_text(const Findings *findings, Str *out);

/* For programs: content/README.md describes it. */
void findings_json(const Findings *findings, Str *out);

#endif
