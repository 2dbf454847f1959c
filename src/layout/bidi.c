#include "layout/bidi.h"

#include "base/language.h"
#include "base/memory.h"

#include <ctype.h>
#include <fribidi.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool bidi_needed(const char *text, size_t length)
{
    const unsigned char *t = (const unsigned char *)text;
    for (size_t i = 0; i < length; i++) {
        if (t[i] < 0xD6)
            continue; /* before U+0580, and all that continues a sequence */
        if (t[i] <= 0xDF || (t[i] == 0xE0 && i + 1 < length && t[i + 1] <= 0xA3) ||
            (t[i] == 0xEF && i + 1 < length && t[i + 1] >= 0xAC) ||
            (t[i] == 0xF0 && i + 1 < length && (t[i + 1] == 0x90 || t[i + 1] == 0x9E)))
            return true;
        if (t[i] == 0xE2 && i + 2 < length &&
            ((t[i + 1] == 0x80 && (t[i + 2] == 0x8F || (t[i + 2] >= 0xAA && t[i + 2] <= 0xAE))) ||
             (t[i + 1] == 0x81 && t[i + 2] >= 0xA6 && t[i + 2] <= 0xA9)))
            return true;
    }
    return false;
}

/* The script that a language tag names (BCP 47, 2.2.3: four letters), NULL when it names none. */
static const char *script_of(const char *language)
{
    for (const char *tag = strchr(language, '-'); tag; tag = strchr(tag, '-')) {
        tag++;
        if (strcspn(tag, "-") == 4 && !isdigit((unsigned char)*tag))
            return tag;
    }
    return NULL;
}

bool bidi_language(const char *language)
{
    static const char *const languages[] = {"ar", "arc", "ckb", "dv",  "fa", "he", "iw",
                                            "ks", "ps",  "sd",  "syr", "ug", "ur", "yi"};
    static const char *const scripts[] = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"};
    const char *script = script_of(language);
    for (size_t i = 0; script && i < sizeof scripts / sizeof *scripts; i++)
        if (strncasecmp(script, scripts[i], 4) == 0)
            return true;
    for (size_t i = 0; !script && i < sizeof languages / sizeof *languages; i++)
        if (language_matches(language, languages[i]))
            return true;
    return false;
}

int bidi_levels(const uint32_t *text, size_t count, bool right_to_left, uint8_t *levels)
{
    FriBidiCharType *types = memory_new((count + 1) * sizeof *types);
    FriBidiBracketType *brackets = memory_new((count + 1) * sizeof *brackets);
    FriBidiLevel *found = memory_new((count + 1) * sizeof *found);
    fribidi_get_bidi_types(text, (FriBidiStrIndex)count, types);
    fribidi_get_bracket_types(text, (FriBidiStrIndex)count, types, brackets);
    bool left = false, right = false;
    for (size_t i = 0; i < count; i++) {
        left = left || types[i] == FRIBIDI_TYPE_LTR;
        right = right || types[i] == FRIBIDI_TYPE_RTL || types[i] == FRIBIDI_TYPE_AL;
    }
    FriBidiParType base =
        (right_to_left && (right || !left)) || (right && !left) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (!fribidi_get_par_embedding_levels_ex(types, brackets, (FriBidiStrIndex)count, &base, found))
        memory_fail();
    for (size_t i = 0; i < count; i++)
        levels[i] = (uint8_t)found[i];
    free(types);
    free(brackets);
    free(found);
    return base == FRIBIDI_PAR_RTL;
}

void bidi_reorder(const uint8_t *levels, size_t count, uint32_t *order)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        highest = levels[i] > highest ? levels[i] : highest;
    }
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0; i < count; i++) {
            size_t end = i;
            while (end < count && levels[order[end]] >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++) {
                uint32_t swap = order[a];
                order[a] = order[--b];
                order[b] = swap;
            }
            i = end > i ? end : i;
        }
}
