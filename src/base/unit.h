/* Lengths in print are scaled points: 65,536 to the PostScript point of 1/72 inch (the TeXbook's
 * sp, on the big point). Integers keep every break and position the same on every machine. */
#ifndef BINDERY_BASE_UNIT_H
#define BINDERY_BASE_UNIT_H

#include <stdint.h>

typedef int32_t Sp;

/* The nearest length that there is: lines that nobody breaks may grow past 11 metres. */
static inline Sp sp_nearest(int64_t length)
{
    return length > INT32_MAX ? INT32_MAX : length < INT32_MIN ? INT32_MIN : (Sp)length;
}

#define SP_PER_POINT           65536
#define SP_FROM_POINTS(points) ((Sp)((points)*65536.0 + ((points) < 0 ? -0.5 : 0.5)))
#define SP_TO_POINTS(sp)       ((double)(sp) / 65536.0)
#define SP_FROM_MM(mm)         SP_FROM_POINTS((mm)*72.0 / 25.4)

#endif
