#include "layout/paragraph.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "layout/composer.h"
#include "layout/letters.h"
#include "layout/setting.h"

#include <stdlib.h>
#include <string.h>

static bool ends_with_colon(const Items *items)
{
    if (!items->count || !items->items[items->count - 1].word)
        return false;
    const ShapedText *text = &items->items[items->count - 1].word->shaped;
    size_t at = text->length;
    uint32_t c = 0;
    while (at > 0 && (c = utf8_before(text->text, at, &at)) && is_closing(c))
        ;
    return c == ':';
}

Paragraph *paragraph_new(Setter *setter, const Node *block, const Style *style,
                         ParagraphShape shape)
{
    Paragraph *paragraph = memory_new(sizeof *paragraph);
    paragraph->setter = setter;
    paragraph->block = block;
    paragraph->style = style;
    paragraph->shape = shape;
    Runs runs = {0};
    collect_block(setter, block, style, shape.measure, &runs);
    items_from_runs(setter, &runs, node_language(setter->book, block), &paragraph->items);
    runs_release(&runs);
    paragraph->ends_with_colon = ends_with_colon(&paragraph->items);
    return paragraph;
}

static void drop_settings(SettingSet *set)
{
    for (int i = 0; i < set->count; i++) {
        for (int line = 0; line < set->settings[i].lines; line++)
            free((void *)set->settings[i].facts[line].notes);
        free((void *)set->settings[i].facts);
        free(set->lines[i].fits);
    }
    *set = (SettingSet){0};
}

void paragraph_free(Paragraph *paragraph)
{
    if (!paragraph)
        return;
    for (int i = 0; i < 2; i++)
        drop_settings(&paragraph->sets[i]);
    free(paragraph->points);
    free(paragraph->pictures);
    items_release(&paragraph->items);
    free(paragraph);
}

bool paragraph_ends_with_colon(const Paragraph *paragraph)
{
    return paragraph->ends_with_colon;
}

/* An image counts as a word of so many letters; a move of this part of the em is not seen. */
enum { LAST_OBJECT = 5, UNSEEN = 250 };

/* The sums that run along the items. */
typedef struct Tally {
    int64_t x, space, stretch, letters;
} Tally;

static bool hangs(const Paragraph *p)
{
    return p->style->hanging_punctuation && !p->items.mixed;
}

static Sp left_hang(const Paragraph *p, size_t index)
{
    const Item *item = &p->items.items[index];
    return hangs(p) && item->word ? item_units(item, item->word->left_hang) : 0;
}

static Sp right_hang(const Paragraph *p, size_t index)
{
    const Item *item = &p->items.items[index];
    return hangs(p) && item->word ? item_units(item, item->word->right_hang) : 0;
}

/* The word that a line ends or begins with, for what may not stand thrice above itself. */
static uint32_t folded(const Item *item, bool whole)
{
    return item->word && whole ? item->word->folded : 0;
}

/* What stands left, right of a break inside a word, within the measure. */
static Sp width_before(const Paragraph *p, const Item *item, BreakWidths widths)
{
    return item_units(item, widths.before - (hangs(p) ? widths.end_hang : 0));
}

static Sp width_after(const Paragraph *p, const Item *item, BreakWidths widths)
{
    return item_units(item, widths.after - (hangs(p) ? widths.start_hang : 0));
}

static BreakPoint inner_point(const Paragraph *p, size_t index, int k, const Tally *at)
{
    const Item *item = &p->items.items[index];
    const WordBreak *b = &item->word->breaks[k];
    return (BreakPoint){.end = at->x + width_before(p, item, b->estimate),
                        .start = at->x + item->width - width_after(p, item, b->estimate),
                        .space_end = at->space,
                        .space_start = at->space,
                        .stretch_end = at->stretch,
                        .stretch_start = at->stretch,
                        .letters = at->letters + b->letters,
                        .item = (uint32_t)index,
                        .inner = (int16_t)(k + 1),
                        .penalty = b->penalty,
                        .kind = b->kind,
                        .level = b->level};
}

static BreakPoint outer_point(const Paragraph *p, size_t index, const Tally *at)
{
    const Items *items = &p->items;
    const Item *item = &items->items[index];
    bool last = index + 1 == items->count;
    bool whole = index == 0 || items->items[index - 1].glue != GLUE_NONE;
    return (BreakPoint){.end = at->x + item->width - right_hang(p, index),
                        .start = at->x + item->width + item->space +
                                 (last ? 0 : left_hang(p, index + 1)),
                        .space_end = at->space,
                        .space_start = at->space + item->space,
                        .stretch_end = at->stretch,
                        .stretch_start = at->stretch + item->stretch,
                        .letters = at->letters + (item->word ? item->word->letters : LAST_OBJECT),
                        .end_word = folded(item, whole),
                        .start_word = last ? 0 : folded(item + 1, item[1].glue != GLUE_NONE),
                        .item = (uint32_t)index,
                        .penalty = item->break_kind == BREAK_BARE ? 0 : 1000,
                        .kind = item->break_kind,
                        .level = item->break_level,
                        .forced = last || item->glue == GLUE_FORCED};
}

