#include "layout/breaker.h"

#include "base/memory.h"
#include "layout/linecost.h"
#include "layout/shape.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of lines kept on either side of the best one's; break points after which a very long
 * paragraph is settled, but for the last ones. */
enum { SPREAD = 4, SEGMENT = 4096, OVERLAP = 512 };

typedef struct BreakNode {
    int64_t cost;
    uint32_t point;
    int32_t previous; /* index of the node, −1 for the first */
    int32_t line;
    int16_t space, scale;
    uint8_t run; /* hyphens running up to this one */
    bool overfull;
} BreakNode;

struct Breaker {
    int64_t *badness; /* [WIDEST + 1] */
    BreakNode *nodes;
    size_t count, room;
    int32_t *active;
    size_t active_count, active_room;
    LineFit *settled; /* [settled_count] lines at the beginning of a very long paragraph */
    size_t settled_room;
    int32_t settled_count;
};

Breaker *breaker_new(void)
{
    Breaker *breaker = memory_new(sizeof *breaker);
    breaker->badness = memory_new((WIDEST + 1) * sizeof *breaker->badness);
    for (int s = 0; s <= WIDEST; s++)
        breaker->badness[s] = cost_of_space(s);
    return breaker;
}

void breaker_free(Breaker *breaker)
{
    free(breaker->badness);
    free(breaker->nodes);
    free(breaker->active);
    free(breaker->settled);
    free(breaker);
}

/* One search: what is allowed, and where it stands. */
typedef struct Search {
    Breaker *breaker;
    const BreakPoint *points;
    const LineShape *shape;
    int least, most; /* word spaces */
    BreakLevel level;
    bool force;    /* overfull lines rather than none */
    uint32_t last; /* the point that ends the paragraph */
    size_t fresh;  /* first node of the break point under way */
} Search;

typedef struct Candidate { /* a line between two break points */
    int64_t width, measure;
    int space, scale;
    bool too_long, too_short;
    bool ends_paragraph; /* or stands before a forced break: not stretched */
} Candidate;

static Candidate try_line(const Search *s, const BreakPoint *from, const BreakPoint *to, bool first)
{
    const LineShape *shape = s->shape;
    Candidate line = {.width = to->end - from->start,
                      .measure = shape->measure - (first ? shape->first_indent : 0),
                      .space = 1000,
                      .scale = 1000,
                      .ends_paragraph = to->forced};
    if (shape->filling != FILL_JUSTIFIED) {
        int64_t part = line.measure > 0 ? line.width * 1000 / line.measure : 0;
        line.too_long = line.width > line.measure;
        line.too_short = !to->forced && s->level == LEVEL_NORMAL && part < 1000 - RAGGED_MOST;
        return line;
    }
    if (line.ends_paragraph && line.width <= line.measure)
        return line;
    int64_t space = to->space_end - from->space_start;
    int64_t stretch = to->stretch_end - from->stretch_start;
    if (line.width + line.width / 32 + stretch * (s->most - 1000) / 1000 < line.measure &&
        stretch > 0) { /* far too short: do not divide */
        line.too_short = true;
        return line;
    }
    LineFitting fitting =
        fit_line(line.measure, line.width, space, stretch, shape->space, shape->scaling);
    line.space = fitting.space;
    line.scale = fitting.scale;
    line.too_long = line.space < s->least;
    line.too_short = line.space > s->most || (line.space == WIDEST && to->level == LEVEL_ANYWHERE);
    return line;
}

/* The same word at the ends of two lines running, or of three. */
static int64_t cost_of_stack(const Search *s, const BreakNode *node, const BreakPoint *to)
{
    const BreakNode *nodes = s->breaker->nodes;
    if (node->previous < 0)
        return 0;
    const BreakNode *before = &nodes[node->previous];
    const BreakPoint *from = &s->points[node->point], *older = &s->points[before->point];
    int64_t cost = 0;
    if (from->start_word && from->start_word == older->start_word)
        cost += before->previous >= 0 &&
                        s->points[nodes[before->previous].point].start_word == from->start_word
                    ? STACK_OF_THREE
                    : STACK;
    if (to->end_word && to->end_word == from->end_word)
        cost += older->end_word == to->end_word && before->previous >= 0 ? STACK_OF_THREE : STACK;
    return cost;
}

