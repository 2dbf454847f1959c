#include "layout/furniture.h"

#include "base/memory.h"
#include "book/words.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD_LINES =
        2, /* of its own leading, from a running head's baseline to the first of the text */
    FOOT_LINES = 2, /* from the last of the text, where a spread runs long, to the folio */
    MOST_LINES = 4  /* of a box whose text may be broken */
};

void strings_release(Strings *strings)
{
    free(strings->list);
    *strings = (Strings){0};
}

static const char *carried(const Strings *strings, const char *name)
{
    for (size_t i = 0; i < strings->count; i++)
        if (str_equal(strings->list[i].name, name))
            return strings->list[i].text;
    return "";
}

static void carry(Strings *strings, const char *name, const char *text)
{
    for (size_t i = 0; i < strings->count; i++)
        if (str_equal(strings->list[i].name, name)) {
            strings->list[i].text = text;
            return;
        }
    strings->list =
        memory_grow(strings->list, strings->count + 1, &strings->room, sizeof *strings->list);
    strings->list[strings->count++] = (NamedString){.name = name, .text = text};
}

/* string(name, …): what a page shows of a named string. */
static const char *named_string(const PageDraft *draft, const Strings *strings,
                                const ContentItem *item)
{
    const PageString *first = NULL, *last = NULL;
    for (const PageString *set = draft->strings; set; set = set->next)
        if (str_equal(set->name, item->text)) {
            last = last ? last : set;
            first = set;
        }
    const char *before = carried(strings, item->text);
    if (!first)
        return before;
    switch (item->select) {
    case STRING_FIRST: return first->text;
    case STRING_LAST: return last->text;
    case STRING_START: return first->at_top ? first->text : before;
    case STRING_FIRST_EXCEPT: return "";
    }
    return before;
}

/* The element whose text a margin box shows on the page that sets it, when no page shows it
 * elsewhere: there it is text to read, not furniture. NULL: there is none. */
static const Node *element_shown(const PageDraft *draft, const Content *content)
{
    for (int i = 0; i < content->count; i++)
        for (const PageString *set = draft->strings; set; set = set->next)
            if (content->items[i].kind == CONTENT_NAMED_STRING && set->hidden &&
                str_equal(set->name, content->items[i].text))
                return set->hidden;
    return NULL;
}

static void add_content(Str *text, const Book *book, const PageDraft *draft, int pages,
                        const Strings *strings, const Content *content)
{
    for (int i = 0; i < content->count; i++) {
        const ContentItem *item = &content->items[i];
        switch (item->kind) {
        case CONTENT_STRING: str_add(text, item->text); break;
        case CONTENT_PAGE: str_add(text, draft->page.label); break;
        case CONTENT_PAGES: str_format(text, "%d", pages); break;
        case CONTENT_NAMED_STRING: str_add(text, named_string(draft, strings, item)); break;
        case CONTENT_WORD: str_add(text, word_of_key(book, NULL, item->text)); break;
        case CONTENT_OPEN_QUOTE: str_add(text, "\u201C"); break;
        case CONTENT_CLOSE_QUOTE: str_add(text, "\u201D"); break;
        default: break;
        }
    }
}

typedef struct BoxPlace {
    Sp x, width; /* of its room */
    TextAlign align;
    bool top;
    bool middle; /* of the page's height */
} BoxPlace;

