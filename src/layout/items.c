#include "layout/items.h"

#include "base/memory.h"
#include "base/unicode_text.h"
#include "base/utf8.h"
#include "layout/bidi.h"
#include "layout/composer.h"
#include "layout/letters.h"
#include "layout/levels.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Where lines break between characters, the gap between them may grow as the word space of a font
 * would whose space is this part of the em. */
enum { SPACELESS_STRETCH = 8, CODE_TAB = 4, CLUSTER_LIMIT = 24 };
enum { NO_BREAK_SPACE = 0xA0, ZERO_WIDTH_SPACE = 0x200B };

typedef struct Itemizer {
    Setter *setter;
    Items *items;
    const Run *run;
    size_t character; /* index of the run's first character in the paragraph */
    uint8_t *levels;  /* of the paragraph's characters; NULL: all 0 */
    bool new_line;    /* nothing stands on this line yet: spaces are dropped */
} Itemizer;

void items_release(Items *items)
{
    free(items->items);
    *items = (Items){0};
}

static Sp at_size(const Font *font, const Style *style, int64_t units)
{
    return (Sp)(units * style->font_size / font->units_per_em);
}

Sp item_units(const Item *item, int64_t units)
{
    return at_size(item->word->shaped.font, item->style, units);
}

static Item *last_item(Itemizer *z)
{
    return z->new_line ? NULL : &z->items->items[z->items->count - 1];
}

static void weigh_space(Item *item)
{
    item->stretch = item->word && item->word->point ? 2 * item->space : item->space;
}

/* A space after the last item, by the run that it stands in. */
static void add_space(Itemizer *z, bool breakable, uint8_t level)
{
    Item *item = last_item(z);
    const Run *run = z->run;
    if (!item || item->glue == GLUE_FORCED)
        return;
    if (item->glue == GLUE_SPACE || item->glue == GLUE_TIE) {
        if (!breakable)
            item->glue = GLUE_TIE;
        return;
    }
    item->glue = breakable && run->style->white_space != WHITE_NOWRAP ? GLUE_SPACE : GLUE_TIE;
    item->break_kind = BREAK_SPACE;
    item->break_level = LEVEL_NORMAL;
    item->space = at_size(run->shaping->font, run->style, run->shaping->font->space_width) +
                  run->style->word_spacing + run->style->letter_spacing;
    if (item->word)
        item->space += item_units(item, item->word->kern_after);
    item->space_level = level;
    weigh_space(item);
}

/* What the end of one item and the beginning of the next say of the place between them. */
static void join(Item *left, const Word *next, const Style *style)
{
    if (left->glue == GLUE_SPACE || left->glue == GLUE_TIE) {
        if (next->kern_before) {
            left->space += at_size(next->shaped.font, style, next->kern_before);
            weigh_space(left);
        }
        if (next->no_start || (left->word && left->word->opening))
            left->glue = GLUE_TIE;
    } else if (left->glue == GLUE_NONE && left->word && left->word->after && next->letters &&
               left->word->letters && !next->no_start) {
        left->glue = GLUE_BREAK;
        left->break_kind = left->word->after;
        left->break_level = LEVEL_NORMAL;
    }
}

static Item *add_item(Itemizer *z)
{
    Items *items = z->items;
    items->items = memory_grow(items->items, items->count + 1, &items->room, sizeof *items->items);
    Item *item = &items->items[items->count++];
    *item = (Item){.node = z->run->node,
                   .style = z->run->style,
                   .raise = z->run->raise,
                   .flags = (uint8_t)((z->run->generated ? ITEM_GENERATED : 0) |
                                      (z->run->changed ? ITEM_CHANGED : 0))};
    z->new_line = false;
    return item;
}

/* NULL for invisible characters alone. */
static Item *add_word(Itemizer *z, size_t from, size_t to, const Font *font, hb_script_t script,
                      uint8_t level)
{
    const WordKey key = {
        .shaping = z->run->shaping, .font = font, .script = script, .right_to_left = level & 1};
    Word *word = shaper_word(z->setter->composer->shaper, &key, z->run->text + from, to - from);
    if (!word->shaped.length)
        return NULL;
    Item *left = last_item(z);
    if (left)
        join(left, word, z->run->style);
    Item *item = add_item(z);
    item->word = word;
    item->offset = z->run->changed ? 0 : (uint32_t)from;
    item->width = item_units(item, word->shaped.width);
    item->level = item->space_level = level;
    if (z->run->style->white_space == WHITE_NOWRAP)
        item->flags |= ITEM_SOLID;
    return item;
}

