#include "test.h"

#include "base/str.h"
#include "style/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static StyleSheet *read(const char *css, size_t length, Diagnostics *diagnostics)
{
    StyleSheet *sheet = sheet_new(diagnostics);
    sheet_add(sheet, "test.css", css, length, diagnostics);
    sheet_close(sheet);
    return sheet;
}

/* All diagnostics of a text, as `line:column sentence [id]`, one a line. */
static void complaints(const char *css, Str *out)
{
    Diagnostics *diagnostics = diagnostics_new();
    StyleSheet *sheet = read(css, strlen(css), diagnostics);
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    str_clear(out);
    for (size_t i = 0; i < count; i++)
        str_format(out, "%d:%d %s [%s]\n", list[i].place.line, list[i].place.column, list[i].text,
                   diag_id(list[i].id));
    style_sheet_free(sheet);
    diagnostics_free(diagnostics);
}

static void mistakes_are_reported_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *css, *want;
    } cases[] = {
        {"p { color: black }", ""},
        {"/* é */ p { colour: black }",
         "1:13 the property `colour` is not known and was ignored: did you mean `color`? "
         "[css-unknown-property]\n"},
        {"p {\n  font-size: big;\n  margin: 1pt 2pt 3pt 4pt 5pt\n}",
         "2:14 `big` is not a value of `font-size` and was ignored: it can be medium, small, "
         "x-small, xx-small, large, x-large, xx-large, smaller, larger, length, percentage "
         "[css-bad-value]\n"
         "3:11 `1pt 2pt 3pt 4pt 5pt` is not a value of `margin` and was ignored: it can be one to "
         "four values: top, right, bottom, left [css-bad-value]\n"},
        {"p { text-indent: calc(1em + 2pt) }",
         "1:18 `calc(1em + 2pt)` is not a value of `text-indent` and was ignored: calc() is not "
         "calculated: write its result [css-bad-value]\n"},
        {"p { width: -1pt }",
         "1:12 `-1pt` is not a value of `width` and was ignored: it can be auto, length, "
         "percentage [css-bad-value]\n"},
        {"p { margin: 3furlongs }",
         "1:13 `3furlongs` is not a value of `margin` and was ignored: it can be one to four "
         "values: top, right, bottom, left [css-bad-value]\n"},
        {"p { color }", "1:5 a property needs a colon and a value: `name: value;` [css-syntax]\n"},
        {"p { color black; font-size: 9pt }",
         "1:5 a property needs a colon and a value: `name: value;` [css-syntax]\n"},
        {"p { 12: 3 }", "1:5 a property's name should stand here: `name: value;` [css-syntax]\n"},
        {"p { color: black", "1:3 this block is not closed: add } [css-syntax]\n"},
        {"p { em { color: black } }",
         "1:5 rules do not nest: close the rule before with } [css-syntax]\n"},
        {"} p { color: black }", "1:1 this } closes nothing: remove it [css-syntax]\n"},
        {"p, h9 { color: black }",
         "1:4 the selector `h9` is not understood and its rule was ignored: see styles/README.md "
         "[css-bad-selector]\n"},
        {"p ~ p { color: black } .no-such-class { color: black }",
         "1:1 the selector `p ~ p` is not understood and its rule was ignored: see "
         "styles/README.md [css-bad-selector]\n"
         "1:24 the selector `.no-such-class` is not understood and its rule was ignored: see "
         "styles/README.md [css-bad-selector]\n"},
        {"p", "1:1 this selector has no block: add { … } [css-syntax]\n"},
        {"@import \"a.css\"; @font-face { src: url(x) }",
         "1:1 `@import` is not understood and was ignored: put the rules into this file, or name "
         "both files [css-unknown-rule]\n"
         "1:18 `@font-face` is not understood and was ignored: fonts are those that are "
         "installed: name their family [css-unknown-rule]\n"},
        {"@media (min-width: 3in) { p { color: black } }",
         "1:1 `@media (min-width: 3in)` is not understood and was ignored: of media, `print`, "
         "`screen` and `all` are known [css-unknown-rule]\n"},
        {"@page :nth(2) { margin: 0 } @page { @top-middle { content: none } }",
         "1:7 the selector `:nth(2)` is not understood and its rule was ignored: see "
         "styles/README.md [css-bad-selector]\n"
         "1:37 `@top-middle` is not understood and was ignored: in @page stand the margin boxes "
         "that styles/README.md names, and @footnote [css-unknown-rule]\n"},
        {"p { size: a5 }",
         "1:5 the property `size` is not known and was ignored: it belongs into an @page rule "
         "[css-unknown-property]\n"},
        {"/* p { color: black }", "1:1 this comment is not closed: add */ [css-syntax]\n"},
        {"p { content: \"a\n }",
         "1:14 this string is not closed on its line: add its quotation mark [css-syntax]\n"},
        {"@charset \"latin-1\";", "1:1 style sheets are read as UTF-8: save it so [css-syntax]\n"},
    };
    Str got = STR_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        complaints(cases[i].css, &got);
        assert_string_equal(got.data, cases[i].want);
    }
    str_release(&got);
}

