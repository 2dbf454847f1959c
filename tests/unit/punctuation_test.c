#include "test.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "pass/passes.h"
#include "small_book.h"

#include <stdlib.h>

/* The text of a paragraph after a pass that ran once or more. */
static char *passed(const char *language, const char *text, bool spaces, int times)
{
    static char result[4096];
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = small_book(language);
    Node *paragraph = small_paragraph(book, book->root, text);
    while (times--)
        (spaces ? pass_spaces : pass_quotes)(book, diagnostics);
    strncpy(result, node_plain_text(book->arena, paragraph), sizeof result - 1);
    book_free(book);
    diagnostics_free(diagnostics);
    return result;
}

typedef struct Case {
    const char *language, *before, *after;
} Case;

static void check(const Case *cases, size_t count, bool spaces)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(passed(cases[i].language, cases[i].before, spaces, 1), cases[i].after);
}

#define CHECK(cases, spaces) check(cases, sizeof(cases) / sizeof *(cases), spaces)

static void straight_marks_become_the_language_s(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "\"One\" and 'two'.", "“One” and ‘two’."},
        {"en", "\"'Inner' outer\"", "“‘Inner’ outer”"},
        {"en", "\"*One*\" and *\"two\"*", "“One” and “two”"},
        {"en", "(\"one\") [\"two\"] -- \"three\"", "(“one”) [“two”] – “three”"},
        {"en", "\"one,\" \"two.\" \"three\"?", "“one,” “two.” “three”?"},
        {"en", "the \"`code`\" and `\"code\"`", "the “code” and \"code\""},
        {"en-GB", "'One \"two\" one'", "‘One “two” one’"},
        {"de", "\"Eins\" und 'zwei'", "„Eins“ und ‚zwei‘"},
        {"de", "\"Das ist's\"", "„Das ist’s“"},
        {"de-CH", "\"Eins\"", "«Eins»"},
        {"fr", "\"Un\" et l'autre", "«Un» et l’autre"},
        {"es", "\"Uno\"", "«Uno»"},
        {"es", "\"Uno 'dos \"tres\" dos' uno\" y \"dos\"", "«Uno “dos ‘tres’ dos” uno» y «dos»"},
        {"en", "\"One 'two \"three\" two' one\"", "“One ‘two “three” two’ one”"},
        {"nl", "\"Een\" en 'twee'", "“Een” en ‘twee’"},
        {"cy", "\"Un\" a'r 'dau'", "“Un” a’r ‘dau’"},
        {"sv", "\"Ett\"", "”Ett”"},
        {"pl", "\"Raz\"", "„Raz”"},
        {"he", "צה\"ל", "צה״ל"},
        {"xx", "\"One\"", "“One”"},
        {"de", "\"'Nein'\".", "„‚Nein‘“."},
        {"de-CH", "\"'Nein'\".", "«‹Nein›»."},
        {"da", "\"'Nej'\".", "»›Nej‹«."},
    };
    CHECK(cases, false);
}

static void apostrophes_and_primes(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "It's the dogs' rock 'n' roll", "It’s the dogs’ rock ’n’ roll"},
        {"en", "in the '90s, '68 and 'tis 'round'", "in the ’90s, ’68 and ’tis ‘round’"},
        {"en", "'It's the dogs' that bark'", "‘It’s the dogs’ that bark’"},
        {"en", "*It*'s and Mike*'s*", "It’s and Mike’s"},
        {"en", "6'2\" and 5' 10\" and 5' tall", "6′2″ and 5′ 10″ and 5′ tall"},
        {"nl", "'s Avonds 't is 'm; 's-Gravenhage, \"'s Morgens\", 'zo', 't'",
         "’s Avonds ’t is ’m; ’s-Gravenhage, “’s Morgens”, ‘zo’, ‘t’"},
        {"de", "'ne, 's, 'rüber, 'so'", "’ne, ’s, ’rüber, ‚so‘"},
        {"cy", "y tŷ 'ma, i'r, 'sdim, 'da ni, 'gair'", "y tŷ ’ma, i’r, ’sdim, ’da ni, ‘gair’"},
        {"en", "the class of 1990' sang", "the class of 1990’ sang"},
        {"en", "a 13\" screen", "a 13″ screen"},
        {"en", "\"in 1990\" and \"14\"", "“in 1990” and “14”"},
        {"en", "\"my 6'2\" son\"", "“my 6′2″ son”"},
    };
    CHECK(cases, false);
}

