#include "layout/search.h"

#include "base/memory.h"

#include <string.h>

static const int rung_lines[RUNG_COUNT] = {
#define RUNG(name, cost, text) cost,
#include "layout/rungs.def"
#undef RUNG
};

/* What each freedom costs. */
enum {
    COST_UNLIKE = FILL_LINE * 7 / 10, /* headings of one page spaced unlike */
    COST_COLON = FILL_LINE,           /* a page ends in a colon */
    COST_SLACK = FILL_LINE * 3 / 10,  /* a row empty above notes */
    COST_RAGGED = FILL_LINE / 20, /* a row empty where pages may end anywhere; on one page dearer */
    COST_TALL = FILL_LINE * 2,    /* a row empty before what cannot be parted */
    COST_LONG_NOTE = FILL_LINE    /* a note too long for a page is split */
};

enum {
    LEAST_THIN = 3,   /* lines on a thin last page */
    LEAST_RAGGED = 4, /* part of a page that may stay empty where pages may end anywhere */
    LEAST_TEXT = 3,   /* lines of text above a note that goes on */
    HEADED = 2,       /* lines of text below a heading */
    LEAST_PART = 2,   /* lines of a note on either side of a split */
    BEAM = 300        /* states dearer by so many lines are dropped once exceptions are open */
};

/* A walk along the lines of one block. */
typedef struct Step {
    Search *search;
    size_t index;
    const FillBlock *block;
    const FillSetting *setting;
    uint8_t which; /* index of the setting */
    int32_t from;
    int64_t cost;
    int16_t space;
    unsigned flaws;
} Step;

static bool is_open(const Search *search, size_t block, Rung rung)
{
    return search->rung >= rung && (rung < RUNG_NOTE_SPLIT || search->window[block]);
}

static void reach(const Step *step, FillNode node)
{
    node.setting = step->which;
    search_reach(step->search, node);
}

static int64_t spread_cost(int delta)
{
    int64_t dear = (int64_t)rung_lines[RUNG_SPREAD_TWO] * FILL_LINE;
    return delta < -1 || delta > 1 ? dear : delta ? FILL_SPREAD : 0;
}

static unsigned spread_flaw(int delta)
{
    return delta < -1 || delta > 1 ? 1u << RUNG_SPREAD_TWO : 0;
}

/* Adds the cost of an exception; false when its rung is not open here. */
static bool except(Step *step, Rung rung)
{
    if (!is_open(step->search, step->index, rung))
        return false;
    step->cost += (int64_t)rung_lines[rung] * FILL_LINE;
    step->flaws |= 1u << rung;
    return true;
}

/* False when end_page() surely is: most states are in the middle of their page. */
static bool may_end_page(const Step *step, FillState s)
{
    const Search *search = step->search;
    return s.rows <= 0 || s.notes || search->rules->ragged || step->block->may_run_over ||
           search->rung >= RUNG_UNEQUAL;
}

/* Ends a page with rows left; false when it may not end so. */
static bool end_page(Step *step, FillState s, bool before_block)
{
    const FillRules *rules = step->search->rules;
    if (s.rows <= 0)
        return true;
    if (rules->ragged) {
        step->cost += s.rows * (int64_t)COST_RAGGED * (rules->depth + 8 * s.rows) / rules->depth;
        return s.rows * LEAST_RAGGED <= rules->depth ||
               is_open(step->search, step->index, RUNG_SHORT_PAGE);
    }
    if (s.notes && s.rows <= rules->note_slack) {
        step->cost += s.rows * (int64_t)COST_SLACK;
        return true;
    }
    if (before_block && step->block->may_run_over) {
        step->cost += s.rows * (int64_t)COST_TALL;
        return true;
    }
    if (s.rows == 1 && except(step, RUNG_UNEQUAL))
        return true;
    if (!is_open(step->search, step->index, RUNG_SHORT_PAGE) ||
        (s.rows * 2 > rules->depth && !is_open(step->search, step->index, RUNG_ANY)))
        return false;
    for (int row = 1; row < s.rows; row++)
        step->cost += (int64_t)rung_lines[RUNG_SHORT_PAGE] * FILL_LINE;
    return except(step, RUNG_SHORT_PAGE);
}

/* Note lines that fit into so many rows, after those that stand there. */
static int notes_that_fit(const FillRules *rules, int standing, int wanted, int rows)
{
    int64_t room = (int64_t)(fill_note_rows(rules, standing) + rows) * rules->pitch;
    int64_t fit = rules->note_leading > 0 ? (room - rules->note_gap) / rules->note_leading : 0;
    fit -= standing;
    return fit < 0 ? 0 : fit < wanted ? (int)fit : wanted;
}

