#include "test.h"

#include "base/file.h"
#include "epub/container.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONG = 100000 };

static char folder[] = "/tmp/bindery-container-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const char *path_of(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static bool make_same(void *context, const void *text, Str *out, Reason *why)
{
    (void)why;
    ++*(int *)context;
    str_add(out, text);
    return true;
}

static bool make_long(void *context, const void *subject, Str *out, Reason *why)
{
    (void)subject, (void)why;
    ++*(int *)context;
    for (int i = 0; i < LONG; i++)
        str_format(out, "%d ", i % 1000);
    return true;
}

static bool make_nothing(void *context, const void *subject, Str *out, Reason *why)
{
    (void)context, (void)subject, (void)out;
    return reason_set(why, "there is nothing here");
}

static Container *filled(int *made)
{
    Container *container = container_new(1000000000);
    container_add(container, "mimetype", STORAGE_STORED, make_same, made, "application/epub+zip");
    container_add(container, "a/one.xhtml", STORAGE_DEFLATED, make_same, made, "<p>one</p>");
    container_add(container, "empty", STORAGE_DEFLATED, make_same, made, "");
    container_add(container, "long", STORAGE_DEFLATED, make_long, made, NULL);
    return container;
}

static void read_whole(const char *name, Str *bytes)
{
    Reason why;
    str_clear(bytes);
    assert_true(file_read(path_of(name), 1 << 24, bytes, &why));
}

/* OCF 3.3, 4.3: the first member is stored, its name and bytes stand at fixed places. */
static void the_media_type_can_be_seen_at_once(void **state)
{
    (void)state;
    int made = 0;
    Reason why;
    Str bytes = STR_INIT;
    assert_true(container_close(filled(&made), path_of("a.epub"), &why));
    assert_int_equal(made, 4); /* each once */
    read_whole("a.epub", &bytes);
    assert_memory_equal(bytes.data, "PK\x03\x04", 4);
    assert_memory_equal(bytes.data + 26, "\x08\0\0\0", 4); /* length of name, of extra field */
    assert_memory_equal(bytes.data + 30, "mimetypeapplication/epub+zip", 28);
    assert_true(bytes.length < LONG); /* deflated */
    unlink(path_of("a.epub"));
    str_release(&bytes);
}

static void the_same_members_give_the_same_bytes(void **state)
{
    (void)state;
    int made = 0;
    Reason why;
    Str one = STR_INIT, two = STR_INIT;
    setenv("TZ", "Pacific/Kiritimati", 1);
    assert_true(container_close(filled(&made), path_of("a.epub"), &why));
    setenv("TZ", "America/New_York", 1);
    assert_true(container_close(filled(&made), path_of("b.epub"), &why));
    unsetenv("TZ");
    read_whole("a.epub", &one);
    read_whole("b.epub", &two);
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.data, two.data, one.length);
    unlink(path_of("a.epub"));
    unlink(path_of("b.epub"));
    str_release(&one);
    str_release(&two);
}

static uint32_t number_at(const Str *bytes, size_t at)
{
    uint32_t number = 0;
    for (int i = 3; i >= 0; i--)
        number = number << 8 | (unsigned char)bytes->data[at + (size_t)i];
    return number;
}

/* APPNOTE 4.3.7: from head to head through members of all sizes, stored, so that the lengths tell
 * where the next one begins; heads of large ones are mended after their bytes went to the disk. */
static void every_head_says_what_follows(void **state)
{
    (void)state;
    static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6"};
    enum { MEMBERS = sizeof names / sizeof *names, HEAD = 30, SIZE = 18, NAME = 26 };
    int made = 0;
    Reason why;
    Str bytes = STR_INIT;
    Container *container = container_new(0);
    for (int i = 0; i < MEMBERS; i++)
        container_add(container, names[i], STORAGE_STORED, i % 2 ? make_long : make_same, &made,
                      "<p>one</p>");
    assert_true(container_close(container, path_of("a.epub"), &why));
    read_whole("a.epub", &bytes);
    size_t at = 0;
    for (int i = 0; i < MEMBERS; i++) {
        uint32_t size = number_at(&bytes, at + SIZE);
        assert_int_equal(number_at(&bytes, at), 0x04034B50);
        assert_int_equal(number_at(&bytes, at + NAME), 1);
        assert_int_equal(number_at(&bytes, at + SIZE + 4), size);
        if (i % 2)
            assert_true(size > 3 * LONG);
        else
            assert_int_equal(size, strlen("<p>one</p>"));
        at += HEAD + 1 + size;
    }
    assert_int_equal(number_at(&bytes, at), 0x02014B50); /* the directory */
    unlink(path_of("a.epub"));
    str_release(&bytes);
}

static void a_member_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    int made = 0;
    Reason why;
    Str bytes = STR_INIT;
    assert_true(container_close(filled(&made), path_of("a.epub"), &why));
    size_t length = (size_t)file_size(path_of("a.epub"));
    Container *container = filled(&made);
    container_add(container, "broken", STORAGE_DEFLATED, make_nothing, NULL, NULL);
    assert_false(container_close(container, path_of("a.epub"), &why));
    assert_string_equal(why.text, "there is nothing here");
    read_whole("a.epub", &bytes);
    assert_int_equal(bytes.length, length);
    unlink(path_of("a.epub"));
    str_release(&bytes);
}

static void a_folder_that_is_not_there_is_a_reason(void **state)
{
    (void)state;
    int made = 0;
    Reason why;
    assert_false(container_close(filled(&made), path_of("none/a.epub"), &why));
    assert_non_null(strstr(why.text, "cannot write"));
    assert_int_equal(made, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_media_type_can_be_seen_at_once),
        cmocka_unit_test(the_same_members_give_the_same_bytes),
        cmocka_unit_test(every_head_says_what_follows),
        cmocka_unit_test(a_member_that_fails_leaves_the_old_file),
        cmocka_unit_test(a_folder_that_is_not_there_is_a_reason),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
