#include "import/furniture.h"

#include "base/unicode.h"
#include "book/walk.h"
#include "import/names.h"
#include "import/page_facts.h"
#include "import/when.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_LINE = 120, HEAD_BLOCKS = 10, HEAD_BYTES = 300, AFTER_END_PERCENT = 25 };

typedef enum Form { WHOLE, BEGINS, LAST } Form;
static const struct {
    const char *words;
    Form form;
} phrases[] = {
#define LINE(words)        {words, WHOLE},
#define LINE_BEGINS(words) {words, BEGINS},
#define ENDS(words)        {words, LAST},
#include "import/phrases.def"
#undef LINE
#undef LINE_BEGINS
#undef ENDS
};

/* A line's text; "" for other blocks, and for lines that are longer than any phrase. */
static const char *short_line(const Draft *draft, const Node *node)
{
    size_t bytes = 0;
    if (!is_line(node))
        return "";
    Walk walk = walk_start(node);
    while (bytes <= SHORT_LINE && walk_next(&walk))
        bytes += walk.node->text ? walk.node->length : 0;
    return bytes <= SHORT_LINE ? node_line(draft, node) : "";
}

/* True when the line is one of the phrases of that form. */
static bool is_phrase(Arena *arena, const char *line, Form form)
{
    if (!*line || strlen(line) > SHORT_LINE)
        return false;
    const char *key = unicode_match_key(arena, line);
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const char *words = phrases[i].words;
        size_t n = strlen(words);
        if (phrases[i].form != form || strncmp(key, words, n) != 0)
            continue;
        bool whole = !key[n], begins = form == BEGINS && key[n] == ' ' && !line_asks(line);
        if (whole || begins)
            return true;
    }
    return form == BEGINS && str_starts(line, "©");
}

/* True for an address of its own in a line, which WordPress shows as the video or the like there.
 */
static bool is_embed(const char *line)
{
    static const char *const hosts[] = {
        "youtube.com/",     "youtu.be/",       "vimeo.com/",     "twitter.com/", "x.com/",
        "soundcloud.com/",  "spotify.com/",    "instagram.com/", "tiktok.com/",  "facebook.com/",
        "dailymotion.com/", "slideshare.net/", "ted.com/",       "flickr.com/",  "bsky.app/"};
    const char *host = strstr(line, "://");
    if (!str_starts(line, "http") || !host || strchr(line, ' '))
        return false;
    const char *path = strchr(host + 3, '/');
    for (size_t i = 0; path && i < sizeof hosts / sizeof *hosts; i++) {
        const char *at = path + 1 - strlen(hosts[i]);
        if (at >= host + 3 && (at == host + 3 || at[-1] == '.') && str_starts(at, hosts[i]))
            return true;
    }
    return false;
}

/* True when all words of the line are links. */
static bool is_all_links(const Node *line)
{
    bool links = false;
    Walk walk = walk_start(line);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (n->kind == NODE_IMAGE)
            return false;
        if (n->kind == NODE_LINK) {
            links = true;
            walk_skip(&walk);
        }
        for (size_t i = 0; n->kind == NODE_TEXT && i < n->length; i++)
            if (!strchr(" |/>›»·•,-<«", n->text[i]) && (unsigned char)n->text[i] < 0x80)
                return false;
    }
    return links;
}

static void drop(Draft *draft, Node *node)
{
    draft_drop(draft, DROPPED_FURNITURE);
    node_remove(node);
}

static bool is_title(const Draft *draft, const char *line)
{
    Arena *arena = draft->book->arena;
    if (!draft->title || !*line || strlen(line) > 2 * strlen(draft->title) + SHORT_LINE)
        return false;
    const char *title = unicode_match_key(arena, draft->title);
    return str_equal(unicode_match_key(arena, line), title);
}

/* What stands before the page's own title is not the article's. */
static void drop_before_title(Draft *draft)
{
    size_t bytes = 0;
    int blocks = 0;
    Node *n = draft->body->first;
    while (n && blocks++ < HEAD_BLOCKS && is_line(n) && !is_title(draft, node_line(draft, n))) {
        bytes += strlen(node_line(draft, n));
        n = n->next;
    }
    if (!n || bytes > HEAD_BYTES || !is_line(n) || !is_title(draft, node_line(draft, n)))
        return;
    while (draft->body->first != n) {
        Node *first = draft->body->first;
        const char *line = node_line(draft, first);
        if (!take_byline(draft, line, SURE_LIKELY) && when_is_all(draft->book->arena, line))
            draft_fact(draft, FACT_DATE, when_find(draft->book->arena, line), "the page's head",
                       SURE_LIKELY);
        drop(draft, first);
    }
    node_remove(n);
}

