/* Hyphenation, breaks inside words, bidirectional order. */
#include "setting.h"

#include "base/utf8.h"
#include "layout/bidi.h"
#include "layout/breaks.h"
#include "layout/hyphen.h"
#include "layout/shaping.h"

static Str hyphenated(Patterns *patterns, const char *word)
{
    bool points[HYPHEN_WORD_LIMIT];
    Str out = STR_INIT;
    size_t length = strlen(word);
    bool any = patterns_apply(patterns, word, length, 2, 3, points);
    for (size_t i = 0, character = 0; i < length; character++) {
        uint32_t c;
        i += utf8_decode(word + i, length - i, &c);
        str_add_utf8(&out, c);
        if (any && points[character])
            str_add_char(&out, '-');
    }
    return out;
}

static void patterns_part_words(void **state)
{
    (void)state;
    static const struct {
        const char *language, *want;
    } cases[] = {
        {"en-US", "hy-phen-ation"},      {"en", "as-so-ciate"},
        {"en-GB", "rep-res-ent-at-ive"}, {"de", "sil-ben-tren-nung"},
        {"de", "mög-lich-kei-ten"},      {"de-CH", "ge-sund-heits-we-sen"},
        {"fr", "hy-po-thèse"},           {"es", "pa-la-bra"},
        {"nl", "zie-ken-huis"},          {"en", "time"},
    };
    Hyphenation *hyphenation = hyphenation_new();
    Diagnostics *diagnostics = diagnostics_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Patterns *patterns = hyphenation_patterns(hyphenation, cases[i].language, diagnostics);
        assert_non_null(patterns);
        Str word = STR_INIT;
        for (const char *c = cases[i].want; *c; c++)
            if (*c != '-')
                str_add_char(&word, *c);
        Str got = hyphenated(patterns, word.data);
        assert_string_equal(got.data, cases[i].want);
        str_release(&word);
        str_release(&got);
    }
    assert_int_equal(diagnostics_count(diagnostics, DIAG_LEVEL_NOTE), 0);
    assert_null(hyphenation_patterns(hyphenation, "xx", diagnostics));
    assert_null(hyphenation_patterns(hyphenation, "xx", diagnostics));
    assert_null(hyphenation_patterns(hyphenation, "ja", diagnostics)); /* nobody expects any */
    size_t count;
    const Diagnostic *said = diagnostics_list(diagnostics, &count);
    assert_int_equal(count, 1);
    assert_non_null(strstr(said[0].text, "Debian has none")); /* no package is made up */
    hyphenation_free(hyphenation);
    diagnostics_free(diagnostics);
}

/* The breaks of a word: `-` where a hyphen is added, `|` where nothing is; those for emergencies in
 * brackets; anywhere-breaks are left out. */
static void check_breaks(Bench *bench, const WordSet *words, const char *text, const char *want)
{
    Shapings *shapings = shapings_new();
    Shaper *shaper = shaper_new();
    const Style *style = style_of(bench->sheet, bench->book->root, NULL);
    const char *language = bench->book->language;
    const Shaping *shaping =
        shapings_find(shapings, style, language, false, nowhere, bench->diagnostics);
    const WordKey key = {.shaping = shaping, .font = shaping->font, .script = HB_SCRIPT_LATIN};
    Word *word = shaper_word(shaper, &key, text, strlen(text));
    word_find_breaks(shaper, word, words);
    Str got = STR_INIT;
    size_t at = 0;
    for (int i = 0; i < word->break_count; i++) {
        const WordBreak *b = &word->breaks[i];
        if (b->level == LEVEL_ANYWHERE)
            continue;
        str_add_bytes(&got, word->shaped.text + at, b->at - at);
        str_format(&got, b->level ? "[%s]" : "%s", b->kind == BREAK_SOFT ? "-" : "|");
        at = b->at;
        assert_true(b->estimate.before > 0 && b->estimate.after > 0);
        BreakWidths exact = word_exact_widths(shaper, word, i);
        assert_in_range(exact.before - b->estimate.before + 50, 0, 100); /* of 1000 to the em */
        assert_in_range(exact.after - b->estimate.after + 50, 0, 100);
    }
    str_add(&got, word->shaped.text + at);
    assert_string_equal(got.data, want);
    str_release(&got);
    shaper_free(shaper);
    shapings_free(shapings);
}

static void words_break_where_they_may(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    bench_block(&bench, "usually lower-case words of this book");
    WordSet *words = wordset_of_book(bench.book);
    check_breaks(&bench, words, "difficulties,", "dif-fi-cul-ties,");
    check_breaks(&bench, words, "Usually", "Usu-ally");
    check_breaks(&bench, words, "Bindery", "Bindery");
    check_breaks(&bench, words, "Montgomery", "Mont[-]gomery");
    check_breaks(&bench, words, "well-known", "well-|known");
    check_breaks(&bench, words, "1990-2000", "1990-[|]2000");
    check_breaks(&bench, words, "and/or", "and/or");
    check_breaks(&bench, words, "either/other", "ei-ther/|other");
    check_breaks(&bench, words, "so—then", "so—|then");
    check_breaks(&bench, words, "so…then", "so…|then");
    check_breaks(&bench, words, "“…then", "“…then");
    check_breaks(&bench, words, "re\u00ADturned", "re-turned");
    check_breaks(&bench, words, "TextExpander", "Text[-]Expander");
    check_breaks(&bench, words, "NATO", "NATO");
    wordset_free(words);
    bench_close(&bench);
}

static void german_nouns_are_no_names(void **state)
{
    (void)state;
    Bench bench = bench_open("de-AT", "");
    bench_block(&bench, "nichts davon steht hier klein");
    WordSet *words = wordset_of_book(bench.book);
    check_breaks(&bench, words, "Möglichkeiten", "Mög-lich-kei-ten");
    check_breaks(&bench, words, "Silbentrennung", "Sil-ben-tren-nung");
    wordset_free(words);
    bench_close(&bench);
}

static void levels_are_reordered(void **state)
{
    (void)state;
    const uint32_t text[] = {'a', ' ', 0x5D0, 0x5D1, ' ', '1', '2', ' ', 0x5D2, ' ', 'b'};
    enum { COUNT = sizeof text / sizeof *text };
    uint8_t levels[COUNT];
    uint32_t order[COUNT];
    assert_int_equal(bidi_levels(text, COUNT, false, levels), 0);
    bidi_reorder(levels, COUNT, order);
    const uint32_t want[] = {0, 1, 8, 7, 5, 6, 4, 3, 2, 9, 10};
    assert_memory_equal(order, want, sizeof want);
    assert_int_equal(bidi_levels(text, COUNT, true, levels), 1);
    assert_int_equal(bidi_levels(text + 2, 2, false, levels), 1); /* nothing but Hebrew */
    assert_true(bidi_language("he-IL"));
    assert_false(bidi_language("en"));
    assert_false(bidi_language("az-Latn"));
    assert_false(bidi_language("ks-Deva-IN"));
    assert_true(bidi_language("und-Arab"));
    assert_true(bidi_language("pa-Arab-PK"));
    assert_true(bidi_language("ar-1994"));
    assert_true(bidi_needed("a\u05D0", 3));
    assert_false(bidi_needed("“naïve” Привет 你好 😀", strlen("“naïve” Привет 你好 😀")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_part_words),
        cmocka_unit_test(words_break_where_they_may),
        cmocka_unit_test(german_nouns_are_no_names),
        cmocka_unit_test(levels_are_reordered),
    };
    return RUN_TESTS(tests);
}