static void add_point(Paragraph *p, size_t *room, BreakPoint point)
{
    p->points = memory_grow(p->points, p->point_count + 1, room, sizeof *p->points);
    p->points[p->point_count++] = point;
}

static void make_points(Paragraph *p)
{
    const Items *items = &p->items;
    Composer *composer = p->setter->composer;
    const WordSet *words = composer_words(composer, p->setter->book);
    Tally at = {0};
    size_t room = 0;
    free(p->points);
    p->points = NULL;
    p->point_count = 0;
    add_point(p, &room,
              (BreakPoint){.start = items->count ? left_hang(p, 0) : 0,
                           .start_word = items->count ? folded(items->items, true) : 0});
    for (size_t i = 0; i < items->count; i++) {
        const Item *item = &items->items[i];
        if (item->word && !(item->flags & ITEM_SOLID)) {
            word_find_breaks(composer->shaper, item->word, words);
            for (int k = 0; k < item->word->break_count; k++)
                add_point(p, &room, inner_point(p, i, k, &at));
        }
        if (item->glue == GLUE_SPACE || item->glue == GLUE_BREAK || item->glue == GLUE_FORCED ||
            i + 1 == items->count)
            add_point(p, &room, outer_point(p, i, &at));
        at.x += item->width + item->space;
        at.space += item->space;
        at.stretch += item->stretch;
        at.letters += item->word ? item->word->letters : LAST_OBJECT;
    }
}

static Sp em_space(const Paragraph *p)
{
    for (size_t i = 0; i < p->items.count; i++)
        if (p->items.items[i].word) {
            const Font *font = p->items.items[i].word->shaping->font;
            return (Sp)((int64_t)font->space_width * p->style->font_size / font->units_per_em);
        }
    return p->style->font_size / 4;
}

static LineShape line_shape(const Paragraph *p, bool wide)
{
    bool justified = p->style->text_align == TEXT_JUSTIFY;
    Sp indent = p->style->text_indent > 0 ? p->style->text_indent : p->style->font_size;
    for (size_t i = 0; i < p->items.count && justified; i++)
        justified = !(p->items.items[i].flags & ITEM_LEADER);
    return (LineShape){.measure = p->shape.measure,
                       .first_indent = p->shape.first_indent,
                       .space = em_space(p),
                       .least_last = indent * 3 / 2,
                       .gap_last = indent,
                       .scaling = justified ? p->style->glyph_scaling : 0,
                       .filling = justified                             ? FILL_JUSTIFIED
                                  : p->style->text_align == TEXT_CENTER ? FILL_BALANCED
                                                                        : FILL_RAGGED,
                       .wide = wide};
}

LineSpan line_span(const Paragraph *p, const Lines *lines, int index)
{
    const BreakPoint *from = index ? &p->points[lines->fits[index - 1].end] : NULL;
    const BreakPoint *to = &p->points[lines->fits[index].end];
    LineSpan span = {.end = to->item + 1, .to = to, .to_break = to->inner};
    if (from) {
        span.first = from->inner ? from->item : from->item + 1;
        span.from_break = from->inner;
    }
    return span;
}

const Lines *setting_lines(const Paragraph *p, const Setting *setting)
{
    bool wide = setting >= p->sets[1].settings && setting < p->sets[1].settings + SETTINGS_MOST;
    const SettingSet *set = &p->sets[wide];
    return &set->lines[setting - set->settings];
}

/* Puts a break point inside a word where the shaped parts of the word have it; true when it moved
 * by more than anyone sees. What other paragraphs have learnt of the word is not used: the lines of
 * a paragraph must not depend on what was set before it. */
static bool make_exact(const Paragraph *p, BreakPoint *point)
{
    if (!point->inner || point->exact)
        return false;
    const Item *item = &p->items.items[point->item];
    BreakWidths estimate = item->word->breaks[point->inner - 1].estimate;
    BreakWidths exact =
        word_exact_widths(p->setter->composer->shaper, item->word, point->inner - 1);
    Sp before = width_before(p, item, exact) - width_before(p, item, estimate);
    Sp after = width_after(p, item, exact) - width_after(p, item, estimate);
    Sp unseen = item->style->font_size / UNSEEN;
    point->end += before;
    point->start -= after;
    point->exact = true;
    return abs(before) > unseen || abs(after) > unseen;
}