/* The state in which a page begins, `delta` rows longer, after one that ended in `s`. */
static FillState page_top(const Step *step, FillState s, int delta)
{
    const FillRules *rules = step->search->rules;
    int rows = rules->depth + delta;
    int least = (int)(LEAST_TEXT * (int64_t)rules->leading / rules->pitch);
    int text = rows - 1 < least ? rows - 1 : least;
    int notes = notes_that_fit(rules, 0, s.carry, rows - text);
    rows -= fill_note_rows(rules, notes);
    int head = (int)((step->block->repeat + rules->pitch - 1) / rules->pitch);
    rows = rows > head ? rows - head : 1;
    return (FillState){.rows = (int16_t)rows,
                       .notes = (uint16_t)notes,
                       .carry = (uint16_t)(s.carry - notes),
                       .delta = (int8_t)delta,
                       .recto = !s.recto,
                       .varied = s.varied};
}

/* Ends the page before `line` of the block, and begins the next in every depth that it may have. */
static void turn_page(Step step, FillState s, int line)
{
    if (!end_page(&step, s, line == 0))
        return;
    int least = s.recto ? -step.search->spread : s.delta;
    int most = s.recto ? step.search->rules->spread : s.delta;
    for (int delta = least; delta <= most; delta++) {
        if (step.search->rules->depth + delta < 1)
            continue;
        reach(&step,
              (FillNode){.state = page_top(&step, s, delta),
                         .cost = step.cost + (s.recto ? spread_cost(delta) : 0),
                         .previous = step.from,
                         .line = line,
                         .next = -1,
                         .space = step.space,
                         .slack = s.rows,
                         .carry = s.carry,
                         .flaws = (uint16_t)(step.flaws | (s.recto ? spread_flaw(delta) : 0))});
    }
}

/* Tries to end the page before `line`, inside the block. */
static void turn_inside(Step step, FillState s, int line, bool after_heading)
{
    int rest = step.setting->lines - line;
    bool fits_page = fill_rows(step.search->rules, step.block, step.setting->lines, true) <=
                     step.search->rules->depth - step.search->spread;
    bool any = is_open(step.search, step.index, RUNG_ANY);
    if (step.block->whole && fits_page && !any)
        return;
    if (line < step.block->orphans) {
        if ((after_heading && !any) || !except(&step, RUNG_ORPHAN))
            return;
    }
    if (rest < step.block->widows && !except(&step, RUNG_WIDOW))
        return;
    if (step.setting->hyphens && step.setting->hyphens[line - 1] &&
        !except(&step, s.recto ? RUNG_RECTO_HYPHEN : RUNG_VERSO_HYPHEN))
        return;
    turn_page(step, s, line);
}

/* Puts the notes that a line calls at the foot; false when they may not stand there. `room`: rows
 * left beside the line itself. */
static bool add_notes(Step *step, FillState *s, int wanted, int room)
{
    const FillRules *rules = step->search->rules;
    int standing = fill_note_rows(rules, s->notes);
    if (!s->carry && fill_note_rows(rules, s->notes + wanted) - standing <= room) {
        s->rows = (int16_t)(s->rows - (fill_note_rows(rules, s->notes + wanted) - standing));
        s->notes = (uint16_t)(s->notes + wanted);
        return true;
    }
    bool any = is_open(step->search, step->index, RUNG_ANY);
    int part = s->carry ? 0 : notes_that_fit(rules, s->notes, wanted, room);
    if (!s->carry && wanted - part < LEAST_PART)
        part = wanted - LEAST_PART;
    if (!any && !s->carry && part < LEAST_PART)
        return false;
    if (part < 0)
        part = 0;
    if (fill_note_rows(rules, wanted) > rules->depth / 2)
        step->cost += COST_LONG_NOTE;
    else if (!except(step, RUNG_NOTE_SPLIT))
        return false;
    int64_t left = s->carry + (int64_t)wanted - part;
    s->rows = (int16_t)(s->rows - (fill_note_rows(rules, s->notes + part) - standing));
    s->notes = (uint16_t)(s->notes + part);
    s->carry = (uint16_t)(left < UINT16_MAX ? left : UINT16_MAX);
    return true;
}

/* True when the rest of the block fits and no page can end inside it. */
static bool fits_at_once(const Step *step, FillState s, int line, int *rows)
{
    const FillRules *rules = step->search->rules;
    *rows = fill_rows(rules, step->block, step->setting->lines - line, true);
    return !step->setting->notes && *rows <= s.rows && !rules->ragged &&
           !step->search->window[step->index] && (!s.notes || s.rows - *rows >= rules->note_slack);
}

/* Lines of text on a page, counted as far as they matter: not headings. What is tall counts as
 * enough, and so do lines to write on that have a page to themselves and their heading. */
