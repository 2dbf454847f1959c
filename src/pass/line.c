#include "pass/line.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "book/walk.h"

#include <stdlib.h>
#include <string.h>

static const char object[] = "\uFFFC";

static bool shows_address(const Node *link)
{
    const Node *text = link->first;
    if (link->role == ROLE_ADDRESS)
        return true;
    return text && text == link->last && text->kind == NODE_TEXT &&
           (strstr(text->text, "://") || str_starts(text->text, "www.") ||
            (strchr(text->text, '@') && !strchr(text->text, ' ')));
}

static void add_segment(Line *line, Node *node)
{
    line->segments =
        memory_grow(line->segments, line->count + 1, &line->capacity, sizeof *line->segments);
    size_t start = line->text.length;
    str_add_bytes(&line->text, node->text, node->length);
    line->segments[line->count++] = (LineSegment){node, start, line->text.length};
}

void line_read(Line *line, Node *block)
{
    str_clear(&line->text);
    line->count = line->edit_count = 0;
    Walk walk = walk_start(block);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        switch (walk.node->kind) {
        case NODE_TEXT: add_segment(line, walk.node); break;
        case NODE_LINE_BREAK: str_add_char(&line->text, '\n'); break;
        case NODE_CODE:
        case NODE_IMAGE: str_add(&line->text, object); break;
        case NODE_LINK:
            if (shows_address(walk.node)) {
                str_add(&line->text, object);
                walk_skip(&walk);
            }
            break;
        default: break;
        }
    }
}

void line_edit(Line *line, size_t at, size_t length, const char *replacement)
{
    line->edits =
        memory_grow(line->edits, line->edit_count + 1, &line->edit_capacity, sizeof *line->edits);
    line->edits[line->edit_count++] = (LineEdit){at, length, replacement};
}

/* Adds text[from, to) with the edits in it, from *next on; those that only overlap it are left
 * out. */
static void add_edited(const Line *line, Str *out, size_t from, size_t to, size_t *next)
{
    for (; *next < line->edit_count && line->edits[*next].at < to; ++*next) {
        const LineEdit *edit = &line->edits[*next];
        if (edit->at < from || edit->at + edit->length > to)
            continue;
        str_add_bytes(out, line->text.data + from, edit->at - from);
        str_add(out, edit->replacement);
        from = edit->at + edit->length;
    }
    str_add_bytes(out, line->text.data + from, to - from);
}

void line_write(Line *line, Book *book)
{
    Str text = STR_INIT;
    size_t next = 0;
    for (size_t i = 0; i < line->count && next < line->edit_count; i++) {
        LineSegment *segment = &line->segments[i];
        size_t first = next;
        str_clear(&text);
        add_edited(line, &text, segment->start, segment->end, &next);
        if (next == first)
            continue;
        segment->node->text = arena_bytes(book->arena, text.data, text.length);
        segment->node->length = text.length;
    }
    str_release(&text);
}

const char *line_edited(const Line *line, Arena *arena)
{
    Str text = STR_INIT;
    size_t next = 0;
    add_edited(line, &text, 0, line->text.length, &next);
    const char *result = arena_bytes(arena, text.data, text.length);
    str_release(&text);
    return result;
}

void line_release(Line *line)
{
    str_release(&line->text);
    free(line->segments);
    free(line->edits);
    *line = LINE_INIT;
}

uint32_t line_before(const Line *line, size_t at)
{
    size_t start;
    return at ? utf8_before(line->text.data, at, &start) : 0;
}

uint32_t line_after(const Line *line, size_t at)
{
    uint32_t c = 0;
    if (at < line->text.length)
        utf8_decode(line->text.data + at, line->text.length - at, &c);
    return c;
}
