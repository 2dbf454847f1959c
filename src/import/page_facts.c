#include "import/page_facts.h"

#include "base/unicode.h"
#include "import/chrome.h"
#include "import/linked_data.h"
#include "import/when.h"

#include <string.h>
#include <strings.h>

/* <meta name|property="…">: META("name", fact or what else, sureness) */
typedef enum Target { TO_FACT, TO_TITLE, TO_SITE } Target;
static const struct {
    const char *name;
    Target target;
    FactId fact;
    Sureness sure;
} metas[] = {
    {"og:title", TO_TITLE, FACT_COUNT, SURE_CERTAIN},
    {"twitter:title", TO_TITLE, FACT_COUNT, SURE_LIKELY},
    {"dc.title", TO_TITLE, FACT_COUNT, SURE_LIKELY},
    {"og:site_name", TO_SITE, FACT_COUNT, SURE_CERTAIN},
    {"application-name", TO_SITE, FACT_COUNT, SURE_LIKELY},
    {"article:published_time", TO_FACT, FACT_DATE, SURE_CERTAIN},
    {"og:published_time", TO_FACT, FACT_DATE, SURE_CERTAIN},
    {"parsely-pub-date", TO_FACT, FACT_DATE, SURE_CERTAIN},
    {"datepublished", TO_FACT, FACT_DATE, SURE_CERTAIN},
    {"date", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"dc.date", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"dc.date.issued", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"dcterms.created", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"citation_publication_date", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"sailthru.date", TO_FACT, FACT_DATE, SURE_LIKELY},
    {"author", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"article:author", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"parsely-author", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"dc.creator", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"sailthru.author", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"citation_author", TO_FACT, FACT_AUTHOR, SURE_LIKELY},
    {"og:url", TO_FACT, FACT_SOURCE, SURE_LIKELY},
    {"og:locale", TO_FACT, FACT_LANGUAGE, SURE_GUESSED},
    {"dc.language", TO_FACT, FACT_LANGUAGE, SURE_GUESSED},
};

/* Names of accounts that nobody is called by. */
static bool is_account(const Draft *draft, const char *name)
{
    static const char *const accounts[] = {
        "admin",     "administrator", "editor",      "editorial team", "staff", "webmaster", "root",
        "wordpress", "editors",       "the editors", "newsroom",       "guest", "user"};
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++)
        if (strcasecmp(accounts[i], name) == 0)
            return true;
    return strstr(name, "://") || strchr(name, '@') ||
           (draft->site && strcasecmp(draft->site, name) == 0);
}

static void take_fact(Draft *draft, FactId id, const char *value, const char *from, Sureness sure)
{
    if (id == FACT_DATE)
        value = when_find(draft->book->arena, value);
    if (id == FACT_AUTHOR && is_account(draft, value))
        return;
    if (id == FACT_SOURCE && !str_starts(value, "http://") && !str_starts(value, "https://"))
        return;
    draft_fact(draft, id, value, from, sure);
}

static void take_meta(Draft *draft, const Element *e)
{
    const char *name = dom_attribute(e, "property"), *value = dom_attribute(e, "content");
    name = name ? name : dom_attribute(e, "name");
    if (!name || !value || !*value)
        return;
    Arena *arena = draft->book->arena;
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
        if (strcasecmp(metas[i].name, name) != 0)
            continue;
        if (metas[i].target == TO_FACT)
            take_fact(draft, metas[i].fact, value, "<meta>", metas[i].sure);
        else if (metas[i].target == TO_TITLE && !draft->title)
            draft->title = folded_copy(arena, value);
        else if (metas[i].target == TO_SITE && !draft->site)
            draft->site = folded_copy(arena, value);
    }
}

static void take_link(Draft *draft, const Element *e)
{
    const char *address = dom_attribute(e, "href");
    if (address && dom_has_word(e, "rel", "canonical"))
        take_fact(draft, FACT_SOURCE, address, "the canonical link", SURE_CERTAIN);
    if (address && dom_is(e, "base") && str_starts(address, "http"))
        draft->base = arena_string(draft->book->arena, address);
}

