#include "epub/font_subset.h"

#include "base/memory.h"

#include <hb-ot.h>
#include <hb-subset.h>

/* fsType: restricted licence, no subsetting, bitmaps only. */
enum { FS_TYPE_AT = 8, FORBIDDEN = 0x0002 | 0x0100 | 0x0200 };

bool font_may_be_embedded(const Font *font)
{
    unsigned length;
    hb_blob_t *table = hb_face_reference_table(font->face, HB_TAG('O', 'S', '/', '2'));
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(table, &length);
    bool may =
        length < FS_TYPE_AT + 2 || !((bytes[FS_TYPE_AT] << 8 | bytes[FS_TYPE_AT + 1]) & FORBIDDEN);
    hb_blob_destroy(table);
    return may;
}

bool font_subset(const Font *font, const hb_set_t *characters, Str *out)
{
    static const hb_tag_t features[] = {HB_TAG('l', 'n', 'u', 'm'), HB_TAG('o', 'n', 'u', 'm'),
                                        HB_TAG('p', 'n', 'u', 'm'), HB_TAG('t', 'n', 'u', 'm'),
                                        HB_TAG('s', 'm', 'c', 'p')};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        memory_fail();
    hb_set_union(hb_subset_input_unicode_set(input), characters);
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG), features[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_face_t *subset = hb_subset_or_fail(font->face, input);
    hb_subset_input_destroy(input);
    if (!subset)
        return false;
    unsigned length;
    hb_blob_t *file = hb_face_reference_blob(subset);
    const char *bytes = hb_blob_get_data(file, &length);
    str_add_bytes(out, bytes, length);
    hb_blob_destroy(file);
    hb_face_destroy(subset);
    return length > 0;
}
