/* What is shown is what was given: texts in many scripts, any text, and very long ones. */
#include "setting.h"

#include <time.h>

/* Synthetic text in several scripts: what is shown must be what was given. */
static const struct {
    const char *language, *text;
} samples[] = {
    {"en", "The first office of the firm offers efficient traffic; flying affine fjords, "
           "“quoted” and ‘single’ words — with dashes, ellipses… and numbers 0123456789."},
    {"de", "Die Größe der Straße überrascht: Donaudampfschifffahrtsgesellschaft und "
           "Verantwortungsbewusstsein sind lange Wörter, wie „Möglichkeiten“ auch."},
    {"fr", "L’élève naïf où ça ? « Bien sûr » : l’œuvre d’art coûte cent francs, garçon."},
    {"cy", "Mae’r tŷ hwn yn ŵyr, a’r llwybr ŷd yn wyrdd iawn."},
    {"el", "Η γρήγορη αλεπού πηδάει πάνω από το τεμπέλικο σκυλί και τρέχει μακριά."},
    {"ru", "Быстрая лиса перепрыгивает через ленивую собаку и убегает далеко в лес."},
    {"he", "שלום לכולם, זהו משפט לבדיקה עם English באמצע ומספר 123 בסוף."},
    {"ar", "هذا نص تجريبي باللغة العربية مع كلمة English في الوسط ورقم 123 في النهاية."},
    {"hi", "यह हिन्दी में एक परीक्षण वाक्य है जिसमें संयुक्त अक्षर हैं।"},
    {"th", "นี่คือประโยคทดสอบภาษาไทยที่ไม่มีช่องว่างระหว่างคำและยาวพอที่จะขึ้นบรรทัดใหม่"},
    {"ja", "これは日本語のテスト文です。行の折り返しが正しく行われることを確認します。"},
    {"zh", "这是一个用于测试换行的中文句子，标点符号不应出现在行首。"},
    {"ko", "이것은 줄 바꿈을 시험하기 위한 한국어 문장입니다."},
    {"en", "Marks: e\u0301 q\u0303 a\u0308\u0304 and symbols → ☃ ✓ 😀 in a row, x² + y² ≤ z."},
    {"en",
     "https://example.org/a/very/long/path/that-goes-on?and=on&and=on#until-it-ends is long."},
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static void the_text_shown_is_the_text_given(void **state)
{
    (void)state;
    for (int i = 0; i < SAMPLES; i++) {
        for (int measure = 60; measure <= 400; measure += 85) {
            Bench bench = bench_open(samples[i].language, "");
            const Node *block = bench_block(&bench, samples[i].text);
            Paragraph *paragraph = bench_paragraph(&bench, block, SP_FROM_POINTS(measure));
            int count, best;
            const Setting *settings = paragraph_settings(paragraph, true, &count, &best);
            for (int s = 0; s < count; s++) {
                Str text = STR_INIT;
                for (int line = 0; line < settings[s].lines; line++) {
                    Line placed = paragraph_line(paragraph, &settings[s], line, 0, 0);
                    add_line_text(&text, &placed, line + 1 == settings[s].lines);
                    for (uint32_t k = 0; k < placed.piece_count; k++)
                        check_piece(&placed.pieces[k]);
                }
                assert_string_equal(text.data, samples[i].text);
                str_release(&text);
            }
            paragraph_free(paragraph);
            bench_close(&bench);
        }
    }
}

static uint32_t seed;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

/* A character of some script, a mark, a space, something invisible. */
static uint32_t random_character(void)
{
    static const struct {
        uint32_t first, count, weight;
    } ranges[] = {
        {'a', 26, 40},    {'A', 26, 8},     {' ', 1, 30},     {'!', 15, 4},    {'0', 10, 4},
        {0xA0, 1, 2},     {0xAD, 1, 2},     {0xC0, 64, 4},    {0x300, 16, 2},  {0x391, 16, 2},
        {0x410, 64, 3},   {0x5D0, 27, 4},   {0x627, 30, 4},   {0x660, 10, 1},  {0x905, 60, 2},
        {0xE01, 46, 2},   {0x1100, 20, 1},  {0x200B, 5, 3},   {0x2010, 24, 4}, {0x202A, 5, 1},
        {0x2060, 1, 1},   {0x2066, 4, 1},   {0x20AC, 1, 1},   {0x2190, 60, 1}, {0x3041, 80, 2},
        {0x4E00, 900, 3}, {0xAC00, 900, 1}, {0xE000, 2, 1},   {0xFE0F, 1, 1},  {0xFEFF, 1, 1},
        {0x1F600, 60, 2}, {0x1F1E6, 26, 1}, {0x10FFFD, 1, 1}, {0x0378, 1, 1},
    };
    uint32_t total = 0, at;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        total += ranges[i].weight;
    at = random_below(total);
    for (size_t i = 0;; i++) {
        if (at < ranges[i].weight)
            return ranges[i].first + random_below(ranges[i].count);
        at -= ranges[i].weight;
    }
}

/* What of a text is to be seen: spaces in one, invisible characters left out. */
static Str visible(const char *text, size_t length)
{
    Str out = STR_INIT;
    bool space = false;
    for (size_t i = 0; i < length;) {
        uint32_t c;
        i += utf8_decode(text + i, length - i, &c);
        if (c == ' ' || c == 0xA0) {
            space = out.length > 0;
            continue;
        }
        if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
            (c >= 0x2060 && c <= 0x2069) || c == 0xFE0F || c == 0xFEFF)
            continue;
        if (space)
            str_add_char(&out, ' ');
        space = false;
        str_add_utf8(&out, c);
    }
    return out;
}