static void dashes_and_ellipses(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "one - two -- three--four---five", "one – two – three—four—five"},
        {"de", "eins--zwei", "eins–zwei"},
        {"en", "pages 10--20", "pages 10–20"},
        {"en", "well-known, --verbose, ----", "well-known, --verbose, ----"},
        {"en", "so... and so.... ../up", "so… and so…. ../up"},
    };
    CHECK(cases, false);
}

static void what_is_right_stays(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "‘One’ “two” it’s ’90s — – … «fr» „de“ ‚so‘", NULL},
        {"de", "„Eins“ ‚zwei‘ «drei» »vier«", NULL},
        {"de", "“English marks” in German", NULL},
        {"fr", "« Un » et “deux”", NULL},
        {"sv", "”Ett”", NULL},
        {"en", "a-b 1-2 3.14 e.g. www.example.org", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(passed(cases[i].language, cases[i].before, false, 1), cases[i].before);
}

static void wrong_marks_are_set_right(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "the ‘Key insights‘ series", "the ‘Key insights’ series"},
        {"en", "the “Key insights“ series", "the “Key insights” series"},
        {"en", "he said ”yes” again", "he said “yes” again"},
        {"en", "don‘t in the ‘90s", "don’t in the ’90s"},
        {"en", "‘tis rock ‘n’ roll, ‘cause and effect’", "’tis rock ’n’ roll, ‘cause and effect’"},
        {"nl", "‘s Avonds is ‘t zo", "’s Avonds is ’t zo"},
    };
    CHECK(cases, false);
}

static void a_wrong_mark_is_reported_once_a_file(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = small_book("en");
    Interview *interview = small_interview(book, "Test Person");
    for (int i = 0; i < 3; i++) {
        Node *paragraph = small_paragraph(book, interview->node, "a ‘wrong‘ mark");
        paragraph->place = (Place){interview->file, 5 + i, 1};
    }
    pass_quotes(book, diagnostics);
    size_t count;
    const Diagnostic *list = diagnostics_list(diagnostics, &count);
    assert_int_equal(count, 1);
    assert_int_equal(list[0].id, DIAG_WRONG_QUOTE);
    assert_int_equal(list[0].place.line, 5);
    book_free(book);
    diagnostics_free(diagnostics);
}

static void metadata_is_set_too(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = small_book("en");
    book->title = "A \"small\" book";
    Interview *interview = small_interview(book, "Test O'Person");
    pass_quotes(book, diagnostics);
    assert_string_equal(book->title, "A “small” book");
    assert_string_equal(interview->mentor, "Test O’Person");
    book_free(book);
    diagnostics_free(diagnostics);
}

static void neighbouring_texts_are_joined(void **state)
{
    (void)state;
    Diagnostics *diagnostics = diagnostics_new();
    Book *book = small_book("en");
    Node *paragraph = node_add(book, book->root, NODE_PARAGRAPH, ROLE_NONE, nowhere);
    node_add_text(book, paragraph, "It", nowhere);
    node_add_text(book, paragraph, "'", nowhere);
    node_add_text(book, paragraph, "s.", nowhere);
    pass_quotes(book, diagnostics);
    assert_ptr_equal(paragraph->first, paragraph->last);
    assert_string_equal(paragraph->first->text, "It’s.");
    book_free(book);
    diagnostics_free(diagnostics);
}

