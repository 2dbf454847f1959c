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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_make_what_the_whole_makes),
        cmocka_unit_test(ligatures_are_no_pairs),
    };
    return RUN_TESTS(tests);
}
