#include "layout/levels.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "layout/bidi.h"

#include <stdlib.h>

enum { RIGHT_TO_LEFT_MARK = 0x200F, LINE_SEPARATOR = 0x2028, OBJECT_REPLACEMENT = 0xFFFC };

size_t run_characters(const Run *run)
{
    size_t count = 0;
    for (size_t i = 0; i < run->length; i++)
        count += ((unsigned char)run->text[i] & 0xC0) != 0x80;
    return run->length ? count : 1;
}

static size_t add_characters(const Run *run, bool from_right, uint32_t *characters)
{
    size_t count = 0;
    for (size_t i = 0; i < run->length; count++) {
        i += utf8_decode(run->text + i, run->length - i, &characters[count]);
        if (run->kind == RUN_LEADER && from_right)
            characters[count] = RIGHT_TO_LEFT_MARK;
    }
    if (!run->length)
        characters[count++] = run->kind == RUN_BREAK ? LINE_SEPARATOR : OBJECT_REPLACEMENT;
    return count;
}

uint8_t *runs_levels(const Runs *runs, bool from_right, bool *right_to_left)
{
    bool needed = from_right;
    size_t room = 0, count = 0;
    for (size_t r = 0; r < runs->count; r++) {
        const Run *run = &runs->runs[r];
        room += run->length + 1;
        needed = needed || (run->kind == RUN_TEXT && bidi_needed(run->text, run->length));
    }
    *right_to_left = false;
    if (!needed)
        return NULL;
    uint32_t *characters = memory_new((room + 1) * sizeof *characters);
    for (size_t r = 0; r < runs->count; r++)
        count += add_characters(&runs->runs[r], from_right, characters + count);
    uint8_t *levels = memory_new(count + 1);
    *right_to_left = bidi_levels(characters, count, from_right, levels);
    free(characters);
    return levels;
}