/* What browsers and extensions note in a page that they save. */
static void take_comment(Draft *draft, const char *text)
{
    const char *at = strstr(text, "saved from url=(");
    if (at && (at = strchr(at, ')'))) {
        at++;
    } else {
        at = strstr(text, "SingleFile");
        at = at ? strstr(at, "url:") : NULL;
        at = at ? at + 4 + strspn(at + 4, " ") : NULL;
    }
    if (!at)
        return;
    size_t n = strcspn(at, " \t\r\n");
    const char *address = arena_bytes(draft->book->arena, at, n);
    take_fact(draft, FACT_SOURCE, address, "the browser's note", SURE_LIKELY);
}

static bool ends_name(const char *at)
{
    static const char *const marks[] = {",",    " | ",  " · ",   " • ",  " – ",    " — ",  " - ",
                                        " on ", " / ",  " for ", " (",   " am ",   " le ", " el ",
                                        ": ",   " in ", ";",     " at ", " with ", " op ", ". "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(at, marks[i]))
            return true;
    return *at >= '0' && *at <= '9';
}

/* How long the beginning of the line is that says "by"; 0 when it does not. */
static size_t byline_prefix(const char *line)
{
    static const char *const prefixes[] = {
#define BYLINE(words) words,
#include "import/bylines.def"
#undef BYLINE
    };
    size_t best = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i]);
        if (n > best && strncasecmp(line, prefixes[i], n) == 0 &&
            (line[n] == ' ' || line[n] == ':'))
            best = n;
    }
    return best ? best + strspn(line + best, ": ") : 0;
}

bool take_byline(Draft *draft, const char *line, Sureness sure)
{
    size_t prefix = byline_prefix(line);
    if (!prefix || strlen(line) > 160)
        return false;
    const char *name = line + prefix, *end = name;
    while (*end && !ends_name(end))
        end++;
    size_t n = (size_t)(end - name), spaces = 0;
    for (size_t i = 0; i < n; i++)
        spaces += name[i] == ' ';
    if (n < 3 || n > 80 || spaces > 5 || *name == ' ' || (*name >= 'a' && *name <= 'z'))
        return false;
    const char *copy = folded_copy(draft->book->arena, arena_bytes(draft->book->arena, name, n));
    if (is_account(draft, copy))
        return true;
    draft_fact(draft, FACT_AUTHOR, copy, "the byline", sure);
    draft_fact(draft, FACT_DATE, when_find(draft->book->arena, line), "the byline", SURE_LIKELY);
    return true;
}

/* A comment's author and date are not the article's. */
static bool is_in_comments(Element *e)
{
    for (; e; e = e->parent) {
        if (dom_is(e, "body") || dom_is(e, "main"))
            return false;
        DroppedId kind = chrome_kind(e);
        if (kind == DROPPED_COMMENTS || kind == DROPPED_RELATED || kind == DROPPED_ASIDE)
            return true;
    }
    return false;
}

static void take_author_element(Draft *draft, Element *e)
{
    Arena *arena = draft->book->arena;
    const char *text = dom_text(arena, e);
    if (!*text || strlen(text) > 160 || is_in_comments(e))
        return;
    bool data = dom_has_word(e, "itemprop", "author") || dom_has_word(e, "rel", "author");
    if (take_byline(draft, text, SURE_LIKELY) || !data || strlen(text) > 60)
        return;
    take_fact(draft, FACT_AUTHOR, text, "the page's author", SURE_CERTAIN);
}

static void take_time(Draft *draft, Element *e)
{
    const char *date = dom_attribute(e, "datetime");
    date = date ? date : dom_attribute(e, "content");
    date = date ? date : dom_text(draft->book->arena, e);
    if (is_in_comments(e) || dom_has_word(e, "class", "updated") ||
        dom_has_word(e, "itemprop", "dateModified"))
        return;
    bool published = dom_has_word(e, "itemprop", "datePublished");
    take_fact(draft, FACT_DATE, date, "<time>", published ? SURE_CERTAIN : SURE_LIKELY);
}

