#include "layout/furniture.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    HEAD_ROWS = 2, /* from a running head's baseline to the first of the text */
    FOOT_ROWS = 2  /* from the last of the text to the folio's */
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
    strings->list[strings->count++] = (NamedString){NULL, name, text};
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

static void add_content(Str *text, const PageDraft *draft, int pages, const Strings *strings,
                        const Content *content)
{
    for (int i = 0; i < content->count; i++) {
        const ContentItem *item = &content->items[i];
        switch (item->kind) {
        case CONTENT_STRING: str_add(text, item->text); break;
        case CONTENT_PAGE: str_add(text, draft->page.label); break;
        case CONTENT_PAGES: str_format(text, "%d", pages); break;
        case CONTENT_NAMED_STRING: str_add(text, named_string(draft, strings, item)); break;
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

static Sp baseline_of(const Sheet *sheet, const PageStyle *page, BoxPlace place)
{
    Sp first = page->margin[SIDE_TOP] + sheet->baseline;
    Sp last = first + (sheet->rows - 1) * sheet->pitch;
    if (place.middle)
        return (first + last) / 2;
    if (place.top)
        return first > HEAD_ROWS * sheet->pitch + sheet->baseline ? first - HEAD_ROWS * sheet->pitch
                                                                  : first / 2;
    Sp foot = last + FOOT_ROWS * sheet->pitch;
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

static void furnish_box(Setter *setter, const Sheet *sheet, PageDraft *draft, MarginBox box,
                        int pages, const Strings *strings)
{
    Page *page = &draft->page;
    const Style *style = page->style->boxes[box];
    if (!style || !style->content.count)
        return;
    Str text = STR_INIT;
    add_content(&text, draft, pages, strings, &style->content);
    if (text.length) {
        BoxPlace place = place_of(page->style, box);
        const Node *node = setter->book->root;
        Sp width;
        fit(setter, &text, style, node, place.width);
        text_line(setter, text.data, NULL, style, node, 0, 0, &width);
        Sp x = place.x;
        if (place.align == TEXT_RIGHT)
            x += place.width - width;
        else if (place.align == TEXT_CENTER)
            x += (place.width - width) / 2;
        Sp baseline = baseline_of(sheet, page->style, place);
        add_line(setter, page, text_line(setter, text.data, NULL, style, node, x, baseline, NULL),
                 place.top ? ARTIFACT_HEADER : ARTIFACT_FOOTER);
    }
    str_release(&text);
}

/* Marks that say where to cut: outside the bleed, at each corner. */
static void add_crop_marks(Setter *setter, Page *page)
{
    enum { MARKS = 8 };
    const Sp length = 14 * SP_PER_POINT, thick = SP_PER_POINT / 4;
    const PageStyle *style = page->style;
    const Sp gap = style->bleed + 3 * SP_PER_POINT, far = gap + length;
    Rule *rules = arena_array(setter->arena, page->rule_count + MARKS, sizeof *rules);
    if (page->rule_count)
        memcpy(rules, page->rules, page->rule_count * sizeof *rules);
    Rule *rule = rules + page->rule_count;
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
    page->rules = rules;
    page->rule_count += MARKS;
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
