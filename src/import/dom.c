#include "import/dom.h"

#include "base/memory.h"
#include "base/str.h"
#include "import/draft.h"
#include "import/tame.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The parser's memory: an arena, so that no tree has to be taken apart, and a budget, for the
 * parser has no limit of its own. What exceeds it leaves by `spent`. */
typedef struct Budget {
    Arena *arena;
    size_t left;
    jmp_buf spent;
} Budget;

enum { BUDGET_BASE = 4 << 20, BUDGET_PER_BYTE = 160 };

static void *take(void *user, size_t size)
{
    Budget *budget = user;
    if (size > budget->left)
        longjmp(budget->spent, 1);
    budget->left -= size;
    return arena_alloc(budget->arena, size);
}

static void leave(void *user, void *memory)
{
    (void)user, (void)memory;
}

static const char *tag_of(Arena *arena, const GumboElement *element)
{
    if (element->tag != GUMBO_TAG_UNKNOWN && element->tag_namespace == GUMBO_NAMESPACE_HTML)
        return gumbo_normalized_tagname(element->tag);
    GumboStringPiece name = element->original_tag;
    gumbo_tag_from_original_text(&name);
    char *tag = arena_bytes(arena, name.data ? name.data : "", name.data ? name.length : 0);
    for (char *p = tag; *p; p++)
        *p |= *p >= 'A' && *p <= 'Z' ? 0x20 : 0;
    return *tag ? tag : "unknown";
}

static void copy_attributes(Arena *arena, Element *to, const GumboVector *from)
{
    Attribute *list = arena_array(arena, from->length + 1, sizeof *list);
    for (unsigned i = 0; i < from->length; i++) {
        const GumboAttribute *attribute = from->data[i];
        list[i] = (Attribute){arena_string(arena, attribute->name),
                              arena_string(arena, attribute->value)};
    }
    to->attributes = list;
    to->attributes_count = from->length;
}

static Element *copy_node(Arena *arena, const GumboNode *from)
{
    Element *to = arena_alloc(arena, sizeof *to);
    if (from->type == GUMBO_NODE_ELEMENT || from->type == GUMBO_NODE_TEMPLATE) {
        to->tag = tag_of(arena, &from->v.element);
        to->foreign = from->v.element.tag_namespace != GUMBO_NAMESPACE_HTML;
        copy_attributes(arena, to, &from->v.element.attributes);
    } else {
        to->tag = from->type == GUMBO_NODE_COMMENT ? "!" : "";
        to->text = arena_string(arena, from->v.text.text);
        to->length = strlen(to->text);
    }
    return to;
}

