#include "import/markdown.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "book/walk.h"
#include "import/front_matter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A list, item or quotation that is being written. */
typedef struct Open {
    size_t prefix;     /* how long the prefix was before it */
    int number;        /* of a list's next item */
    bool other_marker; /* lists that follow one another take turns, or they would be one */
} Open;

/* Blocks are written line by line: `first` begins the next line (a list's marker stands there
 * once), `prefix` all later ones. */
typedef struct Writer {
    Str *out, first, prefix;
    size_t line_start; /* where the text of the line at hand begins in `out` */
    bool has_breaks;   /* the line at hand is written on several lines */
    bool in_cell, in_heading, in_link;
    Open *open; /* heap */
    size_t depth, capacity;
    bool closed_other_marker; /* that of the list that was closed last */
} Writer;

static void begin_line(Writer *w)
{
    const Str *start = w->first.length ? &w->first : &w->prefix;
    str_add_bytes(w->out, start->data, start->length);
    str_clear(&w->first);
    w->line_start = w->out->length;
}

static void add_blank_line(Writer *w)
{
    size_t end = w->prefix.length;
    while (end && w->prefix.data[end - 1] == ' ')
        end--;
    str_add_bytes(w->out, w->prefix.data, end);
    str_add_char(w->out, '\n');
}

static bool is_mark(char c)
{
    return c > ' ' && c < 0x7F && !unicode_is_letter((uint32_t)c) && !unicode_is_digit((uint32_t)c);
}

static bool is_word(char c)
{
    return (unsigned char)c >= 0x80 || unicode_is_letter((unsigned char)c) ||
           unicode_is_digit((unsigned char)c);
}

/* True when `&` begins what reads as a character's name or number. */
static bool begins_entity(const char *at)
{
    size_t n = 1 + (at[1] == '#');
    while (is_word(at[n]) && (unsigned char)at[n] < 0x80)
        n++;
    return n > 1 && at[n] == ';';
}

/* True when `[` at `at` could become a link or a note: all but brackets that close in this text
 * before something that makes no link. */
static bool begins_link(const char *at, const char *end)
{
    const char *close = at + 1;
    while (close < end && *close != ']' && *close != '[')
        close++;
    if (close == end || *close != ']' || at[1] == ']')
        return true;
    return close + 1 == end || strchr("([:", close[1]);
}

/* True when what begins before `at` is read as an address, in which a backslash would be one:
 * unless the address holds nothing that is escaped, it must not be taken for one. */
static bool begins_address(const Node *node, const char *at, const char *end)
{
    bool scheme = *at == ':' && end - at > 2 && at[1] == '/' && at[2] == '/';
    bool www = *at == '.' && at - node->text >= 3 && strncasecmp(at - 3, "www", 3) == 0;
    if (!scheme && !www)
        return false;
    for (at++; at < end && *at != ' '; at++)
        if (strchr("\\*_`~<&[]!|^", *at))
            return true;
    return at == end && (node->next || node->parent->kind != NODE_PARAGRAPH);
}

/* True when a mark inside a line would mean something. `at[-1]` is there unless `start`. */
static bool means_something(const Writer *w, const char *at, const char *end, bool start)
{
    char before = start ? '\0' : at[-1], after = at + 1 < end ? at[1] : '\0';
    switch (*at) {
    case '\\': return is_mark(after) || !after;
    case '`': return true;
    case '*': return before != ' ' || after != ' ';
    case '_':
        return !(before == ' ' && after == ' ') &&
               !(is_word(before) && is_word(after) && (unsigned char)before < 0x80 &&
                 (unsigned char)after < 0x80);
    case '~': return before == '~' || after == '~' || start || !after;
    case '<': return after == '/' || after == '!' || after == '?' || is_word(after) || !after;
    case '&': return begins_entity(at);
    case '[': return begins_link(at, end);
    case '!': return !after || after == '[';
    case '|': return w->in_cell || w->has_breaks;
    default: return false;
    }
}

/* How many bytes before the mark that would make a block of a line that begins so; SIZE_MAX when
 * none would. */
