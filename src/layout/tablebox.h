/* Tables: columns as wide as their content asks, rows of cells (CSS 2.2, 17.5.2.2). */
#ifndef BINDERY_LAYOUT_TABLEBOX_H
#define BINDERY_LAYOUT_TABLEBOX_H

#include "layout/box.h"

/* Finds the columns' widths. A table too wide for the measure is set smaller, down to a floor; one
 * that even then is too wide is reported. Lives in the arena. */
TableBox *tablebox_new(Setter *setter, Arena *arena, const Node *node, const Style *style,
                       Sp measure);

/* Paragraphs beside each other: columns as wide as the first of them says, or equal shares. */
TableBox *tablebox_flex(Setter *setter, Arena *arena, const Node *node, const Style *style,
                        Sp measure, int *columns);

/* A row while it is set: its cells' paragraphs. */
typedef struct Row Row;

/* Sets a row's cells: box->row, box->lines, box->leading. */
void row_set(Setter *setter, Box *box);
void row_free(Row *row); /* NULL is allowed */

/* A row's height, and the space above the text of its cells. */
Sp row_height(const Box *box);
Sp row_padding(const Box *box);

/* Places the lines from `from` to before `to` of each cell, the first at a baseline. */
typedef void AddLine(void *context, Line line);
void row_place(const Box *box, int from, int to, Sp x, Sp baseline, AddLine *add,
               AddPicture *add_picture, void *context);

/* Calls back for each note that is first called on a line of one of the cells. */
void row_calls(const Box *box, int line, CallNote *call, void *context);

/* The row's borders, from `top` to `bottom`. */
void row_rules(const Box *box, Sp x, Sp top, Sp bottom, AddRule *add, void *context);

#endif