static void any_text_comes_back(void **state)
{
    (void)state;
    static const char *const languages[] = {"en", "he", "th", "ja", "de"};
    enum { ROUNDS = 600 };
    Bench bench = bench_open("en", "");
    for (int round = 0; round < ROUNDS; round++) {
        seed = (uint32_t)round * 2654435761u + 17;
        Str text = STR_INIT, shown = STR_INIT;
        for (uint32_t n = random_below(round % 10 ? 60 : 2000); n > 0; n--)
            str_add_utf8(&text, random_character());
        Node *block = bench_block(&bench, NULL);
        node_append(block, node_text(bench.book, text.data, text.length, nowhere));
        block->language = languages[random_below(5)];
        Paragraph *p = bench_paragraph(&bench, block, SP_FROM_POINTS(20.0 + random_below(400)));
        const Setting *setting = best_setting(p);
        for (int i = 0; setting && i < setting->lines; i++) {
            Line line = paragraph_line(p, setting, i, 0, 0);
            for (uint32_t k = 0; k < line.piece_count; k++)
                check_shaped(line.pieces[k].text);
            add_line_text(&shown, &line, false);
        }
        Str want = visible(text.data, text.length), got = visible(shown.data, shown.length);
        assert_string_equal(got.data, want.data);
        str_release(&want);
        str_release(&got);
        str_release(&text);
        str_release(&shown);
        paragraph_free(p);
    }
    bench_close(&bench);
}

/* Where every line of the prose ends, in a measure. */
static Str line_ends(Bench *bench, const Node *block, double measure)
{
    Str out = STR_INIT;
    Paragraph *p = bench_paragraph(bench, block, SP_FROM_POINTS(measure));
    const Setting *setting = best_setting(p);
    for (int i = 0; i < setting->lines; i++) {
        Line line = paragraph_line(p, setting, i, 0, 0);
        const Piece *last = &line.pieces[line.piece_count - 1];
        str_format(&out, "%s %d %d\n", last->text->text, last->x, line.scale);
    }
    paragraph_free(p);
    return out;
}

/* What the composer has learnt of words from earlier paragraphs changes no later one: the outputs
 * of one run are those of separate runs. */
static void lines_do_not_depend_on_what_was_set_before(void **state)
{
    (void)state;
    Bench used = bench_open("en", "");
    const Node *block = bench_block(&used, prose);
    for (int measure = 90; measure < 330; measure += 7) {
        Bench fresh = bench_open("en", "");
        Str a = line_ends(&used, block, measure);
        Str b = line_ends(&fresh, bench_block(&fresh, prose), measure);
        assert_string_equal(a.data, b.data);
        str_release(&a);
        str_release(&b);
        bench_close(&fresh);
    }
    bench_close(&used);
}

/* A paragraph of a megabyte and a word of 100,000 letters take time in proportion. */
static void monsters_are_set(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    Str text = STR_INIT;
    while (text.length < 1000000) {
        str_add(&text, prose);
        str_add_char(&text, ' ');
    }
    Str word = STR_INIT;
    while (word.length < 100000)
        str_add(&word, "abcdefghij");
    const char *monsters[] = {text.data, word.data};
    for (int i = 0; i < 2; i++) {
        clock_t start = clock();
        Paragraph *p = bench_paragraph(&bench, bench_block(&bench, monsters[i]), SP_FROM_MM(108));
        const Setting *setting = best_setting(p);
        assert_true(setting->lines > 1000);
        for (int line = 0; line < setting->lines; line++)
            assert_true(paragraph_line(p, setting, line, 0, 0).piece_count > 0);
        paragraph_free(p);
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 60); /* under valgrind, too */
    }
    str_release(&text);
    str_release(&word);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_shown_is_the_text_given),
        cmocka_unit_test(any_text_comes_back),
        cmocka_unit_test(lines_do_not_depend_on_what_was_set_before),
        cmocka_unit_test(monsters_are_set),
    };
    return RUN_TESTS(tests);
}
