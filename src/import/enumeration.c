#include "import/enumeration.h"

#include "import/names.h"
#include "import/tidy.h"

#include <stdlib.h>
#include <string.h>

enum { COUNTED_LEAST = 2 };

/* True when every item of the list is a question and its answer. */
static bool is_interview(const Draft *draft, const Node *list)
{
    int items = 0;
    for (const Node *item = list->first; item; item = item->next, items++)
        if (!is_line(item->first) || !item->first->next ||
            !line_asks(node_line(draft, item->first)))
            return false;
    return items >= COUNTED_LEAST;
}

static void take_apart(Node *list)
{
    for (const Node *item = list->first; item; item = item->next)
        for (Node *block; (block = item->first);) {
            node_remove(block);
            node_insert_before(list, block);
        }
    node_remove(list);
}

/* How long the number before a line is, with what parts it from the words; 0 when there is none.
 * *number becomes it. */
static size_t number_length(const char *line, int *number)
{
    size_t n = strspn(line, "0123456789");
    if (!n || n > 3 || !strchr(".):", line[n]) || line[n + 1] != ' ')
        return 0;
    *number = atoi(line);
    return n + 2;
}

/* How long the number before a line that asks is, if it is `number`. */
static size_t counted(const Draft *draft, const Node *block, int number)
{
    int found;
    const char *line = is_line(block) ? node_line(draft, block) : "";
    size_t n = number_length(line, &found);
    return n && found == number && (line_asks(line) || line_invites(line + n)) ? n : 0;
}

void enumeration_take(Draft *draft)
{
    int number = 1;
    for (Node *n = draft->body->first, *next; n; n = next) {
        next = n->next;
        if (n->kind == NODE_LIST && is_interview(draft, n))
            take_apart(n);
    }
    for (const Node *n = draft->body->first; n; n = n->next)
        number += counted(draft, n, number) > 0;
    if (number <= COUNTED_LEAST)
        return;
    number = 1;
    for (Node *n = draft->body->first; n; n = n->next) {
        size_t length = counted(draft, n, number);
        if (!length)
            continue;
        cut_line_start(draft, n, length);
        number++;
    }
}
