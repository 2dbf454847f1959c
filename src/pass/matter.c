#include "pass/matter.h"

#include "base/str.h"
#include "book/identifier.h"
#include "book/words.h"
#include "pass/passes.h"

Node *matter_section(Book *book, NodeRole role, const char *title)
{
    Node *section = node_new(book, NODE_SECTION, role, book->root->place);
    Node *heading = node_add(book, section, NODE_HEADING, ROLE_NONE, section->place);
    heading->level = 1;
    node_add_text(book, heading, title, section->place);
    return section;
}

Node *matter_line(Book *book, Node *parent, NodeRole role, const char *text)
{
    if (!text || !*text)
        return NULL;
    Node *line = node_add(book, parent, NODE_PARAGRAPH, role, parent->place);
    node_add_text(book, line, text, parent->place);
    return line;
}

Node *matter_link(Book *book, Node *parent, Node *target, const char *text)
{
    Node *link = node_add(book, parent, NODE_LINK, ROLE_NONE, parent->place);
    link->link.target = target;
    node_add_text(book, link, text, parent->place);
    return link;
}

void matter_page(Book *book, Node *parent, Node *target)
{
    Node *span = node_add(book, parent, NODE_SPAN, ROLE_NUMBER, parent->place);
    span->scope = SCOPE_PRINT;
    node_add_text(book, span, ", ", parent->place);
    node_add(book, span, NODE_PAGE_REFERENCE, ROLE_NONE, parent->place)->page_reference.target =
        target;
}

static Node *print_section(Book *book, NodeRole role)
{
    Node *section = node_new(book, NODE_SECTION, role, book->root->place);
    section->scope = SCOPE_PRINT;
    return section;
}

static Node *half_title(Book *book)
{
    Node *section = print_section(book, ROLE_HALF_TITLE);
    matter_line(book, section, ROLE_TITLE, book->title);
    return section;
}

static const char *editors_line(Book *book)
{
    if (!book->editors_count)
        return NULL;
    return word_with(book, NULL, WORD_EDITED_BY,
                     word_list(book, NULL, book->editors, book->editors_count));
}

static Node *title_page(Book *book)
{
    Node *section = node_new(book, NODE_SECTION, ROLE_TITLE_PAGE, book->root->place);
    if (!str_equal(book->series, book->title))
        matter_line(book, section, ROLE_SERIES, book->series);
    Node *title = node_add(book, section, NODE_HEADING, ROLE_TITLE, section->place);
    title->level = 1;
    node_add_text(book, title, book->title, section->place);
    matter_line(book, section, ROLE_SUBTITLE, book->subtitle);
    matter_line(book, section, ROLE_EDITORS, editors_line(book));
    matter_line(book, section, ROLE_PUBLISHER, book->publisher);
    return section;
}

static void labelled(Book *book, Node *section, NodeRole role, NodeScope scope, WordId label,
                     const char *value)
{
    if (!value || !*value)
        return;
    matter_line(book, section, role, word_with(book, NULL, label, value))->scope = scope;
}

static const char *edition_date(Book *book)
{
    return book->date ? word_date(book, NULL, book->date) : NULL;
}

static Node *imprint(Book *book)
{
    Node *section = print_section(book, ROLE_IMPRINT);
    matter_line(book, section, ROLE_TITLE, book->title);
    labelled(book, section, ROLE_PUBLISHER, SCOPE_PRINT, WORD_PUBLISHED_BY, book->publisher);
    labelled(book, section, ROLE_NONE, SCOPE_PRINT, WORD_EDITION_OF, edition_date(book));
    matter_line(book, section, ROLE_RIGHTS, book->rights);
    labelled(book, section, ROLE_IDENTIFIER, SCOPE_PRINT, WORD_IDENTIFIER,
             book_print_identifier(book->arena, book));
    return section;
}

/* What the imprint says in print, the colophon says in the EPUB. */
static Node *colophon(Book *book)
{
    Node *section = matter_section(book, ROLE_COLOPHON, word(book, NULL, WORD_COLOPHON));
    labelled(book, section, ROLE_PUBLISHER, SCOPE_EPUB, WORD_PUBLISHED_BY, book->publisher);
    labelled(book, section, ROLE_NONE, SCOPE_EVERYWHERE, WORD_EDITION_OF, edition_date(book));
    Node *rights = matter_line(book, section, ROLE_RIGHTS, book->rights);
    if (rights)
        rights->scope = SCOPE_EPUB;
    labelled(book, section, ROLE_IDENTIFIER, SCOPE_EPUB, WORD_IDENTIFIER, book->identifier);
    labelled(book, section, ROLE_IDENTIFIER, SCOPE_PRINT, WORD_IDENTIFIER,
             book_print_identifier(book->arena, book));
    labelled(book, section, ROLE_IDENTIFIER, SCOPE_EPUB, WORD_PAGES_OF,
             book_print_identifier(book->arena, book));
    node_add(book, section, NODE_PARAGRAPH, ROLE_FONTS, section->place)->scope = SCOPE_PRINT;
    matter_line(book, section, ROLE_NONE, word(book, NULL, WORD_MADE_WITH));
    return section;
}

static Node *first_back(const Book *book)
{
    Node *section = book->root->first;
    while (section && section->role != ROLE_BACK)
        section = section->next;
    return section;
}

Node *matter_insert(Book *book, Node *before, Node *section)
{
    if (section && before)
        node_insert_before(before, section);
    else if (section)
        node_append(book->root, section);
    return section;
}

void pass_matter(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    for (size_t i = 0; i < book->interviews_count; i++)
        matter_interview(book, &book->interviews[i]);
    matter_by_question(book, first_back(book));
    matter_insert(book, NULL, matter_people(book));
    matter_insert(book, NULL, colophon(book));
    Node *contents = matter_contents(book), *first = book->root->first;
    matter_insert(book, first, half_title(book));
    matter_insert(book, first, title_page(book));
    matter_insert(book, first, imprint(book));
    matter_insert(book, first, contents);
}