static int64_t cost_of_last(const Search *s, const BreakNode *node, const BreakPoint *to,
                            const Candidate *line)
{
    const LineShape *shape = s->shape;
    int64_t cost = node->run ? PENULTIMATE : 0;
    int64_t gap = line->measure - line->width;
    if (to->letters - s->points[node->point].letters < LAST_LETTERS)
        cost += LAST_SHORT;
    else if (line->width < shape->least_last)
        cost += LAST_NARROW;
    else if (shape->filling == FILL_JUSTIFIED && gap < shape->gap_last && gap > shape->space)
        cost += LAST_NEARLY_FULL;
    return cost;
}

static int64_t cost_of_line(const Search *s, const BreakNode *node, const BreakPoint *to,
                            const Candidate *line)
{
    bool first = node->point == 0 || s->points[node->point].forced;
    int run = is_hyphen(to) ? node->run + 1 : 0;
    int64_t cost = cost_of_break(to);
    if (s->shape->filling == FILL_JUSTIFIED) {
        if (!line->ends_paragraph || line->width > line->measure)
            cost += s->breaker->badness[line->space];
        if (!first && !line->ends_paragraph)
            cost += cost_of_neighbours(line->space, node->space);
    } else if (!line->ends_paragraph || s->shape->filling == FILL_BALANCED) {
        cost += cost_of_gap(line->measure, line->measure - line->width);
    }
    if (run == 2)
        cost += LADDER;
    else if (run > 2)
        cost += NEVER;
    if (!first) {
        cost += cost_of_stack(s, node, to);
        if (to == &s->points[s->last])
            cost += cost_of_last(s, node, to, line);
    }
    return cost;
}

static size_t add_node(Breaker *b, BreakNode node)
{
    if (b->count == b->room)
        b->nodes = memory_grow(b->nodes, b->count + 1, &b->room, sizeof *b->nodes);
    b->nodes[b->count] = node;
    return b->count++;
}

/* Keeps the best node for each number of lines and run of hyphens that ends at this break point. */
static void offer(Search *s, BreakNode node)
{
    Breaker *b = s->breaker;
    for (size_t i = s->fresh; i < b->count; i++)
        if (b->nodes[i].line == node.line && b->nodes[i].run == node.run) {
            if (node.cost < b->nodes[i].cost)
                b->nodes[i] = node;
            return;
        }
    add_node(b, node);
}

static void activate(Breaker *b, int32_t node)
{
    if (b->active_count == b->active_room)
        b->active = memory_grow(b->active, b->active_count + 1, &b->active_room, sizeof *b->active);
    b->active[b->active_count++] = node;
}

static size_t best_of(const Breaker *b, size_t from)
{
    size_t best = from;
    for (size_t i = from; i < b->count; i++)
        if (b->nodes[i].cost < b->nodes[best].cost)
            best = i;
    return best;
}

/* A node is beaten by one of the same line that costs so much less that no continuation makes it
 * up: neighbours and stacking can differ once. Numbers of lines far from the best one's are given
 * up. */
static void activate_fresh(Search *s)
{
    Breaker *b = s->breaker;
    const int64_t slack = NEIGHBOURS_WORST + 2 * STACK_OF_THREE;
    int32_t middle = b->nodes[best_of(b, s->fresh)].line;
    for (size_t i = s->fresh; i < b->count; i++) {
        const BreakNode *node = &b->nodes[i];
        bool beaten = abs(node->line - middle) > SPREAD;
        for (size_t k = s->fresh; k < b->count && !beaten; k++)
            beaten = k != i && b->nodes[k].line == node->line && b->nodes[k].run <= node->run &&
                     b->nodes[k].cost + slack < node->cost;
        if (!beaten)
            activate(b, (int32_t)i);
    }
}

