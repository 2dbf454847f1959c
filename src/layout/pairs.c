#include "layout/pairs.h"

#include "base/memory.h"
#include "layout/face.h"

#include <hb-ot.h>
#include <string.h>

/* Characters that may be plain: ASCII, the Western letters, dashes, quotation marks, ellipsis. */
enum {
    ASCII_FIRST = 0x21,
    ASCII_COUNT = 0x7F - ASCII_FIRST,
    LATIN_FIRST = 0xC0,
    LATIN_COUNT = 0x100 - LATIN_FIRST,
    MARKS_FIRST = 0x2013,
    MARKS_COUNT = 0x2027 - MARKS_FIRST,
    LETTERS = ASCII_COUNT + LATIN_COUNT + MARKS_COUNT
};

enum { KERN_UNKNOWN = INT16_MIN, KERN_NONE = INT16_MIN + 1 /* the two are more than a pair */ };

typedef struct Letter {
    uint32_t glyph; /* 0: not plain */
    int32_t advance;
} Letter;

struct Pairs {
    const Font *font;
    const Shaping *shaping;
    hb_buffer_t *buffer;
    Letter letters[LETTERS];
    int16_t kerns[LETTERS][LETTERS]; /* of the first before the second */
};

/* −1: none that may be plain. */
static int letter_index(uint32_t c)
{
    if (c - ASCII_FIRST < ASCII_COUNT)
        return (int)(c - ASCII_FIRST);
    if (c - LATIN_FIRST < LATIN_COUNT)
        return (int)(c - LATIN_FIRST) + ASCII_COUNT;
    if (c - MARKS_FIRST < MARKS_COUNT)
        return (int)(c - MARKS_FIRST) + ASCII_COUNT + LATIN_COUNT;
    return -1;
}

static uint32_t letter_at(int index)
{
    if (index < ASCII_COUNT)
        return (uint32_t)index + ASCII_FIRST;
    if (index < ASCII_COUNT + LATIN_COUNT)
        return (uint32_t)(index - ASCII_COUNT) + LATIN_FIRST;
    return (uint32_t)(index - ASCII_COUNT - LATIN_COUNT) + MARKS_FIRST;
}

/* Shapes some characters; returns their glyphs if there is one for each, in place, and NULL
 * otherwise. */
static const hb_glyph_info_t *shape(Pairs *pairs, const uint32_t *characters, unsigned count,
                                    const hb_glyph_position_t **positions)
{
    hb_buffer_t *buffer = pairs->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_codepoints(buffer, characters, (int)count, 0, (int)count);
    shaping_run(pairs->shaping, pairs->font, buffer, HB_SCRIPT_LATIN, false);
    unsigned made;
    const hb_glyph_info_t *glyphs = hb_buffer_get_glyph_infos(buffer, &made);
    *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    for (unsigned i = 0; i < made; i++)
        if (glyphs[i].cluster != i || (*positions)[i].x_offset || (*positions)[i].y_offset ||
            (*positions)[i].y_advance)
            return NULL;
    return made == count ? glyphs : NULL;
}

/* What is a mark to the font may be passed over by lookups. */
static void shape_letter(Pairs *pairs, int index)
{
    const hb_glyph_position_t *position;
    const uint32_t c = letter_at(index);
    const hb_glyph_info_t *glyph = shape(pairs, &c, 1, &position);
    hb_codepoint_t nominal;
    if (glyph && hb_font_get_nominal_glyph(pairs->font->shaper, c, &nominal) &&
        nominal == glyph->codepoint &&
        hb_ot_layout_get_glyph_class(pairs->font->face, nominal) != HB_OT_LAYOUT_GLYPH_CLASS_MARK)
        pairs->letters[index] = (Letter){nominal, position->x_advance};
}

/* Lookups, as OpenType's tables have them (GSUB, GPOS: lookup list table). */

