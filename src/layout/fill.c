#include "layout/fill.h"

#include "base/memory.h"
#include "layout/search.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *const rung_text[RUNG_COUNT] = {
#define RUNG(name, cost, text) text,
#include "layout/rungs.def"
#undef RUNG
};

static uint64_t mixed(uint64_t hash, int64_t value)
{
    return (hash ^ (uint64_t)value) * 0x9E3779B97F4A7C15u ^ hash >> 29;
}

static uint64_t like_setting(uint64_t hash, const FillSetting *setting)
{
    hash = mixed(mixed(hash, setting->lines), setting->cost);
    hash = mixed(hash, setting->wide);
    for (int i = 0; i < setting->lines && (setting->hyphens || setting->notes); i++) {
        hash = mixed(hash, setting->hyphens && setting->hyphens[i]);
        hash = mixed(hash, setting->notes ? setting->notes[i] : 0);
    }
    return hash;
}

uint64_t fill_likeness(const FillBlock *blocks, size_t count, const FillRules *rules)
{
    const int64_t common[] = {rules->pitch,        rules->depth,      rules->first_depth,
                              rules->starts_recto, rules->spread,     rules->ragged,
                              rules->note_slack,   rules->last_lines, rules->leading,
                              rules->note_leading, rules->note_gap};
    uint64_t hash = count;
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        hash = mixed(hash, common[i]);
    for (const FillBlock *b = blocks; b < blocks + count; b++) {
        const int64_t own[] = {b->leading, b->extra,        b->above, b->repeat,    b->space,
                               b->orphans, b->widows,       b->whole, b->keep_next, b->heading,
                               b->colon,   b->may_run_over, b->fills, b->best};
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            hash = mixed(hash, own[i]);
        for (int i = 0; i < b->setting_count; i++)
            hash = like_setting(hash, &b->settings[i]);
    }
    return hash;
}

static int rows_of(const FillRules *rules, int64_t height)
{
    return height > 0 ? (int)((height + rules->pitch - 1) / rules->pitch) : 0;
}

int fill_note_rows(const FillRules *rules, int note_lines)
{
    if (!note_lines)
        return 0;
    return rows_of(rules, (int64_t)note_lines * rules->note_leading + rules->note_gap);
}

int fill_rows(const FillRules *rules, const FillBlock *block, int lines, bool end)
{
    return rows_of(rules, (int64_t)lines * block->leading + (end ? block->extra : 0));
}

int fill_spaces(const FillRules *rules, const FillBlock *block, const FillSetting *setting,
                bool varied, int rows[FILL_SPACES], int64_t cost[FILL_SPACES])
{
    enum {
        HEADING = FILL_LINE / 2,
        CLOSER = FILL_LINE * 3 / 2,
        WIDER = FILL_LINE / 2,
        LARGE = FILL_LINE,
        FAR = FILL_LINE * 3
    };
    int64_t content = (int64_t)setting->lines * block->leading + block->extra;
    int64_t all = content + block->above;
    int own = (int)((all + rules->pitch / 2) / rules->pitch) - rows_of(rules, content);
    int other = own > 0 ? own - 1 : own + 1;
    own = own > 0 ? own : 0;
    rows[0] = own, cost[0] = 0;
    int choices = 1;
    if (rules->ragged)
        return choices; /* no page asks for more room or less */
    switch (block->space) {
    case SPACE_OPEN: rows[1] = other, cost[1] = other < own ? CLOSER : WIDER; return 2;
    case SPACE_CLOSE:
        rows[varied] = own, rows[!varied] = other;
        cost[0] = 0, cost[1] = rows[1] < rows[0] ? CLOSER : WIDER;
        return 2;
    case SPACE_HEADING:
        rows[choices] = own + 1, cost[choices] = HEADING;
        choices += own > 0;
        if (own > 0)
            rows[choices] = own + 2, cost[choices++] = own >= 2 ? 2 * LARGE : FAR;
        break;
    case SPACE_FIXED:
        if (own >= 2)
            rows[choices] = own + 1, cost[choices++] = LARGE;
        break;
    }
    if (own >= 2)
        rows[choices] = own - 1, cost[choices++] = LARGE;
    return choices;
}

