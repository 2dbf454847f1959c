/* Rivers in a paragraph that is not placed yet. */
#include "base/memory.h"
#include "layout/rivers.h"
#include "layout/setting.h"

#include <stdlib.h>

/* Lines that a river may hold, and the least word space that they have on average, per mille. */
enum { RUN = 4, LEAST_SPACE = 1150 };

/* Most paragraphs need no closer look. */
static bool may_have_river(const Lines *lines)
{
    for (int end = RUN; end < lines->count; end++) { /* the last line is not stretched */
        int sum = 0;
        for (int i = end - RUN; i < end; i++)
            sum += lines->fits[i].space;
        if (sum > RUN * LEAST_SPACE)
            return true;
    }
    return false;
}

/* `starts`: where each item begins by nature. */
static Gaps gaps_of(const Paragraph *p, const Lines *lines, int index, const int64_t *starts)
{
    const LineFit *fit = &lines->fits[index];
    const BreakPoint *from = &p->points[index ? lines->fits[index - 1].end : 0];
    const LineSpan span = line_span(p, lines, index);
    const Sp indent = index ? 0 : p->shape.first_indent;
    int64_t width = (span.to->end - from->start) * fit->scale / 1000;
    int64_t gap = p->shape.measure - indent - width, weights = 0;
    int64_t total = gap > 0 ? span.to->stretch_end - from->stretch_start
                            : span.to->space_end - from->space_start;
    Gaps row = {.count = 0};
    for (size_t i = span.first; i + 1 < span.end && total > 0; i++) {
        const Item *item = &p->items.items[i];
        int64_t x = indent + (starts[i] + item->width - from->start) * fit->scale / 1000;
        int64_t natural = (int64_t)item->space * fit->scale / 1000, given = gap * weights / total;
        weights += gap > 0 ? item->stretch : item->space;
        gaps_add(&row, (Sp)(x + given), (Sp)(x + natural + gap * weights / total), (Sp)natural,
                 (size_t)index);
    }
    return row;
}

int lines_river(const Paragraph *p, const Lines *lines)
{
    if (p->items.mixed || p->style->text_align != TEXT_JUSTIFY || !may_have_river(lines))
        return -1;
    int64_t *starts = memory_new(p->items.count * sizeof *starts), x = 0;
    for (size_t i = 0; i < p->items.count; i++) {
        starts[i] = x;
        x += p->items.items[i].width + p->items.items[i].space;
    }
    Gaps *rows = memory_new(2 * sizeof *rows);
    int found = -1, now = 0;
    for (int line = 0; line < lines->count && found < 0; line++) {
        Gaps *above = &rows[now], *row = &rows[now = !now];
        *row = line + 1 < lines->count ? gaps_of(p, lines, line, starts) : (Gaps){.count = 0};
        gaps_link(above, row);
        for (int i = 0; i < above->count && found < 0; i++)
            if (gap_ends_river(&above->gaps[i]))
                found = line - 1;
    }
    free(rows);
    free(starts);
    return found;
}
