#include "pdf/tounicode.h"

#include "base/str.h"

#include <string.h>

static const struct {
    const char *ligature, *letters;
} ligatures[] = {
#define LIGATURE(character, hexadecimal, letters) {"> <" hexadecimal ">", "> <" letters ">"},
#include "pdf/ligatures.def"
#undef LIGATURE
};
enum { LIGATURES = sizeof ligatures / sizeof *ligatures, LENGTH = sizeof "> <fb00>" - 1 };

/* In a line `<code> <meaning>` of a CMap, the meaning at `at` when it is a ligature; else NULL. */
static const char *letters_at(const char *at)
{
    for (int i = 0; i < LIGATURES; i++)
        if (strncmp(at, ligatures[i].ligature, LENGTH) == 0)
            return ligatures[i].letters;
    return NULL;
}

static bool spell(const Str *map, Str *spelt)
{
    bool changed = false;
    for (size_t i = 0; i < map->length;) {
        const char *letters = map->data[i] == '>' ? letters_at(map->data + i) : NULL;
        if (letters)
            str_add(spelt, letters);
        else
            str_add_char(spelt, map->data[i]);
        i += letters ? LENGTH : 1;
        changed |= letters != NULL;
    }
    return changed;
}

void tounicode_spell_ligatures(PdfFile *file, Object font)
{
    Str map = STR_INIT, spelt = STR_INIT;
    Object stream = key_of(file, font, "/ToUnicode");
    if (stream_read(file, stream, &map) && spell(&map, &spelt))
        put(file, font, "/ToUnicode", new_stream(file, spelt.data, spelt.length));
    str_release(&map);
    str_release(&spelt);
}
