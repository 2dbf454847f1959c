#include "setting.h"

#include "layout/linecost.h"
#include "reported.h"

static void justified_lines_fill_the_measure(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    const Node *block = bench_block(&bench, prose);
    Sp measure = SP_FROM_MM(108);
    Paragraph *paragraph = bench_paragraph(&bench, block, measure);
    const Setting *setting = best_setting(paragraph);
    assert_true(setting->lines > 5);
    assert_true(setting->last_letters >= 5);
    assert_in_range(setting->tightest, LEAST, 1000);
    assert_in_range(setting->loosest, 1000, MOST);
    for (int i = 0; i < setting->lines; i++) {
        Line line = paragraph_line(paragraph, setting, i, 1000, 2000);
        const Piece *first = &line.pieces[0], *last = &line.pieces[line.piece_count - 1];
        Sp right = last->x + piece_width(&line, last) - 1000;
        Sp hang = SP_FROM_POINTS(4);
        assert_int_equal(line.baseline, 2000);
        assert_in_range(line.scale, 980, 1020);
        assert_true(first->x <= 1000 && first->x > 1000 - hang);
        assert_true(right <= measure + hang);
        if (i + 1 < setting->lines) {
            assert_true(right >= measure - 64); /* a thousandth of a point */
            assert_true(line.flags & LINE_JUSTIFIED);
            assert_int_equal(!!(line.flags & LINE_HYPHEN), setting->facts[i].hyphen);
        } else {
            assert_true(line.flags & LINE_LAST);
        }
    }
    paragraph_free(paragraph);
    bench_close(&bench);
}

static void points_and_hyphens_hang(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-align: left; hyphens: none }");
    const char *texts[] = {"“One", "One"};
    Sp x[2];
    for (int i = 0; i < 2; i++) {
        Paragraph *p = bench_paragraph(&bench, bench_block(&bench, texts[i]), SP_FROM_MM(50));
        x[i] = paragraph_line(p, best_setting(p), 0, 0, 0).pieces[0].x;
        paragraph_free(p);
    }
    assert_true(x[0] < x[1]);
    assert_true(x[0] < -SP_PER_POINT);
    bench_close(&bench);
}

static void alternatives_differ_by_lines(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    Str text = STR_INIT;
    str_format(&text, "%s %s", prose, prose);
    Paragraph *p = bench_paragraph(&bench, bench_block(&bench, text.data), SP_FROM_MM(100));
    str_release(&text);
    int count, best;
    const Setting *narrow = best_setting(p);
    int lines = narrow->lines;
    const Setting *settings = paragraph_settings(p, true, &count, &best);
    assert_true(count > 1);
    assert_int_equal(narrow->lines, lines); /* still valid */
    assert_true(paragraph_line(p, narrow, lines - 1, 0, 0).flags & LINE_LAST);
    for (int i = 0; i < count; i++) {
        assert_true(settings[i].cost >= 0);
        assert_in_range(settings[i].lines, settings[best].lines - 2, settings[best].lines + 2);
    }
    assert_int_equal(settings[best].cost, 0);
    paragraph_free(p);
    bench_close(&bench);
}

static Str line_texts(Paragraph *p)
{
    Str out = STR_INIT;
    const Setting *setting = best_setting(p);
    for (int i = 0; i < setting->lines; i++) {
        Line line = paragraph_line(p, setting, i, 0, 0);
        if (i)
            str_add_char(&out, '|');
        add_line_text(&out, &line, true);
    }
    return out;
}

static void check_lines(Bench *bench, const char *text, double measure, const char *want)
{
    Paragraph *p = bench_paragraph(bench, bench_block(bench, text), SP_FROM_POINTS(measure));
    Str lines = line_texts(p);
    assert_string_equal(lines.data, want);
    str_release(&lines);
    paragraph_free(p);
}

static void lines_break_where_they_may(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-align: left; hyphens: manual }");
    check_lines(&bench, "Dr.\u00A0Test drank 20\u00A0grams", 68, "Dr. Test drank|20 grams");
    check_lines(&bench, "one two – three more", 56, "one two –|three more");
    check_lines(&bench, "incom\u00ADprehensi\u00ADble", 40, "incom|prehensi|ble");
    check_lines(&bench, "aaaaa\u200Bbbbbb\u200Bccccc", 60, "aaaaabbbbb|ccccc");
    check_lines(&bench, "https://example.org/alpha/beta", 104, "https://example.org/|alpha/beta");
    check_lines(&bench, "well—tempered", 50, "well—|tempered");
    assert_int_equal(diagnostics_count(bench.diagnostics, DIAG_LEVEL_WARNING), 0);
    bench_close(&bench);
}

