/* Faces that can be set in. */
#include "test.h"

#include "layout/face.h"

#include <hb-ot.h>

enum { GLYPHS = 3 };

static void add_table(hb_face_t *face, hb_tag_t tag, const uint8_t *bytes, unsigned length)
{
    hb_blob_t *blob =
        hb_blob_create((const char *)bytes, length, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_builder_add_table(face, tag, blob);
    hb_blob_destroy(blob);
}

static void variable_faces_are_of_no_use(void **state)
{
    (void)state;
    static const uint8_t glyphs[] = {0, 0, 0x50, 0, 0, GLYPHS}; /* maxp, version 0.5 */
    static const uint8_t axes[] = {
        0,   1,   0,   0,   0, 16,  0, 2, 0, 1,    0, 20, 0, 0,    0, 8, /* fvar: one axis */
        'w', 'g', 'h', 't', 0, 100, 0, 0, 1, 0x90, 0, 0,  3, 0x84, 0, 0, 0, 0, 1, 0,
    };
    hb_face_t *face = hb_face_builder_create();
    assert_false(face_is_usable(face));
    hb_face_destroy(face);
    face = hb_face_builder_create();
    add_table(face, HB_TAG('m', 'a', 'x', 'p'), glyphs, sizeof glyphs);
    assert_true(face_is_usable(face));
    hb_face_destroy(face);
    face = hb_face_builder_create();
    add_table(face, HB_TAG('m', 'a', 'x', 'p'), glyphs, sizeof glyphs);
    add_table(face, HB_TAG('f', 'v', 'a', 'r'), axes, sizeof axes);
    assert_int_equal(hb_ot_var_get_axis_count(face), 1);
    assert_false(face_is_usable(face));
    hb_face_destroy(face);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variable_faces_are_of_no_use),
    };
    return RUN_TESTS(tests);
}
