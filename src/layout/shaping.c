#include "layout/shaping.h"

#include "base/language.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* What was asked, and what it came to. Style sheets come and go while the shapings stay, so that a
 * style's address says nothing: its values do. */
typedef struct Entry {
    struct Entry *next;
    Style style; /* a copy, with its family names copied, too */
    const char *language;
    bool superior;
    const Shaping *shaping;
} Entry;

typedef struct Choice { /* remembered: which font a character came to */
    uint32_t character;
    uint16_t shaping;
    bool missing;
    const Font *font; /* NULL: an empty place */
} Choice;

enum { STYLES = 256, CHOICES = 512 };

struct Shapings {
    Fonts *fonts;
    Hyphenation *hyphenation;
    Arena *arena;
    Entry *by_style[STYLES]; /* by the style's address */
    Shaping **all;           /* [count] */
    size_t count, room;
    Choice choices[CHOICES]; /* a later one may take an earlier one's place */
};

Shapings *shapings_new(void)
{
    Shapings *shapings = memory_new(sizeof *shapings);
    shapings->fonts = fonts_new();
    shapings->hyphenation = hyphenation_new();
    shapings->arena = arena_new();
    return shapings;
}

void shapings_free(Shapings *shapings)
{
    fonts_free(shapings->fonts);
    hyphenation_free(shapings->hyphenation);
    arena_free(shapings->arena);
    free(shapings->all);
    free(shapings);
}

static const char *generic_of(const Style *style)
{
    const char *generic = "serif";
    for (const char *const *family = style->font_family; family && *family; family++)
        if (fonts_is_generic(*family))
            generic = *family;
    return generic;
}

/* Finds the first family that is installed; those after it are only noted. */
static void choose_font(Shapings *shapings, Shaping *shaping, const Style *style,
                        Diagnostics *diagnostics)
{
    for (const char *const *family = style->font_family; family && *family; family++) {
        if (shaping->font) {
            if (shaping->other_count < SHAPING_FONTS)
                shaping->others[shaping->other_count++] = *family;
            continue;
        }
        shaping->font = fonts_find(shapings->fonts, *family, &shaping->wish);
        if (!shaping->font && !fonts_is_generic(*family))
            diag(diagnostics, FONT_NOT_FOUND, (Place){0}, *family);
    }
    static const char *const generics[] = {"serif", "sans-serif", "monospace"};
    for (int i = 0; i < 3 && !shaping->font; i++)
        shaping->font = fonts_find(shapings->fonts, generics[i], &shaping->wish);
}

