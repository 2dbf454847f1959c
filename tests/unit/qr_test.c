/* QR codes: what a scanner relies on. That they read back is shown on whole handouts. */
#include "test.h"

#include "pass/qr.h"
#include "small_book.h"

enum { QUIET = 4, FINDER = 7 };

static int module(const Image *image, int x, int y)
{
    return image->modules[y * image->width + x];
}

/* Three rings: black, white, black. */
static void check_finder(const Image *image, int left, int top)
{
    for (int y = 0; y < FINDER; y++)
        for (int x = 0; x < FINDER; x++) {
            int edge = x < y ? x : y, far = FINDER - 1 - (x > y ? x : y);
            int ring = edge < far ? edge : far;
            assert_int_equal(module(image, left + x, top + y), ring != 1);
        }
}

static void has_finders_and_a_quiet_zone(void **state)
{
    (void)state;
    Book *book = small_book("en");
    const Image *image = qr_image(book, "https://example.org/test-person/");
    assert_non_null(image);
    assert_int_equal(image->type, IMAGE_MATRIX);
    assert_int_equal(image->width, image->height);
    assert_int_equal((image->width - 2 * QUIET - 17) % 4, 0);
    assert_string_equal(image->name, "https://example.org/test-person/");
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++)
            if (x < QUIET || y < QUIET || x >= image->width - QUIET || y >= image->height - QUIET)
                assert_int_equal(module(image, x, y), 0);
    int far = image->width - QUIET - FINDER;
    check_finder(image, QUIET, QUIET);
    check_finder(image, far, QUIET);
    check_finder(image, QUIET, far);
    book_free(book);
}

static void too_long_a_text_has_no_code(void **state)
{
    (void)state;
    Book *book = small_book("en");
    char text[4000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_null(qr_image(book, text));
    book_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_finders_and_a_quiet_zone),
        cmocka_unit_test(too_long_a_text_has_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
