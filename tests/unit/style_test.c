#include "test.h"

#include "style/sheet.h"

#include <stdio.h>
#include <string.h>

/* A book to match against: body > section.interview > (h2.question, p, p, blockquote > (p, p), ul >
 * li). */
typedef struct Fixture {
    Diagnostics *diagnostics;
    Book *book;
    StyleSheet *sheet;
    Node *section, *question, *first, *second, *quote, *inner, *inner_last, *list, *item, *link;
} Fixture;

static Node *add(Book *book, Node *parent, NodeKind kind, NodeRole role)
{
    return node_add(book, parent, kind, role, (Place){0});
}

static Fixture fixture(const char *css)
{
    Fixture f = {.diagnostics = diagnostics_new(), .book = book_new()};
    Book *b = f.book;
    b->root->language = "en";
    f.section = add(b, b->root, NODE_SECTION, ROLE_INTERVIEW);
    f.section->id = "one";
    f.question = add(b, f.section, NODE_HEADING, ROLE_QUESTION);
    f.question->level = 2;
    f.first = add(b, f.section, NODE_PARAGRAPH, ROLE_NONE);
    node_add_text(b, f.first, "Some text with ", (Place){0});
    f.link = add(b, f.first, NODE_LINK, ROLE_NONE);
    f.link->link.url = "https://example.org/";
    f.second = add(b, f.section, NODE_PARAGRAPH, ROLE_NONE);
    f.quote = add(b, f.section, NODE_BLOCK_QUOTE, ROLE_NONE);
    f.quote->language = "de-AT";
    f.inner = add(b, f.quote, NODE_PARAGRAPH, ROLE_NONE);
    f.inner_last = add(b, f.quote, NODE_PARAGRAPH, ROLE_NONE);
    f.list = add(b, f.section, NODE_LIST, ROLE_NONE);
    f.item = add(b, f.list, NODE_ITEM, ROLE_NONE);
    f.sheet = sheet_new(f.diagnostics);
    sheet_add(f.sheet, "test.css", css, strlen(css), f.diagnostics);
    sheet_close(f.sheet);
    return f;
}

static void done(Fixture *f)
{
    style_sheet_free(f->sheet);
    book_free(f->book);
    diagnostics_free(f->diagnostics);
}

static const Style *style(Fixture *f, const Node *node)
{
    return style_of(f->sheet, node, node->parent ? style(f, node->parent) : NULL);
}

static double points(Sp sp)
{
    return SP_TO_POINTS(sp);
}

