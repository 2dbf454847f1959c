#include "import/tables.h"

#include "import/blocks.h"

#include <string.h>
#include <strings.h>

enum {
    CELL_BYTES = 200,    /* that cells of data hold on average */
    CELL_MOST = 600,     /* and at most */
    QUESTIONS_LEAST = 2, /* cells that ask, and make the table one of questions and answers */
    COLUMNS_MOST = 16
};

static bool is_cell(const Element *e)
{
    return dom_is(e, "td") || dom_is(e, "th");
}

/* True when a cell may hold it and still be a cell of data. */
static bool fits_cell(const Element *e)
{
    static const char *const blocks[] = {
        "table", "ul", "ol", "dl", "blockquote", "pre", "h1",      "h2",      "h3",
        "h4",    "h5", "h6", "hr", "figure",     "div", "section", "article", "center"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (dom_is(e, blocks[i]))
            return false;
    return true;
}

static int columns_of(const Element *row)
{
    int count = 0;
    for (const Element *e = row->first; e; e = e->next)
        count += is_cell(e);
    return count;
}

/* How many columns a table of data has; 0 when it is none. */
static int data_columns(Element *table)
{
    int rows = 0, columns = 0, questions = 0;
    size_t cells = 0, bytes = 0, cell_start = 0;
    const char *role = dom_attribute(table, "role");
    if (role && strcasecmp(role, "presentation") == 0)
        return 0;
    for (Element *e = table->first; e; e = dom_next(table, e)) {
        if (!fits_cell(e))
            return 0;
        if (dom_is(e, "tr")) {
            rows++;
            columns = columns_of(e) > columns ? columns_of(e) : columns;
        }
        if (is_cell(e)) {
            cells++;
            cell_start = bytes;
            questions += dom_asks(e);
        }
        bytes += dom_is(e, "") ? e->length : 0;
        if (bytes - cell_start > CELL_MOST)
            return 0;
    }
    bool data = questions < QUESTIONS_LEAST && rows > 1 && columns > 1 && columns <= COLUMNS_MOST &&
                bytes <= cells * CELL_BYTES;
    return data ? columns : 0;
}

static void add_row(Draft *draft, Node *table, Element *from)
{
    Book *book = draft->book;
    Place place = draft_place(draft);
    Node *row = node_add(book, table, NODE_ROW, ROLE_NONE, place);
    int count = 0;
    row->row.header = !row->previous;
    for (Element *e = from->first; e; e = e->next) {
        if (!is_cell(e))
            continue;
        blocks_add_line(draft, node_add(book, row, NODE_CELL, ROLE_NONE, place), e);
        count++;
    }
    while (count++ < table->table.columns)
        node_add(book, row, NODE_CELL, ROLE_NONE, place);
}

bool table_add(Draft *draft, Node *container, Element *from)
{
    int columns = data_columns(from);
    if (!columns)
        return false;
    Element *caption = dom_find(from, "caption");
    if (caption) {
        Node *line =
            node_add(draft->book, container, NODE_PARAGRAPH, ROLE_NONE, draft_place(draft));
        blocks_add_line(draft, line, caption);
    }
    Node *table = node_add(draft->book, container, NODE_TABLE, ROLE_NONE, draft_place(draft));
    table->table.columns = columns;
    for (Element *e = from->first; e; e = dom_next(from, e))
        if (dom_is(e, "tr"))
            add_row(draft, table, e);
    return true;
}
