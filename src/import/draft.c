#include "import/draft.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"

#include <stdlib.h>
#include <string.h>

/* No remark is longer: a text that is left out is told by its beginning. */
enum { REMARK_BYTES = 400 };

Draft *draft_new(const char *file, int line)
{
    Draft *draft = memory_new(sizeof *draft);
    draft->book = book_new();
    draft->file = arena_string(draft->book->arena, file);
    draft->line = line;
    draft->body = node_new(draft->book, NODE_DIVISION, ROLE_NONE, draft_place(draft));
    draft->notes = node_new(draft->book, NODE_DIVISION, ROLE_NONE, draft_place(draft));
    draft->remarks_end = &draft->remarks;
    return draft;
}

void draft_free(Draft *draft)
{
    if (!draft)
        return;
    book_free(draft->book);
    free(draft);
}

Place draft_place(const Draft *draft)
{
    return (Place){draft->file, draft->line, 0};
}

void draft_fact(Draft *draft, FactId id, const char *value, const char *from, Sureness sure)
{
    Fact *fact = &draft->facts[id];
    if (!value || sure <= fact->sure)
        return;
    value = folded_copy(draft->book->arena, value);
    if (*value)
        *fact = (Fact){value, from, sure};
}

const char *fact_value(const Draft *draft, FactId id)
{
    return draft->facts[id].value;
}

void draft_drop(Draft *draft, DroppedId id)
{
    draft->dropped[id]++;
}

void draft_remark(Draft *draft, const char *key, const char *text)
{
    Arena *arena = draft->book->arena;
    Remark *remark = arena_alloc(arena, sizeof *remark);
    *remark = (Remark){key, text_excerpt(arena, folded_copy(arena, text), REMARK_BYTES), NULL};
    *draft->remarks_end = remark;
    draft->remarks_end = &remark->next;
}

/* Zero-width space and word joiner, byte order mark, soft hyphen, direction marks and overrides. */
static bool is_invisible(uint32_t c)
{
    return unicode_is_noncharacter(c) || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0xAD ||
           c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

/* How many bytes at `text` are plain letters and marks, with single spaces between, which stay as
 * they are. */
static size_t plain_length(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && (is_plain(text[n]) || (text[n] == ' ' && n && n + 1 < length &&
                                                is_plain(text[n - 1]) && is_plain(text[n + 1]))))
        n++;
    return n;
}

void add_folded_text(Str *out, const char *text, size_t length)
{
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        n = plain_length(text + at, length - at);
        if (n) {
            str_add_bytes(out, text + at, n);
            continue;
        }
        n = utf8_decode(text + at, length - at, &c);
        if (is_invisible(c))
            continue;
        if (c < 0x20 || unicode_is_space(c)) {
            if (!out->length || out->data[out->length - 1] != ' ')
                str_add_char(out, ' ');
        } else if (c < 0x7F || c >= 0xA0) {
            str_add_utf8(out, c);
        }
    }
}

void add_code_text(Str *out, const char *text, size_t length)
{
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        n = utf8_decode(text + at, length - at, &c);
        bool control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
        if (c == 0x2028 || c == 0x2029)
            str_add_char(out, ' ');
        else if (!control && !is_invisible(c))
            str_add_utf8(out, c);
    }
}

const char *folded_copy(Arena *arena, const char *text)
{
    Str folded = STR_INIT;
    add_folded_text(&folded, text, strlen(text));
    str_trim(&folded);
    unicode_nfc(&folded);
    const char *copy = arena_bytes(arena, folded.data, folded.length);
    str_release(&folded);
    return copy;
}

const char *text_excerpt(Arena *arena, const char *text, size_t most)
{
    size_t end = strlen(text);
    if (end <= most)
        return text;
    for (end = most; end && ((unsigned char)text[end] & 0xC0) == 0x80;)
        end--;
    return arena_format(arena, "%.*s…", (int)end, text);
}

bool is_line(const Node *node)
{
    return node && (node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING);
}

const char *node_line(const Draft *draft, const Node *node)
{
    Str line = STR_INIT;
    Walk walk = walk_start((Node *)node);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (walk.event == WALK_EXIT)
            continue;
        if (n->text)
            add_folded_text(&line, n->text, n->length);
        if (n->kind == NODE_LINE_BREAK || (n != node && node_shape(n->kind) < SHAPE_INLINES))
            add_folded_text(&line, " ", 1);
    }
    str_trim(&line);
    const char *copy = arena_bytes(draft->book->arena, line.data, line.length);
    str_release(&line);
    return copy;
}
