#include "test.h"

#include "base/str.h"
#include "style/declare.h"
#include "style/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Fixture {
    Arena *arena;
    Table interned;
    Diagnostics *diagnostics;
} Fixture;

static Fixture fixture(void)
{
    Fixture f = {.arena = arena_new(), .diagnostics = diagnostics_new()};
    f.interned = table_new(f.arena);
    return f;
}

static void done(Fixture *f)
{
    table_release(&f->interned);
    arena_free(f->arena);
    diagnostics_free(f->diagnostics);
}

static bool parse(Fixture *f, TypeId type, const char *css, Value *value)
{
    Source source = tokens_read(f->arena, "t", css, strlen(css), f->diagnostics);
    Cursor cursor = {source.tokens, source.tokens + source.count - 1};
    return value_parse(type, &cursor, &f->interned, value) && cursor_at_end(&cursor);
}

static bool same(const Value *a, const Value *b)
{
    return a->form == b->form && a->integer == b->integer && a->number == b->number &&
           a->unit == b->unit && a->data == b->data;
}

/* Whatever text of this list a type takes: parse → print → parse gives the same value. */
static const char *const texts[] = {
    "0",
    "1",
    "-3",
    "1.5",
    "12pt",
    "-0.25em",
    "50%",
    "3mm",
    "1q",
    "2rlh",
    "1.234567in",
    "auto",
    "none",
    "normal",
    "bold",
    "bolder",
    "italic",
    "small-caps",
    "#abc",
    "#12345678",
    "red",
    "rgb(1, 2, 3)",
    "rgb(10% 20% 30%)",
    "transparent",
    "currentcolor",
    "serif",
    "A B, 'C \"D', serif",
    "oldstyle-nums tabular-nums",
    "lining-nums",
    "6 3 2",
    "auto auto 4",
    "justify",
    "smaller",
    "x-large",
    "thin",
    "dotted",
    "block",
    "table",
    "footnote",
    "lower-roman",
    "recto",
    "always",
    "avoid",
    "front",
    "title content()",
    "h \"x\" attr(id)",
    "\"\\\"\\\\ \\a z\"",
    "counter(page) \" of \" counter(pages)",
    "string(a, first-except)",
    "string(a)",
    "leader(dotted)",
    "leader('x y')",
    "target-counter(attr(href), page)",
    "open-quote content(text) close-quote",
    "a5",
    "letter landscape",
    "landscape a4",
    "100mm 200mm",
    "9in",
    "crop",
    "ragged",
    "decimal",
    "page",
    "allow-end",
    "super",
};

static void printed_values_read_as_the_same(void **state)
{
    (void)state;
    Fixture f = fixture();
    int taken[TYPE_COUNT] = {0};
    for (int type = 0; type < TYPE_COUNT; type++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            Value first, second;
            if (!parse(&f, (TypeId)type, texts[i], &first))
                continue;
            taken[type]++;
            Str printed = STR_INIT;
            value_print((TypeId)type, &first, &printed);
            if (!parse(&f, (TypeId)type, printed.data, &second) || !same(&first, &second))
                fail_msg("%s became %s", texts[i], printed.data);
            str_release(&printed);
        }
    for (int type = 0; type < TYPE_COUNT; type++)
        if (!taken[type])
            fail_msg("no text is of type %d", type);
    done(&f);
}

static void initial_values_are_values(void **state)
{
    (void)state;
    Fixture f = fixture();
    for (int i = 0; i < PROP_COUNT; i++) {
        Value value;
        if (!parse(&f, properties[i].type, properties[i].initial, &value))
            fail_msg("%s: %s", properties[i].name, properties[i].initial);
    }
    done(&f);
}

static void shorthands_set_their_longhands(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *want;
        bool of_page;
    } cases[] = {
        {"margin", "1pt 2pt",
         "margin-top: 1pt; margin-right: 2pt; margin-bottom: 1pt; margin-left: 2pt; ", false},
        {"padding", "1pt 2pt 3pt",
         "padding-top: 1pt; padding-right: 2pt; padding-bottom: 3pt; padding-left: 2pt; ", false},
        {"border-top", "red 2pt",
         "border-top-width: 2pt; border-top-style: initial; border-top-color: #ff0000; ", false},
        {"font", "italic bold 10pt/1.3 A, serif",
         "font-style: italic; font-weight: bold; font-variant-caps: initial; font-size: 10pt; "
         "line-height: 1.3; font-family: \"A\", serif; ",
         false},
        {"font", "9pt B",
         "font-style: initial; font-variant-caps: initial; font-weight: initial; font-size: 9pt; "
         "line-height: initial; font-family: \"B\"; ",
         false},
        {"font-variant", "small-caps oldstyle-nums",
         "font-variant-caps: small-caps; font-variant-numeric: oldstyle-nums; ", false},
        {"text-decoration", "underline", "text-decoration-line: underline; ", false},
        {"page-break-before", "right", "break-before: recto; ", false},
        {"margin", "1in",
         "margin-inside: initial; margin-outside: initial; margin-top: 1in; margin-right: 1in; "
         "margin-bottom: 1in; margin-left: 1in; ",
         true},
        {"padding", "inherit",
         "padding-top: inherit; padding-right: inherit; padding-bottom: inherit; padding-left: "
         "inherit; ",
         false},
        {"border", "", NULL, false},
        {"font", "10pt", NULL, false},
        {"font", "bold A", NULL, false},
        {"margin", "1pt auto", NULL, false},
        {"border", "1pt 2pt solid", NULL, false},
    };
    Fixture f = fixture();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str syntax = STR_INIT, got = STR_INIT;
        Longhands longhands;
        Source source =
            tokens_read(f.arena, "t", cases[i].value, strlen(cases[i].value), f.diagnostics);
        Cursor cursor = {source.tokens, source.tokens + source.count - 1};
        DeclareResult result =
            declare(cases[i].name, cursor, cases[i].of_page, &f.interned, &longhands, &syntax);
        assert_int_equal(result, cases[i].want ? DECLARE_FINE : DECLARE_WRONG);
        for (int n = 0; cases[i].want && n < longhands.count; n++) {
            PropertyId property = longhands.list[n].property;
            str_format(&got, "%s: ", properties[property].name);
            value_print(properties[property].type, &longhands.list[n].value, &got);
            str_add(&got, "; ");
        }
        if (cases[i].want)
            assert_string_equal(got.data, cases[i].want);
        str_release(&syntax);
        str_release(&got);
    }
    done(&f);
}