/* A line about the post, by its class: `By Test Person | 2 March 2015`. */
static void take_meta_line(Draft *draft, Element *e)
{
    const char *text = dom_text(draft->book->arena, e);
    if (!*text || strlen(text) > 160 || is_in_comments(e) || take_byline(draft, text, SURE_LIKELY))
        return;
    draft_fact(draft, FACT_DATE, when_find(draft->book->arena, text), "the line about the post",
               SURE_LIKELY);
}

static void take_element(Draft *draft, Element *e)
{
    if (dom_is(e, "script") && dom_attribute(e, "type") && e->first && e->first->text &&
        strcasecmp(dom_attribute(e, "type"), "application/ld+json") == 0)
        linked_data_read(draft, e->first->text);
    else if (dom_is(e, "meta") && !dom_attribute(e, "itemprop"))
        take_meta(draft, e);
    else if (dom_is(e, "link") || dom_is(e, "base"))
        take_link(draft, e);
    else if (dom_is(e, "!"))
        take_comment(draft, e->text);
    else if (dom_is(e, "time") || dom_has_word(e, "itemprop", "datePublished"))
        take_time(draft, e);
    else if (dom_has_word(e, "itemprop", "author") || dom_has_word(e, "rel", "author") ||
             chrome_has_words(e, "class", "byline") || chrome_has_words(e, "class", "author"))
        take_author_element(draft, e);
    else if (chrome_kind(e) == DROPPED_META)
        take_meta_line(draft, e);
    else if (dom_is(e, "html") && dom_attribute(e, "lang"))
        draft_fact(draft, FACT_LANGUAGE, dom_attribute(e, "lang"), "<html lang>", SURE_LIKELY);
}

/* The page's own headline: the first h1 with words, the one inside the article before others. */
static const char *headline(Draft *draft, Element *document)
{
    static const char *const names[] = {"entry title", "post title", "article title", "headline"};
    const char *found = NULL;
    for (Element *e = document; e; e = dom_next(document, e)) {
        bool named = dom_has_word(e, "itemprop", "headline");
        for (size_t i = 0; !named && dom_is(e, "h1") && i < sizeof names / sizeof *names; i++)
            named = chrome_has_words(e, "class", names[i]);
        if (!named && (found || !dom_is(e, "h1")))
            continue;
        const char *text = dom_attribute(e, "content");
        text = text ? text : dom_text(draft->book->arena, e);
        if (!*text || strlen(text) > 300)
            continue;
        found = text;
        if (named)
            break;
    }
    return found;
}

/* The title without the site's name before or after it. */
static const char *without_site(Draft *draft, const char *title)
{
    static const char *const marks[] = {" | ", " - ",  " – ", " — ", " » ",
                                        " « ", " :: ", " · ", " • ", ": "};
    const char *site = draft->site;
    size_t length = strlen(title), n = site ? strlen(site) : 0;
    for (size_t i = 0; n && i < sizeof marks / sizeof *marks; i++) {
        size_t m = strlen(marks[i]);
        if (length <= n + m)
            continue;
        if (strcasecmp(title + length - n, site) == 0 &&
            strncmp(title + length - n - m, marks[i], m) == 0)
            return arena_bytes(draft->book->arena, title, length - n - m);
        if (strncasecmp(title, site, n) == 0 && strncmp(title + n, marks[i], m) == 0)
            return arena_string(draft->book->arena, title + n + m);
    }
    return title;
}

/* The line that a word processor's export calls so. */
static Element *titled(Element *document)
{
    for (Element *e = document; e; e = dom_next(document, e))
        if (dom_is(e, "p") && dom_has_word(e, "class", "title"))
            return e;
    return NULL;
}

void page_facts(Draft *draft, Element *document)
{
    for (Element *e = document; e; e = dom_next(document, e))
        if (!dom_is(e, ""))
            take_element(draft, e);
    const char *shown = headline(draft, document);
    Element *title = dom_find(document, "title");
    if (shown && (!draft->title || strstr(draft->title, shown)))
        draft->title = shown; /* what readers see has no site's name in it */
    title = title ? title : titled(document);
    if (!draft->title && title)
        draft->title = dom_text(draft->book->arena, title);
    if (draft->title)
        draft->title = without_site(draft, draft->title);
}
