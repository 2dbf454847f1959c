#include "test.h"

#include "small_pdf.h"

#include <string.h>

static Object probe_of(PdfFile *file)
{
    return key_of(file, pdf_root(file), "/Probe");
}

static bool holds(const Str *bytes, const char *what)
{
    return memmem(bytes->data, bytes->length, what, strlen(what)) != NULL;
}

/* The text of an array in a new file: a stream's dictionary is never packed. */
static Str text_of(PdfFile *file, Object array)
{
    Object stream = new_stream(file, "", 0);
    put(file, dictionary_of(file, stream), "/Text", array);
    put(file, pdf_root(file), "/Probe", stream);
    Str all = saved(file), text = STR_INIT;
    const char *start = memmem(all.data, all.length, "/Text", 5);
    assert_non_null(start);
    start += 5;
    const char *end = memmem(start, (size_t)(all.data + all.length - start), "/Length 0>>", 11);
    assert_non_null(end);
    str_add_bytes(&text, start, (size_t)(end - start));
    str_release(&all);
    return text;
}

static void assert_text(PdfFile *file, Object array, const char *want)
{
    Str text = text_of(file, array);
    assert_string_equal(text.data, want);
    str_release(&text);
}

/* Reading, then writing: what stands in a file comes out as `want`. */
static void assert_written(const char *source, const char *want)
{
    Str bytes = file_with(source);
    PdfFile *file = opened(&bytes);
    assert_true(is_array(file, probe_of(file)));
    Object array = new_array(file); /* a direct one */
    for (size_t i = 0; i < item_count(file, probe_of(file)); i++)
        add(file, array, item_of(file, probe_of(file), i));
    assert_text(file, array, want);
    pdf_close(file);
    str_release(&bytes);
}

static void objects_are_read(void **state)
{
    (void)state;
    Str bytes = file_with("<< /Yes true /No false /None null /Number -12 /Name /A#20B"
                          " /List [ 1 2 [ 3 ] ] >>");
    PdfFile *file = opened(&bytes);
    Object probe = probe_of(file);
    assert_int_equal(pdf_page_count(file), 1);
    assert_int_equal(object_number(pdf_page(file, 0)), 3);
    assert_true(has_name(file, key_of(file, pdf_page(file, 0), "/Type"), "/Page"));
    assert_true(is_dictionary(file, probe));
    assert_int_equal(object_number(probe), 4);
    assert_int_equal(item_count(file, probe), 6);
    assert_true(is_true(file, key_of(file, probe, "/Yes")));
    assert_false(is_true(file, key_of(file, probe, "/No")));
    assert_int_equal(integer_of(file, key_of(file, probe, "/Number")), -12);
    assert_true(has_name(file, key_of(file, probe, "/Name"), "/A B"));
    Object list = key_of(file, probe, "/List");
    assert_int_equal(item_count(file, list), 3);
    assert_int_equal(integer_of(file, item_of(file, list, 1)), 2);
    assert_int_equal(integer_of(file, item_of(file, item_of(file, list, 2), 0)), 3);
    assert_int_equal(integer_of(file, item_of(file, list, 3)), -1);
    assert_int_equal(object_number(list), 0);
    assert_int_equal(item_count(file, key_of(file, probe, "/Absent")), 0);
    pdf_close(file);
    str_release(&bytes);
}

static void numbers_keep_their_value(void **state)
{
    (void)state;
    assert_written("[ 0 -0 +7 -12 9223372036854775797 1.50 -.5 4. 00012 ]",
                   "[0 0 7 -12 9223372036854775797 1.50 -.5 4. 12]");
    Str bytes = file_with("null");
    PdfFile *file = opened(&bytes);
    Object points = new_array(file);
    const Sp lengths[] = {0,
                          SP_PER_POINT,
                          -SP_PER_POINT,
                          SP_PER_POINT / 2,
                          -SP_PER_POINT / 8,
                          SP_FROM_POINTS(419.528),
                          SP_PER_POINT * 1200 + 32, /* less than half a thousandth */
                          SP_PER_POINT * 10};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        add(file, points, new_points(file, lengths[i]));
    assert_text(file, points, "[0 1 -1 .5 -.125 419.528 1200 10]");
    pdf_close(file);
    str_release(&bytes);
}

static void names_are_escaped(void **state)
{
    (void)state;
    assert_written("[ /Plain /A#20B /#28#29 /Caf#C3#A9 /#23 / /a;b_c ]",
                   "[/Plain/A#20B/#28#29/Caf#C3#A9/#23//a;b_c]");
}

static void strings_say_the_same(void **state)
{
    (void)state;
    assert_written(
        "[ (plain) (a(b)c) (\\(\\)\\\\) (\\n\\t\\101\\7\\0018) (one\\\ntwo) (cr\rlf\r\nend)"
        " <48 65 6C6c6F 2> (\\r) () <> ]",
        "[(plain)(a\\(b\\)c)(\\(\\)\\\\)(\n\tA\7\0018)(onetwo)(cr\nlf\nend)(Hello )(\\r)()()]");
}

