#include "layout/composer.h"

#include "base/memory.h"
#include "base/unicode_text.h"

#include <stdlib.h>

Composer *composer_new(void)
{
    Composer *composer = memory_new(sizeof *composer);
    composer->shapings = shapings_new();
    composer->shaper = shaper_new();
    composer->breaker = breaker_new();
    return composer;
}

void composer_free(Composer *composer)
{
    if (!composer)
        return;
    shaper_free(composer->shaper);
    shapings_free(composer->shapings);
    breaker_free(composer->breaker);
    wordset_free(composer->words);
    unicode_text_close();
    free(composer);
}

const WordSet *composer_words(Composer *composer, const Book *book)
{
    if (book && composer->book != book) {
        wordset_free(composer->words);
        composer->words = wordset_of_book(book);
        composer->book = book;
    }
    return composer->words;
}
