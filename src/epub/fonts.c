#include "epub/fonts.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "book/words.h"
#include "epub/font_subset.h"
#include "layout/paragraph.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FONTS = 24 };

typedef struct Embedding {
    Publication *publication;
    const Pages *pages;
    Setter setter;
    hb_set_t *all;   /* characters of the book */
    hb_set_t *code;  /* those of code */
    hb_set_t *taken; /* those that an embedded font shows */
    Str families;    /* for the body, in CSS */
    Str sheet;
} Embedding;

/* Characters */

static void add_characters(hb_set_t *set, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t c;
        at += utf8_decode(text + at, length - at, &c);
        hb_set_add(set, c);
    }
}

static bool is_code(const Node *node)
{
    return node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK;
}

static void gather_characters(Embedding *e)
{
    const Book *book = e->publication->book;
    hb_set_add_range(e->all, 0x20, 0x7E);
    add_characters(e->all, "\u00A0\u21A9", strlen("\u00A0\u21A9"));
    for (int id = 0; id < WORD_COUNT; id++) {
        const char *label = word(book, NULL, (WordId)id);
        add_characters(e->all, label, strlen(label));
    }
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (walk.event == WALK_ENTER && node->scope == SCOPE_PRINT)
            walk_skip(&walk);
        else if (walk.event == WALK_ENTER && node->text)
            add_characters(is_code(node) ? e->code : e->all, node->text, node->length);
    }
}

/* Emphasis within strong words or headings, or the other way about, is bold and italic at once. */
static bool needs_bold_italic(const Book *book)
{
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        if (walk.node->kind != NODE_EMPHASIS && walk.node->kind != NODE_STRONG)
            continue;
        for (const Node *up = walk.node->parent; up; up = up->parent)
            if (up->kind == NODE_HEADING || up->kind == NODE_EMPHASIS || up->kind == NODE_STRONG)
                return true;
    }
    return false;
}

/* Families: those that set most of the printed book's text, and of its code. */

typedef struct Tally {
    const Font *font;
    size_t text, code; /* bytes */
} Tally;

static void count_piece(const Piece *piece, Tally *tallies, size_t count)
{
    if (piece->generated || !piece->node)
        return;
    for (size_t i = 0; i < count; i++)
        if (tallies[i].font == piece->text->font) {
            *(is_code(piece->node) ? &tallies[i].code : &tallies[i].text) += piece->text->length;
            return;
        }
}

static void find_fonts(const Pages *pages, const Font **text, const Font **code)
{
    Tally *tallies = memory_new((pages->font_count + 1) * sizeof *tallies);
    for (size_t i = 0; i < pages->font_count; i++)
        tallies[i].font = pages->fonts[i];
    for (size_t i = 0; i < pages->count; i++)
        for (uint32_t k = 0; k < pages->pages[i].line_count; k++)
            for (uint32_t m = 0; m < pages->pages[i].lines[k].piece_count; m++)
                count_piece(&pages->pages[i].lines[k].pieces[m], tallies, pages->font_count);
    const Tally *most_text = tallies, *most_code = tallies;
    for (size_t i = 1; i < pages->font_count; i++) {
        most_text = tallies[i].text > most_text->text ? &tallies[i] : most_text;
        most_code = tallies[i].code > most_code->code ? &tallies[i] : most_code;
    }
    *text = most_text->text ? most_text->font : NULL;
    *code = most_code->code ? most_code->font : NULL;
    free(tallies);
}

/* The family's face of a weight and slant; NULL when it has none. */
static const Font *face_of(Embedding *e, const char *family, int weight, bool italic)
{
    const char *const families[] = {family, NULL};
    Style style = {.font_family = families,
                   .font_size = SP_FROM_POINTS(10),
                   .line_height = SP_FROM_POINTS(10),
                   .font_weight = weight,
                   .font_style = italic ? SLANT_ITALIC : SLANT_NORMAL};
    Line line = text_line(&e->setter, "n", NULL, &style, e->publication->book->root, 0, 0, NULL);
    const Font *font = line.piece_count ? line.pieces[0].text->font : NULL;
    bool found = font && str_equal(font->family, family) && font->italic == italic &&
                 (font->weight > 550) == (weight > 550);
    return found ? font : NULL;
}

/* What the font needs to show those characters that it can: an accented letter may be made of a
 * letter and its accent. */
