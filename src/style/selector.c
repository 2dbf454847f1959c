/* Selectors: Selectors Level 3, what styles/README.md lists of it. */
#include "base/memory.h"
#include "style/sheet.h"

#include <string.h>
#include <strings.h>

typedef struct SelectorReader {
    StyleSheet *sheet;
    Cursor cursor;
    int ids, classes, elements; /* specificity */
    Pseudo pseudo;
} SelectorReader;

static const struct {
    const char *name;
    Pseudo pseudo;
} pseudo_elements[] = {
    {"before", PSEUDO_BEFORE},
    {"after", PSEUDO_AFTER},
    {"marker", PSEUDO_MARKER},
    {"footnote-call", PSEUDO_FOOTNOTE_CALL},
    {"footnote-marker", PSEUDO_FOOTNOTE_MARKER},
};

static const struct {
    const char *name;
    uint32_t flags;
} positions[] = {
    {"first-child", POSITION_FIRST_CHILD},
    {"last-child", POSITION_LAST_CHILD},
    {"first-of-type", POSITION_FIRST_OF_TYPE},
    {"last-of-type", POSITION_LAST_OF_TYPE},
    {"root", POSITION_ROOT},
};

/* Elements of the EPUB that the book's tree has none of: book.css may name them. */
static const char *const other_elements[] = {
    "html",  "head",  "header", "footer",  "main", "nav",      "article", "address", "sup",
    "sub",   "small", "b",      "i",       "u",    "s",        "q",       "cite",    "abbr",
    "dfn",   "kbd",   "samp",   "var",     "time", "mark",     "dl",      "dt",      "dd",
    "thead", "tbody", "tfoot",  "caption", "col",  "colgroup", "details", "summary", "svg",
};