/* What CSS Syntax 3 says of each token, shown as kind:text:number. */
static void tokens_are_those_of_css(void **state)
{
    (void)state;
    static const struct {
        const char *css, *want;
    } cases[] = {
        {"a-b _c --d \\31 23 é", "ident(a-b) ident(_c) ident(--d) ident(123) ident(é)"},
        {"1 +.5 -2.25e2 1e-2 1e3px 5% 1.e", "1 0.5 -225 0.01 1000px 5% 1 . ident(e)"},
        {"\"a\\\"b\" 'c\\\nd' '\\41 B'", "string(a\"b) string(cd) string(AB)"},
        {"#abc @media f( url(a b) url( x.y ) url(\"q\")",
         "hash(abc) at(media) function(f) bad(url) url(x.y) function(url) string(q) )"},
        {"<!-- --> a>b/**/c", "cdo cdc ident(a) > ident(b) ident(c)"},
        {"10PT 3E2 2ex", "10pt 300 2ex"},
        {"a\r\nb\fc", "ident(a) ident(b) ident(c)"},
        {"-", "-"},
        {"0.1 .000001 123456789012345678901234567890",
         "0.1 0.000001 123456789012345677877719597056"},
    };
    static const char *const names[] = {
        [TOKEN_IDENT] = "ident", [TOKEN_FUNCTION] = "function", [TOKEN_AT_KEYWORD] = "at",
        [TOKEN_HASH] = "hash",   [TOKEN_STRING] = "string",     [TOKEN_BAD_STRING] = "bad",
        [TOKEN_URL] = "url",     [TOKEN_BAD_URL] = "bad",       [TOKEN_CDO] = "cdo",
        [TOKEN_CDC] = "cdc",     [TOKEN_NUMBER] = "",           [TOKEN_PERCENTAGE] = "",
        [TOKEN_DIMENSION] = ""};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Diagnostics *diagnostics = diagnostics_new();
        Arena *arena = arena_new();
        Str got = STR_INIT;
        Source source = tokens_read(arena, "t", cases[i].css, strlen(cases[i].css), diagnostics);
        for (const Token *t = source.tokens; t->kind != TOKEN_END; t++) {
            if (t->kind == TOKEN_SPACE)
                continue;
            if (got.length)
                str_add_char(&got, ' ');
            if (t->kind == TOKEN_DELIM)
                str_add_utf8(&got, t->mark);
            else if (t->kind == TOKEN_NUMBER || t->kind == TOKEN_PERCENTAGE ||
                     t->kind == TOKEN_DIMENSION)
                str_format(&got, "%.*g%s", t->number > 1e20 ? 30 : 15, t->number,
                           t->kind == TOKEN_PERCENTAGE ? "%" : t->text);
            else if (*t->text)
                str_format(&got, "%s(%s)", names[t->kind], t->text);
            else
                str_add(&got, names[t->kind]);
        }
        if (i == 8) { /* the last digits of what no page needs are not promised */
            assert_true(str_starts(got.data, "0.1 1e-06 "));
        } else {
            assert_string_equal(got.data, cases[i].want);
        }
        str_release(&got);
        arena_free(arena);
        diagnostics_free(diagnostics);
    }
}

