/* How a stretch of text is shaped: what a style and a language come to. */
#ifndef BINDERY_LAYOUT_SHAPING_H
#define BINDERY_LAYOUT_SHAPING_H

#include "base/diag.h"
#include "layout/fonts.h"
#include "layout/hyphen.h"
#include "style/style.h"

enum { SHAPING_FONTS = 6, SHAPING_FEATURES = 8 };

/* Interned: equal ones are the same pointer. */
typedef struct Shaping {
    uint16_t id;
    const Font *font; /* the first of the style's families that is installed */
    const char
        *others[SHAPING_FONTS]; /* [other_count] the families after it, looked for when needed */
    const Font *other_fonts[SHAPING_FONTS]; /* [looked] of them; NULL: not installed */
    int other_count, looked;
    FontWish wish;
    const char *language; /* BCP 47 */
    hb_language_t hb_language;
    hb_feature_t features[SHAPING_FEATURES];
    int feature_count;
    int letter_spacing; /* per 10,000 of the em */
    Hyphens hyphens;
    Patterns *patterns;                /* of the language; NULL: its words are not hyphenated */
    bool nouns_capital;                /* in the language: a capital is no sign of a name */
    uint8_t least_before, least_after; /* letters on either side of a hyphen */
} Shaping;

typedef struct Shapings Shapings;

Shapings *shapings_new(void);
void shapings_free(Shapings *shapings);

/* The shaping of a style and a language; `superior` asks for true superscript figures. A family
 * that is not installed and a feature that the font lacks are reported once, at `place`. NULL when
 * no font at all serves: the environment fails, which is reported too. */
const Shaping *shapings_find(Shapings *shapings, const Style *style, const char *language,
                             bool superior, Place place, Diagnostics *diagnostics);

/* Shapes the characters that a buffer holds, in a font: the shaping's own or another. */
void shaping_run(const Shaping *shaping, const Font *font, hb_buffer_t *buffer, hb_script_t script,
                 bool right_to_left);

/* True when the first font has superscript figures of its own. */
bool shaping_has_superiors(const Shaping *shaping);

/* A base character and the marks that belong to it. */
typedef struct ClusterText {
    const uint32_t *characters; /* [count] */
    size_t count;
    hb_script_t script;
    bool in_word; /* of several letters: no lone symbol */
} ClusterText;

/* The font for a cluster. *missing is the first character that none has, else 0: then U+FFFD or `?`
 * of the first font will stand for it. */
const Font *shapings_font_for(Shapings *shapings, const Shaping *shaping, const ClusterText *text,
                              uint32_t *missing);

#endif