/* A character of a word that is not plain: part of a cluster, with what decides where it is cut. */
typedef struct Letter {
    uint32_t character;
    uint32_t at; /* byte in the run */
} Letter;

/* `at`: byte of the run where the character's cluster begins. */
static void report_missing(Itemizer *z, uint32_t character, uint32_t at)
{
    char bytes[5] = {0};
    const Node *node = z->run->node;
    bool own = node->kind == NODE_TEXT && !z->run->generated && !z->run->changed;
    utf8_encode(character, bytes);
    diag(z->setter->diagnostics, GLYPH_MISSING, own ? node_place_at(node, at) : node->place,
         (unsigned)character, bytes);
}

/* Scripts whose words are not parted by spaces. */
static bool is_spaceless(uint32_t c)
{
    return (c >= 0xE00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x1A20 && c <= 0x1AAF) || (c >= 0x2E80 && c <= 0xABFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x1B000 && c <= 0x1B16F) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Real scripts; what is common to all takes that of what stands before it. */
static bool is_real(hb_script_t script)
{
    return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED &&
           script != HB_SCRIPT_UNKNOWN;
}

static size_t cluster_end(const Letter *letters, size_t count, size_t at)
{
    size_t end = at + 1;
    while (end < count && end - at < CLUSTER_LIMIT &&
           (is_mark(letters[end].character) || letters[end - 1].character == 0x200D))
        end++;
    return end;
}

typedef struct Stretch { /* of clusters that are shaped together */
    const Font *font;
    hb_script_t script;
    uint8_t level;
} Stretch;

typedef struct LetterRange { /* of a word */
    const Letter *letters;
    size_t count, end; /* end: byte of the run where they end */
    size_t index;      /* of the first in the paragraph */
    bool in_word;
} LetterRange;

static Stretch examine(Itemizer *z, const LetterRange *range, size_t from, size_t to,
                       hb_script_t before)
{
    uint32_t characters[CLUSTER_LIMIT], missing;
    assert(from < to && to - from <= CLUSTER_LIMIT);
    for (size_t i = from; i < to; i++)
        characters[i - from] = range->letters[i].character;
    hb_script_t script = script_of(characters[0]);
    Stretch s = {.script = is_real(script) ? script : before,
                 .level = z->levels ? z->levels[range->index + from] : 0};
    const ClusterText text = {characters, to - from, s.script, range->in_word};
    s.font = shapings_font_for(z->setter->composer->shapings, z->run->shaping, &text, &missing);
    if (missing)
        report_missing(z, missing, range->letters[from].at);
    return s;
}

static void part_without_space(Item *item, bool by_unicode)
{
    item->glue = GLUE_BREAK;
    item->break_kind = BREAK_BARE;
    item->break_level = by_unicode ? LEVEL_NORMAL : LEVEL_ANYWHERE;
    if (by_unicode)
        item->stretch = item->style->font_size / SPACELESS_STRETCH;
}

/* The script that characters common to all take at the beginning of a word; counts its letters. */
static hb_script_t first_script(LetterRange *range)
{
    hb_script_t script = HB_SCRIPT_INVALID;
    int letters = 0;
    for (size_t i = 0; i < range->count && letters < 2; i++)
        if (is_real(script_of(range->letters[i].character))) {
            letters++;
            if (script == HB_SCRIPT_INVALID)
                script = script_of(range->letters[i].character);
        }
    range->in_word = letters > 1;
    return script == HB_SCRIPT_INVALID ? HB_SCRIPT_LATIN : script;
}

/* Words whose characters need looking at one by one: cut where font, script or direction changes,
 * where Unicode lets a line break, and where they grow too long. */
static void add_letters(Itemizer *z, LetterRange range, const bool *breaks)
{
    const Letter *letters = range.letters;
    hb_script_t script = first_script(&range);
    for (size_t i = 0; i < range.count;) {
        size_t start = i;
        i = cluster_end(letters, range.count, i);
        Stretch first = examine(z, &range, start, i, script);
        bool parted = false, cut = false;
        while (i < range.count) {
            size_t next = cluster_end(letters, range.count, i);
            size_t next_end = next < range.count ? letters[next].at : range.end;
            parted = breaks && breaks[letters[i].at - letters[0].at];
            cut = next_end - letters[start].at > WORD_LIMIT;
            if (parted || cut)
                break;
            Stretch s = examine(z, &range, i, next, first.script);
            if (s.font != first.font || s.script != first.script || s.level != first.level)
                break;
            i = next;
        }
        script = first.script;
        Item *item = add_word(z, letters[start].at, i < range.count ? letters[i].at : range.end,
                              first.font, first.script, first.level);
        if (item && (parted || cut))
            part_without_space(item, parted);
    }
}

/* A word that the first font may not have whole, or that may not run to the right. */
static void add_special_word(Itemizer *z, size_t from, size_t to, size_t index)
{
    Letter *letters = memory_new((to - from) * sizeof *letters);
    bool *breaks = NULL;
    size_t count = 0;
    bool spaceless = false;
    for (size_t i = from; i < to; count++) {
        letters[count].at = (uint32_t)i;
        i += utf8_decode(z->run->text + i, to - i, &letters[count].character);
        spaceless = spaceless || is_spaceless(letters[count].character);
    }
    if (spaceless && z->run->style->white_space != WHITE_NOWRAP) {
        breaks = memory_new(to - from);
        unicode_line_breaks(z->run->text + from, to - from, z->run->shaping->language, breaks);
    }
    add_letters(z, (LetterRange){letters, count, to, index, false}, breaks);
    free(letters);
    free(breaks);
}

/* One step through a run's text: a character, and whether the simple way may take it. */
static bool is_plain(const Font *font, uint32_t c)
{
    return (c < 0x250 || (c >= 0x2010 && c <= 0x2026)) && c != NO_BREAK_SPACE &&
           (font->quick[c / 64] >> c % 64 & 1 || c == 0xAD);
}

static bool is_white(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds the word that begins at `from`; returns where it ends and counts its characters. */
static size_t take_word(Itemizer *z, size_t from, size_t *characters)
{
    const Run *run = z->run;
    const Font *font = run->shaping->font;
    bool plain = !z->levels;
    size_t i = from, first = *characters;
    while (i < run->length) {
        uint32_t c = (unsigned char)run->text[i];
        size_t bytes = 1;
        if (c >= 0x80)
            bytes = utf8_decode(run->text + i, run->length - i, &c);
        if (is_white(c) || c == NO_BREAK_SPACE || c == ZERO_WIDTH_SPACE)
            break;
        plain = plain && is_plain(font, c);
        i += bytes;
        ++*characters;
    }
    if (plain && i - from <= WORD_LIMIT)
        add_word(z, from, i, font, HB_SCRIPT_LATIN, 0);
    else
        add_special_word(z, from, i, z->character + first);
    return i;
}

static void itemize_text(Itemizer *z)
{
    const Run *run = z->run;
    size_t characters = 0;
    for (size_t i = 0; i < run->length;) {
        uint32_t c;
        size_t bytes = utf8_decode(run->text + i, run->length - i, &c);
        uint8_t level = z->levels ? z->levels[z->character + characters] : 0;
        if (is_white(c) || c == NO_BREAK_SPACE) {
            add_space(z, c != NO_BREAK_SPACE, level);
        } else if (c == ZERO_WIDTH_SPACE) {
            Item *item = last_item(z);
            if (item && item->glue == GLUE_NONE) {
                item->glue = GLUE_BREAK;
                item->break_kind = BREAK_BARE;
            }
        } else {
            i = take_word(z, i, &characters);
            continue;
        }
        i += bytes;
        characters++;
    }
}

static void force_break(Itemizer *z)
{
    if (z->new_line)
        add_item(z); /* an empty line */
    Item *item = last_item(z);
    item->glue = GLUE_FORCED;
    item->space = item->stretch = 0;
    z->new_line = true;
}

/* Preformatted text: every space counts. One space between two words is a space; further ones, and
 * those that begin a line, are characters of the word that follows. */
static void itemize_lines(Itemizer *z)
{
    const Run *run = z->run;
    size_t character = z->character;
    for (size_t i = 0, from = 0; i < run->length;) {
        for (; from < i; from++)
            character += ((unsigned char)run->text[from] & 0xC0) != 0x80;
        if (run->text[i] == '\n') {
            force_break(z);
            i++;
            continue;
        }
        if (run->text[i] == ' ' && !z->new_line && last_item(z)->glue == GLUE_NONE) {
            add_space(z, true, z->levels ? z->levels[character] : 0);
            i++;
            continue;
        }
        while (i < run->length && i - from < WORD_LIMIT - 4 && run->text[i] == ' ')
            i++;
        while (i < run->length && i - from < WORD_LIMIT - 4 &&
               !is_white((unsigned char)run->text[i]))
            i++;
        while (i < run->length && ((unsigned char)run->text[i] & 0xC0) == 0x80)
            i++;
        if (i == from) /* a return */
            i++;
        else
            add_special_word(z, from, i, character);
    }
}

static Run expand_tabs(const Run *run, Str *text)
{
    Run expanded = *run;
    size_t column = 0;
    for (size_t i = 0; i < run->length; i++) {
        char c = run->text[i];
        if (c == '\r')
            continue;
        if (c != '\t') {
            str_add_char(text, c);
            column = c == '\n' ? 0 : column + (((unsigned char)c & 0xC0) != 0x80);
            continue;
        }
        do
            str_add_char(text, ' ');
        while (++column % CODE_TAB);
    }
    expanded.text = text->data;
    expanded.length = text->length;
    return expanded;
}

static uint8_t level_here(const Itemizer *z)
{
    return z->levels ? z->levels[z->character] : 0;
}

static void itemize_run(Itemizer *z, const Run *run)
{
    z->run = run;
    Item *item;
    switch (run->kind) {
    case RUN_TEXT:
        if (run->style->white_space == WHITE_PRE || run->style->white_space == WHITE_PRE_WRAP) {
            Str text = STR_INIT;
            bool tabs = memchr(run->text, '\t', run->length);
            Run expanded = tabs ? expand_tabs(run, &text) : *run;
            uint8_t *levels = z->levels;
            z->levels = tabs ? NULL : levels; /* they would no longer match */
            z->run = &expanded;
            itemize_lines(z);
            z->run = run;
            z->levels = levels;
            str_release(&text);
        } else {
            itemize_text(z);
        }
        break;
    case RUN_LEADER: {
        size_t length = run->length > WORD_LIMIT ? WORD_LIMIT : run->length;
        item = add_word(z, 0, length, run->shaping->font, HB_SCRIPT_LATIN, 0);
        if (item) {
            item->flags |= ITEM_LEADER | ITEM_SOLID;
            item->width = 0;
            item->level = item->space_level = level_here(z);
            if (item > z->items->items)
                item[-1].space_level = item->level;
        }
        break;
    }
    case RUN_IMAGE:
        item = add_item(z);
        item->flags |= ITEM_IMAGE;
        item->level = item->space_level = level_here(z);
        item->width = run->width;
        item->raise = run->height;
        break;
    case RUN_BREAK: force_break(z); break;
    }
}

void items_from_runs(Setter *setter, const Runs *runs, const char *language, Items *items)
{
    Itemizer z = {.setter = setter, .items = items, .new_line = true};
    bool from_right = bidi_language(language);
    z.levels = runs_levels(runs, from_right, &items->right_to_left);
    items->mixed = z.levels;
    items->from_right = items->right_to_left || from_right;
    for (size_t r = 0; r < runs->count; r++) {
        itemize_run(&z, &runs->runs[r]);
        if (z.levels)
            z.character += run_characters(&runs->runs[r]);
    }
    if (items->count) {
        Item *end = &items->items[items->count - 1];
        end->glue = GLUE_NONE;
        end->space = end->stretch = 0;
    }
    free(z.levels);
}