static BoxPlace place_of(const PageStyle *page, MarginBox box)
{
    Sp left = page->margin[SIDE_LEFT], right = page->width - page->margin[SIDE_RIGHT];
    switch (box) {
    case BOX_TOP_LEFT_CORNER: return (BoxPlace){0, left, TEXT_RIGHT, true, false};
    case BOX_TOP_LEFT: return (BoxPlace){left, right - left, TEXT_LEFT, true, false};
    case BOX_TOP_CENTER: return (BoxPlace){left, right - left, TEXT_CENTER, true, false};
    case BOX_TOP_RIGHT: return (BoxPlace){left, right - left, TEXT_RIGHT, true, false};
    case BOX_TOP_RIGHT_CORNER:
        return (BoxPlace){right, page->width - right, TEXT_LEFT, true, false};
    case BOX_BOTTOM_LEFT_CORNER: return (BoxPlace){0, left, TEXT_RIGHT, false, false};
    case BOX_BOTTOM_LEFT: return (BoxPlace){left, right - left, TEXT_LEFT, false, false};
    case BOX_BOTTOM_CENTER: return (BoxPlace){left, right - left, TEXT_CENTER, false, false};
    case BOX_BOTTOM_RIGHT: return (BoxPlace){left, right - left, TEXT_RIGHT, false, false};
    case BOX_BOTTOM_RIGHT_CORNER:
        return (BoxPlace){right, page->width - right, TEXT_LEFT, false, false};
    case BOX_LEFT_MIDDLE: return (BoxPlace){0, left, TEXT_CENTER, false, true};
    case BOX_RIGHT_MIDDLE: return (BoxPlace){right, page->width - right, TEXT_CENTER, false, true};
    case BOX_COUNT: break;
    }
    return (BoxPlace){0};
}

/* A box narrower than its room keeps to the side that its text is aligned to. */
static BoxPlace narrowed(BoxPlace place, Size wanted)
{
    Sp width = wanted.unit == SIZE_SP         ? wanted.value
               : wanted.unit == SIZE_PERMILLE ? (Sp)((int64_t)place.width * wanted.value / 1000)
                                              : place.width;
    if (place.align == TEXT_RIGHT)
        place.x += place.width - width;
    else if (place.align == TEXT_CENTER)
        place.x += (place.width - width) / 2;
    place.width = width;
    return place;
}

/* Of the box's first line. */
static Sp baseline_of(const Sheet *sheet, const PageStyle *page, BoxPlace place, const Style *style,
                      int lines)
{
    Sp leading = style->line_height > 0 ? style->line_height : sheet->pitch;
    Sp first = page->margin[SIDE_TOP] + sheet->baseline;
    Sp last = first + (sheet->rows - 1) * sheet->pitch;
    if (place.middle)
        return (first + last) / 2;
    if (place.top) {
        Sp head = first - (HEAD_LINES + lines - 1) * leading;
        return head > sheet->baseline ? head : first / 2;
    }
    Sp highest = last + FOOT_LINES * leading, lowest = page->height - lines * leading;
    Sp foot = highest + page->spread_flex * sheet->pitch;
    if (foot > lowest)
        foot = lowest > highest ? lowest : highest;
    return foot < page->height ? foot : (last + page->height) / 2;
}

/* Cuts a text at the last space before `length`, or there. */
static void cut(Str *text, size_t length)
{
    size_t at = length;
    while (at > 0 && text->data[at] != ' ')
        at--;
    while (at > 0 && text->data[at - 1] == ' ')
        at--;
    while (!at && length > 0 && (text->data[length] & 0xC0) == 0x80)
        length--;
    text->length = at ? at : length;
    text->data[text->length] = '\0';
}

/* Shortens a text until it fits. */
static void fit(Setter *setter, Str *text, const Style *style, const Node *node, Sp room)
{
    enum { ENOUGH = 400 }; /* bytes: more never fit */
    Sp width;
    if (text->length > ENOUGH)
        cut(text, ENOUGH);
    text_line(setter, text->data, NULL, style, node, 0, 0, &width);
    for (size_t length = text->length; width > room && length > 1;) {
        size_t most = (size_t)((int64_t)length * room / width);
        text->length = length;
        cut(text, most < length ? most : length - 1);
        length = text->length;
        str_add(text, "…");
        text_line(setter, text->data, NULL, style, node, 0, 0, &width);
    }
}

static void add_line(Setter *setter, Page *page, Line line, ArtifactKind kind)
{
    size_t count = page->furniture_count;
    Line *lines = arena_array(setter->arena, count + 1, sizeof *lines);
    ArtifactKind *kinds = arena_array(setter->arena, count + 1, sizeof *kinds);
    if (count) {
        memcpy(lines, page->furniture, count * sizeof *lines);
        if (page->furniture_kinds)
            memcpy(kinds, page->furniture_kinds, count * sizeof *kinds);
    }
    lines[count] = line;
    kinds[count] = kind;
    page->furniture = lines;
    page->furniture_kinds = kinds;
    page->furniture_count++;
}

