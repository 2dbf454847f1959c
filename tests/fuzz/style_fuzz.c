/* Any bytes as a style sheet: read, asked for a few styles, freed. */
#include "style/sheet.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = book_new();
    Node *section = node_add(book, book->root, NODE_SECTION, ROLE_INTERVIEW, (Place){0});
    Node *heading = node_add(book, section, NODE_HEADING, ROLE_QUESTION, (Place){0});
    Node *paragraph = node_add(book, section, NODE_PARAGRAPH, ROLE_NONE, (Place){0});
    char *text = arena_bytes(book->arena, (const char *)data, size);

    StyleSheet *sheet = sheet_new(diagnostics);
    sheet_add(sheet, "fuzz.css", text, size, diagnostics);
    sheet_close(sheet);
    const Style *root = style_of(sheet, book->root, NULL);
    const Style *outer = style_of(sheet, section, root);
    const Style *inner = style_of(sheet, paragraph, outer);
    style_of(sheet, heading, outer);
    for (int pseudo = PSEUDO_BEFORE; pseudo <= PSEUDO_FOOTNOTE_MARKER; pseudo++)
        style_of_pseudo(sheet, paragraph, (Pseudo)pseudo, inner);
    style_of_page(sheet, "body", true, false, false, NULL);
    style_of_page(sheet, NULL, false, true, true, NULL);

    style_sheet_free(sheet);
    book_free(book);
    diagnostics_free(diagnostics);
    return 0;
}