static hb_set_t *needed(const Font *font, const hb_set_t *wanted)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    hb_set_t *characters = hb_set_create();
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(wanted, &c);) {
        hb_codepoint_t whole = c, base, mark;
        if (!font_has(font, c))
            continue;
        while (!hb_set_has(font->characters, whole) &&
               hb_unicode_decompose(unicode, whole, &base, &mark)) {
            hb_set_add(characters, mark ? mark : base);
            whole = base;
        }
        hb_set_add(characters, whole);
        hb_set_add(characters, c);
    }
    return characters;
}

/* Embeds a font for the characters that it shows; false when there are none, or it may not be. */
static bool embed(Embedding *e, const Font *font, const hb_set_t *wanted)
{
    Publication *p = e->publication;
    Str bytes = STR_INIT;
    hb_set_t *characters = needed(font, wanted);
    bool some = !hb_set_is_empty(characters) && p->font_count < MOST_FONTS;
    bool allowed = some && font_may_be_embedded(font);
    if (some && !allowed)
        diag(e->setter.diagnostics, FONT_NOT_EMBEDDED, (Place){0}, font->family, font->style_name);
    bool made = allowed && font_subset(font, characters, &bytes);
    if (made) {
        bool cff = str_starts(bytes.data, "OTTO");
        const char *name =
            unicode_slug(p->arena, arena_format(p->arena, "%s %s", font->family, font->style_name));
        p->fonts[p->font_count] =
            (EmbeddedFont){.file = arena_format(p->arena, "fonts/%s.%s", name, cff ? "otf" : "ttf"),
                           .id = arena_format(p->arena, "font_%zu", p->font_count + 1),
                           .type = cff ? "font/otf" : "font/ttf",
                           .bytes = arena_bytes(p->arena, bytes.data, bytes.length),
                           .length = bytes.length};
        str_format(&e->sheet,
                   "@font-face { font-family: \"%s\"; font-style: %s; font-weight: %s; src: "
                   "url(\"%s\") }\n",
                   font->family, font->italic ? "italic" : "normal",
                   font->weight > 550 ? "bold" : "normal", p->fonts[p->font_count].file);
        p->font_count++;
        hb_set_union(e->taken, characters);
    }
    str_release(&bytes);
    hb_set_destroy(characters);
    return made;
}

static void embed_text(Embedding *e, const Font *text)
{
    static const struct {
        int weight;
        bool italic;
    } faces[] = {{400, false}, {400, true}, {700, false}, {700, true}};
    size_t count = needs_bold_italic(e->publication->book) ? 4 : 3;
    for (size_t i = 0; i < count; i++) {
        const Font *font = face_of(e, text->family, faces[i].weight, faces[i].italic);
        if (font && embed(e, font, e->all) && i == 0)
            str_format(&e->families, "\"%s\", ", font->family);
    }
}

/* The font of code, and what the text's own family lacks, from the fonts that print took it from.
 */
static void embed_others(Embedding *e, const Font *code)
{
    for (size_t i = 0; i < e->pages->font_count; i++) {
        const Font *font = e->pages->fonts[i];
        if (font->italic || font->weight > 550)
            continue;
        hb_set_t *rest = hb_set_copy(e->all);
        hb_set_subtract(rest, e->taken);
        if (font == code)
            hb_set_union(rest, e->code);
        if (embed(e, font, rest))
            str_format(&e->families, "\"%s\", ", font->family);
        hb_set_destroy(rest);
    }
}

void fonts_embed(Publication *publication, const Pages *pages, Composer *composer,
                 Diagnostics *diagnostics)
{
    const Font *text = NULL, *code = NULL;
    Embedding e = {.publication = publication,
                   .pages = pages,
                   .setter = {.composer = composer,
                              .book = publication->book,
                              .diagnostics = diagnostics,
                              .arena = publication->arena},
                   .all = hb_set_create(),
                   .code = hb_set_create(),
                   .taken = hb_set_create(),
                   .families = STR_INIT,
                   .sheet = STR_INIT};
    publication->fonts = arena_array(publication->arena, MOST_FONTS, sizeof *publication->fonts);
    gather_characters(&e);
    find_fonts(pages, &text, &code);
    if (text)
        embed_text(&e, text);
    embed_others(&e, code);
    if (publication->font_count)
        str_format(&e.sheet, "body { font-family: %sserif }\n", e.families.data);
    if (publication->font_count && code)
        str_format(&e.sheet, "code, pre { font-family: \"%s\", monospace }\n", code->family);
    publication->font_sheet = arena_bytes(publication->arena, e.sheet.data, e.sheet.length);
    hb_set_destroy(e.all);
    hb_set_destroy(e.code);
    hb_set_destroy(e.taken);
    str_release(&e.families);
    str_release(&e.sheet);
}
