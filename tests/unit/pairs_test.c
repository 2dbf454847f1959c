/* The law of pairs: what they put together is what HarfBuzz makes of the whole. */
#include "test.h"

#include "layout/face.h"
#include "layout/pairs.h"

#include <glob.h>
#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 400, LONGEST = 12 };

static const char *const fonts[] = {
    "/usr/share/texmf/fonts/opentype/public/tex-gyre/*.otf",
    "/usr/share/fonts/truetype/noto/NotoS[ea][rn]*-[BIR]*.ttf",
};

static const struct {
    const char *features;
    bool plain; /* most words are, in a font of the house */
} kinds[] = {{"onum pnum", true}, {"lnum tnum", true}, {"smcp c2sc", false}, {"-liga", true}};

static uint32_t random_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Mostly small letters; now and then any character that may be plain, or one that never is. */
static size_t random_word(uint32_t *seed, uint32_t *word)
{
    static const uint32_t others[] = {0x2019, 0x201C, 0x2014, 0x2026, 0xE9, 0xC5,  0xFF,
                                      0x130,  0x301,  0x3B1,  0x5D0,  'f',  0x2044};
    size_t count = 1 + random_number(seed) % LONGEST;
    for (size_t i = 0; i < count; i++) {
        uint32_t kind = random_number(seed) % 64, which = random_number(seed);
        word[i] = kind < 48   ? 'a' + which % 26
                  : kind < 56 ? 'A' + which % 26
                  : kind < 61 ? 0x21 + which % 94
                              : others[which % (sizeof others / sizeof *others)];
    }
    return count;
}

static Shaping shaping_of(const Font *font, const char *features)
{
    Shaping shaping = {
        .font = font, .language = "en", .hb_language = hb_language_from_string("en", -1)};
    char list[64], *rest = list;
    snprintf(list, sizeof list, "%s", features);
    for (char *word; (word = strsep(&rest, " "));)
        assert_true(hb_feature_from_string(word, -1, &shaping.features[shaping.feature_count++]));
    return shaping;
}

static void shape_whole(hb_buffer_t *buffer, const Shaping *shaping, const uint32_t *word,
                        size_t count)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_codepoints(buffer, word, (int)count, 0, (int)count);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, shaping->hb_language);
    hb_shape(shaping->font->shaper, buffer, shaping->features, (unsigned)shaping->feature_count);
}

static void assert_same(hb_buffer_t *buffer, const Glyph *glyphs, size_t count)
{
    unsigned made;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &made);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    assert_int_equal(made, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(info[i].cluster, i);
        assert_int_equal(glyphs[i].id, info[i].codepoint);
        assert_int_equal(glyphs[i].advance, position[i].x_advance);
        assert_int_equal(glyphs[i].dx, position[i].x_offset);
        assert_int_equal(glyphs[i].dy, position[i].y_offset);
    }
}

/* Returns how many of WORDS are plain. */
static int compare(Arena *arena, const Font *font, const char *features)
{
    hb_buffer_t *lent = hb_buffer_create(), *buffer = hb_buffer_create();
    const Shaping shaping = shaping_of(font, features);
    Pairs *pairs = pairs_new(arena, font, &shaping, lent);
    uint32_t seed = 7, word[LONGEST];
    Glyph glyphs[LONGEST];
    int plain = 0;
    for (int i = 0; i < WORDS; i++) {
        size_t count = random_word(&seed, word);
        if (!pairs_shape(pairs, word, count, glyphs))
            continue;
        plain++;
        shape_whole(buffer, &shaping, word, count);
        assert_same(buffer, glyphs, count);
    }
    hb_buffer_destroy(lent);
    hb_buffer_destroy(buffer);
    return plain;
}

static void pairs_make_what_the_whole_makes(void **state)
{
    (void)state;
    glob_t files = {0};
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        assert_int_equal(glob(fonts[i], i ? GLOB_APPEND : 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        Arena *arena = arena_new();
        Font *font = font_open(arena, files.gl_pathv[i], 0, "Any", "Any");
        bool house = strstr(files.gl_pathv[i], "pagella-regular");
        assert_non_null(font);
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            int plain = compare(arena, font, kinds[k].features);
            if (house && kinds[k].plain)
                assert_true(plain > WORDS / 3);
        }
        font_close(font);
        arena_free(arena);
    }
    globfree(&files);
}

