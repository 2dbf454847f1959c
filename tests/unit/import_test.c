/* The importers' parts: dates, names, shortcodes, addresses, exports, and what is too much. */
#include "test.h"

#include "import/html.h"
#include "import/names.h"
#include "import/pictures.h"
#include "import/recognise.h"
#include "import/shortcode.h"
#include "import/speakers.h"
#include "import/text.h"
#include "import/when.h"
#include "import/wxr.h"
#include "reported.h"

#include <string.h>

static void dates_are_found_unless_they_have_two_meanings(void **state)
{
    (void)state;
    static const struct {
        const char *text, *date;
    } cases[] = {
        {"2015-03-02T10:00:00Z", "2015-03-02"},
        {"By A. Author, 25 June 2015", "2015-06-25"},
        {"June 25th, 2015", "2015-06-25"},
        {"26.11.2009 | Sample", "2009-11-26"},
        {"25/06/2015", "2015-06-25"},
        {"06/25/2015", "2015-06-25"},
        {"3/4/2015", NULL},
        {"4/4/2015", "2015-04-04"},
        {"2. März 2015", "2015-03-02"},
        {"2 de marzo de 2015", "2015-03-02"},
        {"Mon 1 Feb 2016", "2016-02-01"},
        {"In 2015 we may see", NULL},
        {"1st of May 2010", "2010-05-01"},
        {"no date", NULL},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *date = when_find(arena, cases[i].text);
        if (cases[i].date)
            assert_string_equal(date, cases[i].date);
        else
            assert_null(date);
    }
    arena_free(arena);
}

static bool is_sample(const void *context, const char *part)
{
    (void)context;
    return strcmp(part, "Sample Series") == 0;
}