static void append(Element *parent, Element *child)
{
    child->parent = parent;
    child->previous = parent->last;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static const GumboVector *children_of(const GumboNode *node)
{
    return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
           : node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE
               ? &node->v.element.children
               : NULL;
}

/* The document, copied without recursion: a node knows its parent and its place there. */
static Element *copy_tree(Arena *arena, const GumboNode *document)
{
    Element *root = arena_alloc(arena, sizeof *root), *parent = root;
    root->tag = "#document";
    const GumboNode *node = document;
    for (unsigned next = 0;;) {
        const GumboVector *children = children_of(node);
        if (next < children->length) {
            const GumboNode *child = children->data[next];
            Element *copy = copy_node(arena, child);
            append(parent, copy);
            next++;
            if (children_of(child)) {
                node = child;
                parent = copy;
                next = 0;
            }
            continue;
        }
        if (node == document)
            return root;
        next = (unsigned)node->index_within_parent + 1;
        node = node->parent;
        parent = parent->parent;
    }
}

Element *dom_parse(Arena *arena, const char *page, size_t length, Place place,
                   Diagnostics *diagnostics)
{
    Budget budget = {.arena = arena_new(), .left = BUDGET_BASE + length * BUDGET_PER_BYTE};
    GumboOptions options = kGumboDefaultOptions;
    Str *tame = memory_new(sizeof *tame);
    Element *volatile root = NULL;
    *tame = STR_INIT;
    tame_page(page, length, tame, place, diagnostics);
    options.allocator = take;
    options.deallocator = leave;
    options.userdata = &budget;
    options.max_errors = 0;
    if (setjmp(budget.spent) == 0) {
        const GumboOutput *output = gumbo_parse_with_options(&options, tame->data, tame->length);
        root = copy_tree(arena, output->document);
    } else {
        diag(diagnostics, IMPORT_TOO_COMPLEX, place);
    }
    arena_free(budget.arena);
    str_release(tame);
    free(tame);
    return root;
}

const char *dom_attribute(const Element *element, const char *name)
{
    for (size_t i = 0; i < element->attributes_count; i++)
        if (strcasecmp(element->attributes[i].name, name) == 0)
            return element->attributes[i].value;
    return NULL;
}

bool dom_is(const Element *element, const char *tag)
{
    return strcmp(element->tag, tag) == 0;
}

bool dom_is_one_of(const Element *e, const char *const *tags)
{
    for (; *tags; tags++)
        if (dom_is(e, *tags))
            return true;
    return false;
}

bool dom_is_inline(const Element *e)
{
    static const char *const tags[] = {"a",     "span", "em",   "strong", "b",    "i",    "u",
                                       "small", "sup",  "sub",  "abbr",   "cite", "mark", "font",
                                       "q",     "code", "time", "img",    "s",    "del",  NULL};
    return dom_is_one_of(e, tags);
}

bool dom_is_heading(const Element *e)
{
    return e->tag[0] == 'h' && e->tag[1] >= '1' && e->tag[1] <= '6';
}

bool dom_is_space(const Element *e)
{
    return dom_is(e, "") && strspn(e->text, " \t\r\n\f") >= e->length;
}

bool dom_is_unseen(const Element *e)
{
    return dom_is(e, "script") || dom_is(e, "style") || dom_is(e, "noscript") ||
           dom_is(e, "template") || dom_is(e, "!") || e->foreign;
}

bool dom_has_word(const Element *element, const char *attribute, const char *word)
{
    const char *value = dom_attribute(element, attribute);
    size_t length = strlen(word);
    while (value && *value) {
        value += strspn(value, " \t\r\n\f");
        size_t n = strcspn(value, " \t\r\n\f");
        if (n == length && strncasecmp(value, word, n) == 0)
            return true;
        value += n;
    }
    return false;
}

void dom_remove(Element *element)
{
    Element *parent = element->parent;
    if (element->previous)
        element->previous->next = element->next;
    else if (parent)
        parent->first = element->next;
    if (element->next)
        element->next->previous = element->previous;
    else if (parent)
        parent->last = element->previous;
    element->parent = element->previous = element->next = NULL;
}

Element *dom_gather(Arena *arena, Element *first, Element *last)
{
    Element *holder = arena_alloc(arena, sizeof *holder), *next;
    holder->tag = "div";
    for (Element *e = first; e; e = next) {
        next = e == last ? NULL : e->next;
        dom_remove(e);
        append(holder, e);
    }
    return holder;
}

Element *dom_skip(const Element *root, Element *element)
{
    while (element != root && !element->next)
        element = element->parent;
    return element == root ? NULL : element->next;
}

Element *dom_next(const Element *root, Element *element)
{
    return element->first ? element->first : dom_skip(root, element);
}

Element *dom_find(Element *root, const char *tag)
{
    for (Element *e = root; e; e = dom_next(root, e))
        if (dom_is(e, tag))
            return e;
    return NULL;
}

bool dom_asks(Element *e)
{
    char last = '\0';
    for (Element *n = e->first; n; n = dom_next(e, n))
        for (size_t i = 0; dom_is(n, "") && i < n->length; i++)
            last = strchr(" \t\r\n\f", n->text[i]) ? last : n->text[i];
    return last == '?';
}

const char *dom_text(Arena *arena, const Element *element)
{
    Str text = STR_INIT;
    for (Element *e = element->first; e;) {
        if (dom_is(e, "script") || dom_is(e, "style")) {
            e = dom_skip(element, e);
            continue;
        }
        if (dom_is(e, ""))
            add_folded_text(&text, e->text, e->length);
        else if (dom_is(e, "br") || dom_is(e, "p") || dom_is(e, "div"))
            add_folded_text(&text, " ", 1);
        e = dom_next(element, e);
    }
    str_trim(&text);
    const char *copy = arena_bytes(arena, text.data, text.length);
    str_release(&text);
    return copy;
}
