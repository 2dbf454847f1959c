#include "import/figure.h"

#include "import/chrome.h"

#include <string.h>

enum { CAPTION_BYTES = 400 };

bool text_is_space(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!strchr(" \t\n\v\f\r", text[i]))
            return false;
    return true;
}

Element *figure_picture(Element *e)
{
    Element *found = NULL;
    for (Element *n = e; n; n = dom_next(e, n))
        if (dom_is(n, "img") && (!found || dom_is(found->parent, "noscript")))
            found = n;
    return found;
}

size_t figure_pictures(Element *e)
{
    size_t count = 0;
    for (Element *n = e; n;) {
        if (dom_is(n, "noscript")) {
            n = dom_skip(e, n);
            continue;
        }
        count += dom_is(n, "img");
        n = dom_next(e, n);
    }
    return count;
}

/* The caption of an element that holds one picture and, beside it, only a few words. */
const char *figure_caption(Arena *arena, Element *e)
{
    static const char *const blocks[] = {"p", "ul", "ol", "h2", "h3", "blockquote", "table", "pre"};
    bool named = dom_is(e, "figure") || chrome_has_words(e, "class", "caption") ||
                 chrome_has_words(e, "class", "figure");
    for (Element *n = e->first; n && !named; n = dom_next(e, n))
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
            if (dom_is(n, blocks[i]))
                return NULL;
    Element *caption = dom_find(e, "figcaption");
    const char *text = dom_text(arena, caption ? caption : e);
    return strlen(text) <= CAPTION_BYTES ? text : NULL;
}

/* A block that holds nothing but a picture, line breaks, and small type after it. */
bool figure_is_bare(const Element *e)
{
    static const char *const small[] = {"font", "small", "em", "i", "span", "figcaption"};
    int pictures = 0, captions = 0;
    for (const Element *n = e->first; n; n = n->next) {
        const Element *inner = dom_is(n, "a") && n->first && !n->first->next ? n->first : n;
        bool space = dom_is(n, "br") || (n->text && text_is_space(n->text, n->length));
        bool caption = false;
        for (size_t i = 0; i < sizeof small / sizeof *small; i++)
            caption |= dom_is(n, small[i]);
        if (dom_is(inner, "img"))
            pictures++;
        else if (caption && pictures)
            captions++;
        else if (!space)
            return false;
    }
    return pictures == 1 && captions == 1;
}
