#include "layout/collect.h"

#include "base/memory.h"
#include "base/unicode_text.h"
#include "book/walk.h"
#include "book/words.h"
#include "layout/composer.h"
#include "layout/image.h"

#include <stdlib.h>
#include <string.h>

/* Where superscripts and subscripts stand, per mille of the size of the text around them. */
enum { RAISE_SUPER = 350, RAISE_SUB = -150 };

typedef struct Level { /* an inline that is open */
    const Style *style;
    const char *language;
} Level;

typedef struct Collector {
    Setter *setter;
    Runs *runs;
    Sp measure;
    Level *levels; /* heap, [depth + 1]; the block's own first */
    size_t depth, room;
    bool failed; /* no font */
} Collector;

static Level *top(Collector *c)
{
    return &c->levels[c->depth];
}

static void push(Collector *c, const Style *style, const char *language)
{
    c->levels = memory_grow(c->levels, c->depth + 2, &c->room, sizeof *c->levels);
    Level level = {style, language ? language : top(c)->language};
    c->levels[++c->depth] = level;
}

static Arena *scratch(Runs *runs)
{
    if (!runs->scratch)
        runs->scratch = arena_new();
    return runs->scratch;
}

static Run *add_run(Runs *runs)
{
    runs->runs = memory_grow(runs->runs, runs->count + 1, &runs->room, sizeof *runs->runs);
    Run *run = &runs->runs[runs->count++];
    *run = (Run){0};
    return run;
}

static void change_case(Runs *runs, Run *run, const char *language)
{
    static const UnicodeCase cases[] = {[TRANSFORM_UPPERCASE] = UNICODE_UPPER,
                                        [TRANSFORM_LOWERCASE] = UNICODE_LOWER,
                                        [TRANSFORM_CAPITALIZE] = UNICODE_TITLE};
    if (run->style->text_transform == TRANSFORM_NONE)
        return;
    Str changed = STR_INIT;
    unicode_add_case(&changed, run->text, run->length, language, cases[run->style->text_transform]);
    run->text = arena_bytes(scratch(runs), changed.data, changed.length);
    run->length = changed.length;
    run->changed = true;
    str_release(&changed);
}

static Run *add_text(Collector *c, const char *text, size_t length, const Node *node,
                     const Style *style, bool generated)
{
    if (!length)
        return NULL;
    const char *language = top(c)->language;
    const Shaping *shaping = shapings_find(c->setter->composer->shapings, style, language, false,
                                           node->place, c->setter->diagnostics);
    if (!shaping) {
        c->failed = true;
        return NULL;
    }
    Run *run = add_run(c->runs);
    run->text = text;
    run->length = length;
    run->node = node;
    run->style = style;
    run->shaping = shaping;
    run->generated = generated;
    const Style *around =
        c->depth && top(c)->style == style ? c->levels[c->depth - 1].style : top(c)->style;
    if (style->vertical_align != VERTICAL_BASELINE)
        run->raise =
            (Sp)((int64_t)around->font_size *
                 (style->vertical_align == VERTICAL_SUPER ? RAISE_SUPER : RAISE_SUB) / 1000);
    change_case(c->runs, run, language);
    return run;
}

/* Figures set above the line: the font's own when it has them, at the size of the text around. */
static void add_superior(Collector *c, const char *text, const Node *node, const Style *style)
{
    const Style *around = top(c)->style;
    Shapings *shapings = c->setter->composer->shapings;
    const Shaping *shaping = shapings_find(shapings, around, top(c)->language, true, node->place,
                                           c->setter->diagnostics);
    Run *run = add_text(c, text, strlen(text), node, style, true);
    if (!run || !shaping || style->vertical_align != VERTICAL_SUPER ||
        strspn(text, "0123456789") != strlen(text) || !shaping_has_superiors(shaping))
        return;
    run->shaping = shaping;
    run->style = around;
    run->raise = 0;
}

static const char *page_number_of(Collector *c, const Node *target)
{
    if (!target || !c->setter->page_number)
        return "";
    const char *number = c->setter->page_number(c->setter->page_number_context, target);
    return number ? arena_string(scratch(c->runs), number) : "";
}