static size_t block_mark(const char *text, size_t length)
{
    size_t n = 0;
    char after;
    switch (length ? text[0] : '\0') {
    case '#': n = strspn(text, "#"); return n <= 6 && (!text[n] || text[n] == ' ') ? 0 : SIZE_MAX;
    case '>': return 0;
    case '-':
    case '+':
    case '*':
    case '_': /* lists; rules of three and more; underlines of headings */
        after = text[1];
        return !after || after == ' ' || after == text[0] ? 0 : SIZE_MAX;
    case '=': return text[strspn(text, "= ")] ? SIZE_MAX : 0;
    case '~': return str_starts(text, "~~~") ? 0 : SIZE_MAX;
    case ':': return 0; /* the delimiter row of a table */
    default: break;
    }
    n = strspn(text, "0123456789");
    if (!n || n > 9 || (text[n] != '.' && text[n] != ')'))
        return SIZE_MAX;
    return !text[n + 1] || text[n + 1] == ' ' ? n : SIZE_MAX;
}

static void add_text(Writer *w, const Node *node)
{
    const char *text = node->text, *end = text + node->length;
    size_t escape = SIZE_MAX;
    if (w->out->length == w->line_start && !w->in_cell && !w->in_heading)
        escape = block_mark(text, node->length);
    const Node *before = node->previous;
    if (before && before->kind == NODE_NOTE_REFERENCE && text < end && strchr("([:", *text))
        escape = 0; /* or the call would be a link, or begin a note */
    for (const char *at = text; at < end; at++) {
        if (at[0] == '[' && at[1] == '^') { /* parsers of notes do not heed a backslash here */
            str_add(w->out, "&#91;");
            continue;
        }
        if (*at == '^' && str_ends(w->out->data, "[")) {
            str_add(w->out, "&#94;");
            continue;
        }
        bool inside_link = w->in_link && (*at == '[' || *at == ']');
        bool address = !w->in_link && (*at == ':' || *at == '.') && begins_address(node, at, end);
        if ((size_t)(at - text) == escape || inside_link || address ||
            (is_mark(*at) && means_something(w, at, end, at == text)))
            str_add_char(w->out, '\\');
        str_add_char(w->out, *at);
    }
}

static void add_code(Writer *w, const Node *node)
{
    size_t longest = 0;
    for (const char *at = node->text; *at; at++) {
        size_t n = strspn(at, "`");
        longest = n > longest ? n : longest;
        at += n ? n - 1 : 0;
    }
    bool pad = node->length && (node->text[0] == '`' || node->text[node->length - 1] == '`');
    for (size_t i = 0; i <= longest; i++)
        str_add_char(w->out, '`');
    str_add(w->out, pad ? " " : "");
    for (const char *at = node->text; *at; at++) {
        if (*at == '|' && w->in_cell)
            str_add_char(w->out, '\\');
        str_add_char(w->out, *at == '\n' ? ' ' : *at);
    }
    str_add(w->out, pad ? " " : "");
    for (size_t i = 0; i <= longest; i++)
        str_add_char(w->out, '`');
}

static bool has_paired_brackets(const char *address)
{
    int open = 0;
    for (; *address && open >= 0 && open < 8; address++)
        open += (*address == '(') - (*address == ')');
    return open == 0;
}

/* An address, what would end it encoded. */
static void add_address(Writer *w, const char *address)
{
    const char *encoded = has_paired_brackets(address) ? " <>\\|\"`" : " <>\\|\"`()";
    for (const char *at = address; *at; at++) {
        if (strchr(encoded, *at) || (unsigned char)*at < 0x20)
            str_format(w->out, "%%%02X", (unsigned char)*at);
        else
            str_add_char(w->out, *at);
    }
}

static void add_title(Writer *w, const char *title)
{
    if (!title || !*title)
        return;
    str_add(w->out, " \"");
    for (const char *at = title; *at; at++) {
        if (strchr("\"\\|", *at) || (*at == '&' && begins_entity(at)))
            str_add_char(w->out, '\\');
        str_add_char(w->out, *at);
    }
    str_add_char(w->out, '"');
}