static void preformatted_lines_are_kept(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { white-space: pre; text-align: left; hyphens: none }");
    check_lines(&bench, "if (a)\n    b();\n\n\tc();\n", 200, "if (a)|    b();||    c();");
    bench_close(&bench);
}

static void line_breaks_and_case(void **state)
{
    (void)state;
    Bench bench = bench_open("de", "p { text-align: center; text-transform: uppercase }");
    Node *block = bench_block(&bench, "große ");
    node_add(bench.book, block, NODE_LINE_BREAK, ROLE_NONE, nowhere);
    node_add_text(bench.book, block, " straße", nowhere);
    Paragraph *p = bench_paragraph(&bench, block, SP_FROM_POINTS(200));
    Str lines = line_texts(p);
    assert_string_equal(lines.data, "GROSSE|STRASSE");
    str_release(&lines);
    paragraph_free(p);
    bench_close(&bench);
}

static void hebrew_runs_from_the_right(void **state)
{
    (void)state;
    Bench bench = bench_open("he", "p { text-align: start }");
    Paragraph *p = bench_paragraph(&bench, bench_block(&bench, "אחת שתיים English words שלוש"),
                                   SP_FROM_MM(100));
    Line line = paragraph_line(p, best_setting(p), 0, 0, 0);
    assert_int_equal(line.piece_count, 5);
    const Piece *w = line.pieces;
    assert_true(w[0].x > w[1].x && w[1].x > w[2].x); /* right to left … */
    assert_true(w[3].x > w[2].x && w[3].x < w[1].x); /* but English words in their own order */
    assert_true(w[4].x < w[2].x);
    assert_true(w[0].text->right_to_left && !w[2].text->right_to_left);
    assert_in_range(w[0].x + piece_width(&line, &w[0]), SP_FROM_MM(100) - 8, SP_FROM_MM(100) + 8);
    paragraph_free(p);
    bench_close(&bench);
}

static void notes_are_known_by_line(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "::footnote-call { font-size: 0.7em; vertical-align: super }");
    Node *block = bench_block(&bench, "A word");
    Node *reference = node_add(bench.book, block, NODE_NOTE_REFERENCE, ROLE_NONE, nowhere);
    Node *note = node_add(bench.book, bench.book->root, NODE_NOTE, ROLE_NONE, nowhere);
    reference->note_reference.note = note;
    note->note.number = 7;
    note->note.reference = reference;
    node_add_text(bench.book, block, " and more.", nowhere);
    Paragraph *p = bench_paragraph(&bench, block, SP_FROM_MM(100));
    const Setting *setting = best_setting(p);
    assert_int_equal(setting->facts[0].note_count, 1);
    assert_ptr_equal(setting->facts[0].notes[0], note);
    Line line = paragraph_line(p, setting, 0, 0, 0);
    Str text = STR_INIT;
    add_line_text(&text, &line, true);
    assert_string_equal(text.data, "A word7 and more.");
    assert_true(line.pieces[2].generated);
    str_release(&text);
    paragraph_free(p);
    bench_close(&bench);
}

static void leaders_fill_the_line(void **state)
{
    (void)state;
    Bench bench =
        bench_open("en", "p { text-align: left } p::after { content: leader(\". \") \"12\" }");
    Sp measure = SP_FROM_MM(80);
    Sp ends[2];
    const char *titles[] = {"Short", "A somewhat longer title"};
    for (int i = 0; i < 2; i++) {
        Paragraph *p = bench_paragraph(&bench, bench_block(&bench, titles[i]), measure);
        Line line = paragraph_line(p, best_setting(p), 0, 0, 0);
        const Piece *last = &line.pieces[line.piece_count - 1];
        assert_string_equal(last->text->text, "12");
        assert_in_range(last->x + piece_width(&line, last), measure - 8, measure + 8);
        const Piece *dots = &line.pieces[line.piece_count - 2];
        assert_true(dots->generated);
        ends[i] = dots->x + piece_width(&line, dots);
        assert_true(piece_width(&line, dots) > measure / 4);
        paragraph_free(p);
    }
    assert_in_range(ends[0] - ends[1] + 8, 0, 16);
    bench_close(&bench);
}

