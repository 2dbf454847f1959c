/* What stands around an interview: who, by whom, where it came from. */
#include "base/str.h"
#include "book/words.h"
#include "pass/matter.h"

#include <string.h>

Node *matter_heading(const Interview *interview)
{
    return interview->node->first->first;
}

/* "Imaginary clinician, known as Sec" */
static const char *role_line(Book *book, const Interview *interview)
{
    if (!interview->known_as || !*interview->known_as)
        return interview->role;
    const char *known_as = word_with(book, interview->language, WORD_KNOWN_AS, interview->known_as);
    if (!interview->role)
        return known_as;
    return arena_format(book->arena, "%s, %s", interview->role, known_as);
}

const char *matter_byline(Book *book, const Interview *interview)
{
    const char *author = interview->author && *interview->author
                             ? word_with(book, interview->language, WORD_BY, interview->author)
                             : NULL;
    const char *date =
        interview->date ? word_date(book, interview->language, interview->date) : NULL;
    if (author && date)
        return arena_format(book->arena, "%s, %s", author, date);
    return author ? author : date;
}

static void open_interview(Book *book, Interview *interview)
{
    Node *section = interview->node;
    Node *opening = node_new(book, NODE_DIVISION, ROLE_OPENING, section->place);
    if (section->first)
        node_insert_before(section->first, opening);
    else
        node_append(section, opening);
    Node *heading =
        node_add(book, opening, NODE_HEADING, ROLE_MENTOR,
                 interview->mentor_place.line ? interview->mentor_place : interview->place);
    heading->level = 1;
    node_add_text(book, heading, *interview->mentor ? interview->mentor : interview->name,
                  heading->place);
    matter_line(book, opening, ROLE_MENTOR_ROLE, role_line(book, interview));
    matter_line(book, opening, ROLE_BYLINE, matter_byline(book, interview));
    matter_line(book, opening, ROLE_SUMMARY, interview->summary);
}

const char *matter_address(Arena *arena, const char *url)
{
    const char *start = strstr(url, "://");
    start = start ? start + 3 : str_starts(url, "mailto:") ? url + 7 : url;
    if (str_starts(start, "www."))
        start += 4;
    size_t length = strlen(start);
    return arena_bytes(arena, start, length && start[length - 1] == '/' ? length - 1 : length);
}

static void add_source(Book *book, Node *closing, const Interview *interview)
{
    const char *label = word(book, interview->language, WORD_SOURCE);
    size_t before = strcspn(label, "%");
    Node *line = node_add(book, closing, NODE_PARAGRAPH, ROLE_SOURCE, interview->source_place);
    if (before)
        node_append(line, node_text(book, label, before, line->place));
    Node *link = node_add(book, line, NODE_LINK, ROLE_ADDRESS, line->place);
    link->link.url = interview->source;
    node_add_text(book, link, matter_address(book->arena, interview->source), line->place);
    if (label[before] && label[before + 2])
        node_add_text(book, line, label + before + 2, line->place);
}

static void close_interview(Book *book, Interview *interview)
{
    bool own_rights = interview->rights && !str_equal(interview->rights, book->rights);
    if (!interview->source && !own_rights)
        return;
    Node *section = interview->node;
    Node *closing = node_new(book, NODE_DIVISION, ROLE_CLOSING, section->place);
    if (section->last->role == ROLE_NOTES)
        node_insert_before(section->last, closing);
    else
        node_append(section, closing);
    if (interview->source)
        add_source(book, closing, interview);
    if (own_rights)
        matter_line(book, closing, ROLE_RIGHTS, interview->rights);
}

void matter_interview(Book *book, Interview *interview)
{
    open_interview(book, interview);
    close_interview(book, interview);
}