static void add_image(Writer *w, const Node *node)
{
    str_add(w->out, "![");
    for (const char *at = node->image.alt; *at; at++) {
        if (strchr("[]\\*_`<&!~|", *at))
            str_add_char(w->out, '\\');
        str_add_char(w->out, *at);
    }
    str_add(w->out, "](");
    add_address(w, node->image.image->name);
    add_title(w, node->image.title);
    str_add_char(w->out, ')');
}

static void add_break(Writer *w)
{
    if (w->in_cell || w->in_heading) {
        str_add_char(w->out, ' ');
        return;
    }
    str_add(w->out, "\\\n");
    begin_line(w);
}

static void add_inline(Writer *w, const Node *n, bool enter)
{
    switch (n->kind) {
    case NODE_TEXT: add_text(w, n); break;
    case NODE_EMPHASIS: str_add(w->out, "*"); break;
    case NODE_STRONG: str_add(w->out, "**"); break;
    case NODE_STRIKE: str_add(w->out, "~~"); break;
    case NODE_CODE: add_code(w, n); break;
    case NODE_IMAGE: add_image(w, n); break;
    case NODE_LINE_BREAK: add_break(w); break;
    case NODE_NOTE_REFERENCE:
        str_format(w->out, "[^%d]", n->note_reference.note->note.number);
        break;
    case NODE_LINK:
        w->in_link = enter;
        if (enter) {
            str_add_char(w->out, '[');
            break;
        }
        str_add(w->out, "](");
        add_address(w, n->link.url);
        add_title(w, n->link.title);
        str_add_char(w->out, ')');
        break;
    default: break;
    }
}

static bool holds_break(const Node *line)
{
    Walk walk = walk_start(line);
    while (walk_next(&walk))
        if (walk.node->kind == NODE_LINE_BREAK)
            return true;
    return false;
}

static void add_inlines(Writer *w, const Node *line)
{
    Walk walk = walk_start(line);
    w->has_breaks = holds_break(line);
    while (walk_next(&walk))
        if (walk.node != line)
            add_inline(w, walk.node, walk.event == WALK_ENTER);
}

static void add_line(Writer *w, const Node *line)
{
    begin_line(w);
    w->in_heading = line->kind == NODE_HEADING;
    for (int i = 0; w->in_heading && i < line->level; i++)
        str_add_char(w->out, '#');
    if (w->in_heading)
        str_add_char(w->out, ' ');
    size_t start = w->out->length;
    add_inlines(w, line);
    /* A heading's last `#` would be taken for its end. */
    size_t end = w->out->length;
    if (w->in_heading && end > start && w->out->data[end - 1] == '#') {
        w->out->data[end - 1] = '\\';
        str_add_char(w->out, '#');
    }
    w->in_heading = false;
    str_add_char(w->out, '\n');
}

static void add_code_block(Writer *w, const Node *node)
{
    size_t fence = 3;
    for (const char *at = node->text; (at = strstr(at, "```")); at += strspn(at, "`"))
        fence = strspn(at, "`") >= fence ? strspn(at, "`") + 1 : fence;
    Str ticks = STR_INIT;
    while (ticks.length < fence)
        str_add_char(&ticks, '`');
    begin_line(w);
    str_format(w->out, "%s\n", ticks.data);
    for (const char *at = node->text; *at; at += *at == '\n') {
        size_t n = strcspn(at, "\n");
        if (n)
            begin_line(w);
        str_add_bytes(w->out, at, n);
        at += n;
        if (n)
            str_add_char(w->out, '\n');
        else
            add_blank_line(w);
    }
    begin_line(w);
    str_format(w->out, "%s\n", ticks.data);
    str_release(&ticks);
}

static void add_row(Writer *w, const Node *row)
{
    begin_line(w);
    str_add_char(w->out, '|');
    w->in_cell = true;
    for (const Node *cell = row->first; cell; cell = cell->next) {
        str_add_char(w->out, ' ');
        add_inlines(w, cell);
        str_add(w->out, " |");
    }
    w->in_cell = false;
    str_add_char(w->out, '\n');
    if (row->previous)
        return;
    begin_line(w);
    str_add_char(w->out, '|');
    for (const Node *cell = row->first; cell; cell = cell->next)
        str_add(w->out, " --- |");
    str_add_char(w->out, '\n');
}