static void ligatures_are_no_pairs(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Font *font = font_open(
        arena, "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrepagella-regular.otf", 0,
        "TeX Gyre Pagella", "Regular");
    const Shaping shaping = shaping_of(font, "onum");
    hb_buffer_t *buffer = hb_buffer_create();
    Pairs *pairs = pairs_new(arena, font, &shaping, buffer);
    Glyph glyphs[3];
    assert_true(pairs_shape(pairs, (uint32_t[]){'A', 'V'}, 2, glyphs));
    assert_true(glyphs[0].advance < hb_font_get_glyph_h_advance(font->shaper, glyphs[0].id));
    assert_false(pairs_shape(pairs, (uint32_t[]){'f', 'i'}, 2, glyphs));
    assert_true(pairs_shape(pairs, (uint32_t[]){'o', 'f'}, 2, glyphs)); /* no ligature ends so */
    assert_false(pairs_shape(pairs, (uint32_t[]){'o', 'f', 'f'}, 3, glyphs));
    assert_false(pairs_shape(pairs, (uint32_t[]){'1'}, 1, glyphs)); /* it has another form */
    assert_false(pairs_shape(pairs, (uint32_t[]){'e', 0x301}, 2, glyphs));
    hb_buffer_destroy(buffer);
    font_close(font);
    arena_free(arena);
}

/* A copy of a face whose only positioning draws a before v and v before a nearer, by values that
 * say something of the second glyph as well: the first pair of "ava" takes the v away from the
 * second (OpenType, GPOS lookup type 2). */
static hb_face_t *face_of_long_pairs(const Font *font, hb_codepoint_t a, hb_codepoint_t v)
{
    static const char *const kept[] = {"cmap", "head", "hhea", "hmtx", "maxp", "CFF "};
    enum { KERN = 0xFF9C, ADVANCE = 4 };
    const hb_codepoint_t low = a < v ? a : v, high = a < v ? v : a;
    const unsigned words[] = {
        1, 0,      10,      30,      44,                          /* version, where the lists are */
        1, 0x4446, 0x4C54,  8,       4,  0,   0,    0xFFFF, 1, 0, /* script DFLT */
        1, 0x6B65, 0x726E,  8,       0,  1,   0,                  /* feature kern */
        1, 4,      2,       0,       1,  8,                       /* lookup of pairs */
        1, 30,     ADVANCE, ADVANCE, 2,  14,  22,                 /* its subtable */
        1, high,   KERN,    0,       1,  low, KERN, 0,            /* second glyphs */
        1, 2,      low,     high,                                 /* first glyphs */
    };
    enum { WORDS_OF_TABLE = sizeof words / sizeof *words };
    char table[2 * WORDS_OF_TABLE];
    for (int i = 0; i < WORDS_OF_TABLE; i++) {
        table[2 * i] = (char)(words[i] >> 8);
        table[2 * i + 1] = (char)words[i];
    }
    hb_face_t *face = hb_face_builder_create();
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        hb_tag_t tag = hb_tag_from_string(kept[i], 4);
        hb_blob_t *blob = hb_face_reference_table(font->face, tag);
        hb_face_builder_add_table(face, tag, blob);
        hb_blob_destroy(blob);
    }
    hb_blob_t *blob = hb_blob_create(table, sizeof table, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(face, HB_OT_TAG_GPOS, blob);
    hb_blob_destroy(blob);
    return face;
}

static void pairs_that_reach_further_are_none(void **state)
{
    (void)state;
    static const uint32_t word[] = {'A', 'V', 'A', 'V'};
    Arena *arena = arena_new();
    Font *font = font_open(
        arena, "/usr/share/texmf/fonts/opentype/public/tex-gyre/texgyrepagella-regular.otf", 0,
        "TeX Gyre Pagella", "Regular");
    hb_codepoint_t a, v;
    assert_true(hb_font_get_nominal_glyph(font->shaper, 'A', &a));
    assert_true(hb_font_get_nominal_glyph(font->shaper, 'V', &v));
    hb_face_t *face = face_of_long_pairs(font, a, v);
    Font other = *font;
    other.face = face;
    other.shaper = hb_font_create(face);
    const Shaping shaping = shaping_of(&other, "kern");
    hb_buffer_t *lent = hb_buffer_create(), *buffer = hb_buffer_create();
    Pairs *pairs = pairs_new(arena, &other, &shaping, lent);
    Glyph glyphs[4];
    shape_whole(buffer, &shaping, word, 4);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    assert_true(positions[0].x_advance < hb_font_get_glyph_h_advance(other.shaper, a));
    assert_int_equal(positions[1].x_advance, hb_font_get_glyph_h_advance(other.shaper, v));
    if (pairs_shape(pairs, word, 4, glyphs))
        assert_same(buffer, glyphs, 4);
    assert_true(pairs_shape(pairs, (uint32_t[]){'o', 'n'}, 2, glyphs)); /* not in any pair */
    hb_buffer_destroy(lent);
    hb_buffer_destroy(buffer);
    hb_font_destroy(other.shaper);
    hb_face_destroy(face);
    font_close(font);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_that_reach_further_are_none),
        cmocka_unit_test(pairs_make_what_the_whole_makes),
        cmocka_unit_test(ligatures_are_no_pairs),
    };
    return RUN_TESTS(tests);
}
