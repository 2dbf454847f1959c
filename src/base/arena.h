/* An arena: memory that is allocated piece by piece and freed at once.
 *
 * Everything a book owns lives in its arena, everything a laid-out edition owns in another. What an
 * arena returns is valid until arena_free(); nothing in it is freed singly. Never returns NULL. */
#ifndef BINDERY_BASE_ARENA_H
#define BINDERY_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is allowed */

/* Zeroed memory of `size` bytes, aligned for any object; never NULL, even for none. */
void *arena_alloc(Arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes. */
void *arena_array(Arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *arena_bytes(Arena *arena, const char *bytes, size_t length);

/* A copy of a string; NULL gives NULL. */
char *arena_string(Arena *arena, const char *string);

/* A string made as printf(3) makes it. */
char *arena_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
