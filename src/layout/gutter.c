#include "layout/gutter.h"

#include <stdint.h>

static const struct {
    size_t pages;
    Sp inner;
} gutters[] = {{150, SP_FROM_POINTS(0.375 * 72)},
               {300, SP_FROM_POINTS(0.5 * 72)},
               {500, SP_FROM_POINTS(0.625 * 72)},
               {700, SP_FROM_POINTS(0.75 * 72)},
               {SIZE_MAX, SP_FROM_POINTS(0.875 * 72)}};

Sp gutter_inner(size_t pages)
{
    size_t i = 0;
    while (pages > gutters[i].pages)
        i++;
    return gutters[i].inner;
}
