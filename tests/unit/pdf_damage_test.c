#include "test.h"

#include "small_pdf.h"

#include <string.h>

/* Reads all that can be reached. True: nothing is wrong. */
static bool reads(const char *data, size_t length, Reason *why)
{
    Str bytes = STR_INIT, out = STR_INIT;
    str_add_bytes(&bytes, data, length); /* of its own: the sanitizer sees its end */
    PdfFile *file = pdf_open(&bytes, why);
    bool ok = file && save(file, &out, why);
    pdf_close(file);
    str_release(&bytes);
    str_release(&out);
    return ok;
}

static void what_nobody_asks_for_may_be_damaged(void **state)
{
    (void)state;
    const char *const objects[] = {CATALOG, ONE_PAGE, PAGE, "[ 1 ]", "<< /Unfinished"};
    Str bytes = FILE_OF(objects);
    Reason why = {"no reason"};
    assert_true(reads(bytes.data, bytes.length, &why));
    str_release(&bytes);
}

static void surprises_fail(void **state)
{
    (void)state;
    static const struct {
        const char *probe, *reason;
    } rows[] = {
        {"[ 1 2", "damaged"},
        {"<< /Key >>", "damaged"},
        {"<< /A 1 /B ] >>", "damaged"},
        {"<< 1 2 >>", "damaged"},
        {"[ 1 2 >>", "damaged"},
        {"]", "damaged"},
        {"nonsense", "damaged"},
        {"(no end", "damaged"},
        {"<12", "damaged"},
        {"<12xx>", "damaged"},
        {"/A#00", "damaged"},
        {"/A#4", "damaged"},
        {"1.2.3", "damaged"},
        {"[ 99999999999999999999 ]", "damaged"},
        {"{ }", "damaged"},
        {"7 0 R", "no object 7"},
        {"0 0 R", "no object 0"},
        {"[ 1 1 R ]", "later generation"},
        {"1 0 R", "but a reference"},
        {"1 2", "no end"},
        {"<< >>\nstream\nabc\nendstream", "no end"},
        {"<< /Length -1 >>\nstream\nabc\nendstream", "no end"},
        {"<< /Length 99999 >>\nstream\nabc\nendstream", "no end"},
        {"<< /Length 4 0 R >>\nstream\nabc\nendstream", "no end"},
        {"<< /Length 2 >>\nstream\nabc\nendstream", "another length"},
        {"<< /Length 3 >>\nstreamabc\nendstream", "no end"},
        {"<< /Length 3 >>\nstream\nabc", "another length"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str bytes = file_with(rows[i].probe);
        Reason why = {"no reason"};
        bool ok = reads(bytes.data, bytes.length, &why);
        if (ok || !strstr(why.text, rows[i].reason))
            fail_msg("%s: %s", rows[i].probe, why.text);
        str_release(&bytes);
    }
}

/* Replaces what stands in a file by something as long. */
static void overwrite(Str *bytes, const char *what, const char *by)
{
    assert_int_equal(strlen(what), strlen(by));
    char *at = memmem(bytes->data, bytes->length, what, strlen(what));
    assert_non_null(at);
    memcpy(at, by, strlen(by));
}

static void wrong_places_fail(void **state)
{
    (void)state;
    static const struct {
        const char *what, *by, *reason;
    } rows[] = {
        {"%PDF-1.5", "%PDF-2.0", "cross-references"},
        {"startxref", "startxxxx", "cross-references"},
        {"\nxref\n", "\nxxxx\n", "where it should be"},
        {"0 5\n0000", "1 5\n0000", "cross-references"},
        {"0 5\n0000", "0 9\n0000", "cross-references"},
        {"0000000015 00000 n", "0000000016 00000 n", "where it should be"},
        {"0000000015 00000 n", "0000009999 00000 n", "beyond the end"},
        {"0000000015 00000 n", "0000000015 00001 n", "cross-references"},
        {"0000000015 00000 n", "0000000015 00000 f", "cannot be read"},
        {"0000000015 00000 n", "00000000x5 00000 n", "cross-references"},
        {"/Size 5\n   /Root", "/Size 6\n   /Root", "cross-references"},
        {"/Size 5\n   /Root", "/Size 5/Prev 1/R", "cross-references"},
        {"/Kids [ 3 0 R ]", "/Kids [ 2 0 R ]", "page tree"},
        {"/Kids [ 3 0 R ]", "/Kids [ 1 0 R ]", "page tree"},
        {"/Pages 2 0 R", "/Pages 3 1 R", "later generation"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str bytes = file_with("[ ]");
        Reason why = {"no reason"};
        overwrite(&bytes, rows[i].what, rows[i].by);
        bool ok = reads(bytes.data, bytes.length, &why);
        if (ok || !strstr(why.text, rows[i].reason))
            fail_msg("%s: %s", rows[i].by, why.text);
        str_release(&bytes);
    }
}

/* A file that has all: with a table first, with object streams when it was saved. */
static Str small_file(bool with_table)
{
    const char *const objects[] = {
        CATALOG, ONE_PAGE, PAGE,
        "<< /Length 5 0 R /T (a) /X <41> /N /A#20 >>\nstream\nabc\nendstream", "3"};
    Str bytes = FILE_OF(objects);
    if (with_table)
        return bytes;
    PdfFile *file = opened(&bytes);
    Str out = saved(file);
    pdf_close(file);
    str_release(&bytes);
    return out;
}

static void cut_files_fail(void **state)
{
    (void)state;
    for (int with_table = 0; with_table < 2; with_table++) {
        Str bytes = small_file(with_table);
        Reason why = {"no reason"};
        for (size_t length = 0; length < bytes.length - sizeof "9\n%%EOF"; length++)
            if (reads(bytes.data, length, &why))
                fail_msg("%zu bytes are no file", length);
        assert_true(reads(bytes.data, bytes.length, &why));
        str_release(&bytes);
    }
}

/* Whatever a byte becomes, reading ends; that it is told is asked only where there is no doubt. */
static void changed_bytes_do_no_harm(void **state)
{
    (void)state;
    static const char others[] = {0, '(', '/', '<', '9', '\n', '\xFF'};
    for (int with_table = 0; with_table < 2; with_table++) {
        Str bytes = small_file(with_table);
        size_t failed = 0;
        for (size_t at = 0; at < bytes.length; at++)
            for (size_t i = 0; i < sizeof others; i++) {
                Reason why = {""};
                char old = bytes.data[at];
                bytes.data[at] = others[i];
                bool ok = reads(bytes.data, bytes.length, &why);
                assert_int_equal(ok, !*why.text);
                failed += !ok;
                bytes.data[at] = old;
            }
        assert_true(failed > bytes.length);
        str_release(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_asks_for_may_be_damaged),
        cmocka_unit_test(surprises_fail),
        cmocka_unit_test(wrong_places_fail),
        cmocka_unit_test(cut_files_fail),
        cmocka_unit_test(changed_bytes_do_no_harm),
    };
    scratch = scratch_new();
    int failed = RUN_TESTS(tests);
    scratch_free(&scratch);
    return failed;
}
