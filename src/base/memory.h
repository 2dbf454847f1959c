/* Heap memory that never fails: out of memory ends the program in one place, with exit status 3
 * and every temporary file removed. */
#ifndef BINDERY_BASE_MEMORY_H
#define BINDERY_BASE_MEMORY_H

#include <stddef.h>

/* Returns zeroed memory of `size` bytes, the caller's to free(); never NULL. */
void *memory_new(size_t size);

/* Resizes as realloc(3) does; never NULL. Aborts when count * size overflows. */
void *memory_resize(void *old, size_t count, size_t size);

/* Makes room for at least `need` elements of `size` bytes in a heap array whose room is *capacity,
 * doubling it. Returns the array, perhaps moved. */
void *memory_grow(void *array, size_t need, size_t *capacity, size_t size);

/* Says that memory ran out and ends the program. */
_Noreturn void memory_fail(void);

/* For what failed in a library that does not say why, and needed `bytes` for a start: ends the
 * program if that much and some room to work in can no longer be had. */
void memory_check(long long bytes);

/* Prepares the heap. From now on libraries in C++ end the program in the same way, where they would
 * otherwise throw an exception through C. */
void memory_guard(void);

#endif