static bool make_chosen_exact(const Paragraph *p, const SettingSet *set)
{
    bool moved = false;
    for (int i = 0; i < set->count; i++)
        for (int line = 0; line < set->lines[i].count; line++)
            moved |= make_exact(p, &p->points[set->lines[i].fits[line].end]);
    return moved;
}

static void add_notes(const Paragraph *p, LineSpan span, LineFacts *facts)
{
    size_t room = 0;
    const Node **notes = NULL;
    for (size_t i = span.first; i < span.end; i++) {
        const Node *node = p->items.items[i].node;
        facts->refers |= node->kind == NODE_NOTE_REFERENCE;
        if (node->kind == NODE_NOTE_REFERENCE && node->note_reference.note &&
            node->note_reference.note->note.reference == node) {
            notes = memory_grow(notes, (size_t)facts->note_count + 1, &room, sizeof(Node *));
            notes[facts->note_count++] = node->note_reference.note;
        }
    }
    facts->notes = notes;
}

void line_calls(const LineFacts *line, CallNote *call, void *context)
{
    for (int i = 0; i < line->note_count; i++)
        call(context, line->notes[i]);
}

static void state_facts(const Paragraph *p, SettingSet *set, int index)
{
    Setting *setting = &set->settings[index];
    const Lines *lines = &set->lines[index];
    LineFacts *facts = memory_new(sizeof *facts * (size_t)lines->count);
    bool justified = p->style->text_align == TEXT_JUSTIFY;
    int64_t letters_before = 0;
    *setting = (Setting){.lines = lines->count, .loosest = 1000, .tightest = 1000, .facts = facts};
    for (int i = 0; i < lines->count; i++) {
        LineSpan span = line_span(p, lines, i);
        const LineFit *fit = &lines->fits[i];
        bool spaces = span.to->space_end > (i ? p->points[lines->fits[i - 1].end].space_start : 0);
        facts[i].hyphen = span.to->kind == BREAK_SOFT || span.to->kind == BREAK_HARD;
        facts[i].word_space = spaces ? fit->space : 0;
        add_notes(p, span, &facts[i]);
        if (spaces && justified) {
            setting->loosest = fit->space > setting->loosest ? fit->space : setting->loosest;
            setting->tightest = fit->space < setting->tightest ? fit->space : setting->tightest;
        }
        setting->emergency = setting->emergency || fit->overfull || span.to->level > 0;
        if (i + 1 == lines->count)
            setting->last_letters = (int)(span.to->letters - letters_before);
        letters_before = span.to->letters;
    }
}

/* Breaks the lines until the widths of all chosen ones are exact. */
static void break_exactly(Paragraph *p, const LineShape *shape, SettingSet *set)
{
    enum { TURNS = 6 }; /* widths inside words are estimates until a line ends there */
    for (int turn = 0; turn < TURNS; turn++) {
        int pass;
        drop_settings(set);
        set->count = break_lines(p->setter->composer->breaker, p->points, p->point_count, shape,
                                 set->lines, &set->best, &pass);
        if (!make_chosen_exact(p, set))
            break;
    }
}

/* Lines through which a river runs are broken elsewhere, when that is not much worse: without the
 * end of one of them. */
static void shun_river(Paragraph *p, const LineShape *shape, SettingSet *set)
{
    enum { WORTH = 300000, LINES = 3 };
    const Lines *best = &set->lines[set->best];
    int last = lines_river(p, best);
    for (int line = last - 1; last >= 0 && line >= last - LINES; line--) {
        BreakPoint *end = &p->points[best->fits[line].end];
        const uint8_t level = end->level;
        SettingSet other = {0};
        if (end->forced)
            continue;
        end->level = LEVEL_NEVER;
        break_exactly(p, shape, &other);
        const Lines *lines = &other.lines[other.best];
        if (lines->cost <= best->cost + WORTH && lines_river(p, lines) < 0) {
            drop_settings(set);
            *set = other;
            return;
        }
        drop_settings(&other);
        end->level = level;
    }
}

static void seek_settings(Paragraph *p, bool wide)
{
    SettingSet *set = &p->sets[wide];
    const LineShape shape = line_shape(p, wide);
    make_points(p);
    break_exactly(p, &shape, set);
    shun_river(p, &shape, set);
    for (int i = 0; i < set->count; i++) {
        state_facts(p, set, i);
        set->settings[i].cost = set->lines[i].cost - set->lines[set->best].cost;
        set->settings[i].river = lines_river(p, &set->lines[i]) >= 0;
    }
}

const Setting *paragraph_settings(Paragraph *paragraph, bool wide, int *count, int *best)
{
    SettingSet *set = &paragraph->sets[wide];
    if (!set->count && paragraph->items.count)
        seek_settings(paragraph, wide);
    *count = set->count;
    *best = set->best;
    return set->count ? set->settings : NULL;
}
