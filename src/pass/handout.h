/* A handout while it is made: what the files of the views share. */
#ifndef BINDERY_PASS_HANDOUT_H
#define BINDERY_PASS_HANDOUT_H

#include "pass/views.h"

typedef struct Handouts {
    Book *source; /* the book */
    Book *book;   /* of handouts */
    const ViewOptions *options;
    Diagnostics *diagnostics;
    Interview **interviews; /* [interview_count] chosen, in the book's order */
    size_t interview_count;
    int *questions; /* [question_count] chosen: indices of Book.questions */
    size_t question_count;
} Handouts;

typedef void ViewFunction(Handouts *handouts);
#define VIEW(name, word, function, purpose) ViewFunction function;
#include "pass/views.def"
#undef VIEW

/* Puts a header before all that is in a section: the series, lines for session, date, facilitator
 * and name, and a line that the page's foot repeats. */
void handout_header(const Handouts *handouts, Node *section, const char *foot);

/* Copies the notes that a section calls into it. */
void handout_bring_notes(const Handouts *handouts, Node *section);

/* Lines for notes, to the end of the page. */
void handout_notes_space(const Handouts *handouts, Node *section);

/* What the foot says of an interview, or of the whole book (NULL): who, and whose rights. */
const char *handout_foot(const Handouts *handouts, const Interview *interview);

/* Sets the punctuation of prompts.md; reports what is wrong with it, or that there is none. */
void handout_prompts_ready(const Handouts *handouts);

/* A copy of the prompts for a series question, -1: for interviews as a whole; NULL: none. */
Node *handout_prompts(const Handouts *handouts, int question);

#endif