static void mentors_are_found_in_titles_of_many_forms(void **state)
{
    (void)state;
    static const struct {
        const char *title, *mentor;
    } cases[] = {
        {"Sample Series – Test Person", "Test Person"},
        {"Sample Series: exitperson", "exitperson"},
        {"Test Person – Sample Series", "Test Person"},
        {"Interview with Test Person, nurse at a hospital", "Test Person"},
        {"Five questions for Ann O’Sample on change", "Ann O’Sample"},
        {"Q&A: Maria van der Test", "Maria van der Test"},
        {"Im Gespräch mit José Muestra", "José Muestra"},
        {"Test Person", "Test Person"},
        {"What is to be done?", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Draft *draft = draft_new("a.txt", 1);
        draft->title = cases[i].title;
        names_find(draft, is_sample, NULL);
        if (cases[i].mentor)
            assert_string_equal(fact_value(draft, FACT_MENTOR), cases[i].mentor);
        else
            assert_null(fact_value(draft, FACT_MENTOR));
        draft_free(draft);
    }
}

static void a_label_is_a_short_name_with_a_colon(void **state)
{
    (void)state;
    assert_int_equal(speaker_label("Q: what?"), 2);
    assert_int_equal(speaker_label("Test Person: yes"), 12);
    assert_int_equal(speaker_label("not a name: no"), 0);
    assert_int_equal(speaker_label("He said, again: no"), 0);
    assert_int_equal(speaker_label("http://example.org"), 0);
    assert_true(name_is_of("tp", "Test Person"));
    assert_true(name_is_of("person", "Test Person"));
    assert_false(name_is_of("t", "Test Person"));
}

static const Attachment *one_picture(const void *context, const char *id)
{
    static const Attachment picture = {"https://example.org/a.png", "alt \"text\"", "cap"};
    (void)context;
    return strcmp(id, "7") == 0 ? &picture : NULL;
}

static void shortcodes_go_and_brackets_stay(void **state)
{
    (void)state;
    static const struct {
        const char *content, *left;
        unsigned dropped;
    } cases[] = {
        {"so [sic] and [laughs], a[1]", "so [sic] and [laughs], a[1]", 0},
        {"[share_buttons style=\"round\"]x", "x", 1},
        {"[dropcap]N[/dropcap]ow", "Now", 1},
        {"[[gallery ids=\"7\"]]", "[gallery ids=\"7\"]", 0},
        {"[gallery ids=\"8\"]", "", 1},
        {"a [unclosed", "a [unclosed", 0},
        {"[x y=\"]\" z]t", "t", 1},
        {"[embed]https://example.org/[/embed]t", "t", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Draft *draft = draft_new("a.xml", 1);
        Str out = STR_INIT;
        shortcodes_take(draft, cases[i].content, strlen(cases[i].content), one_picture, NULL, &out);
        assert_string_equal(out.data, cases[i].left);
        assert_int_equal(draft->dropped[DROPPED_SHORTCODE], cases[i].dropped);
        str_release(&out);
        draft_free(draft);
    }
    Draft *draft = draft_new("a.xml", 1);
    Str out = STR_INIT;
    shortcodes_take(draft, "[gallery ids=\"7\"]", 17, one_picture, NULL, &out);
    assert_non_null(strstr(out.data, "alt=\"alt &#34;text&#34;\""));
    str_release(&out);
    draft_free(draft);
}

static void addresses_are_resolved_as_the_standard_says(void **state)
{
    (void)state;
    static const struct {
        const char *address, *whole;
    } cases[] = {
        {"c.html", "https://example.org/a/c.html"},
        {"../c", "https://example.org/c"},
        {"../../../c", "https://example.org/c"},
        {"/c?d#e", "https://example.org/c?d#e"},
        {"//other.org/x", "https://other.org/x"},
        {"?q=1", "https://example.org/a/b?q=1"},
        {"./c/./d", "https://example.org/a/c/d"},
        {"mailto:a@example.org", "mailto:a@example.org"},
        {"http://x/", "http://x/"},
    };
    Draft *draft = draft_new("a.html", 1);
    draft->base = "https://example.org/a/b?x#y";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(address_resolve(draft, cases[i].address), cases[i].whole);
    draft_free(draft);
}

static void keep_draft(void *context, Draft *draft)
{
    Draft **kept = context;
    draft_free(*kept);
    *kept = draft;
}

static void pass_over(void *context, const char *what)
{
    (void)context, (void)what;
}

static const char head[] =
    "<?xml version=\"1.0\"?><rss xmlns:wp=\"w\" xmlns:content=\"c\"><channel>"
    "<wp:wxr_version>1.2</wp:wxr_version><item><title>T</title>"
    "<content:encoded><![CDATA[";
static const char tail[] = "]]></content:encoded><wp:status>publish</wp:status>"
                           "<wp:post_type>post</wp:post_type></item></channel></rss>";

/* The draft of an export with one post; NULL when there was none. */
static Draft *read_export(const Str *content, Diagnostics *diagnostics)
{
    Draft *draft = NULL;
    WxrMemory *memory = wxr_memory_new();
    WxrVisitor visitor = {keep_draft, pass_over, &draft};
    Str export = STR_INIT;
    str_add(&export, head);
    str_add_bytes(&export, content->data, content->length);
    str_add(&export, tail);
    wxr_read_memory("a.xml", export.data, export.length, memory, &visitor, diagnostics);
    wxr_memory_free(memory);
    str_release(&export);
    return draft;
}

/* Letters of two to four bytes fall on every border of every buffer, and keep their places. */
static void exports_keep_characters_across_buffers(void **state)
{
    (void)state;
    for (size_t shift = 0; shift < 9; shift++) {
        Diagnostics *diagnostics = diagnostics_new();
        Str content = STR_INIT;
        for (size_t i = 0; i < shift; i++)
            str_add_char(&content, 'x');
        for (int i = 0; i < 30000; i++)
            str_add(&content, "aé’😀");
        Draft *draft = read_export(&content, diagnostics);
        assert_non_null(draft);
        assert_string_equal(node_line(draft, draft->body), content.data);
        draft_free(draft);
        str_release(&content);
        diagnostics_free(diagnostics);
    }
}

static void exports_of_old_sites_are_mended(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Str content = STR_INIT;
    str_add(&content, "It\x92s \x01old\x0B, and so is \xE9; this is not: é");
    Draft *draft = read_export(&content, diagnostics);
    assert_non_null(draft);
    assert_string_equal(node_line(draft, draft->body), "It’s old , and so is é; this is not: é");
    draft_free(draft);
    str_release(&content);
    diagnostics_free(diagnostics);
}

static void a_post_that_is_too_long_is_left_out(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Str content = STR_INIT;
    for (int i = 0; i < 3000000 / 10; i++)
        str_add(&content, "ten bytes ");
    assert_null(read_export(&content, diagnostics));
    assert_int_equal(reported(diagnostics, DIAG_IMPORT_TOO_LARGE), 1);
    str_release(&content);
    diagnostics_free(diagnostics);
}

/* Unclosed formatting that every paragraph opens anew grows with the square of its length. */
static void a_page_that_explodes_is_left_out(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Draft *draft = draft_new("a.html", 1);
    Str page = STR_INIT;
    str_add(&page, "<p>");
    for (int i = 0; i < 250; i++)
        str_format(&page, "<b a%d>", i);
    for (int i = 0; i < 40000; i++)
        str_add(&page, "<p>x");
    assert_false(html_read_page(draft, &page, diagnostics));
    assert_int_equal(reported(diagnostics, DIAG_IMPORT_TOO_COMPLEX), 1);
    str_release(&page);
    draft_free(draft);
    diagnostics_free(diagnostics);
}

static void encodings_of_pages_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"\xEF\xBB\xBFé", "é"},
        {"it\x92s", "it’s"},
        {"<meta charset=iso-8859-1>\x80", "<meta charset=iso-8859-1>€"},
        {"<meta charset=\"iso-8859-2\">\xB3", "<meta charset=\"iso-8859-2\">ł"},
        {"<meta charset=iso-8859-1>é", "<meta charset=iso-8859-1>é"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str page = STR_INIT;
        str_add(&page, cases[i].bytes);
        html_decode(&page);
        assert_string_equal(page.data, cases[i].text);
        str_release(&page);
    }
}