static void texts_are_ascii_or_utf16(void **state)
{
    (void)state;
    Str bytes = file_with("null");
    PdfFile *file = opened(&bytes);
    Object stream = new_stream(file, "", 0), dictionary = dictionary_of(file, stream);
    put(file, pdf_root(file), "/Probe", stream);
    put(file, dictionary, "/Plain", new_text(file, "Test (Person)"));
    put(file, dictionary, "/Accent", new_text(file, "\xC3\xA9"));         /* é */
    put(file, dictionary, "/Escape", new_text(file, "\xE2\xA4\x8D"));     /* U+290D */
    put(file, dictionary, "/Beyond", new_text(file, "\xF0\x9D\x84\x9E")); /* U+1D11E */
    put(file, dictionary, "/Bytes", new_ascii(file, "https://example.org/\xC3\xA9"));
    Str all = saved(file);
#define WANT(text) assert_non_null(memmem(all.data, all.length, text, sizeof text - 1))
    WANT("/Plain(Test \\(Person\\))");
    WANT("/Accent(\xFE\xFF\0\xE9)");
    WANT("/Escape(\xFE\xFF\\)\\r)");
    WANT("/Beyond(\xFE\xFF\xD8\x34\xDD\x1E)");
    WANT("/Bytes(https://example.org/\xC3\xA9)");
    str_release(&all);
    pdf_close(file);
    str_release(&bytes);
}

static void containers_nest_to_a_limit(void **state)
{
    (void)state;
    enum { MOST = 32 };
    for (int depth = MOST; depth <= MOST + 1; depth++) {
        Str source = STR_INIT; /* [<</A[<</A … ]>>]>> */
        for (int i = 0; i < depth; i++)
            str_add(&source, i % 2 ? "<</A " : "[");
        str_add(&source, depth % 2 ? "" : "0");
        for (int i = depth; i-- > 0;)
            str_add(&source, i % 2 ? ">>" : "]");
        Str bytes = file_with(source.data), out = STR_INIT;
        PdfFile *file = opened(&bytes);
        Reason why = {"no reason"};
        assert_int_equal(save(file, &out, &why), depth <= MOST);
        pdf_close(file);
        str_release(&source);
        str_release(&bytes);
        str_release(&out);
    }
}

static void references_share_objects(void **state)
{
    (void)state;
    const char *const objects[] = {CATALOG,
                                   ONE_PAGE,
                                   PAGE,
                                   "[ 5 0 R 5 0 R 4 0 R << /A 5 0 R >> ]",
                                   "<< /Number 7 >>",
                                   "(nobody refers to it)"};
    Str bytes = FILE_OF(objects);
    PdfFile *file = opened(&bytes);
    Object probe = probe_of(file), shared = item_of(file, probe, 0);
    assert_ptr_equal(shared, item_of(file, probe, 1));
    assert_ptr_equal(shared, key_of(file, item_of(file, probe, 3), "/A"));
    assert_ptr_equal(probe, item_of(file, probe, 2));
    put(file, shared, "/More", new_indirect(file, new_integer(file, 8)));
    Str out = saved(file);
    PdfFile *again = opened(&out);
    probe = probe_of(again);
    shared = item_of(again, probe, 0);
    assert_true(object_number(shared) > 0);
    assert_ptr_equal(shared, item_of(again, probe, 1));
    assert_ptr_equal(shared, key_of(again, item_of(again, probe, 3), "/A"));
    assert_ptr_equal(probe, item_of(again, probe, 2));
    assert_int_equal(integer_of(again, key_of(again, shared, "/Number")), 7);
    assert_int_equal(integer_of(again, key_of(again, shared, "/More")), 8);
    /* 5 of the old objects, the new one, an object stream, the cross-references, and object 0 */
    assert_int_equal(integer_of(again, key_of(again, pdf_trailer(again), "/Size")), 9);
    pdf_close(again);
    pdf_close(file);
    str_release(&out);
    str_release(&bytes);
}

static void dictionaries_change(void **state)
{
    (void)state;
    Str bytes = file_with("null");
    PdfFile *file = opened(&bytes);
    Object dictionary = new_dictionary(file), list = new_array(file);
    static const char *const keys[] = {"/A", "/B", "/C", "/D", "/E", "/F", "/G", "/H", "/I"};
    enum { KEYS = sizeof keys / sizeof *keys };
    for (int i = 0; i < KEYS; i++)
        put(file, dictionary, keys[i], new_integer(file, i));
    put(file, dictionary, "/B", new_parsed(file, "<</Is (new)>>"));
    drop(file, dictionary, "/A");
    drop(file, dictionary, "/I");
    drop(file, dictionary, "/Absent");
    add(file, list, dictionary);
    assert_text(file, list, "[<</B<</Is(new)>>/C 2/D 3/E 4/F 5/G 6/H 7>>]");
    pdf_close(file);
    str_release(&bytes);
}