static void what_no_font_has_is_reported(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    Paragraph *p =
        bench_paragraph(&bench, bench_block(&bench, "A \U0001FAE8 face"), SP_FROM_MM(80));
    Line line = paragraph_line(p, best_setting(p), 0, 0, 0);
    for (uint32_t i = 0; i < line.piece_count; i++)
        check_piece(&line.pieces[i]);
    assert_int_equal(diagnostics_count(bench.diagnostics, DIAG_LEVEL_WARNING), 1);
    size_t count;
    assert_int_equal(diagnostics_list(bench.diagnostics, &count)[0].id, DIAG_GLYPH_MISSING);
    paragraph_free(p);
    bench_close(&bench);
}

static void set_and_drop(Bench *bench, const char *text, double measure)
{
    Paragraph *p = bench_paragraph(bench, bench_block(bench, text), SP_FROM_POINTS(measure));
    const Setting *setting = best_setting(p);
    for (int i = 0; i < setting->lines; i++)
        paragraph_line(p, setting, i, 0, 0);
    paragraph_free(p);
}

static void what_the_author_should_know_is_reported(void **state)
{
    (void)state;
    Bench bench = bench_open("xx", "p { font-family: \"No Such Family\", \"Noto Sans Symbols2\";"
                                   " font-variant-caps: small-caps }");
    set_and_drop(&bench, "Words without a font of their own", 200);
    assert_true(reported(bench.diagnostics, DIAG_FONT_NOT_FOUND));
    assert_true(reported(bench.diagnostics, DIAG_FONT_LACKS_FEATURE));
    assert_true(reported(bench.diagnostics, DIAG_HYPHENATION_MISSING));
    assert_false(reported(bench.diagnostics, DIAG_LINE_OVERFULL));
    set_and_drop(&bench, "Mmmmmmmmmmmm mm mm", 20);
    assert_true(reported(bench.diagnostics, DIAG_LINE_OVERFULL));
    assert_int_equal(diag_level(DIAG_FONT_NONE), DIAG_LEVEL_FATAL); /* no book without a font */
    bench_close(&bench);
}

static void small_capitals_and_figures_are_the_fonts_own(void **state)
{
    (void)state;
    static const char *const styles[] = {
        "p { text-align: left }", "p { text-align: left; font-variant-caps: all-small-caps }",
        "p { text-align: left; font-variant-numeric: oldstyle-nums }",
        "p { text-align: left; letter-spacing: 0.1em }"};
    enum { STYLES = sizeof styles / sizeof *styles };
    int32_t widths[STYLES];
    uint32_t glyphs[STYLES];
    for (int i = 0; i < STYLES; i++) {
        Bench bench = bench_open("en", styles[i]);
        Paragraph *p = bench_paragraph(&bench, bench_block(&bench, "NHS2024"), SP_FROM_MM(80));
        Line line = paragraph_line(p, best_setting(p), 0, 0, 0);
        assert_int_equal(line.piece_count, 1);
        check_piece(&line.pieces[0]); /* the text stays NHS2024 */
        widths[i] = line.pieces[0].text->width;
        glyphs[i] = line.pieces[0].text->glyphs[i == 2 ? 3 : 0].id;
        paragraph_free(p);
        bench_close(&bench);
    }
    assert_true(widths[1] < widths[0]);
    assert_true(glyphs[1] != glyphs[0]);
    assert_true(glyphs[2] != glyphs[0]);
    assert_true(widths[3] > widths[0] + 600);
}

static void take_picture(void *context, Picture picture)
{
    *(Picture *)context = picture;
}

static void images_stand_in_the_line(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-align: left } img { height: 9pt }");
    Image image = {.width = 200, .height = 100};
    Node *block = bench_block(&bench, "See ");
    Node *node = node_add(bench.book, block, NODE_IMAGE, ROLE_NONE, nowhere);
    node->image.image = &image;
    node->image.alt = "a sign";
    node_add_text(bench.book, block, " here.", nowhere);
    Paragraph *p = bench_paragraph(&bench, block, SP_FROM_MM(80));
    Line line = paragraph_line(p, best_setting(p), 0, 0, SP_FROM_POINTS(50));
    Picture picture = {0};
    paragraph_pictures(p, take_picture, &picture);
    assert_ptr_equal(picture.node, node);
    assert_int_equal(picture.height, SP_FROM_POINTS(9));
    assert_int_equal(picture.width, SP_FROM_POINTS(18));
    assert_int_equal(picture.y, SP_FROM_POINTS(41));
    assert_int_equal(line.piece_count, 2);
    assert_true(picture.x > line.pieces[0].x);
    assert_true(line.pieces[1].x >= picture.x + picture.width);
    paragraph_free(p);
    bench_close(&bench);
}