/* Offers all lines that end at a break point. Returns the cheapest node whose line was too long, −1
 * when there is none: what an overfull line could start from. */
static int32_t extend(Search *s, uint32_t at)
{
    Breaker *b = s->breaker;
    const BreakPoint *to = &s->points[at];
    int32_t dead = -1;
    size_t keep = 0;
    uint32_t start = UINT32_MAX;
    Candidate line = {0};
    s->fresh = b->count;
    for (size_t k = 0; k < b->active_count; k++) {
        int32_t index = b->active[k];
        const BreakNode node = b->nodes[index];
        if (node.point != start) { /* nodes of one break point stand together */
            start = node.point;
            line = try_line(s, &s->points[start], to, node.point == 0);
        }
        if (line.too_long) {
            if (dead < 0 || node.cost < b->nodes[dead].cost)
                dead = index;
            continue; /* no longer active */
        }
        b->active[keep++] = index;
        if (line.too_short)
            continue;
        int run = is_hyphen(to) ? (node.run < 2 ? node.run + 1 : 2) : 0;
        offer(s, (BreakNode){.cost = node.cost + cost_of_line(s, &node, to, &line),
                             .point = at,
                             .previous = index,
                             .line = node.line + 1,
                             .space = (int16_t)line.space,
                             .scale = (int16_t)line.scale,
                             .run = (uint8_t)run});
    }
    b->active_count = keep;
    return dead;
}

static void offer_overfull(Search *s, uint32_t at, int32_t dead)
{
    const BreakNode node = s->breaker->nodes[dead];
    bool justified = s->shape->filling == FILL_JUSTIFIED;
    offer(s, (BreakNode){.cost = node.cost + 10 * (int64_t)NEVER,
                         .point = at,
                         .previous = dead,
                         .line = node.line + 1,
                         .space = justified ? (int16_t)s->least : 1000,
                         .scale = (int16_t)(1000 - s->shape->scaling),
                         .overfull = true});
}

/* Runs from a node through the points up to `to`, whose nodes are then nodes[fresh…]; false at a
 * dead end. */
static bool run_search(Search *s, BreakNode start, uint32_t to)
{
    Breaker *b = s->breaker;
    b->active_count = 0;
    activate(b, (int32_t)add_node(b, start));
    for (uint32_t at = start.point + 1; at <= to; at++) {
        const BreakPoint *point = &s->points[at];
        if (point->level > s->level)
            continue;
        int32_t dead = extend(s, at);
        if (b->count == s->fresh && b->active_count == 0) {
            if (!s->force || dead < 0)
                return false;
            offer_overfull(s, at, dead);
        }
        if (point->forced) { /* all lines end here */
            if (b->count == s->fresh)
                return false;
            b->active_count = 0;
        }
        if (b->count > s->fresh)
            activate_fresh(s);
    }
    return true;
}

/* A paragraph that is one line has nothing to choose. */
static bool is_one_line(const BreakPoint *points, size_t count, const LineShape *shape)
{
    for (size_t i = 1; i + 1 < count; i++)
        if (points[i].forced)
            return false;
    return points[count - 1].end - points[0].start <= shape->measure - shape->first_indent;
}

static LineFit fit_of(const BreakNode *node)
{
    return (LineFit){node->point, node->space, node->scale, node->overfull};
}

static Lines trace(const Breaker *b, size_t end)
{
    Lines lines = {.count = b->nodes[end].line, .cost = b->nodes[end].cost};
    lines.fits = memory_new(sizeof *lines.fits * (size_t)lines.count);
    if (b->settled_count)
        memcpy(lines.fits, b->settled, sizeof *lines.fits * (size_t)b->settled_count);
    for (int32_t at = (int32_t)end; b->nodes[at].previous >= 0; at = b->nodes[at].previous)
        lines.fits[b->nodes[at].line - 1] = fit_of(&b->nodes[at]);
    return lines;
}

