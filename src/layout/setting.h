/* A paragraph's insides, shared by the files that break it and place its lines. */
#ifndef BINDERY_LAYOUT_SETTING_H
#define BINDERY_LAYOUT_SETTING_H

#include "layout/breaker.h"
#include "layout/items.h"
#include "layout/paragraph.h"

/* What one search found. */
typedef struct SettingSet {
    Setting settings[SETTINGS_MOST];
    Lines lines[SETTINGS_MOST]; /* of each setting */
    int count, best;            /* count 0: not yet sought */
} SettingSet;

struct Paragraph {
    Setter *setter;
    const Node *block;
    const Style *style;
    ParagraphShape shape;
    Items items;
    BreakPoint *points; /* [point_count] heap; NULL until settings are asked for */
    size_t point_count;
    SettingSet sets[2]; /* within normal limits, within wide ones */
    Picture *pictures;  /* [picture_count] heap: on the line placed last */
    size_t picture_count, picture_room;
    bool ends_with_colon;
};

/* A line as a stretch of items, the first and last perhaps in part. */
typedef struct LineSpan {
    size_t first, end; /* items [first, end) */
    int from_break;    /* that break's index + 1; 0: at the item's beginning */
    int to_break;      /* index + 1 of the last item's break where the line ends; 0: at its end */
    const BreakPoint *to; /* the break point that ends it */
} LineSpan;

LineSpan line_span(const Paragraph *paragraph, const Lines *lines, int index);

/* The line on which the first river of these lines ends, -1 when there is none. */
int lines_river(const Paragraph *paragraph, const Lines *lines);

/* The lines of a setting that paragraph_settings() returned. */
const Lines *setting_lines(const Paragraph *paragraph, const Setting *setting);

#endif
