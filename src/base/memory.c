#include "base/memory.h"

#include "base/file.h"
#include "base/status.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void memory_fail(void)
{
    static const char message[] = "bindery: error: out of memory\n";
    file_abandon_all();
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0) {
        /* Nobody is left to tell. */
    }
    _exit(EXIT_ENVIRONMENT);
}

void memory_check(long long bytes)
{
    enum { ROOM = 4 * 1024 * 1024 };
    void *p = malloc((size_t)(bytes > 0 ? bytes : 0) + ROOM);
    if (!p)
        memory_fail();
    free(p);
}

static void out_of_memory(void)
{
    memory_fail();
}

/* std::set_new_handler: ICU is in C++. */
typedef void NewHandler(void);
NewHandler *set_new_handler(NewHandler *handler) __asm__("_ZSt15set_new_handlerPFvvE");

/* The heap grows in large steps, and goes on with large pages: every build fills them, and a fault
 * for each small one is a good part of what a small book takes. None of them may have been touched
 * before the system is told, and malloc() writes where its room begins: so that is a little before
 * the first. Where the system has no large pages, nothing is lost. */
static void prepare_heap(void)
{
    enum { PAGE = 2 << 20, PAGES = 3, STEP = 8 * PAGE, LEAD = 256 << 10, HEADS = 64 };
    mallopt(M_TOP_PAD, STEP);
    mallopt(M_MMAP_THRESHOLD, PAGE / 2); /* what is larger may stay empty for the most part */
    uintptr_t end = (uintptr_t)sbrk(0);
    sbrk((intptr_t)(2 * PAGE - LEAD - end % PAGE));
    char *lead = malloc(LEAD - HEADS);
    if (lead)
        madvise(lead + PAGE - (uintptr_t)lead % PAGE, PAGES * PAGE, MADV_HUGEPAGE);
    free(lead);
}

void memory_guard(void)
{
    prepare_heap();
    set_new_handler(out_of_memory);
}

void *memory_new(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        memory_fail();
    return p;
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        memory_fail();
    size_t bytes = count * size;
    void *p = realloc(old, bytes > 0 ? bytes : 1);
    if (!p)
        memory_fail();
    return p;
}

void *memory_grow(void *array, size_t need, size_t *capacity, size_t size)
{
    if (need <= *capacity)
        return array;
    size_t room = *capacity ? *capacity : 8;
    while (room < need)
        room = room > SIZE_MAX / 2 ? need : room * 2;
    *capacity = room;
    return memory_resize(array, room, size);
}
