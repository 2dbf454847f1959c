#include "layout/colophon.h"

#include "book/words.h"

/* The family that the style's text is really set in. */
static const char *family_of(Setter *setter, const Style *style)
{
    Line line = text_line(setter, "n", NULL, style, setter->book->root, 0, 0, NULL);
    return line.piece_count ? font_family(line.pieces[0].text->font) : NULL;
}

void colophon_name_fonts(Setter *setter, const Sheets *sheets)
{
    Book *book = (Book *)setter->book;
    for (Node *section = book->root->last; section; section = section->previous) {
        if (section->role != ROLE_COLOPHON)
            continue;
        const char *family = family_of(setter, sheets->body);
        for (Node *node = section->first; node && family; node = node->next) {
            if (node->role != ROLE_FONTS)
                continue;
            while (node->first)
                node_remove(node->first);
            const char *text = word_with(book, NULL, WORD_SET_IN, family);
            node_add_text(book, node, text, node->place);
        }
    }
}