static const char *attribute(const Node *node, const char *name)
{
    if (node->kind == NODE_LINK && str_equal(name, "href"))
        return node->link.url;
    if (node->kind == NODE_LINK && str_equal(name, "title"))
        return node->link.title;
    if (node->kind == NODE_IMAGE && str_equal(name, "alt"))
        return node->image.alt;
    if (node->kind == NODE_IMAGE && str_equal(name, "title"))
        return node->image.title;
    if (str_equal(name, "id"))
        return node->id;
    return str_equal(name, "lang") ? node->language : NULL;
}

static void add_content(Collector *c, const Node *node, const Style *style)
{
    for (int i = 0; i < style->content.count; i++) {
        const ContentItem *item = &style->content.items[i];
        const char *text = NULL;
        switch (item->kind) {
        case CONTENT_STRING:
        case CONTENT_LEADER: text = item->text; break;
        case CONTENT_TEXT: text = node_plain_text(scratch(c->runs), node); break;
        case CONTENT_ATTRIBUTE: text = attribute(node, item->text); break;
        case CONTENT_TARGET_PAGE:
            text = page_number_of(c, node->kind == NODE_LINK ? node->link.target : NULL);
            break;
        case CONTENT_WORD: text = word_of_key(c->setter->book, top(c)->language, item->text); break;
        case CONTENT_OPEN_QUOTE: text = "\u201C"; break;
        case CONTENT_CLOSE_QUOTE: text = "\u201D"; break;
        case CONTENT_PAGE:
        case CONTENT_PAGES:
        case CONTENT_NAMED_STRING: break; /* of pages, not of paragraphs */
        }
        Run *run = text ? add_text(c, text, strlen(text), node, style, true) : NULL;
        if (run && item->kind == CONTENT_LEADER)
            run->kind = RUN_LEADER;
    }
}

static void add_pseudo(Collector *c, const Node *node, Pseudo pseudo)
{
    const Style *style = style_of_pseudo(c->setter->sheet, node, pseudo, top(c)->style);
    if (style)
        add_content(c, node, style);
}

static void add_note_call(Collector *c, const Node *node)
{
    const Style *own = style_of(c->setter->sheet, node, top(c)->style);
    const Style *call = style_of_pseudo(c->setter->sheet, node, PSEUDO_FOOTNOTE_CALL, own);
    const Node *note = node->note_reference.note;
    if (note)
        add_superior(c, arena_format(scratch(c->runs), "%d", note->note.number), node,
                     call ? call : own);
}

/* An image in a line of text is no taller than the line: the baseline grid holds. */
static void add_image(Collector *c, const Node *node)
{
    const Style *style = style_of(c->setter->sheet, node, top(c)->style);
    const Image *image = node->image.image;
    if (!image || image->width <= 0 || image->height <= 0) {
        const char *alt = node->image.alt ? node->image.alt : "";
        add_text(c, alt, strlen(alt), node, style, true);
        return;
    }
    Sp tallest = style->line_height > 0 ? style->line_height : style->font_size;
    ImageSize size = image_size(image, style, c->measure, 0, tallest);
    Run *run = add_run(c->runs);
    *run = (Run){.kind = RUN_IMAGE,
                 .node = node,
                 .style = style,
                 .shaping = shapings_find(c->setter->composer->shapings, style, top(c)->language,
                                          false, node->place, c->setter->diagnostics),
                 .width = size.width,
                 .height = size.height};
    c->failed = c->failed || !run->shaping;
}

static void add_leaf(Collector *c, const Node *node)
{
    StyleSheet *sheet = c->setter->sheet;
    switch (node->kind) {
    case NODE_TEXT: add_text(c, node->text, node->length, node, top(c)->style, false); break;
    case NODE_CODE:
        add_text(c, node->text, node->length, node, style_of(sheet, node, top(c)->style), false);
        break;
    case NODE_IMAGE: add_image(c, node); break;
    case NODE_NOTE_REFERENCE: add_note_call(c, node); break;
    case NODE_PAGE_REFERENCE: {
        const char *number = page_number_of(c, node->page_reference.target);
        const Style *style = style_of(sheet, node, top(c)->style);
        add_text(c, number, strlen(number), node, style, true);
        break;
    }
    case NODE_LINE_BREAK: {
        Run *run = add_run(c->runs);
        *run = (Run){.kind = RUN_BREAK, .node = node, .style = top(c)->style};
        break;
    }
    default: break;
    }
}

