#include "import/article.h"

#include "import/chrome.h"

#include <string.h>
#include <strings.h>

enum {
    EXPLICIT_LEAST = 60, /* percent of its parent's prose that makes a named element the article */
    OUTSTANDING_LEAST = 70, /* percent of the prose of its kind that makes one of several so */
    SAID_LEAST = 10,        /* percent of the page's prose that make an element, of which the page
                               says that it is the article, so */
    SAID_BYTES = 1000,      /* and how many do, however long the page is */
    BEFORE_LEAST = 40,      /* bytes of a sentence that may open an article */
    AFTER_LEAST = 140,      /* and of what may go on with it */
    WORTH_SAYING = 20       /* and of what stands outside the article */
};

static bool is_explicit(const Element *e)
{
    return dom_is(e, "article") || dom_is(e, "main") || dom_has_word(e, "role", "main") ||
           dom_has_word(e, "role", "article") || chrome_is_content(e);
}

static bool holds_content(Element *e)
{
    for (Element *n = e; n; n = dom_next(e, n))
        if (chrome_is_content(n))
            return true;
    return false;
}

static bool ends_sentence(const char *text)
{
    static const char *const ends[] = {".", "!", "?", "…", "”", "\"", "’", ")", ":", "»"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(text, ends[i]))
            return true;
    return false;
}

/* True when what stands beside the likeliest element may be the article's, too. */
static bool may_belong(Arena *arena, Element *sibling, bool before)
{
    size_t plain = sibling->prose - sibling->linked;
    if (sibling->linked * 3 > sibling->prose)
        return false;
    if (plain >= AFTER_LEAST || (plain && holds_content(sibling)))
        return true;
    return before && plain >= BEFORE_LEAST && ends_sentence(dom_text(arena, sibling));
}

static bool can_descend(const Element *e)
{
    static const char *const lines[] = {"p",   "h1", "h2",      "h3", "h4",         "h5",
                                        "h6",  "ul", "ol",      "dl", "blockquote", "figure",
                                        "pre", "",   "details", NULL};
    return !dom_is_one_of(e, lines) && !dom_is_inline(e);
}

/* The element that the page itself says is the article's text: the only one of its kind, or among
 * several the one that holds most of what they hold. NULL when it says nothing, or too little. */
static Element *outstanding(Element *root, bool (*is_kind)(const Element *))
{
    Element *best = NULL;
    size_t sum = 0;
    for (Element *e = root; e;) {
        if (!is_kind(e)) {
            e = dom_next(root, e);
            continue;
        }
        sum += e->prose;
        best = !best || e->prose > best->prose ? e : best;
        e = dom_skip(root, e);
    }
    bool most = best && best->prose * 100 >= sum * OUTSTANDING_LEAST &&
                (best->prose - best->linked >= SAID_BYTES ||
                 (best->prose - best->linked) * 100 >= root->prose * SAID_LEAST);
    return most ? best : NULL;
}

static bool is_body_by_data(const Element *e)
{
    return dom_has_word(e, "itemprop", "articleBody");
}

static bool is_article_by_tag(const Element *e)
{
    return dom_is(e, "article");
}

/* The child of `e` that `below` is, or lies in; NULL when it is not below `e`. */
static Element *child_towards(const Element *e, Element *below)
{
    while (below && below->parent != e)
        below = below->parent;
    return below;
}

/* Moves what leads to the article into it: by its name, or by being sentences before it; those that
 * are in no paragraph only where `said`. */
static void take_leads(Arena *arena, Element *best, bool said)
{
    for (Element *sibling = best->previous, *previous; sibling; sibling = previous) {
        previous = sibling->previous;
        bool sentences = (said || dom_is(sibling, "p")) && may_belong(arena, sibling, true);
        if (!chrome_is_lead(sibling) && !sentences)
            continue;
        dom_remove(sibling);
        sibling->parent = best;
        sibling->next = best->first;
        if (best->first)
            best->first->previous = sibling;
        else
            best->last = sibling;
        best->first = sibling;
    }
}

static Element *fullest_child(const Element *e)
{
    Element *best = NULL;
    for (Element *child = e->first; child; child = child->next)
        if (!best || child->prose > best->prose)
            best = child;
    return best;
}

/* True when the child holds all that may be the article's in its parent, or is called so. */
static bool holds_all(Arena *arena, const Element *child)
{
    const Element *e = child->parent;
    bool others = false, before = true, contents = false;
    for (Element *other = e->first; other; other = other->next) {
        if (other == child) {
            before = false;
            continue;
        }
        others |= may_belong(arena, other, before);
        contents |= other->prose && holds_content(other);
    }
    bool named = is_explicit(child) && !contents && child->prose * 100 >= e->prose * EXPLICIT_LEAST;
    return named || !others;
}

/* The next element on the way down, or NULL when what is at hand is the article. `said`: what the
 * page says is the article's text, or NULL. */
static Element *descend(Arena *arena, Element *e, Element *said)
{
    Element *towards = child_towards(e, said), *next = towards ? towards : fullest_child(e);
    if (!next || !next->prose || !can_descend(next) || (!towards && !holds_all(arena, next)))
        return NULL;
    take_leads(arena, next, towards && (dom_is(e, "article") || towards == said));
    return next;
}

/* Prose beside the article is left out, but not in silence. */
static void report_others(Draft *draft, const Element *best)
{
    for (const Element *other = best->parent->first; other; other = other->next) {
        if (other == best || other->prose - other->linked < WORTH_SAYING || dom_is_unseen(other))
            continue;
        const char *text = dom_text(draft->book->arena, other);
        if (draft->title && strcmp(text, draft->title) == 0)
            continue;
        draft_drop(draft, DROPPED_ASIDE);
        draft_remark(draft, "outside the article", text);
    }
}

Element *article_find(Draft *draft, Element *document)
{
    Element *e = dom_find(document, "body");
    Arena *arena = arena_new(); /* for looks at text */
    e = e ? e : document;
    Element *said = outstanding(e, is_body_by_data);
    said = said ? said : outstanding(e, is_article_by_tag);
    for (Element *next; (next = descend(arena, e, said)); e = next)
        report_others(draft, next);
    arena_free(arena);
    return e;
}
