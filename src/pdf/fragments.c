#include "pdf/fragments.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

Object fragment(Fragments *fragments, const char *content)
{
    const size_t *known = strmap_find(&fragments->known, content);
    if (known)
        return fragments->streams[*known];
    const char *key = arena_string(pdf_arena(fragments->file), content);
    *strmap_slot(&fragments->known, key) = fragments->count;
    fragments->streams = memory_grow(fragments->streams, fragments->count + 1, &fragments->room,
                                     sizeof *fragments->streams);
    return fragments->streams[fragments->count++] =
               new_stream(fragments->file, content, strlen(content));
}

Object fragment_move(Fragments *fragments, const char *before, Sp move, const char *after)
{
    Str content = STR_INIT;
    str_format(&content, "%s1 0 0 1 ", before);
    str_add_number(&content, SP_TO_POINTS(move), 3);
    str_format(&content, " 0 cm%s\n", after);
    Object stream = fragment(fragments, content.data);
    str_release(&content);
    return stream;
}

void fragments_release(Fragments *fragments)
{
    strmap_release(&fragments->known);
    free(fragments->streams);
}