static bool is_shown(const Collector *c, const Node *node)
{
    return node->scope != SCOPE_EPUB &&
           (node->kind == NODE_TEXT ||
            style_of(c->setter->sheet, node, c->levels[c->depth].style)->display != DISPLAY_NONE);
}

/* True for a list whose items stand in a line, and all that they hold. */
static bool is_run_in(StyleSheet *sheet, const Node *list, const Style *style)
{
    for (const Node *item = list->first; item; item = item->next) {
        const Style *own = style_of(sheet, item, style);
        if (own->display != DISPLAY_INLINE)
            return false;
        for (const Node *line = item->first; line; line = line->next)
            if (node_shape(line->kind) != SHAPE_LINE ||
                style_of(sheet, line, own)->display != DISPLAY_INLINE)
                return false;
    }
    return list->first;
}

bool is_one_paragraph(Setter *setter, const Node *block, const Style *style)
{
    return node_shape(block->kind) == SHAPE_LINE || block->kind == NODE_CODE_BLOCK ||
           (block->kind == NODE_LIST && is_run_in(setter->sheet, block, style));
}

/* Inlines that hold inlines; in a list that is one paragraph, its items and their paragraphs. */
static bool opens(const Node *block, const Node *node)
{
    NodeShape shape = node_shape(node->kind);
    return shape == SHAPE_INLINES || (block->kind == NODE_LIST && shape < SHAPE_INLINES);
}

static void collect_inlines(Collector *c, const Node *block)
{
    Walk walk = walk_start((Node *)block); /* only read */
    while (walk_next(&walk)) {
        const Node *node = walk.node;
        if (node == block)
            continue;
        if (walk.event == WALK_EXIT) {
            if (opens(block, node)) {
                add_pseudo(c, node, PSEUDO_AFTER);
                c->depth--;
            }
        } else if (!is_shown(c, node)) {
            walk_skip(&walk);
        } else if (opens(block, node)) {
            push(c, style_of(c->setter->sheet, node, top(c)->style), node->language);
            add_pseudo(c, node, PSEUDO_BEFORE);
        } else if (node_shape(node->kind) < SHAPE_INLINES) {
            walk_skip(&walk); /* a block inside a block: its own paragraph */
        } else {
            add_leaf(c, node);
        }
    }
}

static Collector collector_start(Setter *setter, const Style *style, const char *language,
                                 Runs *runs)
{
    Collector c = {.setter = setter, .runs = runs};
    c.levels = memory_grow(NULL, 1, &c.room, sizeof *c.levels);
    c.levels[0] = (Level){style, language};
    return c;
}

bool collect_block(Setter *setter, const Node *block, const Style *style, Sp measure, Runs *runs)
{
    Collector c = collector_start(setter, style, node_language(setter->book, block), runs);
    c.measure = measure;
    add_pseudo(&c, block, PSEUDO_BEFORE);
    if (block->text)
        add_text(&c, block->text, block->length, block, style, false);
    else if (block->role == ROLE_FONTS && setter->fonts)
        add_text(&c, setter->fonts, strlen(setter->fonts), block, style, true);
    else
        collect_inlines(&c, block);
    add_pseudo(&c, block, PSEUDO_AFTER);
    free(c.levels);
    return !c.failed;
}

bool collect_text(Setter *setter, const char *text, const char *language, const Style *style,
                  const Node *node, Runs *runs)
{
    Collector c = collector_start(setter, style, language, runs);
    add_text(&c, text, strlen(text), node, style, true);
    free(c.levels);
    return !c.failed;
}

void runs_release(Runs *runs)
{
    free(runs->runs);
    if (runs->scratch)
        arena_free(runs->scratch);
    *runs = (Runs){0};
}
