#include "book/dump.h"

#include "base/utf8.h"
#include "book/walk.h"

#include <string.h>

/* Spaces other than U+0020, controls, joiners, marks of direction: what a reader would not see. */
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
           (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0xFEFF ||
           (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xE0000;
}

void dump_string(Str *out, const char *text)
{
    if (!text) {
        str_add(out, "-");
        return;
    }
    str_add_char(out, '"');
    for (size_t at = 0, length = strlen(text), n; at < length; at += n) {
        uint32_t c;
        n = utf8_decode(text + at, length - at, &c);
        if (c == '"' || c == '\\')
            str_add_char(out, '\\');
        if (c == '\n')
            str_add(out, "\\n");
        else if (is_invisible(c))
            str_format(out, "\\u{%X}", (unsigned)c);
        else
            str_add_bytes(out, text + at, n);
    }
    str_add_char(out, '"');
}

static void field(Str *out, const char *name, const char *value)
{
    if (!value)
        return;
    str_format(out, " %s=", name);
    dump_string(out, value);
}

static void line(Str *out, const char *name, const char *value)
{
    if (!value)
        return;
    str_format(out, "%s ", name);
    dump_string(out, value);
    str_add(out, "\n");
}

static void target(Str *out, const Node *node)
{
    str_format(out, " -> %s",
               node ? (node->id ? node->id : node_kind_name(node->kind)) : "nothing");
}

static void details(Str *out, const Node *n)
{
    switch (n->kind) {
    case NODE_SECTION:
        field(out, "file", n->section.file);
        if (n->section.question >= 0)
            str_format(out, " question=%d", n->section.question);
        break;
    case NODE_HEADING: str_format(out, " %d", n->level); break;
    case NODE_LINK:
        field(out, "url", n->link.url);
        field(out, "title", n->link.title);
        if (!n->link.url)
            target(out, n->link.target);
        break;
    case NODE_IMAGE:
        field(out, "file", n->image.image ? n->image.image->name : NULL);
        field(out, "alt", n->image.alt);
        field(out, "title", n->image.title);
        field(out, "description", n->image.image ? n->image.image->description : NULL);
        break;
    case NODE_LIST:
        str_add(out, n->list.ordered ? " ordered" : "");
        str_add(out, n->list.tight ? " tight" : " loose");
        if (n->list.ordered)
            str_format(out, " start=%d", n->list.start);
        break;
    case NODE_TABLE: str_format(out, " columns=%d", n->table.columns); break;
    case NODE_ROW: str_add(out, n->row.header ? " header" : ""); break;
    case NODE_CELL: {
        static const char *const names[] = {"", " center", " end"};
        str_add(out, names[n->cell.alignment]);
        break;
    }
    case NODE_CODE_BLOCK: field(out, "info", n->code.info); break;
    case NODE_NOTE:
        str_format(out, " %d", n->note.number);
        field(out, "label", n->note.label);
        break;
    case NODE_NOTE_REFERENCE: target(out, n->note_reference.note); break;
    case NODE_PAGE_REFERENCE: target(out, n->page_reference.target); break;
    case NODE_RULED_SPACE: str_format(out, " lines=%d", n->ruled.lines); break;
    default: break;
    }
}

static void dump_node(Str *out, const Node *n, int depth)
{
    static const char *const scopes[] = {"", " print-only", " epub-only"};
    str_format(out, "%*s%s", depth * 2, "", node_kind_name(n->kind));
    if (n->role != ROLE_NONE)
        str_format(out, ".%s", role_class(n->role));
    if (n->id)
        str_format(out, " #%s", n->id);
    field(out, "lang", n->language);
    str_add(out, scopes[n->scope]);
    details(out, n);
    if (n->text) {
        str_add_char(out, ' ');
        dump_string(out, n->text);
    }
    str_add(out, "\n");
}

static void dump_interview(Str *out, const Interview *i)
{
    str_format(out, "interview %d", i->number);
    field(out, "name", i->name);
    field(out, "slug", i->slug);
    field(out, "mentor", i->mentor);
    field(out, "mentor_sort", i->mentor_sort);
    field(out, "known_as", i->known_as);
    field(out, "role", i->role);
    field(out, "author", i->author);
    field(out, "date", i->date);
    field(out, "source", i->source);
    field(out, "language", i->language);
    field(out, "rights", i->rights);
    field(out, "summary", i->summary);
    str_add(out, "\n");
}

static void dump_person(Str *out, const Person *p)
{
    str_add(out, "person");
    field(out, "name", p->name);
    field(out, "sort", p->sort);
    field(out, "known_as", p->known_as);
    str_format(out, " mentor=%zu author=%zu\n", p->as_mentor_count, p->as_author_count);
}

void book_dump(const Book *book, Str *out)
{
    line(out, "title", book->title);
    line(out, "subtitle", book->subtitle);
    line(out, "series", book->series);
    if (book->series_number)
        str_format(out, "series-number %d\n", book->series_number);
    line(out, "language", book->language);
    line(out, "identifier", book->identifier);
    line(out, "date", book->date);
    line(out, "publisher", book->publisher);
    line(out, "rights", book->rights);
    line(out, "description", book->description);
    for (size_t i = 0; i < book->editors_count; i++)
        line(out, "editor", book->editors[i]);
    for (size_t i = 0; i < book->subjects_count; i++)
        line(out, "subject", book->subjects[i]);
    for (size_t i = 0; i < book->questions_count; i++) {
        str_format(out, "question %s ", book->questions[i].id);
        dump_string(out, book->questions[i].text);
        for (size_t k = 0; k < book->questions[i].variants_count; k++)
            field(out, "variant", book->questions[i].variants[k]);
        str_add(out, "\n");
    }
    for (size_t i = 0; i < book->interviews_count; i++)
        dump_interview(out, &book->interviews[i]);
    for (size_t i = 0; i < book->people_count; i++)
        dump_person(out, &book->people[i]);
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER)
            dump_node(out, walk.node, walk.depth);
}
