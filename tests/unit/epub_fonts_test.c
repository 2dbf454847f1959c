/* Parts of fonts that an EPUB carries. */
#include "test.h"

#include "epub/font_subset.h"
#include "epub/fonts.h"
#include "epub/publication.h"
#include "small_book.h"

#include <hb-ot.h>

static const char pagella[] =
    "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrepagella-regular.otf";

static uint32_t glyph_of(hb_font_t *font, uint32_t character)
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font, character, &glyph);
    return glyph;
}

static void a_subset_shows_what_was_asked_for(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Font *font = font_open(arena, pagella, 0, "TeX Gyre Pagella", "Regular");
    assert_non_null(font);
    assert_true(font_may_be_embedded(font));
    hb_set_t *wanted = hb_set_create();
    hb_set_add_range(wanted, 'a', 'i');
    Str bytes = STR_INIT;
    assert_true(font_subset(font, wanted, &bytes));
    assert_true(bytes.length < 12000);
    hb_blob_t *blob =
        hb_blob_create(bytes.data, (unsigned)bytes.length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *subset = hb_font_create(face);
    assert_true(glyph_of(subset, 'f') != 0);
    assert_int_equal(glyph_of(subset, 'z'), 0);
    assert_true(hb_face_get_glyph_count(face) > 10); /* ligatures came along */
    hb_font_destroy(subset);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    hb_set_destroy(wanted);
    str_release(&bytes);
    font_close(font);
    arena_free(arena);
}

/* A face without glyphs, whose table OS/2 holds only what is asked of it. */
static hb_face_t *face_of_type(uint8_t high, uint8_t low)
{
    const char table[10] = {[8] = (char)high, [9] = (char)low};
    hb_face_t *face = hb_face_builder_create();
    hb_blob_t *blob = hb_blob_create(table, sizeof table, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(face, HB_TAG('O', 'S', '/', '2'), blob);
    hb_blob_destroy(blob);
    return face;
}

static void licences_are_kept(void **state)
{
    (void)state;
    static const struct {
        uint8_t high, low;
        bool may;
    } types[] = {{0, 0, true},  {0, 4, true},  {0, 8, true},
                 {0, 2, false}, {1, 0, false}, {2, 8, false}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Font font = {.face = face_of_type(types[i].high, types[i].low)};
        assert_int_equal(font_may_be_embedded(&font), types[i].may);
        hb_face_destroy(font.face);
    }
}

static void a_forbidden_font_is_reported(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Composer *composer = composer_new();
    Book *book = small_book("en");
    Font font = {.family = "Forbidden",
                 .style_name = "Regular",
                 .weight = 400,
                 .face = face_of_type(0, 2),
                 .characters = hb_set_create()};
    hb_set_add_range(font.characters, 'a', 'z');
    const Font *fonts[] = {&font};
    Pages pages = {.book = book, .fonts = fonts, .font_count = 1};
    Publication *publication = publication_new(book, NULL);
    fonts_embed(publication, &pages, composer, diagnostics);
    assert_int_equal(publication->font_count, 0);
    assert_string_equal(publication->font_sheet, "");
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, DIAG_FONT_NOT_EMBEDDED);
    publication_free(publication);
    hb_set_destroy(font.characters);
    hb_face_destroy(font.face);
    book_free(book);
    composer_free(composer);
    diagnostics_free(diagnostics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subset_shows_what_was_asked_for),
        cmocka_unit_test(licences_are_kept),
        cmocka_unit_test(a_forbidden_font_is_reported),
    };
    return RUN_TESTS(tests);
}