static void many_objects_come_back(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    Str bytes = file_with("null");
    PdfFile *file = opened(&bytes);
    Object list = new_array(file);
    for (int i = 0; i < MANY; i++) {
        Object object = new_indirect(file, new_array(file));
        add(file, object, new_integer(file, i));
        add(file, list, object);
    }
    put(file, pdf_root(file), "/Probe", list);
    Str out = saved(file);
    PdfFile *again = opened(&out);
    list = probe_of(again);
    assert_int_equal(item_count(again, list), MANY);
    for (size_t i = MANY; i-- > 0;)
        assert_int_equal(integer_of(again, item_of(again, item_of(again, list, i), 0)), i);
    pdf_close(again);
    pdf_close(file);
    str_release(&out);
    str_release(&bytes);
}

static void streams_stay_or_are_packed(void **state)
{
    (void)state;
    const char *const objects[] = {CATALOG, ONE_PAGE, PAGE,
                                   "<< /Length 5 0 R /Kind /Old >>\nstream\n((%>)\nendstream", "5"};
    Str bytes = FILE_OF(objects), text = STR_INIT, read = STR_INIT;
    PdfFile *file = opened(&bytes);
    Object old = probe_of(file);
    assert_true(is_stream(file, old));
    for (int i = 0; i < 100; i++)
        str_add(&text, "again and ");
    Object new = new_stream(file, text.data, text.length);
    put(file, dictionary_of(file, old), "/New", new);
    assert_true(stream_read(file, new, &read));
    assert_string_equal(read.data, text.data);
    Str out = saved(file);
    assert_true(holds(&out, "/Filter/FlateDecode/Length"));
    assert_false(holds(&out, "again and again"));
    assert_true(holds(&out, "((%>)\nendstream\nendobj\n")); /* on a line of its own */
    PdfFile *again = opened(&out);
    str_clear(&read);
    new = key_of(again, dictionary_of(again, probe_of(again)), "/New");
    assert_true(stream_read(again, new, &read));
    assert_string_equal(read.data, text.data);
    str_clear(&read);
    assert_true(stream_read(again, probe_of(again), &read));
    assert_int_equal(read.length, 5);
    assert_false(stream_read(again, pdf_root(again), &read));
    pdf_close(again);
    pdf_close(file);
    Str *const strings[] = {&bytes, &text, &read, &out};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        str_release(strings[i]);
}

static void metadata_stay_readable(void **state)
{
    (void)state;
    Str bytes = file_with("null");
    PdfFile *file = opened(&bytes);
    Object stream = new_stream(file, "<x:xmpmeta>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 56);
    put(file, dictionary_of(file, stream), "/Type", new_name(file, "/Metadata"));
    put(file, pdf_root(file), "/Metadata", stream);
    Str out = saved(file);
    assert_true(holds(&out, "<x:xmpmeta>aaaaaaaa"));
    pdf_close(file);
    str_release(&out);
    str_release(&bytes);
}

static void the_same_objects_give_the_same_bytes(void **state)
{
    (void)state;
    Str bytes = file_with("[ (the same) 1 0 R ]"), other = file_with("[ (not same) 1 0 R ]"),
        outs[3];
    for (int i = 0; i < 3; i++) {
        PdfFile *file = opened(i == 2 ? &other : &bytes);
        outs[i] = saved(file);
        pdf_close(file);
    }
    assert_int_equal(outs[0].length, outs[1].length);
    assert_memory_equal(outs[0].data, outs[1].data, outs[0].length);
    const char *ids[2];
    for (int i = 0; i < 2; i++)
        assert_non_null(ids[i] = memmem(outs[i + 1].data, outs[i + 1].length, "/ID[<", 5));
    assert_memory_equal(ids[0] + 5, ids[0] + 5 + 34, 32); /* the first time, both are alike */
    assert_memory_not_equal(ids[0], ids[1], 37);
    for (int i = 0; i < 3; i++)
        str_release(&outs[i]);
    str_release(&bytes);
    str_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_are_read),
        cmocka_unit_test(numbers_keep_their_value),
        cmocka_unit_test(names_are_escaped),
        cmocka_unit_test(strings_say_the_same),
        cmocka_unit_test(texts_are_ascii_or_utf16),
        cmocka_unit_test(containers_nest_to_a_limit),
        cmocka_unit_test(references_share_objects),
        cmocka_unit_test(dictionaries_change),
        cmocka_unit_test(many_objects_come_back),
        cmocka_unit_test(streams_stay_or_are_packed),
        cmocka_unit_test(metadata_stay_readable),
        cmocka_unit_test(the_same_objects_give_the_same_bytes),
    };
    scratch = scratch_new();
    int failed = RUN_TESTS(tests);
    scratch_free(&scratch);
    return failed;
}