/* How many bytes of a text one line takes, up to a space. */
static size_t line_length(Setter *setter, const char *text, const Style *style, const Node *node,
                          Sp room)
{
    Str line = STR_INIT;
    Sp width;
    str_add(&line, text);
    text_line(setter, line.data, NULL, style, node, 0, 0, &width);
    while (width > room && strchr(line.data, ' ')) {
        size_t most = (size_t)((int64_t)line.length * room / width) + 1;
        cut(&line, most < line.length ? most : line.length - 1);
        text_line(setter, line.data, NULL, style, node, 0, 0, &width);
    }
    size_t length = line.length;
    str_release(&line);
    return length;
}

/* Breaks a text into lines, the last of which is shortened if need be. */
static int break_lines(Setter *setter, Str *text, const Style *style, const Node *node, Sp room,
                       Str lines[MOST_LINES])
{
    int count = 0;
    const char *rest = text->data;
    bool may_break = style->white_space == WHITE_NORMAL;
    for (; *rest && count < MOST_LINES; count++) {
        bool last = !may_break || count + 1 == MOST_LINES;
        size_t length = last ? strlen(rest) : line_length(setter, rest, style, node, room);
        lines[count] = STR_INIT;
        str_add_bytes(&lines[count], rest, length);
        fit(setter, &lines[count], style, node, room);
        rest += length;
        rest += strspn(rest, " ");
    }
    return count;
}

/* A line to read stands before the page's text. */
static void add_read_line(Setter *setter, Page *page, Line line, int at)
{
    Line *lines = arena_array(setter->arena, page->line_count + 1, sizeof *lines);
    for (uint32_t i = 0; i < page->line_count; i++)
        lines[i < (uint32_t)at ? i : i + 1] = page->lines[i];
    lines[at] = line;
    page->lines = lines;
    page->line_count++;
}

/* A margin box as it is set. */
typedef struct SetBox {
    const Style *style;
    BoxPlace place;
    const Node *element; /* that it shows to be read; NULL: it is furniture */
    Str lines[MOST_LINES];
    int count;
} SetBox;

static void add_box_line(Setter *setter, Page *page, const SetBox *box, int index, Sp baseline)
{
    const Node *node = box->element ? box->element : setter->book->root;
    const char *text = box->lines[index].data;
    Sp width, x = box->place.x;
    text_line(setter, text, NULL, box->style, node, 0, 0, &width);
    if (box->place.align == TEXT_RIGHT)
        x += box->place.width - width;
    else if (box->place.align == TEXT_CENTER)
        x += (box->place.width - width) / 2;
    Line line = text_line(setter, text, NULL, box->style, node, x, baseline, NULL);
    if (!box->element) {
        add_line(setter, page, line, box->place.top ? ARTIFACT_HEADER : ARTIFACT_FOOTER);
        return;
    }
    if (line.piece_count && index + 1 < box->count) /* read on with a space */
        ((Piece *)line.pieces)[line.piece_count - 1].flags |= PIECE_SPACE_AFTER;
    add_read_line(setter, page, line, index);
}

static void furnish_box(Setter *setter, const Sheet *sheet, PageDraft *draft, MarginBox which,
                        int pages, const Strings *strings)
{
    Page *page = &draft->page;
    const Style *style = page->style->boxes[which];
    if (!style || !style->content.count)
        return;
    Str text = STR_INIT;
    add_content(&text, setter->book, draft, pages, strings, &style->content);
    SetBox box = {.style = style,
                  .place = narrowed(place_of(page->style, which), style->width),
                  .element = element_shown(draft, &style->content)};
    box.count = break_lines(setter, &text, style, setter->book->root, box.place.width, box.lines);
    Sp baseline = baseline_of(sheet, page->style, box.place, style, box.count);
    for (int i = 0; i < box.count; i++) {
        add_box_line(setter, page, &box, i, baseline + i * style->line_height);
        str_release(&box.lines[i]);
    }
    str_release(&text);
}