/* Settles the beginning of a very long paragraph: the best way so far, up to `limit`, becomes final
 * and *start the node to go on from. False when not even one line is settled. */
static bool settle(Search *s, uint32_t limit, BreakNode *start)
{
    Breaker *b = s->breaker;
    int32_t at = b->active_count ? b->active[0] : (int32_t)b->count - 1;
    for (size_t i = 0; i < b->active_count; i++)
        if (b->nodes[b->active[i]].cost < b->nodes[at].cost)
            at = b->active[i];
    while (b->nodes[at].point > limit && b->nodes[at].previous > 0)
        at = b->nodes[at].previous;
    if (b->nodes[at].previous < 0)
        return false;
    *start = b->nodes[at];
    b->settled = memory_grow(b->settled, (size_t)start->line, &b->settled_room, sizeof *b->settled);
    for (; b->nodes[at].previous >= 0; at = b->nodes[at].previous)
        b->settled[b->nodes[at].line - 1] = fit_of(&b->nodes[at]);
    b->settled_count = start->line;
    start->previous = -1;
    return true;
}

/* Searches the whole paragraph, a very long one piece by piece, so that work and memory stay in
 * proportion. */
static bool search(Search *s)
{
    BreakNode start = {.previous = -1, .space = 1000, .scale = 1000};
    uint32_t segment = SEGMENT;
    s->breaker->settled_count = 0;
    while (s->last - start.point > segment) {
        uint32_t to = start.point + segment;
        s->breaker->count = 0;
        if (!run_search(s, start, to))
            return false;
        if (!settle(s, to - OVERLAP, &start))
            segment *= 2; /* a line longer than the segment */
    }
    s->breaker->count = 0;
    return run_search(s, start, s->last);
}

/* The passes, each allowing more; a fault that a later one may avoid is reason enough to go on. */
static int search_in_passes(Search *s)
{
    int normal = s->shape->wide ? MOST_WIDE : MOST;
    s->least = LEAST;
    s->most = normal;
    s->level = LEVEL_NORMAL;
    if (search(s) && s->breaker->nodes[best_of(s->breaker, s->fresh)].cost < FAULT)
        return 1;
    s->least = LEAST_EMERGENCY;
    s->most = MOST_EMERGENCY;
    s->level = LEVEL_EMERGENCY;
    if (search(s))
        return 2;
    s->most = WIDEST;
    s->level = LEVEL_ANYWHERE;
    s->force = true;
    bool found = search(s);
    assert(found);
    (void)found;
    return 3;
}

int break_lines(Breaker *breaker, const BreakPoint *points, size_t count, const LineShape *shape,
                Lines settings[SETTINGS_MOST], int *best, int *pass)
{
    *best = 0;
    *pass = 1;
    if (is_one_line(points, count, shape)) {
        settings[0] = (Lines){.count = 1, .fits = memory_new(sizeof(LineFit))};
        settings[0].fits[0] = (LineFit){(uint32_t)(count - 1), 1000, 1000, false};
        return 1;
    }
    Search s = {
        .breaker = breaker, .points = points, .shape = shape, .last = (uint32_t)(count - 1)};
    *pass = search_in_passes(&s);
    int32_t middle = breaker->nodes[best_of(breaker, s.fresh)].line;
    int around = shape->wide ? 2 : 1, found = 0;
    for (int32_t line = middle - around; line <= middle + around; line++) {
        size_t at = SIZE_MAX;
        for (size_t i = s.fresh; i < breaker->count; i++)
            if (breaker->nodes[i].line == line &&
                (at == SIZE_MAX || breaker->nodes[i].cost < breaker->nodes[at].cost))
                at = i;
        if (at == SIZE_MAX)
            continue;
        if (line == middle)
            *best = found;
        settings[found++] = trace(breaker, at);
    }
    return found;
}
