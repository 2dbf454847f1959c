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
    char *zeroed; /* the open block is zero from `at` to here: the rest is not touched yet */
};

enum {
    BLOCK_SIZE = 256 * 1024,
    FIRST_BLOCK = 16 * 1024,
    PAGE = 4 * 1024,
    ALIGNMENT = alignof(max_align_t)
};

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

static char *add_block(Arena *arena, Block *block)
{
    block->next = arena->blocks;
    arena->blocks = block;
    return block->data;
}

static void open_block(Arena *arena, size_t room)
{
    arena->at = arena->zeroed =
        add_block(arena, memory_resize(NULL, sizeof(Block) + room, sizeof(char)));
    arena->end = arena->at + room;
}

/* The next `size` bytes of the open block, which has them. */
static void *take(Arena *arena, size_t size)
{
    void *p = arena->at;
    arena->at += size;
    if (arena->at > arena->zeroed) {
        char *to = arena->end - arena->at > PAGE ? arena->at + PAGE : arena->end;
        memset(arena->zeroed, 0, (size_t)(to - arena->zeroed));
        arena->zeroed = to;
    }
    return p;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX - BLOCK_SIZE)
        memory_fail();
    size = (size + !size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size <= (size_t)(arena->end - arena->at))
        return take(arena, size);
    if (size > BLOCK_SIZE / 4) /* on its own: the open block keeps its room */
        return add_block(arena, memory_new(sizeof(Block) + size));
    open_block(arena, arena->blocks ? BLOCK_SIZE : FIRST_BLOCK > size ? FIRST_BLOCK : size);
    return take(arena, size);
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

/* Most strings are short: they are made in place, and only longer ones are made twice. */
char *arena_format(Arena *arena, const char *format, ...)
{
    char brief[256];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(brief, sizeof brief, format, args);
    va_end(args);
    if (length < (int)sizeof brief)
        return arena_bytes(arena, brief, length > 0 ? (size_t)length : 0);
    char *string = arena_alloc(arena, (size_t)length + 1);
    va_start(args, format);
    vsnprintf(string, (size_t)length + 1, format, args);
    va_end(args);
    return string;
}