typedef enum LookupType {
    GSUB_MULTIPLE = 2,
    GSUB_LIGATURE = 4,
    GSUB_CONTEXT = 5,
    GSUB_CHAINED_CONTEXT = 6,
    GSUB_EXTENSION = 7,
    GPOS_SINGLE = 1,
    GPOS_PAIR = 2,
    GPOS_MARK_TO_BASE = 4,
    GPOS_MARK_TO_MARK = 6,
    GPOS_EXTENSION = 9
} LookupType;

enum { IGNORE_BASE_GLYPHS = 2, IGNORE_LIGATURES = 4 };

typedef struct Lookup {
    unsigned type, flags; /* type 0: the table is damaged */
    bool reaches;         /* GPOS_PAIR: takes the second letter away from the next pair */
} Lookup;

static unsigned number_at(hb_blob_t *blob, unsigned at, unsigned bytes)
{
    unsigned length, number = 0;
    const char *data = hb_blob_get_data(blob, &length);
    if (at > length || length - at < bytes)
        return 0;
    for (unsigned i = 0; i < bytes; i++)
        number = number << 8 | (unsigned char)data[at + i];
    return number;
}

static Lookup lookup_at(hb_face_t *face, hb_tag_t table, unsigned index)
{
    hb_blob_t *blob = hb_face_reference_table(face, table);
    unsigned list = number_at(blob, 8, 2), at = list + number_at(blob, list + 2 + 2 * index, 2);
    Lookup lookup = {number_at(blob, at, 2), number_at(blob, at + 2, 2), false};
    unsigned subtables = number_at(blob, at + 4, 2);
    bool extended = lookup.type == (table == HB_OT_TAG_GSUB ? GSUB_EXTENSION : GPOS_EXTENSION);
    for (unsigned i = 0; i < subtables; i++) {
        unsigned subtable = at + number_at(blob, at + 6 + 2 * i, 2);
        if (extended) {
            lookup.type = number_at(blob, subtable + 2, 2);
            subtable += number_at(blob, subtable + 4, 4);
        }
        /* the format of what it says of the second */
        lookup.reaches = lookup.reaches || number_at(blob, subtable + 6, 2);
    }
    hb_blob_destroy(blob);
    return lookup;
}

/* True when a lookup passes over letters between those that it is about. */
static bool passes_over(Lookup lookup)
{
    return lookup.flags & (IGNORE_BASE_GLYPHS | IGNORE_LIGATURES);
}

/* A set that could not grow would hold too little. */
static void must_hold(const hb_set_t *set)
{
    if (!hb_set_allocation_successful(set))
        memory_fail();
}

/* The lookups that the text's language and features come to. */
static hb_set_t *lookups_of(const Pairs *pairs, hb_tag_t table)
{
    hb_segment_properties_t properties = {.direction = HB_DIRECTION_LTR,
                                          .script = HB_SCRIPT_LATIN,
                                          .language = pairs->shaping->hb_language};
    hb_shape_plan_t *plan =
        hb_shape_plan_create_cached(pairs->font->face, &properties, pairs->shaping->features,
                                    (unsigned)pairs->shaping->feature_count, NULL);
    hb_set_t *lookups = hb_set_create();
    hb_ot_shape_plan_collect_lookups(plan, table, lookups);
    hb_shape_plan_destroy(plan);
    must_hold(lookups);
    return lookups;
}

static void forget_glyphs(Pairs *pairs, const hb_set_t *glyphs)
{
    must_hold(glyphs);
    for (int i = 0; i < LETTERS; i++)
        if (hb_set_has(glyphs, pairs->letters[i].glyph))
            pairs->letters[i].glyph = 0;
}

