/* The words that commands about a book share. */
#ifndef BINDERY_COMMAND_BOOK_WORDS_H
#define BINDERY_COMMAND_BOOK_WORDS_H

#include "command/options.h"
#include "edition.h"

enum { MOST_INTERVIEWS = 200 }; /* that may be named */

typedef struct BookWords {
    EditionOptions edition;
    const char *interviews[MOST_INTERVIEWS];
    PaperSize paper;
    DiagFormat format;
    bool strict;
} BookWords;

/* What counts when nothing is said: the book `content`, the folder `out`. */
BookWords book_words_new(void);

/* Takes an option that build and check have both; false when its argument is wrong (and said). */
bool book_words_take(CommandId command, BookWords *words, OptionId option, char *argument);

/* Takes the operand, a book. OPTIONS_READ, or the exit status to end with. */
int book_words_operand(CommandId command, BookWords *words, int argc, char **argv, int operand);

/* Says what is wrong (under --quiet no notes), frees the diagnostics, and returns the exit status.
 */
int book_words_end(const BookWords *words, Diagnostics *diagnostics);

#endif