/* True for a line that says who and when, and little else: `Test Person5 min read2 March 2015`. */
static bool is_dateline(Arena *arena, const char *line)
{
    size_t n = strlen(line);
    if (n <= SHORT_LINE && (strcasestr(line, "min read") || strcasestr(line, "minute read")))
        return true;
    return n && n <= SHORT_LINE && !strchr(".!?…", line[n - 1]) && !line_asks(line) &&
           when_find(arena, line);
}

/* True when the line heads the article without being of it; takes facts from it. `first`: nothing
 * of the article stands before it. */
static bool is_head_line(Draft *draft, const Node *node, const char *line, bool first)
{
    Arena *arena = draft->book->arena;
    const char *author = fact_value(draft, FACT_AUTHOR);
    if (is_title(draft, line) || (draft->site && strcmp(draft->site, line) == 0))
        return true;
    if (strlen(line) > SHORT_LINE)
        return false;
    if (take_byline(draft, line, SURE_LIKELY))
        return true;
    if (when_is_all(arena, line) || (first && is_dateline(arena, line))) {
        draft_fact(draft, FACT_DATE, when_find(arena, line), "the line at the top", SURE_LIKELY);
        return true;
    }
    return (author && strcmp(author, line) == 0) || (first && is_all_links(node));
}

static void take_head(Draft *draft)
{
    drop_before_title(draft);
    int blocks = 0;
    bool first = true;
    for (Node *n = draft->body->first, *next; n && blocks < HEAD_BLOCKS; n = next, blocks++) {
        next = n->next;
        const char *line = is_line(n) ? node_line(draft, n) : "";
        if (n->kind == NODE_THEMATIC_BREAK && first)
            node_remove(n);
        else if (!is_line(n) || line_asks(line))
            return;
        else if (is_head_line(draft, n, line, first))
            drop(draft, n);
        else
            first &= strlen(line) <= SHORT_LINE;
    }
}

static size_t bytes_from(const Draft *draft, const Node *node)
{
    size_t bytes = 0;
    for (; node; node = node->next)
        bytes += strlen(node_line(draft, node));
    return bytes;
}

static bool asks_from(const Draft *draft, const Node *node)
{
    for (; node; node = node->next)
        if (is_line(node) && line_asks(node_line(draft, node)) &&
            strlen(node_line(draft, node)) < SHORT_LINE)
            return true;
    return false;
}

/* Cuts the article at the first line that ends it, if little follows, and no question. */
static void cut_end(Draft *draft)
{
    for (Node *n = draft->body->first; n; n = n->next) {
        if (!is_phrase(draft->book->arena, short_line(draft, n), LAST) ||
            asks_from(draft, n->next) ||
            bytes_from(draft, n->next) * 100 >
                bytes_from(draft, draft->body->first) * AFTER_END_PERCENT)
            continue;
        while (n->next)
            drop(draft, n->next);
        drop(draft, n);
        return;
    }
}

static bool is_list_of_links(const Node *node)
{
    if (node->kind != NODE_LIST)
        return false;
    for (const Node *item = node->first; item; item = item->next)
        if (!is_all_links(item))
            return false;
    return true;
}

static void trim_end(Draft *draft)
{
    for (Node *last; (last = draft->body->last);) {
        const char *line = node_line(draft, last);
        bool links = (is_line(last) && strlen(line) <= SHORT_LINE && is_all_links(last)) ||
                     is_list_of_links(last);
        bool after_heading = last->previous && last->previous->kind == NODE_HEADING;
        if (last->kind == NODE_THEMATIC_BREAK)
            node_remove(last);
        else if (links && !after_heading)
            drop(draft, last);
        else
            return;
    }
}

void furniture_take(Draft *draft)
{
    Arena *arena = draft->book->arena;
    take_head(draft);
    for (Node *n = draft->body->first, *next; n; n = next) {
        next = n->next;
        const char *line = short_line(draft, n);
        if (is_embed(line)) {
            draft_drop(draft, DROPPED_EMBED);
            draft_remark(draft, "embed", line);
            node_remove(n);
        } else if (is_phrase(arena, line, WHOLE) || is_phrase(arena, line, BEGINS)) {
            drop(draft, n);
        }
    }
    cut_end(draft);
    trim_end(draft);
}