/* Pairs are all that positions depend on, unless a lookup sees more of the text. */
static void forget_positioned(Pairs *pairs)
{
    hb_set_t *lookups = lookups_of(pairs, HB_OT_TAG_GPOS), *seen = hb_set_create();
    for (hb_codepoint_t l = HB_SET_VALUE_INVALID; hb_set_next(lookups, &l);) {
        Lookup lookup = lookup_at(pairs->font->face, HB_OT_TAG_GPOS, l);
        bool pairwise =
            (lookup.type == GPOS_SINGLE || (lookup.type == GPOS_PAIR && !lookup.reaches)) &&
            !passes_over(lookup);
        bool of_marks = lookup.type >= GPOS_MARK_TO_BASE && lookup.type <= GPOS_MARK_TO_MARK;
        if (!pairwise && !of_marks)
            hb_ot_layout_lookup_collect_glyphs(pairs->font->face, HB_OT_TAG_GPOS, l, seen, seen,
                                               seen, NULL);
    }
    forget_glyphs(pairs, seen);
    hb_set_destroy(lookups);
    hb_set_destroy(seen);
}

/* Whatever the text: letters that are parted, and those that something else becomes, are left out.
 * Lookups with a context do what others say, which are all looked at. */
static void forget_made(Pairs *pairs)
{
    hb_face_t *face = pairs->font->face;
    hb_set_t *in = hb_set_create(), *out = hb_set_create(), *rest = hb_set_create();
    unsigned count = hb_ot_layout_table_get_lookup_count(face, HB_OT_TAG_GSUB);
    for (unsigned l = 0; l < count; l++) {
        unsigned type = lookup_at(face, HB_OT_TAG_GSUB, l).type;
        if (type == GSUB_CONTEXT || type == GSUB_CHAINED_CONTEXT)
            continue;
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, l, rest,
                                           type == GSUB_MULTIPLE ? in : rest, rest,
                                           type == GSUB_MULTIPLE ? rest : out);
    }
    forget_glyphs(pairs, in);
    forget_glyphs(pairs, out);
    hb_set_destroy(in);
    hb_set_destroy(out);
    hb_set_destroy(rest);
}

typedef struct Admission {
    Pairs *pairs;
    const hb_set_t *lookups;
    hb_set_t *plain, *tried; /* glyphs: of those admitted; with those under way */
} Admission;

/* Admits letters [from, to) to the plain ones if together they bring about no other glyph, else
 * each half of them by itself, and leaves out single ones that do. */
static void admit(Admission *a, int from, int to)
{
    hb_set_set(a->tried, a->plain);
    for (int i = from; i < to; i++)
        if (a->pairs->letters[i].glyph)
            hb_set_add(a->tried, a->pairs->letters[i].glyph);
    hb_set_t *closed = hb_set_copy(a->tried);
    hb_ot_layout_lookups_substitute_closure(a->pairs->font->face, a->lookups, closed);
    must_hold(a->tried);
    must_hold(closed);
    bool same = hb_set_is_equal(closed, a->tried);
    hb_set_destroy(closed);
    if (same) {
        hb_set_set(a->plain, a->tried);
    } else if (to - from == 1) {
        a->pairs->letters[from].glyph = 0;
    } else {
        int middle = from + (to - from) / 2;
        admit(a, middle, to);
        admit(a, from, middle);
    }
}

/* Takes the lookups out of a set that make ligatures, of letters side by side; returns those. */
static hb_set_t *part_ligatures(const Pairs *pairs, hb_set_t *lookups)
{
    hb_set_t *ligatures = hb_set_create();
    for (hb_codepoint_t l = HB_SET_VALUE_INVALID; hb_set_next(lookups, &l);) {
        Lookup lookup = lookup_at(pairs->font->face, HB_OT_TAG_GSUB, l);
        if (lookup.type == GSUB_LIGATURE && !passes_over(lookup))
            hb_set_add(ligatures, l);
    }
    must_hold(ligatures);
    hb_set_subtract(lookups, ligatures);
    return ligatures;
}

/* A ligature of plain letters holds one that is not `alone`, and beside it another that the lookup
 * knows: two such are no pair. */