static void take_rule(void *context, Rule rule)
{
    Rule *all = context;
    int i = 0;
    while (all[i].width)
        i++;
    all[i] = rule;
}

static void one_rule_underlines_a_run(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "p { text-align: left } em { text-decoration: underline }");
    Node *block = bench_block(&bench, "Not ");
    Node *em = node_add(bench.book, block, NODE_EMPHASIS, ROLE_NONE, nowhere);
    node_add_text(bench.book, em, "these two words", nowhere);
    node_add_text(bench.book, block, " but not that.", nowhere);
    Paragraph *p = bench_paragraph(&bench, block, SP_FROM_MM(100));
    Line line = paragraph_line(p, best_setting(p), 0, 0, 0);
    Rule rules[8] = {{0}};
    paragraph_decorations(&line, take_rule, rules);
    assert_int_equal(rules[1].width, 0);
    assert_int_equal(rules[0].x, line.pieces[1].x);
    assert_int_equal(rules[0].x + rules[0].width,
                     line.pieces[3].x + piece_width(&line, &line.pieces[3]));
    assert_true(rules[0].y > 0);
    paragraph_free(p);
    bench_close(&bench);
}

static void furniture_is_one_line(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    const Style *style = style_of(bench.sheet, bench.book->root, NULL);
    Sp width;
    Line line = text_line(&bench.setter, "Running head", NULL, style, bench.book->root,
                          SP_FROM_POINTS(10), SP_FROM_POINTS(20), &width);
    assert_int_equal(line.piece_count, 2);
    assert_int_equal(line.pieces[0].x, SP_FROM_POINTS(10));
    Sp right = line.pieces[1].x + piece_width(&line, &line.pieces[1]);
    assert_in_range(right - SP_FROM_POINTS(10), width - 4, width + 4);
    assert_int_equal(
        text_line(&bench.setter, "", NULL, style, bench.book->root, 0, 0, &width).piece_count, 0);
    assert_int_equal(width, 0);
    bench_close(&bench);
}

/* A keycap is as wide as its frame, and the figure stands in the middle of it. */
static void an_enclosing_mark_goes_around_its_base(void **state)
{
    (void)state;
    Bench bench = bench_open("en", "");
    const Style *style = style_of(bench.sheet, bench.book->root, NULL);
    Sp bare, framed;
    text_line(&bench.setter, "1", NULL, style, bench.book->root, 0, 0, &bare);
    Line line =
        text_line(&bench.setter, "1\uFE0F\u20E3", NULL, style, bench.book->root, 0, 0, &framed);
    assert_int_equal(line.piece_count, 1);
    assert_true(framed > bare * 5 / 4);
    const ShapedText *text = line.pieces[0].text;
    assert_int_equal(text->glyph_count, 2);
    assert_true(text->glyphs[0].dx > 0);
    assert_true(text->glyphs[1].dx < 0);
    assert_int_equal(text->glyphs[1].advance, 0);
    bench_close(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(justified_lines_fill_the_measure),
        cmocka_unit_test(points_and_hyphens_hang),
        cmocka_unit_test(alternatives_differ_by_lines),
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(preformatted_lines_are_kept),
        cmocka_unit_test(line_breaks_and_case),
        cmocka_unit_test(hebrew_runs_from_the_right),
        cmocka_unit_test(notes_are_known_by_line),
        cmocka_unit_test(leaders_fill_the_line),
        cmocka_unit_test(what_no_font_has_is_reported),
        cmocka_unit_test(furniture_is_one_line),
        cmocka_unit_test(an_enclosing_mark_goes_around_its_base),
        cmocka_unit_test(what_the_author_should_know_is_reported),
        cmocka_unit_test(small_capitals_and_figures_are_the_fonts_own),
        cmocka_unit_test(images_stand_in_the_line),
        cmocka_unit_test(one_rule_underlines_a_run),
    };
    return RUN_TESTS(tests);
}
