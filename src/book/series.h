/* Facts of a series, for its editor: what is here and what is not, how long the answers are, how
 * the questions are worded, where links lead. `bindery check` says them. Derived from the tree as
 * the passes leave it; what the program itself adds to a book (openings, indexes) does not count.
 *
 * Words are runs between spaces that hold a letter or a digit; each East Asian character that is
 * written without spaces is one. */
#ifndef BINDERY_BOOK_SERIES_H
#define BINDERY_BOOK_SERIES_H

#include "book/book.h"

typedef struct NumberRange {
    int first, last;
} NumberRange;

typedef struct InterviewFacts {
    size_t introduction, answers, notes; /* words */
    size_t answer_count;
} InterviewFacts;

typedef enum Outlier { OUTLIER_NONE, OUTLIER_SHORT, OUTLIER_LONG } Outlier;

/* An answer is an outlier when it has less than a third of the words of the middle answer to its
 * question, or more than three times as many, and at least OUTLIER_ANSWERS were given. */
enum { OUTLIER_FACTOR = 3, OUTLIER_ANSWERS = 3 };

typedef struct AnswerFacts {
    const Interview *interview;
    const Node *node; /* its QNA */
    int question;     /* index in Book.questions, or -1 */
    size_t words;
    Outlier outlier;
} AnswerFacts;

/* A way in which a question was worded; but for case, quotes and spaces, which do not count. */
typedef struct Wording {
    const char *text;  /* as it was first written */
    const Node *first; /* the QNA */
    int question;      /* index in Book.questions, or -1 */
    size_t count;      /* how many interviews word it so */
    bool series_text;  /* as book.yaml words it */
} Wording;

typedef struct QuestionFacts {
    size_t answers, shortest, median, longest; /* words; all 0 without answers */
} QuestionFacts;

typedef struct SeriesFacts {
    size_t words;                     /* of all interviews */
    const InterviewFacts *interviews; /* [book->interviews_count] */
    const NumberRange *missing;       /* [missing_count] numbers from 1 that no interview has */
    size_t missing_count;
    size_t unnumbered;          /* interviews without a number */
    bool in_order;              /* by number */
    const AnswerFacts *answers; /* [answer_count], in the book's order */
    size_t answer_count;
    const QuestionFacts *questions; /* [book->questions_count] */
    const Wording *wordings;        /* [wording_count], by question, then as they were met */
    size_t wording_count;
    const Node *const *links; /* [link_count] LINKs that the authors wrote */
    size_t link_count;
    const Node *const *images; /* [image_count] IMAGEs */
    size_t image_count;
} SeriesFacts;

/* All of it lives in the arena. */
SeriesFacts series_facts(Arena *arena, const Book *book);

#endif