/* Reading goes on after a mistake: what follows it is still understood. */
static void reading_recovers(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "p { color: ; } ",
        "p { a { b: c } ; } ",
        "@media ( { } ) { } ",
        "p[ { } ] { } ",
        "} } ",
        "p { : } ",
        "@page x y { } ",
        "p:hover { color: red } ",
        "p { content: 'a\n } ",
        "@unknown ; ",
        "p { ( ] ) } ",
    };
    Node body = {.kind = NODE_BOOK};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Diagnostics *diagnostics = diagnostics_new();
        Str css = STR_INIT;
        str_format(&css, "%sbody { margin-left: 3pt }", broken[i]);
        StyleSheet *sheet = read(css.data, css.length, diagnostics);
        if (style_of(sheet, &body, NULL)->margin[SIDE_LEFT] != SP_FROM_POINTS(3))
            fail_msg("nothing was read after: %s", broken[i]);
        size_t count;
        diagnostics_list(diagnostics, &count);
        assert_true(count > 0);
        style_sheet_free(sheet);
        diagnostics_free(diagnostics);
        str_release(&css);
    }
}

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % limit;
}

static void any_bytes_end_in_a_sheet(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "p",        ".question",  "{",    "}",         ":",       ";",     "(",
        ")",        "[",          "]",    "@page",     "@media",  "print", "margin",
        "1pt",      "10%",        "\"",   "'",         "/*",      "*/",    "\\",
        "content",  "counter(",   "page", "font",      ",",       ">",     "+",
        "::before", ":not(",      "#id",  "\n",        "\xC3",    "\xFF",  "!important",
        " ",        "a[href^=x]", "url(", "@footnote", "string(", "-->",   "<!--",
        "1e9",      "-",
    };
    Str css = STR_INIT;
    for (int round = 0; round < 2000; round++) {
        str_clear(&css);
        for (uint32_t i = random_below(60); i > 0; i--) {
            if (random_below(8))
                str_add(&css, pieces[random_below(sizeof pieces / sizeof *pieces)]);
            else
                str_add_char(&css, (char)random_below(256));
        }
        Diagnostics *diagnostics = diagnostics_new();
        StyleSheet *sheet = read(css.data, css.length, diagnostics);
        assert_non_null(style_of_page(sheet, "x", true, true, false, NULL));
        style_sheet_free(sheet);
        diagnostics_free(diagnostics);
    }
    str_release(&css);
}

static void depth_and_size_do_no_harm(void **state)
{
    (void)state;
    static const char *const units[] = {
        "(",  "[",  "{",  "@media print{", "p{", "f(",     "p+p ", "p>",          ":not(",
        "\\", "/*", "a,", "p{margin:",     "'",  "@page{", "url(", "p{color:red;"};
    Str css = STR_INIT;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        str_clear(&css);
        for (int n = 0; n < 20000; n++)
            str_add(&css, units[i]);
        Diagnostics *diagnostics = diagnostics_new();
        style_sheet_free(read(css.data, css.length, diagnostics));
        diagnostics_free(diagnostics);
    }
    str_release(&css);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_reported_with_their_place),
        cmocka_unit_test(tokens_are_those_of_css),
        cmocka_unit_test(reading_recovers),
        cmocka_unit_test(any_bytes_end_in_a_sheet),
        cmocka_unit_test(depth_and_size_do_no_harm),
    };
    return RUN_TESTS(tests);
}
