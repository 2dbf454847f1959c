/* Inside of a style sheet: rules as they were read, and how a node is matched against them.
 *
 * Matching walks no ancestors. Each compound selector ("p.lead" in ".front > p.lead") has a number,
 * and each computed Style knows in its Match which compounds its element fulfils together with all
 * that stands left of them (`here`), and which its ancestors or itself do (`above`). A child's
 * match follows from its own features and its parent's Match alone, and these are the key of the
 * cache. */
#ifndef BINDERY_STYLE_SHEET_H
#define BINDERY_STYLE_SHEET_H

#include "style/style.h"
#include "style/table.h"
#include "style/token.h"
#include "style/value.h"

enum { MOST_SIBLINGS = 3, MOST_TESTS = 64 };

/* What a node is to selectors. Zeroed before it is filled: it is a key. */
typedef struct Features {
    const char *element;
    uint32_t role, flags; /* NodeRole, PositionFlag */
    uint64_t tests;       /* bit i: Test i holds */
} Features;

typedef enum PositionFlag {
    POSITION_FIRST_CHILD = 1,
    POSITION_LAST_CHILD = 2,
    POSITION_FIRST_OF_TYPE = 4,
    POSITION_LAST_OF_TYPE = 8,
    POSITION_ROOT = 16
} PositionFlag;

/* A condition on what is not in Features itself. */
typedef enum TestKind { TEST_LANGUAGE, TEST_ATTRIBUTE } TestKind;
typedef struct Test {
    TestKind kind;
    char relation; /* ATTRIBUTE: '\0' given at all, '=', '~', '|', '^', '$', '*' */
    const char *name, *value;
} Test;

typedef enum ConditionKind {
    CONDITION_ELEMENT,
    CONDITION_CLASS,
    CONDITION_POSITION,
    CONDITION_TEST
} ConditionKind;

typedef struct Condition {
    ConditionKind kind;
    bool negated;
    const char *name; /* ELEMENT, CLASS */
    uint32_t number;  /* POSITION: the flag; TEST: its index */
} Condition;

typedef enum Combinator {
    COMBINATOR_NONE, /* nothing stands left of it */
    COMBINATOR_DESCENDANT,
    COMBINATOR_CHILD,
    COMBINATOR_ADJACENT
} Combinator;

typedef struct Compound {
    Combinator combinator; /* with compound - 1 */
    size_t first, count;   /* conditions */
} Compound;

typedef struct Declaration {
    PropertyId property;
    bool important;
    Value value;
} Declaration;

typedef enum Origin { ORIGIN_PROGRAM, ORIGIN_FILE } Origin;

/* A selector with its declarations. */
typedef struct Rule {
    Origin origin;
    int specificity; /* ids, classes and types, 10 bits each */
    int order;
    size_t first, count; /* declarations */
    size_t compound;     /* the last one of the selector */
    Pseudo pseudo;
} Rule;

typedef enum PageContext { CONTEXT_PAGE = -1, CONTEXT_FOOTNOTE = BOX_COUNT } PageContext;

/* One stretch of declarations of an @page rule, of the page or of one of its boxes. */
typedef struct PageRule {
    const char *name;               /* NULL: any */
    bool left, right, first, blank; /* required */
    int context;                    /* a PageContext, or a MarginBox */
    Origin origin;
    int specificity, order;
    size_t first_declaration, count;
} PageRule;

typedef struct Match {
    uint64_t languages; /* tests of TEST_LANGUAGE that hold */
    uint64_t words[];   /* here, then above: [match_words] each */
} Match;

struct StyleSheet {
    Arena *arena;
    Table interned;               /* strings, values, styles, matches */
    Table styles, pseudos, pages; /* caches */
    Test *tests;
    Condition *conditions;
    Compound *compounds;
    Declaration *declarations;
    Rule *rules;
    PageRule *page_rules;
    size_t tests_count, conditions_count, compounds_count, declarations_count, rules_count,
        page_rules_count;
    size_t tests_room, conditions_room, compounds_room, declarations_room, rules_room,
        page_rules_room;
    uint64_t language_tests; /* which tests are TEST_LANGUAGE */
    uint32_t positions;      /* PositionFlags that any selector asks for */
    size_t siblings;         /* how many + any selector has in a row */
    size_t match_words;
    const Style *initial, *root;
};

/* Appends an element and returns it, zeroed: `Rule *rule = SHEET_ADD(sheet, rules)`. */
#define SHEET_ADD(sheet, list)                                                                     \
    ((sheet)->list = memory_grow((sheet)->list, (sheet)->list##_count + 1, &(sheet)->list##_room,  \
                                 sizeof *(sheet)->list),                                           \
     memset(&(sheet)->list[(sheet)->list##_count], 0, sizeof *(sheet)->list),                      \
     &(sheet)->list[(sheet)->list##_count++])

/* style.c: a sheet with the program's defaults, to which texts are added; closing it makes it ready
 * to be asked. `file` is borrowed for the life of the diagnostics. */
StyleSheet *sheet_new(Diagnostics *diagnostics);
void sheet_add(StyleSheet *sheet, const char *file, const char *bytes, size_t length,
               Diagnostics *diagnostics);
void sheet_close(StyleSheet *sheet);

/* parse.c: reads a file's rules. */
void sheet_parse(StyleSheet *sheet, const Source *source, Origin origin, Diagnostics *diagnostics);

/* selector.c: reads one selector (no commas). False, and nothing is left behind, when it is not
 * understood. */
typedef struct Selector {
    size_t compound;
    Pseudo pseudo;
    int specificity;
} Selector;
bool selector_parse(StyleSheet *sheet, Cursor cursor, Selector *selector);

/* match.c */
void features_of(const StyleSheet *sheet, const Node *node, const Match *parent,
                 Features *features);
const Node *previous_element(const Node *node);
/* The Match of a node; features[0] are its own, [1] those of the element before it, and so on. */
const Match *match_node(StyleSheet *sheet, const Features *features, size_t count,
                        const Match *parent);
bool match_has(const Match *match, size_t compound);

/* cascade.c: which declaration of each property wins, and what follows from it. */
typedef struct Winners {
    const Declaration *of[PROP_COUNT];
} Winners;
void winners_add(Winners *winners, const StyleSheet *sheet, size_t first, size_t count);
/* Computes the properties of elements; `style` is what a style without declarations would be. */
void cascade_compute(const Winners *winners, const StyleSheet *sheet, const Style *parent,
                     Style *style);
void cascade_inherit(const StyleSheet *sheet, const Style *parent, Style *style);

extern const char style_defaults[]; /* defaults.c */

#endif