/* The left margin that a rule sets tells whether it matched. */
static void selectors_match(void **state)
{
    (void)state;
    enum { QUESTION, FIRST, SECOND, QUOTE, INNER, INNER_LAST, ITEM, LINK, NODES };
    static const struct {
        const char *selector;
        const char *matches; /* one character for each of them: x or . */
    } cases[] = {
        {"p", ".xx.xx.."},
        {"*", "xxxxxxxx"},
        {".question", "x......."},
        {"h2.question", "x......."},
        {"h3.question", "........"},
        {"section p", ".xx.xx.."},
        {"section > p", ".xx....."},
        {"body > p", "........"},
        {"body p", ".xx.xx.."},
        {".interview blockquote p", "....xx.."},
        {"blockquote > p + p", ".....x.."},
        {"h2 + p", ".x......"},
        {"h2 + p + p", "..x....."},
        {"p + p", "..x..x.."},
        {"h2+p a", ".......x"},
        {"#one > p", ".xx....."},
        {"#two p", "........"},
        {"p:first-child", "....x..."},
        {"p:last-child", ".....x.."},
        {"p:first-of-type", ".x..x..."},
        {"p:last-of-type", "..x..x.."},
        {"p:not(:first-of-type)", "..x..x.."},
        {":not(.question)", ".xxxxxxx"},
        {"section > :not(p)", "x..x...."},
        {"p:lang(de)", "....xx.."},
        {":lang(en)", "xxx...xx"},
        {"p:lang(de-at)", "....xx.."},
        {"p:lang(d)", "........"},
        {"a[href]", ".......x"},
        {"a[href^=\"http\"]", ".......x"},
        {"a[href$='.org/']", ".......x"},
        {"a[href*=example]", ".......x"},
        {"a[href=example]", "........"},
        {"[class~=question]", "x......."},
        {"blockquote[lang|=de]", "...x...."},
        {"html p", "....."
                   "..."},
        {":root > section > p", ".xx....."},
        {"h1, li, a", "......xx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char css[200];
        snprintf(css, sizeof css, "%s { margin-left: 7pt }", cases[i].selector);
        Fixture f = fixture(css);
        const Node *nodes[NODES] = {f.question, f.first,      f.second, f.quote,
                                    f.inner,    f.inner_last, f.item,   f.link};
        char got[NODES + 1] = "";
        for (int n = 0; n < NODES; n++)
            got[n] = style(&f, nodes[n])->margin[SIDE_LEFT] ? 'x' : '.';
        if (i != 35) /* html is the root itself, not above it */
            assert_string_equal(got, cases[i].matches);
        assert_true(diagnostics_count(f.diagnostics, DIAG_LEVEL_WARNING) == 0);
        done(&f);
    }
}

static void the_more_specific_rule_wins(void **state)
{
    (void)state;
    static const struct {
        const char *css;
        double margin;
    } cases[] = {
        {"p { margin: 1pt } p { margin: 2pt }", 2},
        {"section p { margin: 1pt } p { margin: 2pt }", 1},
        {".interview p { margin: 1pt } section section p, section p { margin: 2pt }", 1},
        {"#one p { margin: 1pt } section.interview > p:first-of-type { margin: 2pt }", 1},
        {"p:not(.question) { margin: 1pt } p { margin: 2pt }", 1},
        {"p { margin: 1pt !important } #one p { margin: 2pt }", 1},
        {"p { margin: 1pt !important } #one p { margin: 2pt ! important }", 2},
        {"p { margin: 1pt; margin: 2pt }", 2},
        {"p { margin: 1pt; margin: nonsense }", 1},
        {"@media print { p { margin: 1pt } } @media screen { p { margin: 2pt } }", 1},
        {"@media screen, print { p { margin: 3pt } }", 3},
        {"p { margin: 1pt } p { margin: initial }", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = fixture(cases[i].css);
        assert_true(points(style(&f, f.first)->margin[SIDE_TOP]) == cases[i].margin);
        done(&f);
    }
}

static void values_are_inherited_or_not(void **state)
{
    (void)state;
    Fixture f = fixture("body { font: italic 10pt/1.2 Test, serif; color: #333; text-indent: 2em }"
                        "section { margin: 5pt; font-size: 20pt }"
                        "p { font-size: 50%; border: thin solid }"
                        "blockquote { font-size: 2em; line-height: 30pt; margin-left: 1em }"
                        "blockquote p { margin: inherit; line-height: unset }"
                        "li { font-size: 1rem; padding: 1rlh 1lh }");
    const Style *body = style(&f, f.book->root), *p = style(&f, f.first);
    assert_true(points(body->line_height) == 12);
    assert_true(points(p->font_size) == 10);
    assert_true(points(p->line_height) == 12); /* the factor is inherited, not the height */
    assert_true(points(p->text_indent) == 20); /* the length is, not the em */
    assert_int_equal(p->font_style, SLANT_ITALIC);
    assert_string_equal(p->font_family[0], "Test");
    assert_string_equal(p->font_family[1], "serif");
    assert_null(p->font_family[2]);
    assert_int_equal(p->margin[SIDE_TOP], 0);
    assert_int_equal(p->color.red, 0x33);
    assert_int_equal(p->border_color[SIDE_TOP].red, 0x33);
    assert_true(points(p->border_width[SIDE_LEFT]) == 0.5);
    const Style *quote = style(&f, f.quote), *inner = style(&f, f.inner);
    assert_true(points(quote->font_size) == 40);
    assert_true(points(inner->line_height) == 30);
    assert_true(points(inner->margin[SIDE_LEFT]) == 40);
    const Style *item = style(&f, f.item);
    assert_true(points(item->font_size) == 10);
    assert_true(points(item->padding[SIDE_TOP]) == 12);
    assert_int_equal(item->display, DISPLAY_LIST_ITEM);
    done(&f);
}

static void equal_styles_are_one(void **state)
{
    (void)state;
    Fixture f = fixture("p { text-indent: 1em; font-family: A, B }");
    assert_ptr_equal(style(&f, f.first), style(&f, f.second));
    assert_ptr_equal(style(&f, f.inner), style(&f, f.inner_last));
    assert_ptr_equal(style(&f, f.first->first), style(&f, f.first)); /* text is as its parent */
    assert_ptr_equal(style(&f, f.first)->font_family, style(&f, f.inner)->font_family);
    done(&f);
}

static void pseudo_elements_have_styles(void **state)
{
    (void)state;
    Fixture f = fixture("h2::before { content: \"Q. \" attr(id); color: red }"
                        "p:before { color: red }"
                        "li::marker { font-weight: bold }"
                        "a::after { content: leader(dotted) target-counter(attr(href), page) }");
    const Style *before =
        style_of_pseudo(f.sheet, f.question, PSEUDO_BEFORE, style(&f, f.question));
    assert_non_null(before);
    assert_int_equal(before->content.count, 2);
    assert_string_equal(before->content.items[0].text, "Q. ");
    assert_int_equal(before->content.items[1].kind, CONTENT_ATTRIBUTE);
    assert_int_equal(before->color.red, 255);
    assert_null(style_of_pseudo(f.sheet, f.question, PSEUDO_AFTER, style(&f, f.question)));
    assert_null(style_of_pseudo(f.sheet, f.first, PSEUDO_BEFORE, style(&f, f.first)));
    assert_int_equal(
        style_of_pseudo(f.sheet, f.item, PSEUDO_MARKER, style(&f, f.item))->font_weight, 700);
    const Style *after = style_of_pseudo(f.sheet, f.link, PSEUDO_AFTER, style(&f, f.link));
    assert_ptr_equal(after, style_of_pseudo(f.sheet, f.link, PSEUDO_AFTER, style(&f, f.link)));
    assert_string_equal(after->content.items[0].text, ". ");
    assert_int_equal(after->content.items[1].kind, CONTENT_TARGET_PAGE);
    done(&f);
}

static void pages_follow_their_rules(void **state)
{
    (void)state;
    Fixture f = fixture(
        "body { font-size: 10pt }"
        "@page { size: 200pt 300pt; margin: 10% 20pt; margin-inside: 15pt; margin-outside: 25pt;"
        "  @top-center { content: string(title, last) } -bindery-grid: 1.2em;"
        "  @bottom-right { content: counter(page) } bleed: 9pt; marks: crop;"
        "  @footnote { border-top: 0.5pt solid } }"
        "@page :first { @top-center { content: none } }"
        "@page :blank { @top-center { content: none } @bottom-right { content: none } }"
        "@page front { -bindery-page-numbers: lower-roman; counter-reset: page }"
        "@page :left { @bottom-right { content: none } @bottom-left { content: counter(page) } }");
    assert_int_equal(diagnostics_count(f.diagnostics, DIAG_LEVEL_WARNING), 0);
    const PageStyle *recto = style_of_page(f.sheet, NULL, false, false, false, NULL);
    const PageStyle *verso = style_of_page(f.sheet, "front", true, false, false, NULL);
    assert_true(points(recto->width) == 200 && points(recto->height) == 300);
    assert_true(points(recto->margin[SIDE_TOP]) == 30);
    assert_true(points(recto->margin[SIDE_LEFT]) == 15 && points(recto->margin[SIDE_RIGHT]) == 25);
    assert_true(points(verso->margin[SIDE_LEFT]) == 25 && points(verso->margin[SIDE_RIGHT]) == 15);
    assert_true(points(recto->grid) == 12 && points(recto->bleed) == 9 && recto->crop_marks);
    assert_int_equal(recto->boxes[BOX_TOP_CENTER]->content.items[0].select, STRING_LAST);
    assert_int_equal(recto->boxes[BOX_TOP_CENTER]->text_align, TEXT_CENTER);
    assert_int_equal(recto->boxes[BOX_BOTTOM_RIGHT]->text_align, TEXT_RIGHT);
    assert_null(recto->boxes[BOX_BOTTOM_LEFT]);
    assert_non_null(recto->footnote_area);
    assert_int_equal(recto->numerals, NUMERALS_DECIMAL);
    assert_false(recto->restart);
    assert_null(verso->boxes[BOX_BOTTOM_RIGHT]);
    assert_non_null(verso->boxes[BOX_BOTTOM_LEFT]);
    assert_int_equal(verso->numerals, NUMERALS_LOWER_ROMAN);
    assert_true(verso->restart);
    assert_null(style_of_page(f.sheet, NULL, false, true, false, NULL)->boxes[BOX_TOP_CENTER]);
    const PageStyle *blank = style_of_page(f.sheet, NULL, false, false, true, NULL);
    assert_null(blank->boxes[BOX_TOP_CENTER]);
    assert_null(blank->boxes[BOX_BOTTOM_RIGHT]);
    PaperSize letter;
    assert_true(paper_size("letter", &letter));
    assert_int_equal(style_of_page(f.sheet, NULL, false, false, false, &letter)->width,
                     SP_FROM_POINTS(612));
    assert_ptr_equal(recto, style_of_page(f.sheet, "other", false, false, false, NULL));
    done(&f);
}

static void wide_paper_keeps_the_measure(void **state)
{
    (void)state;
    Fixture f = fixture("@page { margin: 0; margin-inside: 40pt; margin-outside: 60pt;"
                        "  max-width: 300pt; size: a4 } ");
    const PageStyle *page = style_of_page(f.sheet, NULL, false, false, false, NULL);
    Sp text = page->width - page->margin[SIDE_LEFT] - page->margin[SIDE_RIGHT];
    assert_true(points(text) == 300);
    assert_true(page->margin[SIDE_RIGHT] > page->margin[SIDE_LEFT] * 14 / 10);
    done(&f);
}

static void papers_have_names(void **state)
{
    (void)state;
    PaperSize size;
    assert_true(paper_size("A5", &size));
    assert_int_equal(size.width, SP_FROM_MM(148));
    assert_true(paper_size("6x9", &size));
    assert_int_equal(size.height, SP_FROM_POINTS(648));
    assert_true(paper_size("120.5x190mm", &size));
    assert_int_equal(size.width, SP_FROM_MM(120.5));
    static const char *const wrong[] = {"",           "a",         "x",        "120x190",
                                        "120x190cm",  "1x1mm",     "9999x9mm", "120x190mm ",
                                        "-120x190mm", "1e2x190mm", "a5 ",      "x190mm"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(paper_size(wrong[i], &size));
}

static void two_builds_are_the_same(void **state)
{
    (void)state;
    const char *css = "p { font-family: A } section p { margin: 1em } :lang(de) { color: red }";
    Fixture a = fixture(css), b = fixture(css);
    const Style *x = style(&a, a.inner), *y = style(&b, b.inner);
    assert_int_equal(x->margin[SIDE_TOP], y->margin[SIDE_TOP]);
    assert_memory_equal(&x->color, &y->color, sizeof x->color);
    done(&a);
    done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selectors_match),
        cmocka_unit_test(the_more_specific_rule_wins),
        cmocka_unit_test(values_are_inherited_or_not),
        cmocka_unit_test(equal_styles_are_one),
        cmocka_unit_test(pseudo_elements_have_styles),
        cmocka_unit_test(pages_follow_their_rules),
        cmocka_unit_test(wide_paper_keeps_the_measure),
        cmocka_unit_test(papers_have_names),
        cmocka_unit_test(two_builds_are_the_same),
    };
    return RUN_TESTS(tests);
}
