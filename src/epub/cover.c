#include "epub/cover.h"

#include "base/file.h"
#include "base/memory.h"
#include "book/words.h"
#include "epub/cover_canvas.h"
#include "epub/png.h"

#include <stdlib.h>
#include <string.h>

enum { COVER_LIMIT = 32 << 20, MARGIN = 150, MOST_NAMES = 6 };

/* The design: title, subtitle and names in light type on a dark ground, under a great quotation
 * mark. */
static const PngColor ground = {0x17, 0x2E, 0x45}, light = {0xF7, 0xF2, 0xE8},
                      accent = {0xE3, 0xA8, 0x3B};

static const char *names(const Book *book)
{
    const char *list[MOST_NAMES];
    size_t count = 0;
    if (book->editors_count)
        return word_with(book, NULL, WORD_EDITED_BY,
                         word_list(book, NULL, book->editors, book->editors_count));
    for (size_t i = 0; i < book->interviews_count; i++) {
        const char *mentor = book->interviews[i].mentor;
        if (!mentor || count == MOST_NAMES)
            return book->publisher;
        list[count++] = mentor;
    }
    return count ? word_list(book, NULL, list, count) : book->publisher;
}

static int height(const Fitted *fitted)
{
    return fitted->count * fitted->type.leading;
}

static uint8_t mixed(uint8_t from, uint8_t to, int step)
{
    return (uint8_t)(from + ((to - from) * step) / CANVAS_RAMP);
}

static PngColor mix(PngColor from, PngColor to, int step)
{
    return (PngColor){mixed(from.red, to.red, step), mixed(from.green, to.green, step),
                      mixed(from.blue, to.blue, step)};
}

static void draw(Canvas *canvas, const Book *book)
{
    static const Type mark_types[] = {{1100, 1100, 1, false}},
                      title_types[] = {{250, 270, 4, false},
                                       {210, 228, 5, false},
                                       {170, 188, 6, false},
                                       {130, 146, 7, false},
                                       {96, 110, 8, false}},
                      subtitle_types[] = {{92, 122, 4, true}, {72, 96, 5, true}, {56, 76, 6, true}},
                      name_types[] = {{72, 98, 3, false}, {56, 78, 5, false}};
    enum {
        MARK = 1010,
        TITLE = 960,
        FOOT = COVER_HEIGHT - 190,
        RULE_WIDTH = 220,
        RULE_HEIGHT = 12
    };
#define FIT(text, types) canvas_fit(canvas, text, types, sizeof(types) / sizeof *(types))
    Fitted mark = FIT("\u201C", mark_types), title = FIT(book->title, title_types),
           subtitle = FIT(book->subtitle, subtitle_types), people = FIT(names(book), name_types);
#undef FIT
    int rule = TITLE + title.type.size + height(&title) - title.type.leading + 130;
    int people_top = FOOT - height(&people) + people.type.leading;
    canvas_text(canvas, &mark, INK_ACCENT, MARK);
    canvas_text(canvas, &title, INK_LIGHT, TITLE + title.type.size);
    canvas_rule(canvas, INK_ACCENT, rule, RULE_WIDTH, RULE_HEIGHT);
    if (rule + 170 + height(&subtitle) <= people_top - 60)
        canvas_text(canvas, &subtitle, INK_LIGHT, rule + 170);
    canvas_text(canvas, &people, INK_LIGHT, people_top);
}

static void draw_cover(const Book *book, Composer *composer, Diagnostics *diagnostics, Str *out)
{
    PngColor palette[PNG_COLORS] = {ground};
    for (int step = 1; step <= CANVAS_RAMP; step++) {
        palette[INK_LIGHT + step] = mix(ground, light, step);
        palette[INK_ACCENT + step] = mix(ground, accent, step);
    }
    Canvas *canvas = canvas_new(COVER_WIDTH, COVER_HEIGHT, MARGIN, book, composer, diagnostics);
    draw(canvas, book);
    png_add(out, canvas_rows(canvas), COVER_WIDTH, COVER_HEIGHT, palette);
    canvas_free(canvas);
}

/* The editor's image */

static bool read_cover(const Book *book, CoverFormat *format, Diagnostics *diagnostics, Str *out)
{
    Reason why;
    if (!book->cover)
        return false;
    if (file_read(book->cover, COVER_LIMIT, out, &why)) {
        *format = str_starts(out->data, "\x89PNG\r\n\x1A\n") ? COVER_PNG : COVER_JPEG;
        if (*format == COVER_PNG || str_starts(out->data, "\xFF\xD8\xFF"))
            return true;
        reason_set(&why, "it is neither PNG nor JPEG");
    }
    diag(diagnostics, COVER_UNUSABLE, ((Place){.file = book->file}), book->cover, why.text);
    str_clear(out);
    return false;
}

CoverFormat cover_make(const Book *book, Composer *composer, Diagnostics *diagnostics, Str *out)
{
    CoverFormat format = COVER_PNG;
    if (!read_cover(book, &format, diagnostics, out))
        draw_cover(book, composer, diagnostics, out);
    return format;
}
