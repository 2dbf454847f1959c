#include "import/text.h"

#include "base/memory.h"
#include "import/speakers.h"

#include <stdlib.h>
#include <string.h>

enum { WRAPPED_LEAST = 45, WRAPPED_MOST = 110, TITLE_MOST = 160 };

typedef struct Line {
    const char *text; /* trimmed, folded */
    size_t length;
    size_t marker; /* how long a list's marker is, with its space */
    bool ordered;
    const char *whole; /* as it stands in the file */
} Line;

typedef struct Lines {
    Line *list; /* heap; empty lines have length 0 */
    size_t count, capacity;
} Lines;

static size_t marker_of(const char *text, bool *ordered)
{
    static const char *const bullets[] = {"- ", "* ", "• ", "· ", "‣ ", "◦ ", "● ", "▪ ", "+ "};
    *ordered = false;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (str_starts(text, bullets[i]))
            return strlen(bullets[i]);
    size_t n = strspn(text, "0123456789");
    *ordered = n > 0 && n <= 3 && (text[n] == '.' || text[n] == ')') && text[n + 1] == ' ';
    return *ordered ? n + 2 : 0;
}

static Lines take_lines(Draft *draft, const char *text, size_t length)
{
    Lines lines = {0};
    const char *end = text + length;
    while (text < end) {
        const char *lf = memchr(text, '\n', (size_t)(end - text)), *stop = lf ? lf : end;
        const char *bytes = arena_bytes(draft->book->arena, text, (size_t)(stop - text));
        Line line = {folded_copy(draft->book->arena, bytes), 0, 0, false, NULL};
        line.length = strlen(line.text);
        line.whole = bytes;
        line.marker = marker_of(line.text, &line.ordered);
        lines.list = memory_grow(lines.list, lines.count + 1, &lines.capacity, sizeof line);
        lines.list[lines.count++] = line;
        text = stop + 1;
    }
    return lines;
}

/* A number begins a list only when the next one follows, in the next line or the one after. */
static void check_numbers(Lines *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        Line *line = &lines->list[i];
        if (!line->ordered)
            continue;
        int number = atoi(line->text);
        bool next = false, previous = i > 0 && lines->list[i - 1].ordered;
        previous |= i > 1 && lines->list[i - 2].ordered;
        for (size_t k = i + 1; k < lines->count && k <= i + 2; k++)
            next |= lines->list[k].ordered && atoi(lines->list[k].text) == number + 1;
        if (!next && !previous)
            line->marker = 0;
    }
}

/* True when the line goes on with the paragraph of the one before it. */
static bool continues(const Line *before, const Line *line)
{
    if (!before->length || !line->length || line->marker || speaker_label(line->text))
        return false;
    char last = before->text[before->length - 1];
    return before->length >= WRAPPED_LEAST && before->length <= WRAPPED_MOST && last != '?';
}

static Node *add(Draft *draft, Node *parent, NodeKind kind)
{
    return node_add(draft->book, parent, kind, ROLE_NONE, draft_place(draft));
}

/* The list that an item joins: the one just before it, if of the same kind. */
static Node *list_for(Draft *draft, const Line *line)
{
    Node *last = draft->body->last;
    if (last && last->kind == NODE_LIST && last->list.ordered == line->ordered)
        return last;
    Node *list = add(draft, draft->body, NODE_LIST);
    list->list.ordered = line->ordered;
    list->list.start = line->ordered ? atoi(line->text) : 1;
    return list;
}

static void add_paragraph(Draft *draft, const Lines *lines, size_t from, size_t to)
{
    const Line *first = &lines->list[from];
    Node *parent = draft->body;
    if (first->marker)
        parent = add(draft, list_for(draft, first), NODE_ITEM);
    Node *paragraph = add(draft, parent, NODE_PARAGRAPH);
    Str text = STR_INIT;
    for (size_t i = from; i < to; i++) {
        str_add(&text, i > from ? " " : "");
        const char *whole = lines->list[i].whole;
        str_add(&text, i == from && first->marker ? first->text + first->marker : whole);
    }
    node_append(paragraph, node_text(draft->book, text.data, text.length, draft_place(draft)));
    str_release(&text);
}

void text_read(Draft *draft, const char *text, size_t length)
{
    Lines lines = take_lines(draft, text, length);
    check_numbers(&lines);
    for (size_t i = 0, end; i < lines.count; i = end) {
        end = i + 1;
        if (!lines.list[i].length)
            continue;
        while (end < lines.count && continues(&lines.list[end - 1], &lines.list[end]))
            end++;
        if (!draft->title && !draft->body->first && lines.list[i].length <= TITLE_MOST &&
            end == i + 1)
            draft->title = lines.list[i].text;
        add_paragraph(draft, &lines, i, end);
    }
    free(lines.list);
}
