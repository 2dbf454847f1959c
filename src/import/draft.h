/* An interview on its way into the book: what every importer makes, and the recognisers refine.
 *
 * A draft owns all that it points to, in the arena of its `book`, a Book that is never built. Its
 * body is a DIVISION that holds blocks in a row. Until the questions are recognised, headings have
 * the level that the source gave them; afterwards level 2 is a question (ROLE_QUESTION), and what
 * stands in an answer begins at level 3. */
#ifndef BINDERY_IMPORT_DRAFT_H
#define BINDERY_IMPORT_DRAFT_H

#include "base/diag.h"
#include "base/str.h"
#include "book/book.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum FactId {
#define FACT(name, key, form) FACT_##name,
#include "import/facts.def"
#undef FACT
    FACT_COUNT
} FactId;

typedef enum DroppedId {
#define DROPPED(name, key, one, many) DROPPED_##name,
#include "import/dropped.def"
#undef DROPPED
    DROPPED_COUNT
} DroppedId;

/* How sure: GUESSED from the shape of text, LIKELY from text that says it, CERTAIN from the
 * source's own data. */
typedef enum Sureness { SURE_NONE, SURE_GUESSED, SURE_LIKELY, SURE_CERTAIN } Sureness;

typedef struct Fact {
    const char *value; /* NULL: not known */
    const char *from;  /* what said so: "the title", "JSON-LD"… */
    Sureness sure;
} Fact;

/* Levels that sources give to headings that HTML knows no level for. */
enum { LEVEL_QUESTION = 2, LEVEL_TERM = 7, LEVEL_MARKED = 8 };

/* Something for the report, in words: a shortcode's name, text whose place is unsure. */
typedef struct Remark {
    const char *key;  /* "shortcode", "embed", "unsure"… */
    const char *text; /* what it was */
    struct Remark *next;
} Remark;

typedef struct Draft {
    Book *book;
    const char *file; /* the source's, for places */
    int line;
    const char *title;        /* the source's, or NULL */
    const char *site;         /* the site's name, or NULL */
    const char *slug;         /* its name in the source: a post's slug, a page's file name */
    const char *folder;       /* where pictures with relative addresses lie; NULL: nowhere */
    const char *base;         /* the address that relative links belong to; NULL: not known */
    const char *const *terms; /* categories and tags, names and slugs; NULL-terminated, or NULL */
    Fact facts[FACT_COUNT];
    Node *body;
    Node *notes;          /* a DIVISION of those that are not yet numbered: see footnotes.c */
    unsigned notes_count; /* those that are, at the body's end */
    unsigned dropped[DROPPED_COUNT];
    Remark *remarks, **remarks_end;
    unsigned links, pictures, pictures_without_alt;
    /* set by recognise() */
    unsigned questions, strong_questions; /* strong: known to the series, or end in `?` */
    unsigned known_questions;             /* known to the series */
} Draft;

Draft *draft_new(const char *file, int line);
void draft_free(Draft *draft); /* NULL is allowed */

/* Takes a fact unless a surer one, or an equally sure one that came first, is there. Copies the
 * value, cleaned: spaces folded and trimmed. Empty values are no facts. */
void draft_fact(Draft *draft, FactId id, const char *value, const char *from, Sureness sure);
const char *fact_value(const Draft *draft, FactId id); /* NULL: not known */

/* The key of remarks on links that lead out of the book. */
#define LINK_OUT "link out of the book"

void draft_drop(Draft *draft, DroppedId id);
void draft_remark(Draft *draft, const char *key, const char *text);

/* The place of the draft's beginning. */
Place draft_place(const Draft *draft);

/* Adds text to `out` with no-break and other odd spaces as spaces, runs of them as one, and what
 * nobody can see left out. `out` continues: a space that it ends in counts. */
void add_folded_text(Str *out, const char *text, size_t length);

/* Adds code: its spaces and lines stay, control characters do not. */
void add_code_text(Str *out, const char *text, size_t length);

/* A copy in the arena, folded and trimmed. */
const char *folded_copy(Arena *arena, const char *text);

/* At most `most` bytes of the text, cut between characters, with an ellipsis if cut. */
const char *text_excerpt(Arena *arena, const char *text, size_t most);

/* True for a paragraph or a heading; NULL is none. */
bool is_line(const Node *node);

/* The node's text, folded and trimmed; line breaks are spaces. */
const char *node_line(const Draft *draft, const Node *node);

#endif