/* Turns a feature on; one that the first font lacks is reported when `report`. */
static void want(Shaping *shaping, const char *feature, bool report, Diagnostics *diagnostics)
{
    hb_tag_t tag = hb_tag_from_string(feature, -1);
    if (!font_has_feature(shaping->font, tag)) {
        if (report)
            diag(diagnostics, FONT_LACKS_FEATURE, (Place){0}, font_family(shaping->font),
                 font_style_name(shaping->font), feature);
        return;
    }
    shaping->features[shaping->feature_count++] =
        (hb_feature_t){tag, 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

static void add_features(Shaping *shaping, const Style *style, bool superior,
                         Diagnostics *diagnostics)
{
    if (style->font_variant_caps != CAPS_NORMAL)
        want(shaping, "smcp", true, diagnostics);
    if (style->font_variant_caps == CAPS_ALL_SMALL)
        want(shaping, "c2sc", true, diagnostics);
    if (superior)
        want(shaping, "sups", false, diagnostics);
    else if (style->figures == FIGURES_OLDSTYLE)
        want(shaping, "onum", false, diagnostics);
    else if (style->figures == FIGURES_LINING)
        want(shaping, "lnum", false, diagnostics);
    if (style->figure_spacing == SPACING_PROPORTIONAL)
        want(shaping, "pnum", false, diagnostics);
    else if (style->figure_spacing == SPACING_TABULAR)
        want(shaping, "tnum", false, diagnostics);
    if (style->letter_spacing)
        shaping->features[shaping->feature_count++] = (hb_feature_t){
            HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}

static bool same(const Shaping *a, const Shaping *b)
{
    if (a->font != b->font || a->other_count != b->other_count)
        return false;
    for (int i = 0; i < a->other_count; i++)
        if (!str_equal(a->others[i], b->others[i]))
            return false;
    return a->wish.weight == b->wish.weight && a->wish.italic == b->wish.italic &&
           a->wish.serif == b->wish.serif && str_equal(a->language, b->language) &&
           a->feature_count == b->feature_count &&
           !memcmp(a->features, b->features, sizeof *a->features * (size_t)a->feature_count) &&
           a->letter_spacing == b->letter_spacing && a->hyphens == b->hyphens &&
           a->least_before == b->least_before && a->least_after == b->least_after;
}

static const Shaping *intern(Shapings *shapings, Shaping shaping)
{
    for (size_t i = 0; i < shapings->count; i++)
        if (same(shapings->all[i], &shaping))
            return shapings->all[i];
    shapings->all =
        memory_grow(shapings->all, shapings->count + 1, &shapings->room, sizeof(Shaping *));
    Shaping *kept = arena_alloc(shapings->arena, sizeof *kept);
    *kept = shaping;
    kept->id = (uint16_t)++shapings->count;
    for (int i = 0; i < kept->other_count; i++)
        kept->others[i] = arena_string(shapings->arena, shaping.others[i]);
    kept->language = kept->wish.language = arena_string(shapings->arena, shaping.language);
    shapings->all[shapings->count - 1] = kept;
    return kept;
}

static const Shaping *make(Shapings *shapings, const Style *style, const char *language,
                           bool superior, Place place, Diagnostics *diagnostics)
{
    Shaping shaping = {
        .wish = {.weight = style->font_weight ? style->font_weight : 400,
                 .italic = style->font_style == SLANT_ITALIC,
                 .serif = str_equal(generic_of(style), "serif"),
                 .language = language},
        .language = language,
        .hb_language = hb_language_from_string(language, -1),
        .hyphens = style->hyphens,
        .nouns_capital = language && language_matches(language, "de"),
        .least_before = (uint8_t)(style->hyphenate_before > 2 ? style->hyphenate_before : 2),
        .least_after = (uint8_t)(style->hyphenate_after > 3 ? style->hyphenate_after : 3)};
    if (style->font_size > 0)
        shaping.letter_spacing = (int)((int64_t)style->letter_spacing * 10000 / style->font_size);
    choose_font(shapings, &shaping, style, diagnostics);
    if (!shaping.font) {
        diag(diagnostics, FONT_NONE, place, "fonts-texgyre, fonts-noto-core");
        return NULL;
    }
    add_features(&shaping, style, superior, diagnostics);
    if (style->hyphens == HYPHENS_AUTO)
        shaping.patterns = hyphenation_patterns(shapings->hyphenation, language, diagnostics);
    return intern(shapings, shaping);
}

static bool same_families(const char *const *a, const char *const *b)
{
    while (a && b && *a && *b && str_equal(*a, *b))
        a++, b++;
    return (!a || !*a) && (!b || !*b);
}

static bool same_style(const Style *a, const Style *b)
{
    return a->font_size == b->font_size && a->font_weight == b->font_weight &&
           a->font_style == b->font_style && a->font_variant_caps == b->font_variant_caps &&
           a->figures == b->figures && a->figure_spacing == b->figure_spacing &&
           a->letter_spacing == b->letter_spacing && a->hyphens == b->hyphens &&
           a->hyphenate_before == b->hyphenate_before && a->hyphenate_after == b->hyphenate_after &&
           same_families(a->font_family, b->font_family);
}

static const char *const *copy_families(Arena *arena, const char *const *families)
{
    size_t count = 0;
    while (families && families[count])
        count++;
    const char **copy = arena_array(arena, count + 1, sizeof *copy);
    for (size_t i = 0; i < count; i++)
        copy[i] = arena_string(arena, families[i]);
    return copy;
}

const Shaping *shapings_find(Shapings *shapings, const Style *style, const char *language,
                             bool superior, Place place, Diagnostics *diagnostics)
{
    Entry **bucket = &shapings->by_style[((uintptr_t)style >> 4) % STYLES];
    for (Entry *e = *bucket; e; e = e->next)
        if (e->superior == superior && str_equal(e->language, language) &&
            same_style(&e->style, style))
            return e->shaping;
    const Shaping *shaping = make(shapings, style, language, superior, place, diagnostics);
    if (!shaping)
        return NULL;
    Entry *entry = arena_alloc(shapings->arena, sizeof *entry);
    *entry = (Entry){*bucket, *style, shaping->language, superior, shaping};
    entry->style.font_family = copy_families(shapings->arena, style->font_family);
    *bucket = entry;
    return shaping;
}

void shaping_run(const Shaping *shaping, const Font *font, hb_buffer_t *buffer, hb_script_t script,
                 bool right_to_left)
{
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_buffer_set_language(buffer, shaping->hb_language);
    hb_shape(font->shaper, buffer, shaping->features, (unsigned)shaping->feature_count);
    if (!hb_buffer_allocation_successful(buffer))
        memory_fail();
}

bool shaping_has_superiors(const Shaping *shaping)
{
    return font_has_feature(shaping->font, HB_TAG('s', 'u', 'p', 's'));
}

/* The font of the style's `index`-th family, NULL when it is not installed. */
static const Font *own_font(Shapings *shapings, const Shaping *shaping, int index)
{
    Shaping *kept = shapings->all[shaping->id - 1];
    while (kept->looked < index) {
        kept->other_fonts[kept->looked] =
            fonts_find(shapings->fonts, kept->others[kept->looked], &kept->wish);
        kept->looked++;
    }
    return index ? kept->other_fonts[index - 1] : kept->font;
}

static bool has_all(const Font *font, const uint32_t *characters, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!font_has(font, characters[i]))
            return false;
    return true;
}

static bool sets_words_of(const Font *font, hb_script_t script)
{
    static const struct {
        const char *script;
        uint32_t character;
    } complete[] = {
#define COMPLETE(script, character) {script, character},
#include "layout/fallback.def"
    };
    for (size_t i = 0; i < sizeof complete / sizeof *complete; i++)
        if (hb_script_from_string(complete[i].script, -1) == script)
            return font_has(font, complete[i].character);
    return true;
}

/* One of the text's own fonts that has all of the characters. */
static const Font *own_with_all(Shapings *shapings, const Shaping *shaping, const ClusterText *text)
{
    for (int i = 0; i <= shaping->other_count; i++) {
        const Font *font = own_font(shapings, shaping, i);
        if (font && has_all(font, text->characters, text->count) &&
            (!text->in_word || sets_words_of(font, text->script)))
            return font;
    }
    return NULL;
}

/* A font for one character: of the text's own, or another. NULL: none. */
static const Font *font_for_one(Shapings *shapings, const Shaping *shaping, const ClusterText *text,
                                uint32_t character)
{
    const ClusterText one = {&character, 1, text->script, text->in_word};
    const Font *own = own_with_all(shapings, shaping, &one);
    if (own)
        return own;
    Choice *choice = &shapings->choices[(character * 31 + shaping->id) % CHOICES];
    if (choice->font && choice->character == character && choice->shaping == shaping->id)
        return choice->missing ? NULL : choice->font;
    const Font *font = fonts_fallback(shapings->fonts, character, text->script, &shaping->wish);
    *choice = (Choice){character, shaping->id, !font, font ? font : shaping->font};
    return font;
}

const Font *shapings_font_for(Shapings *shapings, const Shaping *shaping, const ClusterText *text,
                              uint32_t *missing)
{
    *missing = 0;
    const Font *first = own_with_all(shapings, shaping, text);
    if (first)
        return first;
    for (size_t i = 0; i < text->count; i++) { /* a mark's font may have the base, too */
        const Font *font = font_for_one(shapings, shaping, text, text->characters[i]);
        if (font && has_all(font, text->characters, text->count))
            return font;
        if (!font && !*missing)
            *missing = text->characters[i];
        if (!i)
            first = font;
    }
    for (size_t i = 0; first && i < text->count && !*missing; i++)
        if (!font_has(first, text->characters[i]))
            *missing = text->characters[i];
    return first && font_has(first, '?') ? first : shaping->font;
}