static void forget_joined(Pairs *pairs, const hb_set_t *ligatures, const hb_set_t *alone)
{
    hb_set_t *known = hb_set_create();
    for (hb_codepoint_t l = HB_SET_VALUE_INVALID; hb_set_next(ligatures, &l);) {
        hb_set_clear(known);
        hb_ot_layout_lookup_collect_glyphs(pairs->font->face, HB_OT_TAG_GSUB, l, NULL, known, NULL,
                                           NULL);
        must_hold(known);
        for (int i = 0; i < LETTERS; i++)
            for (int k = 0; k < LETTERS && hb_set_has(known, pairs->letters[i].glyph); k++)
                if (hb_set_has(known, pairs->letters[k].glyph) &&
                    !(hb_set_has(alone, pairs->letters[i].glyph) &&
                      hb_set_has(alone, pairs->letters[k].glyph)))
                    pairs->kerns[i][k] = KERN_NONE;
    }
    hb_set_destroy(known);
}

/* No plain letters, in any order, may become anything else, but for ligatures of two that are no
 * pair. So what remains when ligatures are let be is sifted again, for letters that make none. */
static void forget_substituted(Pairs *pairs)
{
    Letter plain[LETTERS];
    hb_set_t *lookups = lookups_of(pairs, HB_OT_TAG_GSUB);
    hb_set_t *ligatures = part_ligatures(pairs, lookups);
    Admission admission = {pairs, lookups, hb_set_create(), hb_set_create()};
    forget_made(pairs);
    admit(&admission, 0, LETTERS);
    memcpy(plain, pairs->letters, sizeof plain);
    hb_set_clear(admission.plain);
    hb_set_union(lookups, ligatures);
    must_hold(lookups);
    admit(&admission, 0, LETTERS);
    memcpy(pairs->letters, plain, sizeof plain);
    forget_joined(pairs, ligatures, admission.plain);
    hb_set_destroy(ligatures);
    hb_set_destroy(lookups);
    hb_set_destroy(admission.plain);
    hb_set_destroy(admission.tried);
}

Pairs *pairs_new(Arena *arena, const Font *font, const Shaping *shaping, hb_buffer_t *buffer)
{
    Pairs *pairs = arena_alloc(arena, sizeof *pairs);
    pairs->font = font;
    pairs->shaping = shaping;
    pairs->buffer = buffer;
    for (int i = 0; i < LETTERS; i++)
        for (int k = 0; k < LETTERS; k++)
            pairs->kerns[i][k] = KERN_UNKNOWN;
    if (!hb_ot_layout_has_positioning(font->face)) /* other tables may see more of the text */
        return pairs;
    for (int i = 0; i < LETTERS; i++)
        shape_letter(pairs, i);
    forget_positioned(pairs);
    forget_substituted(pairs);
    return pairs;
}

static int16_t find_kern(Pairs *pairs, int first, int second)
{
    const uint32_t two[] = {letter_at(first), letter_at(second)};
    const Letter *a = &pairs->letters[first], *b = &pairs->letters[second];
    const hb_glyph_position_t *position;
    const hb_glyph_info_t *glyph = shape(pairs, two, 2, &position);
    if (!glyph || glyph[0].codepoint != a->glyph || glyph[1].codepoint != b->glyph ||
        position[1].x_advance != b->advance)
        return KERN_NONE;
    int32_t kern = position[0].x_advance - a->advance;
    return kern > KERN_NONE && kern <= INT16_MAX ? (int16_t)kern : KERN_NONE;
}

bool pairs_shape(Pairs *pairs, const uint32_t *characters, size_t count, Glyph *glyphs)
{
    int before = -1;
    for (size_t i = 0; i < count; i++) {
        int index = letter_index(characters[i]);
        if (index < 0 || !pairs->letters[index].glyph)
            return false;
        glyphs[i] = (Glyph){pairs->letters[index].glyph, pairs->letters[index].advance, 0, 0};
        if (i) {
            int16_t *kern = &pairs->kerns[before][index];
            if (*kern == KERN_UNKNOWN)
                *kern = find_kern(pairs, before, index);
            if (*kern == KERN_NONE)
                return false;
            glyphs[i - 1].advance += *kern;
        }
        before = index;
    }
    return true;
}
