/* A chapter while it is set: its boxes' paragraphs, and what the page builder sees of them. */
#ifndef BINDERY_LAYOUT_CHAPTER_H
#define BINDERY_LAYOUT_CHAPTER_H

#include "layout/box.h"
#include "layout/notes.h"

/* Sets a box; false when it holds nothing to show. */
bool box_set(Setter *setter, Box *box);
void box_unset(Box *box);
int box_lines(const Box *box); /* of its best setting */

/* Height of the first `lines` lines of a piece of a box. */
Sp box_height(const Box *box, const Sheet *sheet, int lines);

/* A setting of a TEXT box, its best one when `index` is negative; `wide`: of its wide ones. */
const Setting *box_setting(const Box *box, int index, bool wide);

typedef struct ChapterSetting {
    Setter *setter;
    Sheet sheet;
    Arena *scratch;
    Box **boxes;       /* [count] heap: those that show something */
    FillBlock *blocks; /* [count] heap */
    size_t count;
    Notes notes;
    bool wide;
} ChapterSetting;

/* Calls back for each note that is first called on a line of a box; `setting` is its paragraph's,
 * NULL in a row of a table. */
void box_calls(const Box *box, const Setting *setting, int line, CallNote *call, void *context);

/* `sheet` is that of the chapter's pages. */
ChapterSetting chapter_set(Setter *setter, const Sheet *sheet, Chapter *chapter);

/* Asks every paragraph for its wide settings, too. */
void chapter_widen(ChapterSetting *setting);

void chapter_unset(ChapterSetting *setting);

#endif
