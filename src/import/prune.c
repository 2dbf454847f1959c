#include "import/prune.h"

#include "import/chrome.h"

#include <string.h>
#include <strings.h>

enum {
    CHROME_MOST = 40,    /* percent of the page's prose that chrome may hold */
    CHROME_BYTES = 40,   /* less is chrome, whatever its share */
    PROSE_LEAST = 400,   /* bytes of what no share bar would hold */
    ASIDE_LEAST = 200,   /* of an aside that is worth a word in the report */
    REPEATED_BYTES = 40, /* of a pull quote, that stand in the text */
    QUOTES_MOST = 200,   /* pull quotes that are looked for: no page has more */
    CARDS_LEAST = 3,     /* that make a list of other articles */
    CARDS_LINKED = 60    /* percent of its words that are links */
};

static size_t prose_length(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++)
        n += !strchr(" \t\r\n", text[i]) || (i && !strchr(" \t\r\n", text[i - 1]));
    return n;
}

/* How much prose each element holds, and how much of it is links. */
static void measure(Element *root)
{
    for (Element *e = root; e; e = dom_next(root, e))
        e->prose = e->linked = 0;
    for (Element *e = root; e;) {
        if (dom_is_unseen(e)) {
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

static bool is_inside(const Element *e, const char *const *tags)
{
    while ((e = e->parent))
        if (dom_is_one_of(e, tags))
            return true;
    return false;
}

static bool is_text(const Element *e)
{
    return e && dom_is(e, "") && !dom_is_space(e);
}

/* True when text stands right before the element, or after it. */
static bool is_amid_text(const Element *e)
{
    return is_text(e->previous) || is_text(e->next);
}

/* A link that shows another article: with its picture, or as a heading. */
static bool is_card(const Element *e)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6", NULL};
    static const char *const blocks[] = {"h1", "h2",  "h3",     "h4",  "h5",      "h6",
                                         "p",  "div", "figure", "img", "picture", NULL};
    if (!dom_is(e, "a") || !dom_attribute(e, "href"))
        return false;
    if (is_inside(e, headings))
        return true;
    for (const Element *n = e->first; n; n = n->next)
        if (dom_is_one_of(n, blocks))
            return true;
    return false;
}

/* True for what is links to other articles and little else. */
static bool is_cards(Element *e)
{
    static const char *const tags[] = {"div", "section", "ul", "ol", "table", "article", NULL};
    int cards = 0;
    if (!dom_is_one_of(e, tags) || e->linked * 100 < e->prose * CARDS_LINKED ||
        (e->parent && e->parent->linked * 100 >= e->parent->prose * CARDS_LINKED))
        return false; /* its parent was looked at */
    for (Element *n = e; n && cards < CARDS_LEAST; n = dom_next(e, n))
        cards += is_card(n);
    return cards >= CARDS_LEAST;
}

/* True when the page says of a part of the element, and most of it, that it is the article. */
static bool holds_article(Element *e)
{
    for (Element *n = e; n; n = dom_next(e, n)) {
        bool said = dom_has_word(n, "itemprop", "articleBody") || dom_is(n, "main") ||
                    dom_has_word(n, "role", "main") || chrome_is_content(n);
        if (said && n->prose * 2 >= e->prose && n->prose - n->linked >= PROSE_LEAST)
            return true;
    }
    return false;
}

/* What the element is if it is not the article's; DROPPED_COUNT if it may be. */
static DroppedId verdict(Element *e, size_t total)
{
    static const char *const kept[] = {"html", "body", "main", "#document", "noscript", NULL};
    static const char *const article[] = {"article", "main", NULL};
    static const char *const lines[] = {"p",  "li", "dd", "dt", "h1",         "h2",
                                        "h3", "h4", "h5", "h6", "blockquote", NULL};
    static const char *const quotation[] = {"blockquote", "figure", NULL};
    if (dom_is_one_of(e, kept))
        return DROPPED_COUNT;
    DroppedId kind = chrome_kind(e);
    if (dom_is(e, "header") && kind == DROPPED_COUNT && !is_inside(e, article))
        kind = DROPPED_NAVIGATION;
    if (kind == DROPPED_COUNT && is_cards(e))
        kind = DROPPED_RELATED;
    if (kind == DROPPED_SCRIPT || kind == DROPPED_COUNT)
        return kind;
    if (dom_is(e, "footer") && is_inside(e, quotation))
        return DROPPED_COUNT;
    if (kind != DROPPED_HIDDEN && dom_is_inline(e) && (is_inside(e, lines) || is_amid_text(e)))
        return DROPPED_COUNT; /* a word of a sentence, whatever its class */
    bool others = kind == DROPPED_COMMENTS || kind == DROPPED_RELATED || kind == DROPPED_HIDDEN;
    if (!others && e->prose >= PROSE_LEAST && holds_article(e))
        return DROPPED_COUNT;
    if ((kind == DROPPED_SHARING || kind == DROPPED_META) && e->prose - e->linked >= PROSE_LEAST)
        return DROPPED_COUNT; /* no share bar has so much to say */
    return e->prose * 100 > total * CHROME_MOST && e->prose > CHROME_BYTES ? DROPPED_COUNT : kind;
}

/* Adds the text's letters and digits, without case: what is left of a sentence that is set again
 * with other marks. */
static void add_letters(Str *out, const char *text)
{
    for (; *text; text++) {
        char c = (char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
        if (str_starts(text, "\xE2\x80")) /* dashes, quotation marks */
            text += text[2] ? 2 : 1;
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80))
            str_add_char(out, c);
    }
}

/* True when the text of a pull quote stands elsewhere on the page: its beginning or its end does.
 * `letters`: the page's, once they are known. */
static bool repeats(Arena *arena, const Element *root, const Element *quote, Str *letters)
{
    Str words = STR_INIT;
    if (!letters->length)
        add_letters(letters, dom_text(arena, root));
    add_letters(&words, dom_text(arena, quote));
    size_t n = words.length < REPEATED_BYTES ? words.length : REPEATED_BYTES;
    const char *parts[] = {words.data, words.data + words.length - n};
    bool found = !n;
    for (size_t i = 0; i < 2 && !found; i++) {
        const char *at = memmem(letters->data, letters->length, parts[i], n);
        found = at && strstr(at + 1, arena_bytes(arena, parts[i], n));
    }
    str_release(&words);
    return found;
}

static void drop(Draft *draft, Element *e, DroppedId kind)
{
    size_t plain = e->prose - e->linked;
    bool expected = kind == DROPPED_COMMENTS || kind == DROPPED_RELATED || kind == DROPPED_SCRIPT;
    draft_drop(draft, kind);
    if (kind == DROPPED_EMBED)
        draft_remark(draft, "embed", dom_text(draft->book->arena, e));
    else if (kind == DROPPED_ASIDE ? plain >= ASIDE_LEAST : plain >= PROSE_LEAST && !expected)
        draft_remark(draft, kind == DROPPED_ASIDE ? "aside" : "left out",
                     dom_text(draft->book->arena, e));
}

void page_prune(Draft *draft, Element *root)
{
    Str letters = STR_INIT;
    int quotes = 0;
    measure(root);
    size_t total = root->prose;
    for (Element *e = root; e;) {
        DroppedId kind =
            e == root || dom_is(e, "") || dom_is(e, "!") ? DROPPED_COUNT : verdict(e, total);
        if (kind == DROPPED_PULL_QUOTE &&
            (++quotes > QUOTES_MOST || !repeats(draft->book->arena, root, e, &letters)))
            kind = DROPPED_COUNT;
        if (kind == DROPPED_COUNT) {
            e = dom_next(root, e);
            continue;
        }
        Element *next = dom_skip(root, e);
        drop(draft, e, kind);
        dom_remove(e);
        e = next;
    }
    str_release(&letters);
    measure(root);
}

/* A link to the heading that it stands in. */
static bool is_permalink(const Element *e)
{
    static const char *const signs[] = {"¶", "#", "§", "🔗"};
    if (!dom_is(e, "a"))
        return false;
    const char *address = dom_attribute(e, "href");
    const Element *text = e->first;
    if (!address || !strchr(address, '#') || !text || text->next || !dom_is(text, ""))
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(text->text, signs[i]) == 0)
            return true;
    return false;
}

void page_remove_permalinks(Element *root)
{
    for (Element *e = root, *next; e; e = next) {
        bool permalink = is_permalink(e);
        next = permalink ? dom_skip(root, e) : dom_next(root, e);
        if (permalink)
            dom_remove(e);
    }
}
