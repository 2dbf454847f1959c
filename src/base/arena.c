#include "base/arena.h"

#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Block Block;
struct Block {
    Block *next;
    alignas(max_align_t) char data[];
};

struct Arena {
    Block *blocks;
    char *at, *end;
};

enum { BLOCK_SIZE = 256 * 1024, FIRST_BLOCK = 16 * 1024, ALIGNMENT = alignof(max_align_t) };

Arena *arena_new(void)
{
    return memory_new(sizeof(Arena));
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Block *b = arena->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

static char *new_block(Arena *arena, size_t room)
{
    Block *b = memory_new(sizeof(Block) + room);
    b->next = arena->blocks;
    arena->blocks = b;
    return b->data;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX - BLOCK_SIZE)
        memory_fail();
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size <= (size_t)(arena->end - arena->at)) {
        void *p = arena->at;
        arena->at += size;
        return p;
    }
    if (size > BLOCK_SIZE / 4)
        return new_block(arena, size); /* on its own: the open block keeps its room */
    size_t room = arena->blocks ? BLOCK_SIZE : FIRST_BLOCK;
    if (room < size)
        room = size;
    arena->at = new_block(arena, room);
    arena->end = arena->at + room;
    void *p = arena->at;
    arena->at += size;
    return p;
}

void *arena_array(Arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_fail();
    return arena_alloc(arena, count * size);
}

char *arena_bytes(Arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, bytes, length);
    return copy;
}

char *arena_string(Arena *arena, const char *string)
{
    return string ? arena_bytes(arena, string, strlen(string)) : NULL;
}

char *arena_format(Arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        length = 0;
    char *string = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(string, (size_t)length + 1, format, args);
    va_end(args);
    return string;
}