static void add_rules(Setter *setter, Page *page, const Rule *more, uint32_t count)
{
    Rule *rules = arena_array(setter->arena, page->rule_count + count, sizeof *rules);
    if (page->rule_count)
        memcpy(rules, page->rules, page->rule_count * sizeof *rules);
    if (count)
        memcpy(rules + page->rule_count, more, count * sizeof *rules);
    page->rules = rules;
    page->rule_count += count;
}

/* The borders of the page's own box, round its text. */
static void add_borders(Setter *setter, Page *page)
{
    const PageStyle *style = page->style;
    const Style *area = style->area;
    Rule rules[SIDES];
    uint32_t count = 0;
    Sp left = style->margin[SIDE_LEFT] - area->padding[SIDE_LEFT];
    Sp top = style->margin[SIDE_TOP] - area->padding[SIDE_TOP];
    Sp right = style->width - style->margin[SIDE_RIGHT] + area->padding[SIDE_RIGHT];
    Sp bottom = style->height - style->margin[SIDE_BOTTOM] + area->padding[SIDE_BOTTOM];
    for (int side = 0; side < SIDES; side++) {
        Sp thick = area->border_width[side];
        if (area->border_style[side] == BORDER_NONE || thick <= 0)
            continue;
        Rule rule = {left,
                     top,
                     right - left,
                     thick,
                     area->border_color[side],
                     area->border_style[side],
                     ARTIFACT_LAYOUT};
        if (side == SIDE_LEFT || side == SIDE_RIGHT) {
            rule.x = side == SIDE_LEFT ? left - thick : right;
            rule.width = thick;
            rule.height = bottom - top;
        } else {
            rule.y = side == SIDE_TOP ? top - thick : bottom;
        }
        rules[count++] = rule;
    }
    add_rules(setter, page, rules, count);
}

/* Marks that say where to cut: outside the bleed, at each corner. */
static void add_crop_marks(Setter *setter, Page *page)
{
    enum { MARKS = 8 };
    const Sp length = 14 * SP_PER_POINT, thick = SP_PER_POINT / 4;
    const PageStyle *style = page->style;
    const Sp gap = style->bleed + 3 * SP_PER_POINT, far = gap + length;
    Rule rules[MARKS], *rule = rules;
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner & 1, low = corner & 2;
        Sp x = right ? style->width : 0, y = low ? style->height : 0;
        *rule++ = (Rule){right ? x + gap : x - far,
                         y - thick / 2,
                         length,
                         thick,
                         {0, 0, 0, 255},
                         BORDER_SOLID,
                         ARTIFACT_PAGE};
        *rule++ = (Rule){x - thick / 2, low ? y + gap : y - far, thick,
                         length,        {0, 0, 0, 255},          BORDER_SOLID,
                         ARTIFACT_PAGE};
    }
    add_rules(setter, page, rules, MARKS);
}

void furnish_page(Setter *setter, const Sheets *sheets, PageDraft *draft, int pages_in_sequence,
                  Strings *strings)
{
    Page *page = &draft->page;
    Sheet sheet = sheet_of(sheets, page->style);
    if (page->furniture_count && !page->furniture_kinds) /* a table's repeated head */
        page->furniture_kinds =
            arena_array(setter->arena, page->furniture_count, sizeof(ArtifactKind));
    for (int box = 0; box < BOX_COUNT; box++)
        furnish_box(setter, &sheet, draft, (MarginBox)box, pages_in_sequence, strings);
    if (!page->blank)
        add_borders(setter, page);
    if (page->style->crop_marks)
        add_crop_marks(setter, page);
    for (const PageString *set = draft->strings; set; set = set->next) {
        bool later = false;
        for (const PageString *s = draft->strings; s != set; s = s->next)
            later = later || str_equal(s->name, set->name);
        if (!later)
            carry(strings, set->name, set->text);
    }
}