static const char *const attributes[] = {"id",  "lang", "class", "href", "title",
                                         "alt", "src",  "start", "role"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_element(const char *name)
{
    static const char *const named[] = {
        "h1", "h2", "h3", "h4", "h5", "h6", "ol", "th",
#define KIND(name, dump, element, shape) element,
#include "book/kinds.def"
#undef KIND
    };
    for (size_t i = 0; i < COUNT(named); i++)
        if (*named[i] && strcmp(named[i], name) == 0)
            return true;
    for (size_t i = 0; i < COUNT(other_elements); i++)
        if (strcmp(other_elements[i], name) == 0)
            return true;
    return false;
}

static bool is_class(const char *name)
{
    for (int i = 1; i < ROLE_COUNT; i++)
        if (str_equal(role_class((NodeRole)i), name))
            return true;
    return false;
}

static const char *keep(SelectorReader *r, const char *string)
{
    return table_intern_string(&r->sheet->interned, string);
}

static void add_condition(SelectorReader *r, Condition condition)
{
    *SHEET_ADD(r->sheet, conditions) = condition;
}

static bool add_test(SelectorReader *r, Test test, bool negated)
{
    StyleSheet *sheet = r->sheet;
    size_t i = 0;
    while (i < sheet->tests_count && memcmp(&sheet->tests[i], &test, sizeof test) != 0)
        i++;
    if (i == MOST_TESTS)
        return false;
    if (i == sheet->tests_count)
        *SHEET_ADD(sheet, tests) = test;
    if (test.kind == TEST_LANGUAGE)
        sheet->language_tests |= UINT64_C(1) << i;
    add_condition(r,
                  (Condition){.kind = CONDITION_TEST, .negated = negated, .number = (uint32_t)i});
    return true;
}

static Test new_test(SelectorReader *r, TestKind kind, char relation, const char *name,
                     const char *value)
{
    Test test;
    memset(&test, 0, sizeof test);
    test.kind = kind;
    test.relation = relation;
    test.name = keep(r, name);
    test.value = keep(r, value);
    return test;
}

/* After the `[`. */
static bool read_attribute(SelectorReader *r, bool negated)
{
    Cursor *c = &r->cursor;
    cursor_skip_space(c);
    if (c->at >= c->end || c->at->kind != TOKEN_IDENT)
        return false;
    const char *name = c->at++->text;
    size_t known = 0;
    while (known < COUNT(attributes) && strcasecmp(attributes[known], name) != 0)
        known++;
    if (known == COUNT(attributes))
        return false;
    r->classes++;
    if (cursor_take(c, ']'))
        return add_test(r, new_test(r, TEST_ATTRIBUTE, '\0', attributes[known], ""), negated);
    char relation = '=';
    if (c->at < c->end && !token_is(c->at, '=')) {
        if (c->at->kind != TOKEN_DELIM || !c->at->mark || c->at->mark > 127 ||
            !strchr("~|^$*", (int)c->at->mark))
            return false;
        relation = (char)c->at++->mark;
    }
    if (c->at >= c->end || !token_is(c->at, '='))
        return false;
    c->at++;
    cursor_skip_space(c);
    if (c->at >= c->end || (c->at->kind != TOKEN_IDENT && c->at->kind != TOKEN_STRING))
        return false;
    Test test = new_test(r, TEST_ATTRIBUTE, relation, attributes[known], c->at++->text);
    cursor_skip_space(c);
    if (c->at >= c->end || !token_is(c->at++, ']'))
        return false;
    return add_test(r, test, negated);
}

static bool read_language(SelectorReader *r, bool negated)
{
    Cursor *c = &r->cursor;
    cursor_skip_space(c);
    if (c->at >= c->end || (c->at->kind != TOKEN_IDENT && c->at->kind != TOKEN_STRING))
        return false;
    Test test = new_test(r, TEST_LANGUAGE, '|', "lang", c->at++->text);
    cursor_skip_space(c);
    if (c->at >= c->end || !token_is(c->at++, ')'))
        return false;
    r->classes++;
    return add_test(r, test, negated);
}

static bool read_position(SelectorReader *r, const char *name, bool negated)
{
    for (size_t i = 0; i < COUNT(positions); i++) {
        if (strcasecmp(positions[i].name, name) != 0)
            continue;
        r->sheet->positions |= positions[i].flags;
        r->classes++;
        add_condition(r, (Condition){.kind = CONDITION_POSITION,
                                     .negated = negated,
                                     .number = positions[i].flags});
        return true;
    }
    return false;
}

static bool read_pseudo_element(SelectorReader *r)
{
    Cursor *c = &r->cursor;
    if (c->at >= c->end || c->at->kind != TOKEN_IDENT)
        return false;
    for (size_t i = 0; i < COUNT(pseudo_elements); i++)
        if (strcasecmp(pseudo_elements[i].name, c->at->text) == 0) {
            r->pseudo = pseudo_elements[i].pseudo;
            r->elements++;
            c->at++;
            return true;
        }
    return false;
}

static bool read_simple(SelectorReader *r, bool negated);

/* After the colon. */
static bool read_pseudo(SelectorReader *r, bool negated)
{
    Cursor *c = &r->cursor;
    if (c->at < c->end && token_is(c->at, ':')) {
        c->at++;
        return !negated && read_pseudo_element(r);
    }
    if (c->at >= c->end)
        return false;
    const Token *token = c->at++;
    if (token_is_name(token, TOKEN_FUNCTION, "lang"))
        return read_language(r, negated);
    if (token_is_name(token, TOKEN_FUNCTION, "not") && !negated) {
        cursor_skip_space(c);
        bool understood = read_simple(r, true);
        cursor_skip_space(c);
        return understood && c->at < c->end && token_is(c->at++, ')');
    }
    if (token->kind != TOKEN_IDENT)
        return false;
    if (strcasecmp(token->text, "before") == 0 || strcasecmp(token->text, "after") == 0) {
        c->at--; /* CSS 2's single colon */
        return !negated && read_pseudo_element(r);
    }
    return read_position(r, token->text, negated);
}

static bool read_element(SelectorReader *r, const char *name, bool negated)
{
    r->elements++;
    if (strcmp(name, "html") == 0) { /* the tree's root is the body: the two are one */
        r->classes--;
        return read_position(r, "root", negated);
    }
    add_condition(
        r, (Condition){.kind = CONDITION_ELEMENT, .negated = negated, .name = keep(r, name)});
    return is_element(name);
}

static bool read_class(SelectorReader *r, bool negated)
{
    Cursor *c = &r->cursor;
    if (c->at >= c->end || c->at->kind != TOKEN_IDENT)
        return false;
    const char *name = c->at++->text;
    r->classes++;
    add_condition(r,
                  (Condition){.kind = CONDITION_CLASS, .negated = negated, .name = keep(r, name)});
    return is_class(name);
}

/* One simple selector, white space not skipped. */
static bool read_simple(SelectorReader *r, bool negated)
{
    Cursor *c = &r->cursor;
    if (c->at >= c->end || c->at->kind == TOKEN_SPACE)
        return false;
    const Token *token = c->at++;
    if (token->kind == TOKEN_IDENT)
        return read_element(r, token->text, negated);
    if (token->kind == TOKEN_HASH) {
        r->ids++;
        return add_test(r, new_test(r, TEST_ATTRIBUTE, '=', "id", token->text), negated);
    }
    if (token_is(token, '*'))
        return !negated;
    if (token_is(token, '.'))
        return read_class(r, negated);
    if (token_is(token, '['))
        return read_attribute(r, negated);
    return token_is(token, ':') && read_pseudo(r, negated);
}

static bool is_combinator(const Token *token)
{
    return token_is(token, '>') || token_is(token, '+');
}

static bool read_compound(SelectorReader *r, Combinator combinator)
{
    size_t first = r->sheet->conditions_count;
    Cursor *c = &r->cursor;
    int parts = 0;
    while (c->at < c->end && c->at->kind != TOKEN_SPACE && !is_combinator(c->at)) {
        bool type = c->at->kind == TOKEN_IDENT || token_is(c->at, '*');
        if (r->pseudo || (type && parts) || !read_simple(r, false))
            return false;
        parts++;
    }
    *SHEET_ADD(r->sheet, compounds) = (Compound){
        .combinator = combinator, .first = first, .count = r->sheet->conditions_count - first};
    return parts > 0;
}

/* What stands between two compounds; NONE at the end. */
static Combinator read_combinator(SelectorReader *r)
{
    Cursor *c = &r->cursor;
    bool space = c->at < c->end && c->at->kind == TOKEN_SPACE;
    if (cursor_take(c, '>'))
        return COMBINATOR_CHILD;
    if (cursor_take(c, '+'))
        return COMBINATOR_ADJACENT;
    return space && !cursor_at_end(c) ? COMBINATOR_DESCENDANT : COMBINATOR_NONE;
}

static bool read_selector(SelectorReader *r)
{
    enum { MOST_COMPOUNDS = 64 };
    size_t row = 0, compounds = 0;
    Combinator combinator = COMBINATOR_NONE;
    cursor_skip_space(&r->cursor);
    do {
        if (!read_compound(r, combinator) || ++compounds > MOST_COMPOUNDS)
            return false;
        row = combinator == COMBINATOR_ADJACENT ? row + 1 : 0;
        if (row > r->sheet->siblings)
            r->sheet->siblings = row;
        combinator = read_combinator(r);
    } while (combinator && row < MOST_SIBLINGS && !r->pseudo);
    return !combinator && cursor_at_end(&r->cursor);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

bool selector_parse(StyleSheet *sheet, Cursor cursor, Selector *selector)
{
    SelectorReader r = {.sheet = sheet, .cursor = cursor};
    size_t conditions = sheet->conditions_count, compounds = sheet->compounds_count,
           siblings = sheet->siblings;
    if (!read_selector(&r)) {
        sheet->conditions_count = conditions;
        sheet->compounds_count = compounds;
        sheet->siblings = siblings;
        return false;
    }
    *selector = (Selector){.compound = sheet->compounds_count - 1,
                           .pseudo = r.pseudo,
                           .specificity = least(r.ids, 1000) << 20 | least(r.classes, 1000) << 10 |
                                          least(r.elements, 1000)};
    return true;
}