static uint8_t more_lines(const Step *step, FillState s, int lines)
{
    const FillRules *rules = step->search->rules;
    int enough = rules->last_lines;
    if (step->block->leading >= enough * (int64_t)rules->leading)
        return (uint8_t)enough;
    if (step->block->fills)
        return s.lines <= 1 ? (uint8_t)enough : s.lines;
    if (step->block->heading)
        return s.lines;
    return (uint8_t)(s.lines + lines < enough ? s.lines + lines : enough);
}

/* Lines of ordinary text that are as high as so many rows: a row may be less than a line. */
static int lines_of(const FillRules *rules, int rows)
{
    return (int)(((int64_t)rows * rules->pitch + rules->leading / 2) / rules->leading);
}

/* `rows`, `lines`: of the block, on this page. */
static void leave_block(Step *step, FillState s, int rows, int lines)
{
    int text = lines_of(step->search->rules, rows);
    s.keep = step->block->keep_next ? HEADED : (uint8_t)(s.keep > text ? s.keep - text : 0);
    s.lines = more_lines(step, s, lines);
    if (step->block->fills)
        s.rows = 0;
    reach(step, (FillNode){.state = s,
                           .cost = step->cost,
                           .previous = step->from,
                           .line = AFTER_BLOCK,
                           .next = -1,
                           .space = step->space,
                           .flaws = (uint16_t)step->flaws});
}

/* Sets the block's lines from `line` on, ending the page wherever it may end. `top`: the line
 * begins its page. */
static void walk(Step step, FillState s, int line, bool top)
{
    const FillRules *rules = step.search->rules;
    const int start = line, end = step.setting->lines;
    int rows;
    if (fits_at_once(&step, s, line, &rows)) {
        s.rows = (int16_t)(s.rows - rows);
        leave_block(&step, s, rows, end - start);
        return;
    }
    rows = 0;
    for (; line < end; line++) {
        if (line > start && may_end_page(&step, s))
            turn_inside(step, s, line, s.keep > 0);
        int after = fill_rows(rules, step.block, line + 1 - start, line + 1 == end);
        int need = after - rows, wanted = step.setting->notes ? step.setting->notes[line] : 0;
        if (need > s.rows && top && line == start)
            need = s.rows; /* taller than any page */
        if (need > s.rows)
            return;
        if (wanted && !add_notes(&step, &s, wanted, s.rows - need))
            return;
        s.rows = (int16_t)(s.rows - need);
        rows = after;
    }
    leave_block(&step, s, rows, end - start);
}

/* Sets the block on the page that is open, with each space that it may have above. */
static void stay_on_page(Step step, FillState s)
{
    const FillChoices *spaces = &step.search->spaces[step.which][s.varied];
    const int *rows = spaces->rows;
    bool fresh = s.first && step.index == 0;
    for (int k = 0; k < (fresh ? 1 : spaces->count); k++) {
        Step with = step;
        FillState t = s;
        if (rows[k] >= t.rows && !fresh)
            continue;
        t.rows = (int16_t)(rows[k] < t.rows ? t.rows - rows[k] : 1);
        with.space = (int16_t)rows[k];
        with.cost += spaces->cost[k];
        if (step.block->heading && rows[k]) {
            uint8_t head = (uint8_t)(k + 1);
            if (t.head && t.head != head)
                with.cost += COST_UNLIKE;
            t.head = head;
        }
        if (step.block->space == SPACE_OPEN)
            t.varied = k == 1;
        else if (step.block->space == SPACE_CLOSE)
            t.varied = false;
        walk(with, t, 0, fresh);
    }
}

static void try_settings(Step step, FillState s, bool page_may_end)
{
    int64_t cost = step.cost;
    for (int v = 0; v < step.block->setting_count; v++) {
        step.setting = &step.block->settings[v];
        if (step.setting->wide && !is_open(step.search, step.index, RUNG_WIDE))
            continue;
        step.which = (uint8_t)v;
        step.cost = cost + step.setting->cost;
        step.flaws = step.setting->wide ? 1u << RUNG_WIDE : 0;
        if (page_may_end && may_end_page(&step, s)) {
            Step turned = step;
            if (s.keep)
                except(&turned, RUNG_ANY);
            FillState t = s;
            if (step.index && step.block[-1].colon)
                turned.cost += COST_COLON;
            if (step.block->space != SPACE_FIXED && step.block->space != SPACE_HEADING)
                t.varied = false;
            turn_page(turned, t, 0);
        }
        stay_on_page(step, s);
    }
}

