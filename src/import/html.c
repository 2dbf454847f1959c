#include "import/html.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "import/article.h"
#include "import/blocks.h"
#include "import/dom.h"
#include "import/footnotes.h"
#include "import/page_facts.h"
#include "import/prune.h"

#include <string.h>
#include <strings.h>

/* What the page's first bytes declare as its encoding, in `name`; false when nothing. */
static bool declared_encoding(const Str *page, char name[40])
{
    size_t most = page->length < 2048 ? page->length : 2048;
    for (const char *at = page->data;
         (at = memmem(at, most - (size_t)(at - page->data), "charset", 7)); at++) {
        const char *p = at + 7;
        p += strspn(p, " \t\r\n");
        if (*p++ != '=')
            continue;
        p += strspn(p, " \"'");
        size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:.");
        if (!n || n >= 40)
            continue;
        memcpy(name, p, n);
        name[n] = '\0';
        return true;
    }
    return false;
}

void html_decode(Str *page)
{
    char name[40];
    const char *bytes = page->data, *encoding = NULL;
    size_t length = page->length, mark = 0;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        mark = 3;
    else if (length >= 2 &&
             (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        encoding = bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE", mark = 2;
    else if (utf8_invalid(bytes, length) < length)
        encoding = declared_encoding(page, name) ? name : "windows-1252";
    if (!mark && !encoding)
        return;
    /* The web calls Windows-1252 by these names, and by that of UTF-8 when it is wrong. */
    static const char *const others[] = {"iso-8859-1", "latin1", "us-ascii",
                                         "ascii",      "utf-8",  "utf8"};
    for (size_t i = 0; encoding && i < sizeof others / sizeof *others; i++)
        if (strcasecmp(encoding, others[i]) == 0)
            encoding = "windows-1252";
    Str decoded = STR_INIT;
    if (!encoding)
        str_add_bytes(&decoded, bytes + mark, length - mark);
    else if (!unicode_decode(encoding, bytes + mark, length - mark, &decoded))
        unicode_decode("windows-1252", bytes + mark, length - mark, &decoded);
    str_release(page);
    *page = decoded;
}

bool html_read_page(Draft *draft, const Str *page, Diagnostics *diagnostics)
{
    Place place = draft_place(draft);
    Arena *arena = arena_new();
    Element *document = dom_parse(arena, page->data, page->length, place, diagnostics);
    if (document) {
        page_remove_permalinks(document);
        page_facts(draft, document);
        Footnotes *footnotes = footnotes_take(draft, document, arena);
        page_prune(draft, document);
        blocks_add(draft, article_find(draft, document), false);
        footnotes_add(draft, footnotes);
    }
    /* Titles and the like may lie in the page's arena: facts are copied, the title is not. */
    draft->title = draft->title ? arena_string(draft->book->arena, draft->title) : NULL;
    arena_free(arena);
    return document != NULL;
}

bool html_read_fragment(Draft *draft, const char *html, size_t length, bool newlines,
                        Diagnostics *diagnostics)
{
    Arena *arena = arena_new();
    Element *document = dom_parse(arena, html, length, draft_place(draft), diagnostics);
    if (document) {
        Footnotes *footnotes = footnotes_take(draft, document, arena);
        page_prune(draft, document);
        Element *body = dom_find(document, "body");
        blocks_add(draft, body ? body : document, newlines);
        footnotes_add(draft, footnotes);
    }
    arena_free(arena);
    return document != NULL;
}