static void begin_list(Writer *w, const Node *list)
{
    assert(w->open && w->depth > 0);
    Open *open = &w->open[w->depth - 1];
    open->number = list->list.start;
    open->other_marker =
        list->previous && list->previous->kind == NODE_LIST && !w->closed_other_marker;
}

static void begin_item(Writer *w, const Node *item)
{
    assert(w->open && w->depth > 1);
    Open *list = &w->open[w->depth - 2];
    if (!w->first.length)
        str_add_bytes(&w->first, w->prefix.data, w->prefix.length);
    size_t before = w->first.length;
    if (item->parent->list.ordered)
        str_format(&w->first, "%d%c ", list->number++, list->other_marker ? ')' : '.');
    else
        str_add(&w->first, list->other_marker ? "* " : "- ");
    for (size_t i = before; i < w->first.length; i++)
        str_add_char(&w->prefix, ' ');
}

static void begin_note(Writer *w, const Node *note)
{
    str_format(&w->first, "[^%d]: ", note->note.number);
    str_add(&w->prefix, "    ");
}

static bool is_container(const Node *n)
{
    return n->kind == NODE_LIST || n->kind == NODE_ITEM || n->kind == NODE_BLOCK_QUOTE ||
           n->kind == NODE_NOTE;
}

static void leave_container(Writer *w, const Node *n)
{
    if (n->kind == NODE_ITEM && w->first.length) { /* an empty item */
        begin_line(w);
        str_add_char(w->out, '\n');
    }
    assert(w->open && w->depth > 0);
    const Open *open = &w->open[--w->depth];
    w->closed_other_marker = open->other_marker;
    w->prefix.length = open->prefix;
    if (w->prefix.capacity)
        w->prefix.data[open->prefix] = '\0';
}

static bool wants_blank_line(const Node *block)
{
    const Node *parent = block->parent;
    if (!block->previous)
        return false;
    if (block->kind == NODE_ITEM)
        return !parent->list.tight;
    return !(parent->kind == NODE_ITEM && parent->parent->list.tight);
}

static void enter_block(Writer *w, Walk *walk)
{
    const Node *n = walk->node;
    if (wants_blank_line(n))
        add_blank_line(w);
    if (is_container(n)) {
        w->open = memory_grow(w->open, w->depth + 1, &w->capacity, sizeof *w->open);
        w->open[w->depth++] = (Open){.prefix = w->prefix.length};
    }
    switch (n->kind) {
    case NODE_PARAGRAPH:
    case NODE_HEADING: add_line(w, n); break;
    case NODE_CODE_BLOCK: add_code_block(w, n); break;
    case NODE_THEMATIC_BREAK:
        begin_line(w);
        str_add(w->out, "***\n");
        break;
    case NODE_BLOCK_QUOTE:
        if (w->first.length)
            str_add(&w->first, "> ");
        str_add(&w->prefix, "> ");
        return;
    case NODE_ITEM: begin_item(w, n); return;
    case NODE_NOTE: begin_note(w, n); return;
    case NODE_TABLE:
        for (const Node *row = n->first; row; row = row->next)
            add_row(w, row);
        break;
    case NODE_LIST: begin_list(w, n); return;
    default: return;
    }
    if (node_shape(n->kind) != SHAPE_LEAF)
        walk_skip(walk);
}

static void write_blocks(const Node *body, Str *out)
{
    Writer w = {.out = out, .first = STR_INIT, .prefix = STR_INIT};
    Walk walk = walk_start(body);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (n == body)
            continue;
        if (walk.event == WALK_ENTER)
            enter_block(&w, &walk);
        else if (is_container(n))
            leave_container(&w, n);
    }
    free(w.open);
    str_release(&w.first);
    str_release(&w.prefix);
}

void markdown_write(const Draft *draft, Str *out)
{
    front_matter_write(draft, out);
    write_blocks(draft->body, out);
}
