/* What all layouts of a run share. */
#ifndef BINDERY_LAYOUT_COMPOSER_H
#define BINDERY_LAYOUT_COMPOSER_H

#include "layout/breaker.h"
#include "layout/breaks.h"
#include "layout/layout.h"
#include "layout/shape.h"
#include "layout/wordset.h"

struct Composer {
    Shapings *shapings;
    Shaper *shaper;
    Breaker *breaker;
    const Book *book; /* whose words `words` are */
    WordSet *words;
};

/* The words of a book, gathered when first asked for. */
const WordSet *composer_words(Composer *composer, const Book *book);

#endif
