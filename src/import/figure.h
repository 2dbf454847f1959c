/* Pictures and their captions among the elements of a page. */
#ifndef BINDERY_IMPORT_FIGURE_H
#define BINDERY_IMPORT_FIGURE_H

#include "import/dom.h"

/* The picture in an element: one outside <noscript> if there is any. NULL when there is none. */
Element *figure_picture(Element *e);
/* How many pictures it holds, outside <noscript>. */
size_t figure_pictures(Element *e);

/* The caption of an element that holds one picture and, beside it, only a few words; "" when there
 * are none; NULL when it holds more than a figure. In the arena. */
const char *figure_caption(Arena *arena, Element *e);

/* True for a block that holds nothing but a picture, line breaks, and small type after it. */
bool figure_is_bare(const Element *e);

bool text_is_space(const char *text, size_t length);

#endif
