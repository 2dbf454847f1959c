#include "base/language.h"
#include "base/memory.h"
#include "style/sheet.h"

#include <stdlib.h>
#include <string.h>

static bool is_seen(const Node *node)
{
    return node->kind != NODE_TEXT && node->scope != SCOPE_EPUB;
}

const Node *previous_element(const Node *node)
{
    do
        node = node->previous;
    while (node && !is_seen(node));
    return node;
}

static const Node *next_element(const Node *node)
{
    do
        node = node->next;
    while (node && !is_seen(node));
    return node;
}

static bool is_last_of_type(const Node *node, const char *element)
{
    for (node = next_element(node); node; node = next_element(node))
        if (strcmp(node_element(node), element) == 0)
            return false;
    return true;
}

static bool is_first_of_type(const Node *node, const char *element)
{
    for (node = previous_element(node); node; node = previous_element(node))
        if (strcmp(node_element(node), element) == 0)
            return false;
    return true;
}

/* Only what some selector asks for: the rest would split the cache. */
static uint32_t position_of(const StyleSheet *sheet, const Node *node, const char *element)
{
    uint32_t asked = sheet->positions, flags = 0;
    if ((asked & POSITION_FIRST_CHILD) && !previous_element(node))
        flags |= POSITION_FIRST_CHILD;
    if ((asked & POSITION_LAST_CHILD) && !next_element(node))
        flags |= POSITION_LAST_CHILD;
    if ((asked & POSITION_FIRST_OF_TYPE) && is_first_of_type(node, element))
        flags |= POSITION_FIRST_OF_TYPE;
    if ((asked & POSITION_LAST_OF_TYPE) && is_last_of_type(node, element))
        flags |= POSITION_LAST_OF_TYPE;
    if ((asked & POSITION_ROOT) && !node->parent)
        flags |= POSITION_ROOT;
    return flags;
}

/* What the EPUB writes as that attribute, as far as selectors may ask for it. */
static const char *attribute_of(const Node *node, const char *name)
{
    bool link = node->kind == NODE_LINK, image = node->kind == NODE_IMAGE;
    if (strcmp(name, "id") == 0)
        return node->id;
    if (strcmp(name, "lang") == 0)
        return node->language;
    if (strcmp(name, "class") == 0)
        return *role_class(node->role) ? role_class(node->role) : NULL;
    if (strcmp(name, "role") == 0)
        return *role_aria(node->role) ? role_aria(node->role) : NULL;
    if (strcmp(name, "href") == 0 && link)
        return node->link.url ? node->link.url : "#";
    if (strcmp(name, "title") == 0 && (link || image))
        return link ? node->link.title : node->image.title;
    if (strcmp(name, "alt") == 0 && image)
        return node->image.alt;
    if (strcmp(name, "src") == 0 && image)
        return node->image.image ? node->image.image->name : NULL;
    if (strcmp(name, "start") == 0 && node->kind == NODE_LIST && node->list.ordered)
        return node->list.start == 1 ? NULL : "";
    return NULL;
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; length && (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
            return true;
    return false;
}

static bool attribute_holds(const Test *test, const char *string)
{
    if (!string || (!*test->value && strchr("^$*", test->relation) && test->relation))
        return false;
    switch (test->relation) {
    case '=': return strcmp(string, test->value) == 0;
    case '~': return has_word(string, test->value);
    case '|': return language_matches(string, test->value);
    case '^': return str_starts(string, test->value);
    case '$': return str_ends(string, test->value);
    case '*': return strstr(string, test->value);
    default: return true;
    }
}

static bool test_holds(const Test *test, const Node *node, const char *language)
{
    if (test->kind == TEST_LANGUAGE)
        return language && language_matches(language, test->value);
    return attribute_holds(test, attribute_of(node, test->name));
}

static const char *language_above(const Node *node)
{
    while (node && !node->language)
        node = node->parent;
    return node ? node->language : NULL;
}

static uint64_t tests_of(const StyleSheet *sheet, const Node *node, const Match *parent)
{
    bool inherits = parent && !node->language;
    uint64_t tests = inherits ? parent->languages : 0;
    const char *language =
        inherits || !sheet->language_tests ? node->language : language_above(node);
    for (size_t i = 0; i < sheet->tests_count; i++)
        if (test_holds(&sheet->tests[i], node, language))
            tests |= UINT64_C(1) << i;
    return tests;
}

void features_of(const StyleSheet *sheet, const Node *node, const Match *parent, Features *features)
{
    memset(features, 0, sizeof *features);
    features->element = node_element(node);
    features->role = node->role;
    if (sheet->positions)
        features->flags = position_of(sheet, node, features->element);
    if (sheet->tests_count)
        features->tests = tests_of(sheet, node, parent);
}

static bool condition_holds(const Condition *condition, const Features *features)
{
    switch (condition->kind) {
    case CONDITION_ELEMENT: return strcmp(features->element, condition->name) == 0;
    case CONDITION_CLASS: return strcmp(role_class((NodeRole)features->role), condition->name) == 0;
    case CONDITION_POSITION: return features->flags & condition->number;
    case CONDITION_TEST: return features->tests >> condition->number & 1;
    }
    return false;
}

static bool conditions_hold(const StyleSheet *sheet, const Compound *compound,
                            const Features *features)
{
    for (size_t i = 0; i < compound->count; i++) {
        const Condition *condition = &sheet->conditions[compound->first + i];
        if (condition_holds(condition, features) == condition->negated)
            return false;
    }
    return true;
}

static bool has_bit(const uint64_t *words, size_t bit)
{
    return words[bit / 64] >> bit % 64 & 1;
}

bool match_has(const Match *match, size_t compound)
{
    return has_bit(match->words, compound);
}

static bool compound_holds(const StyleSheet *sheet, size_t index, const Features *features,
                           size_t count, const Match *parent)
{
    const Compound *compound = &sheet->compounds[index];
    if (!conditions_hold(sheet, compound, features))
        return false;
    switch (compound->combinator) {
    case COMBINATOR_NONE: return true;
    case COMBINATOR_CHILD: return parent && has_bit(parent->words, index - 1);
    case COMBINATOR_DESCENDANT:
        return parent && has_bit(parent->words + sheet->match_words, index - 1);
    case COMBINATOR_ADJACENT:
        return count > 1 && compound_holds(sheet, index - 1, features + 1, count - 1, parent);
    }
    return false;
}

const Match *match_node(StyleSheet *sheet, const Features *features, size_t count,
                        const Match *parent)
{
    size_t words = sheet->match_words, size = sizeof(Match) + 2 * words * sizeof(uint64_t);
    Match *match = memory_new(size);
    match->languages = features[0].tests & sheet->language_tests;
    for (size_t i = 0; i < sheet->compounds_count; i++)
        if (compound_holds(sheet, i, features, count, parent))
            match->words[i / 64] |= UINT64_C(1) << i % 64;
    for (size_t i = 0; i < words; i++)
        match->words[words + i] = match->words[i] | (parent ? parent->words[words + i] : 0);
    const Match *interned = table_intern(&sheet->interned, match, size);
    free(match);
    return interned;
}