static void clear_tops(Search *search, const FillBlock *block)
{
    for (int v = 0; v < block->setting_count; v++) {
        size_t lines = (size_t)block->settings[v].lines + 1;
        search->tops[v] =
            memory_grow(search->tops[v], lines, &search->tops_room[v], sizeof *search->tops[v]);
        memset(search->tops[v], -1, lines * sizeof *search->tops[v]);
    }
}

static void choose_spaces(Search *search, const FillBlock *block)
{
    for (int v = 0; v < block->setting_count; v++)
        for (int varied = 0; varied < 2; varied++) {
            FillChoices *spaces = &search->spaces[v][varied];
            spaces->count = fill_spaces(search->rules, block, &block->settings[v], varied,
                                        spaces->rows, spaces->cost);
        }
}

/* Goes on from every place where a page begins, first lines first: so each is as cheap as it can be
 * when its turn comes. */
static void walk_from_tops(Search *search, size_t index)
{
    const FillBlock *block = &search->blocks[index];
    for (int v = 0; v < block->setting_count; v++)
        for (int line = 0; line < block->settings[v].lines; line++)
            for (int32_t k = search->tops[v][line]; k >= 0; k = search->nodes[k].next) {
                const FillNode *node = &search->nodes[k];
                walk((Step){search, index, block, &block->settings[v], (uint8_t)v, k, node->cost,
                            node->space, 0},
                     node->state, line, true);
            }
}

static int64_t dearest_worth_keeping(const Search *search, size_t first, size_t end)
{
    int64_t least = INT64_MAX;
    if (search->rung < RUNG_NOTE_SPLIT)
        return least;
    for (size_t k = first; k < end; k++)
        if (search->nodes[k].line == AFTER_BLOCK && search->nodes[k].cost < least)
            least = search->nodes[k].cost;
    return least + (int64_t)BEAM * FILL_LINE;
}

void search_start(Search *search)
{
    const FillRules *rules = search->rules;
    Step step = {.search = search};
    bool two = search->rung >= RUNG_SPREAD_TWO && rules->spread;
    search->spread = two ? rules->spread + 1 : rules->spread;
    search->node_count = 0;
    search_forget(search);
    for (int delta = -search->spread; delta <= rules->spread; delta++)
        if (rules->first_depth + delta > 0)
            reach(&step, (FillNode){.state = {.rows = (int16_t)(rules->first_depth + delta),
                                              .delta = (int8_t)delta,
                                              .recto = rules->starts_recto,
                                              .first = true},
                                    .cost = spread_cost(delta),
                                    .previous = -1,
                                    .line = AFTER_BLOCK,
                                    .next = -1,
                                    .flaws = (uint16_t)spread_flaw(delta)});
    search->first[0] = search->node_count;
}

bool search_step(Search *search, size_t index)
{
    const FillBlock *block = &search->blocks[index];
    size_t from = index ? search->first[index - 1] : 0, to = search->first[index];
    int64_t dearest = dearest_worth_keeping(search, from, to);
    search->node_count = to;
    search_forget(search);
    clear_tops(search, block);
    choose_spaces(search, block);
    for (size_t k = from; k < to; k++) {
        const FillNode *node = &search->nodes[k];
        if (node->line != AFTER_BLOCK || node->cost > dearest)
            continue;
        Step step = {.search = search,
                     .index = index,
                     .block = block,
                     .from = (int32_t)k,
                     .cost = node->cost};
        bool may_end = index && (!node->state.keep || is_open(search, index, RUNG_ANY));
        try_settings(step, node->state, may_end);
    }
    walk_from_tops(search, index);
    search->first[index + 1] = search->node_count;
    for (size_t k = to; k < search->node_count; k++)
        if (search->nodes[k].line == AFTER_BLOCK)
            return true;
    return false;
}

int32_t search_end(const Search *search, Rung *flaw)
{
    const FillRules *rules = search->rules;
    int32_t best = -1;
    int64_t least = INT64_MAX;
    for (size_t k = search->first[search->count - 1]; k < search->node_count; k++) {
        const FillNode *node = &search->nodes[k];
        if (node->line != AFTER_BLOCK)
            continue;
        int64_t cost = node->cost;
        Rung broken = RUNG_NONE;
        int lines = node->state.lines;
        if (!node->state.first && lines < rules->last_lines) {
            if (search->rung < RUNG_THIN_END ||
                (lines < LEAST_THIN && search->rung < RUNG_SHORT_PAGE))
                continue;
            broken = RUNG_THIN_END;
            cost += (int64_t)rung_lines[RUNG_THIN_END] * FILL_LINE * (lines < LEAST_THIN ? 2 : 1);
        }
        if (cost < least) {
            least = cost;
            best = (int32_t)k;
            *flaw = broken;
        }
    }
    return best;
}