/* Opens the upper rungs from two pages before the block at which the search stuck to the one after
 * it. Returns the first block that is new to it; `count` when none is. */
static size_t open_window(Search *search, size_t stuck)
{
    const FillRules *rules = search->rules;
    size_t first = search->count, i = stuck + 1 < search->count ? stuck + 1 : stuck;
    int rows = 0;
    for (;; i--) {
        const FillBlock *block = &search->blocks[i];
        if (!search->window[i])
            first = i;
        search->window[i] = true;
        if (i <= stuck)
            rows += fill_rows(rules, block, block->settings[block->best].lines, true);
        if (!i || (i < stuck && rows > 2 * rules->depth + 4))
            break;
    }
    return first;
}

/* Takes the search to its end at its rung. Returns the last node, -1 when there is no filling. */
static int32_t seek(Search *search, Rung *flaw)
{
    memset(search->window, 0, search->count);
    search_start(search);
    for (size_t i = 0; i < search->count;) {
        bool found = search_step(search, i);
        if (found && i + 1 < search->count) {
            i++;
            continue;
        }
        int32_t end = found ? search_end(search, flaw) : -1;
        if (end >= 0)
            return end;
        if (search->rung < RUNG_NOTE_SPLIT)
            return -1;
        i = open_window(search, i);
        if (i == search->count)
            return -1;
    }
    return -1;
}

static void count_flaws(Filling *filling, unsigned flaws)
{
    for (int rung = 0; rung < RUNG_COUNT; rung++)
        filling->exceptions[rung] += (flaws >> rung & 1) != 0;
}

/* Follows the nodes back from the last. */
static void trace(const Search *search, int32_t last, Arena *arena, Filling *filling)
{
    const FillNode *nodes = search->nodes;
    size_t pages = 1, block = search->count;
    for (int32_t k = last; k >= 0; k = nodes[k].previous)
        pages += nodes[k].line >= 0;
    filling->page_count = pages;
    filling->pages = arena_array(arena, pages, sizeof *filling->pages);
    filling->settings = arena_array(arena, search->count, sizeof *filling->settings);
    filling->spaces = arena_array(arena, search->count, sizeof *filling->spaces);
    filling->pages[pages - 1].carry = nodes[last].state.carry;
    int32_t k = last;
    for (; nodes[k].previous >= 0; k = nodes[k].previous) {
        const FillNode *node = &nodes[k];
        count_flaws(filling, node->flaws);
        if (node->line == AFTER_BLOCK)
            block--;
        filling->pages[pages - (node->line >= 0 ? 2 : 1)].flaws |= node->flaws;
        filling->settings[block] = node->setting;
        filling->spaces[block] = node->space;
        if (node->line >= 0) {
            FillPage *page = &filling->pages[--pages];
            page->block = block;
            page->line = node->line;
            page->delta = (int)node->state.delta;
            page[-1].slack = node->slack;
            page[-1].carry = node->carry;
        }
    }
    filling->pages[0].delta = (int)nodes[k].state.delta;
    filling->pages[0].flaws |= nodes[k].flaws;
    count_flaws(filling, nodes[k].flaws);
}

bool fill_pages(Arena *arena, const FillBlock *blocks, size_t count, const FillRules *rules,
                Rung from, Rung to, Filling *filling)
{
    Search search;
    bool found = false;
    assert(count > 0 && rules->pitch > 0 && rules->leading > 0);
    assert(rules->depth > 0 && rules->first_depth > 0);
    search_init(&search, blocks, count, rules);
    for (Rung rung = from; rung <= to && !found; rung++) {
        Rung flaw = RUNG_NONE;
        search.rung = rung;
        int32_t last = seek(&search, &flaw);
        if (last < 0)
            continue;
        *filling = (Filling){.cost = search.nodes[last].cost, .rung = rung};
        trace(&search, last, arena, filling);
        if (flaw != RUNG_NONE) {
            filling->exceptions[flaw]++;
            filling->pages[filling->page_count - 1].flaws |= 1u << flaw;
        }
        found = true;
    }
    search_release(&search);
    return found;
}