/* How many questions a page's article has once it is recognised. */
static unsigned questions_of(const char *html)
{
    Diagnostics *diagnostics = diagnostics_new();
    Series *series = series_new(NULL);
    Draft *draft = draft_new("a.html", 1);
    Str page = STR_INIT;
    str_add(&page, html);
    assert_true(html_read_page(draft, &page, diagnostics));
    recognise(draft, series);
    unsigned questions = draft->questions;
    str_release(&page);
    draft_free(draft);
    series_free(series);
    diagnostics_free(diagnostics);
    return questions;
}

static void questions_have_many_shapes(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<h4>What first?</h4><p>One.</p><h4>Tell us more</h4><p>Two.</p>",
        "<p><b>What first?</b></p><p>One.</p><p><strong>And then?</strong></p><p>Two.</p>",
        "<p><em>What first?</em></p><p>One.</p><p><em>And then?</em></p><p>Two.</p>",
        "<p><b>What first?</b><br>One.</p><p><b>And then?</b><br>Two.</p>",
        "<p><b>What first?</b> One.</p><p><b>And then?</b> Two.</p>",
        "<dl><dt>What first?<dd>One.<dt>And then?<dd>Two.</dl>",
        "<p>Q: What first?</p><p>A: One.</p><p>Q: And then?</p><p>A: Two.</p>",
        "<p>Q: What first?<br>A: One.<br>Q: And then?<br>A: Two.</p>",
        "<p class=question>Your beginnings</p><p>One.</p><p class=question>And then</p><p>Two.</p>",
        "<details><summary>What first?</summary>One.</details>"
        "<details><summary>And then?</summary>Two.</details>",
        "<p><span style='font-weight: 700'>What first?</span></p><p>One.</p>"
        "<p><span style='font-weight:bold'>And then?</span></p><p>Two.</p>",
        "<p>What first?</p><p>One.</p><p>And then?</p><p>Two.</p>",
        "<b>What first?</b><br><br>One.<br><br><b>And then?</b><br><br>Two.",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (questions_of(pages[i]) != 2)
            fail_msg("%u questions in %s", questions_of(pages[i]), pages[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_found_unless_they_have_two_meanings),
        cmocka_unit_test(mentors_are_found_in_titles_of_many_forms),
        cmocka_unit_test(a_label_is_a_short_name_with_a_colon),
        cmocka_unit_test(shortcodes_go_and_brackets_stay),
        cmocka_unit_test(addresses_are_resolved_as_the_standard_says),
        cmocka_unit_test(exports_keep_characters_across_buffers),
        cmocka_unit_test(exports_of_old_sites_are_mended),
        cmocka_unit_test(a_post_that_is_too_long_is_left_out),
        cmocka_unit_test(a_page_that_explodes_is_left_out),
        cmocka_unit_test(encodings_of_pages_are_recognised),
        cmocka_unit_test(questions_have_many_shapes),
    };
    return RUN_TESTS(tests);
}