static void spaces_that_hold(void **state)
{
    (void)state;
    static const Case cases[] = {
        {"en", "J. R. R. Person and A.B. Person",
         "J.\u00A0R.\u00A0R.\u00A0Person and A.B.\u00A0Person"},
        {"en", "than I. The end", "than I. The end"},
        {"en", "Dr. Person, Prof. Person (Dr. *Person*)",
         "Dr.\u00A0Person, Prof.\u00A0Person (Dr.\u00A0Person)"},
        {"en", "p. 3 and pp. 4", "p.\u00A03 and pp.\u00A04"},
        {"en", "5 mg, 20 %, 5 things", "5\u00A0mg, 20\u00A0%, 5 things"},
        {"en", "one – two — three", "one\u00A0– two\u00A0— three"},
        {"de", "z. B. die Nr. 3, 5 Uhr", "z.\u00A0B. die Nr.\u00A03, 5\u00A0Uhr"},
        {"de", "am 12. März, die 112. Person", "am 12.\u00A0März, die 112. Person"},
        {"en", "12. March", "12. March"},
        {"fr", "10 h 30, 1 000 000 et 2015 300, 12 3456",
         "10\u00A0h\u00A030, 1\u00A0000\u00A0000 et 2015 300, 12 3456"},
        {"es", "EE. UU.", "EE.\u00A0UU."},
        {"nl", "dhr. Person", "dhr.\u00A0Person"},
        {"fr", "« Un ! » : deux", "«\u202FUn\u202F!\u202F»\u00A0: deux"},
        {"fr", "«Un» deux! Vrai?", "«\u202FUn\u202F» deux\u202F! Vrai\u202F?"},
        {"fr", "«Un!» deux?!", "«\u202FUn\u202F!\u202F» deux\u202F?!"},
        {"fr-CA", "«Un» deux!", "«\u202FUn\u202F» deux!"},
        {"en", "« Un ! »", "« Un ! »"},
        {"fr", "10:30 https://example.org/?a", "10:30 https://example.org/?a"},
    };
    CHECK(cases, true);
}

/* Letters and digits of a text, in a row. */
static void letters(const char *text, char *out)
{
    for (size_t at = 0, n, length = strlen(text); at < length; at += n) {
        uint32_t c;
        n = utf8_decode(text + at, length - at, &c);
        if (unicode_is_letter(c) || unicode_is_digit(c)) {
            memcpy(out, text + at, n);
            out += n;
        }
    }
    *out = '\0';
}

/* Whatever the text, no letter is lost, and a second run changes nothing. */
static void any_text_keeps_its_letters_and_settles(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",   "word", " ", " ",   "\"", "'",  "-",      "--",
                                         "...", ".",    "‘", "’",   "“",  "”",  "„",      "‚",
                                         "«",   "»",    "*", "12",  "é",  "!",  "?",      "(",
                                         ")",   "—",    ":", "Dr.", "J.", "mg", "\u00A0", ";"};
    static const char *const languages[] = {"en", "de", "fr", "es", "sv", "ru", "he", "da"};
    srand(7);
    for (int round = 0; round < 20000; round++) {
        char text[256] = "", before[256], after[1024], once[4096];
        const char *language = languages[rand() % 8];
        for (int i = rand() % 24; i >= 0; i--)
            strcat(text, pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]);
        for (int spaces = 0; spaces < 2; spaces++) {
            letters(text, before);
            strcpy(once, passed(language, text, spaces, 1));
            letters(once, after);
            assert_string_equal(before, after);
            if (strcmp(passed(language, text, spaces, 2), once) != 0)
                print_error("not settled, %s: %s\n", language, text);
            assert_string_equal(passed(language, text, spaces, 2), once);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(straight_marks_become_the_language_s),
        cmocka_unit_test(apostrophes_and_primes),
        cmocka_unit_test(dashes_and_ellipses),
        cmocka_unit_test(what_is_right_stays),
        cmocka_unit_test(wrong_marks_are_set_right),
        cmocka_unit_test(a_wrong_mark_is_reported_once_a_file),
        cmocka_unit_test(metadata_is_set_too),
        cmocka_unit_test(neighbouring_texts_are_joined),
        cmocka_unit_test(spaces_that_hold),
        cmocka_unit_test(any_text_keeps_its_letters_and_settles),
    };
    return RUN_TESTS(tests);
}
