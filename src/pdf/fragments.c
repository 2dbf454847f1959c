#include "pdf/fragments.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static Object shared(Fragments *fragments, const char *content)
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

void fragment_add(Fragments *fragments, Object contents, const char *content)
{
    PdfFile *file = fragments->file;
    Object stream = shared(fragments, content);
    for (size_t i = item_count(file, contents); i-- > 0;)
        if (object_number(item_of(file, contents, i)) == object_number(stream)) {
            stream = new_stream(file, content, strlen(content));
            break;
        }
    add(file, contents, stream);
}

void fragment_add_move(Fragments *fragments, Object contents, const char *before, Sp move,
                       const char *after)
{
    Str content = STR_INIT;
    str_format(&content, "%s1 0 0 1 ", before);
    str_add_number(&content, SP_TO_POINTS(move), 3);
    str_format(&content, " 0 cm%s\n", after);
    fragment_add(fragments, contents, content.data);
    str_release(&content);
}

void fragments_release(Fragments *fragments)
{
    strmap_release(&fragments->known);
    free(fragments->streams);
}
