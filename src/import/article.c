#include "import/article.h"

#include "import/chrome.h"

#include <string.h>
#include <strings.h>

enum {
    CHROME_MOST = 40,    /* percent of the page's prose that chrome may hold */
    EXPLICIT_LEAST = 60, /* percent of its parent's prose that makes a named element the article */
    OUTSTANDING_LEAST =
        70,             /* percent of what elements of its kind hold that makes one the article */
    SAID_LEAST = 10,    /* and of the page's prose */
    BEFORE_LEAST = 40,  /* bytes of a sentence that may open an article */
    AFTER_LEAST = 140,  /* and of what may go on with it */
    UNSURE_LEAST = 200, /* of an aside that is worth a word in the report */
    WORTH_SAYING = 20   /* and of what stands outside the article */
};

static size_t prose_length(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += !strchr(" \t\r\n", text[i]) || (i && !strchr(" \t\r\n", text[i - 1]));
    return n;
}

static bool is_unseen(const Element *e)
{
    return dom_is(e, "script") || dom_is(e, "style") || dom_is(e, "noscript") ||
           dom_is(e, "template") || dom_is(e, "!") || e->foreign;
}

/* How much prose each element holds, and how much of it is links. */
static void measure(Element *root)
{
    for (Element *e = root; e; e = dom_next(root, e))
        e->prose = e->linked = 0;
    for (Element *e = root; e;) {
        if (is_unseen(e)) {
            e = dom_skip(root, e);
            continue;
        }
        size_t n = dom_is(e, "") ? prose_length(e->text, e->length) : 0;
        bool linked = false;
        for (Element *up = e; n && up; up = up == root ? NULL : up->parent) {
            up->prose += n;
            linked |= dom_is(up, "a");
            up->linked += linked ? n : 0;
        }
        e = dom_next(root, e);
    }
}

static bool is_one_of(const Element *e, const char *const *tags)
{
    for (; *tags; tags++)
        if (dom_is(e, *tags))
            return true;
    return false;
}

static bool is_inside(const Element *e, const char *const *tags)
{
    while ((e = e->parent))
        if (is_one_of(e, tags))
            return true;
    return false;
}

static bool is_inline(const Element *e)
{
    static const char *const tags[] = {"a",     "span", "em",   "strong", "b",    "i",    "u",
                                       "small", "sup",  "sub",  "abbr",   "cite", "mark", "font",
                                       "q",     "code", "time", "img",    "s",    "del",  NULL};
    return is_one_of(e, tags);
}

/* What the element is if it is not the article's; DROPPED_COUNT if it may be. */
static DroppedId verdict(const Element *e, size_t total)
{
    static const char *const kept[] = {"html", "body", "main", "#document", "noscript", NULL};
    static const char *const article[] = {"article", "main", NULL};
    static const char *const lines[] = {"p",  "li", "dd", "dt", "h1",         "h2",
                                        "h3", "h4", "h5", "h6", "blockquote", NULL};
    static const char *const quotation[] = {"blockquote", "figure", NULL};
    if (is_one_of(e, kept))
        return DROPPED_COUNT;
    DroppedId kind = chrome_kind(e);
    if (dom_is(e, "header") && kind == DROPPED_COUNT && !is_inside(e, article))
        kind = DROPPED_NAVIGATION;
    if (kind == DROPPED_SCRIPT || kind == DROPPED_COUNT)
        return kind;
    if (dom_is(e, "footer") && is_inside(e, quotation))
        return DROPPED_COUNT;
    if (kind != DROPPED_HIDDEN && is_inline(e) && is_inside(e, lines))
        return DROPPED_COUNT; /* a word of a sentence, whatever its class */
    return e->prose * 100 > total * CHROME_MOST && e->prose > BEFORE_LEAST ? DROPPED_COUNT : kind;
}

static void drop(Draft *draft, Element *e, DroppedId kind)
{
    draft_drop(draft, kind);
    if (kind == DROPPED_ASIDE && e->prose - e->linked >= UNSURE_LEAST)
        draft_remark(draft, "aside", dom_text(draft->book->arena, e));
}

void article_prune(Draft *draft, Element *root)
{
    measure(root);
    size_t total = root->prose;
    for (Element *e = root; e;) {
        DroppedId kind =
            e == root || dom_is(e, "") || dom_is(e, "!") ? DROPPED_COUNT : verdict(e, total);
        if (kind == DROPPED_COUNT) {
            e = dom_next(root, e);
            continue;
        }
        Element *next = dom_skip(root, e);
        drop(draft, e, kind);
        dom_remove(e);
        e = next;
    }
    measure(root);
}

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
    return !is_one_of(e, lines) && !is_inline(e);
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
                (best->prose - best->linked) * 100 >= root->prose * SAID_LEAST;
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

static bool is_below(const Element *e, const Element *ancestor)
{
    while (e && e != ancestor)
        e = e->parent;
    return e != NULL;
}

/* Moves what leads to the article into it: by its name, or `said`, by being sentences before it. */
static void take_leads(Arena *arena, Element *best, bool said)
{
    for (Element *sibling = best->previous, *previous; sibling; sibling = previous) {
        previous = sibling->previous;
        if (!chrome_is_lead(sibling) && !(said && may_belong(arena, sibling, true)))
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

/* The next element on the way down, or NULL when what is at hand is the article. `said`: what the
 * page says is the article's text, or NULL. */
static Element *descend(Arena *arena, Element *e, const Element *said)
{
    Element *best = NULL;
    for (Element *child = e->first; child; child = child->next) {
        bool leads = said && said != e && is_below(said, child);
        if (leads || !best || child->prose > best->prose)
            best = child;
        if (leads)
            break;
    }
    if (!best || !best->prose || !can_descend(best))
        return NULL;
    if (said && said != e && is_below(said, best)) {
        take_leads(arena, best, dom_is(e, "article") || e == said->parent);
        return best;
    }
    bool others = false, before = true, contents = false;
    for (Element *child = e->first; child; child = child->next) {
        if (child == best) {
            before = false;
            continue;
        }
        others |= may_belong(arena, child, before);
        contents |= child->prose && holds_content(child);
    }
    bool named = is_explicit(best) && best->prose * 100 >= e->prose * EXPLICIT_LEAST && !contents;
    if (others && !named)
        return NULL;
    take_leads(arena, best, false);
    return best;
}

/* Prose beside the article is left out, but not in silence. */
static void report_others(Draft *draft, const Element *best)
{
    for (const Element *other = best->parent->first; other; other = other->next) {
        if (other == best || other->prose - other->linked < WORTH_SAYING || is_unseen(other))
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
    const Element *said = outstanding(e, is_body_by_data);
    said = said ? said : outstanding(e, is_article_by_tag);
    for (Element *next; (next = descend(arena, e, said)); e = next)
        report_others(draft, next);
    arena_free(arena);
    return e;
}