/* styles/README.md */

static void add_row(Str *out, const Property *property, bool page)
{
    Str syntax = STR_INIT;
    value_syntax(property->type, &syntax);
    str_format(out, "| `%s` | ", property->name);
    for (const char *c = syntax.data; *c; c++)
        str_format(out, *c == '|' ? "\\|" : "%c", *c);
    str_format(out, " | `%s` | %s%s |\n", property->initial,
               page                  ? ""
               : property->inherited ? "yes | "
                                     : "no | ",
               property->doc);
    str_release(&syntax);
}

static void add_shorthands(Str *out, bool of_page)
{
    bool page;
    const char *name, *doc;
    for (size_t i = 0; shorthand_describe(i, &page, &name, &doc); i++)
        if (page == of_page)
            str_format(out, "| `%s` | %s |\n", name, doc);
}

/* What selectors can name: the elements that nodes are, the classes that roles give them. */
static void add_names(Str *out)
{
    static const char *const elements[] = {
#define KIND(name, dump, element, shape) element,
#include "book/kinds.def"
#undef KIND
    };
    str_add(out, "### Elements and classes\n\n");
    const char *before = "Elements: `h2` to `h6`, `ol`, `th`";
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) {
        bool known = !*elements[i];
        for (size_t k = 0; k < i; k++)
            known = known || str_equal(elements[k], elements[i]);
        if (!known)
            str_format(out, "%s, `%s`", before, elements[i]);
        before = known ? before : "";
    }
    str_add(out, ".\n\nClasses:");
    for (int i = 1; i < ROLE_COUNT; i++)
        str_format(out, "%s `%s`", i > 1 ? "," : "", role_class((NodeRole)i));
    str_add(out, ".\n\n");
}

static void describe(Str *out)
{
    add_names(out);
    str_add(out, "### Properties of elements and margin boxes\n\n"
                 "| property | values | initial | inherited | what it does |\n"
                 "|---|---|---|---|---|\n");
    for (int i = 0; i < PROP_FIRST_OF_PAGE; i++)
        add_row(out, &properties[i], false);
    str_add(out, "\n| shorthand | sets |\n|---|---|\n");
    add_shorthands(out, false);
    str_add(out, "\n### Properties of @page\n\n| property | values | initial | what it does |\n"
                 "|---|---|---|---|\n");
    for (int i = PROP_FIRST_OF_PAGE; i < PROP_COUNT; i++)
        add_row(out, &properties[i], true);
    str_add(out, "\n| shorthand | sets |\n|---|---|\n");
    add_shorthands(out, true);
}

/* The README holds the tables that props.def gives, between two marks. With ACCEPT=1 in the
 * environment the test writes them there. */
static void the_readme_shows_the_table(void **state)
{
    (void)state;
    static const char path[] = "styles/README.md", begin[] = "<!-- properties -->\n",
                      end[] = "<!-- end of properties -->\n";
    Str want = STR_INIT, file = STR_INIT;
    describe(&want);
    FILE *in = fopen(path, "r");
    if (!in)
        skip(); /* run from elsewhere */
    for (int c; (c = getc(in)) != EOF;)
        str_add_char(&file, (char)c);
    fclose(in);
    char *from = strstr(file.data, begin), *to = strstr(file.data, end);
    assert_true(from && to && from < to);
    from += sizeof begin - 1;
    if (getenv("ACCEPT")) {
        FILE *out = fopen(path, "w");
        assert_non_null(out);
        fprintf(out, "%.*s%s%s", (int)(from - file.data), file.data, want.data, to);
        fclose(out);
    } else {
        *to = '\0';
        assert_string_equal(from, want.data);
    }
    str_release(&want);
    str_release(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printed_values_read_as_the_same),
        cmocka_unit_test(initial_values_are_values),
        cmocka_unit_test(shorthands_set_their_longhands),
        cmocka_unit_test(the_readme_shows_the_table),
    };
    return RUN_TESTS(tests);
}
