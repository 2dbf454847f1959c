/* A web page as a tree of elements. Only dom.c knows gumbo, the HTML5 parser. */
#ifndef BINDERY_IMPORT_DOM_H
#define BINDERY_IMPORT_DOM_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Attribute {
    const char *name, *value;
} Attribute;

typedef struct Element Element;
struct Element {
    Element *parent, *first, *last, *previous, *next;
    const char *tag;  /* "p"; "" for text, "!" for a comment */
    const char *text; /* of text and comments; else NULL */
    size_t length;
    const Attribute *attributes; /* [attributes_count] */
    size_t attributes_count;
    /* bytes of text, and of text in links: see prune.h */
    size_t prose, linked;
    bool foreign;                 /* SVG, MathML */
    bool opened;                  /* blocks.c opened something for it that is to be closed */
    struct Node *calls, *defines; /* the note whose mark it is, that begins there: footnotes.c */
};

/* Parses a page, or a fragment of one, whose bytes are UTF-8. All that is returned lives in the
 * arena. NULL when the page asks for more memory than any page needs (reported). */
Element *dom_parse(Arena *arena, const char *page, size_t length, Place place,
                   Diagnostics *diagnostics);

/* NULL when the element has no such attribute. */
const char *dom_attribute(const Element *element, const char *name);
bool dom_is(const Element *element, const char *tag);
bool dom_is_one_of(const Element *element, const char *const *tags); /* NULL-terminated */
bool dom_is_inline(const Element *element);  /* a part of a line, or a picture in it */
bool dom_is_heading(const Element *element); /* h1 to h6 */
bool dom_is_space(const Element *element);   /* text of spaces */
bool dom_is_unseen(const Element *element);  /* what shows nothing to read */
/* True when one of the words of the attribute equals `word`, without case. */
bool dom_has_word(const Element *element, const char *attribute, const char *word);

void dom_remove(Element *element);

/* Moves siblings out of the tree, into a new element that has no parent. */
Element *dom_gather(Arena *arena, Element *first, Element *last);

/* The next element or text in document order below `root`; NULL at the end. */
Element *dom_next(const Element *root, Element *element);
/* The next one that does not lie in `element`. */
Element *dom_skip(const Element *root, Element *element);

/* The first element of that tag below `root`, or NULL. */
Element *dom_find(Element *root, const char *tag);

/* True when the text below the element ends in a question mark. */
bool dom_asks(Element *element);

/* All text below the element, spaces folded and trimmed; in the arena. Scripts and styles do not
 * count. */
const char *dom_text(Arena *arena, const Element *element);

#endif
