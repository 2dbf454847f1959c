/* Typographic punctuation in one line of text, by language: what the `quotes` pass does to each. */
#ifndef BINDERY_PASS_PUNCTUATION_H
#define BINDERY_PASS_PUNCTUATION_H

#include "pass/line.h"

/* A mark that stood where another belongs. */
typedef struct WrongQuote {
    const char *mark, *right; /* NULL: none was found */
    size_t at;                /* byte of the line's text */
} WrongQuote;

/* Plans the edits that make a line's punctuation typographic:
 *
 *  - straight quotation marks become the language's, or apostrophes, or primes after digits;
 *  - an opening mark that closes, a closing one that opens or an opening one for an apostrophe is
 *    set right; the first is told in `wrong`;
 *  - two hyphens become a dash, three an em dash, a hyphen between spaces an en dash;
 *  - three full stops become an ellipsis.
 *
 * What is right already is left alone: a second run plans nothing. */
void punctuation_edit(Line *line, const char *language, WrongQuote *wrong);

#endif
