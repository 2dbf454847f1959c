/* Who speaks, by the labels that lines begin with: `Q:`, `Test Person:`, `TP:`. */
#ifndef BINDERY_IMPORT_SPEAKERS_H
#define BINDERY_IMPORT_SPEAKERS_H

#include "import/draft.h"

typedef enum Speaker { SPEAKER_NONE, SPEAKER_INTERVIEWER, SPEAKER_MENTOR } Speaker;

/* How long the label is that the line begins with, its colon counted; 0 when there is none. Only
 * its shape is looked at. */
size_t speaker_label(const char *line);

/* Parts paragraphs at line breaks after which another speaks, finds out who each label of the body
 * is, and takes the labels away. Each block that began with one gets its speaker's role:
 * ROLE_QUESTION for the interviewer, ROLE_ANSWER for the mentor. */
void speakers_take(Draft *draft);

#endif
