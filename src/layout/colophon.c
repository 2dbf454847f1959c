#include "layout/colophon.h"

#include "book/words.h"

const char *colophon_fonts(Setter *setter, const Sheets *sheets)
{
    Book *book = (Book *)setter->book; /* its arena keeps the sentence */
    Line line = text_line(setter, "n", NULL, sheets->body, book->root, 0, 0, NULL);
    const char *family = line.piece_count ? font_family(line.pieces[0].text->font) : NULL;
    return family ? word_with(book, NULL, WORD_SET_IN, family) : NULL;
}
