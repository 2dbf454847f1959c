/* Pages: CSS Paged Media Level 3. */
#include "style/sheet.h"

#include <string.h>

typedef struct PageKey {
    const char *name; /* interned */
    int left, first, blank;
    PaperSize paper;
} PageKey;

static bool applies(const PageRule *rule, const PageKey *key)
{
    return (!rule->name || rule->name == key->name) && (!rule->left || key->left) &&
           (!rule->right || !key->left) && (!rule->first || key->first) &&
           (!rule->blank || key->blank);
}

/* The rules are sorted: later ones win. */
static size_t collect(const StyleSheet *sheet, const PageKey *key, int context, Winners *winners)
{
    size_t found = 0;
    *winners = (Winners){0};
    for (size_t i = 0; i < sheet->page_rules_count; i++) {
        const PageRule *rule = &sheet->page_rules[i];
        if (rule->context == context && applies(rule, key)) {
            winners_add(winners, sheet, rule->first_declaration, rule->count);
            found++;
        }
    }
    return found;
}

static const Style *intern_style(StyleSheet *sheet, const Style *style)
{
    return table_intern(&sheet->interned, style, sizeof *style);
}

static PageBox page_box(const StyleSheet *sheet, const Winners *winners, Style *style)
{
    PageBox box;
    memset(&box, 0, sizeof box);
    Computing c = {
        .parent = sheet->root, .root = sheet->root, .initial = sheet->initial, .style = style};
    for (int i = PROP_FIRST_OF_PAGE; i < PROP_COUNT; i++) {
        const Declaration *winner = winners->of[i];
        if (winner && winner->value.form != FORM_WIDE)
            value_compute((PropertyId)i, &winner->value, &c, &box);
    }
    return box;
}

static Sp resolve(Size size, Sp whole)
{
    return size.unit == SIZE_SP         ? size.value
           : size.unit == SIZE_PERMILLE ? (Sp)((int64_t)whole * size.value / 1000)
                                        : 0;
}

/* Gives the width beyond `most` to the side margins, in proportion to them. */
static void narrow(PageStyle *page, Sp most)
{
    Sp *left = &page->margin[SIDE_LEFT], *right = &page->margin[SIDE_RIGHT];
    int64_t both = (int64_t)*left + *right, spare = page->width - both - most;
    if (spare <= 0)
        return;
    Sp more = (Sp)(both ? spare * *left / both : spare / 2);
    *left += more;
    *right += (Sp)spare - more;
}

static void set_margins(PageStyle *page, const PageBox *box)
{
    for (int i = 0; i < SIDES; i++) {
        Sp whole = i == SIDE_TOP || i == SIDE_BOTTOM ? page->height : page->width;
        page->margin[i] = resolve(box->margin[i], whole);
    }
    int inside = page->left ? SIDE_RIGHT : SIDE_LEFT, outside = page->left ? SIDE_LEFT : SIDE_RIGHT;
    if (box->margin_inside.unit != SIZE_AUTO)
        page->margin[inside] = resolve(box->margin_inside, page->width);
    if (box->margin_outside.unit != SIZE_AUTO)
        page->margin[outside] = resolve(box->margin_outside, page->width);
    if (box->max_width.unit != SIZE_AUTO)
        narrow(page, resolve(box->max_width, page->width));
}

/* Where a box stands says how its text is aligned: Paged Media 3, 5.3. */
static TextAlign box_align(MarginBox box)
{
    switch (box) {
    case BOX_TOP_LEFT:
    case BOX_BOTTOM_LEFT: return TEXT_LEFT;
    case BOX_TOP_RIGHT:
    case BOX_BOTTOM_RIGHT: return TEXT_RIGHT;
    case BOX_TOP_LEFT_CORNER:
    case BOX_BOTTOM_LEFT_CORNER: return TEXT_RIGHT;
    case BOX_TOP_RIGHT_CORNER:
    case BOX_BOTTOM_RIGHT_CORNER: return TEXT_LEFT;
    default: return TEXT_CENTER;
    }
}

static const Style *margin_box_style(StyleSheet *sheet, const PageKey *key, MarginBox box,
                                     const Style *page_style)
{
    Winners winners;
    Style style;
    if (!collect(sheet, key, (int)box, &winners))
        return NULL;
    cascade_inherit(sheet, page_style, &style);
    style.display = DISPLAY_BLOCK;
    style.text_align = box_align(box);
    style.text_align_last = TEXT_START;
    cascade_compute(&winners, sheet, page_style, &style);
    return style.content.count ? intern_style(sheet, &style) : NULL;
}

static const Style *footnote_style(StyleSheet *sheet, const PageKey *key, const Style *page_style)
{
    Winners winners;
    Style style;
    if (!collect(sheet, key, CONTEXT_FOOTNOTE, &winners))
        return NULL;
    cascade_inherit(sheet, page_style, &style);
    style.display = DISPLAY_BLOCK;
    cascade_compute(&winners, sheet, page_style, &style);
    return intern_style(sheet, &style);
}

/* Borders and padding of the page stand between its margins and its text (Paged Media 3, 4.1). */
static void add_area(PageStyle *page, const Style *style)
{
    for (int side = 0; side < SIDES; side++) {
        bool ruled = style->border_style[side] != BORDER_NONE;
        page->margin[side] += style->padding[side] + (ruled ? style->border_width[side] : 0);
    }
    page->area = style;
}

/* The paper that was asked for; it lies where the sheet's own size does. */
static PaperSize size_of_page(const PageKey *key, const PageBox *box)
{
    PaperSize paper = key->paper.width ? key->paper : box->size;
    if (!paper.width)
        paper_size("a5", &paper);
    if (box->size.width > box->size.height && paper.width < paper.height)
        return (PaperSize){paper.height, paper.width};
    return paper;
}

static const PageStyle *make_page(StyleSheet *sheet, const PageKey *key)
{
    Winners winners;
    Style style;
    collect(sheet, key, CONTEXT_PAGE, &winners);
    cascade_inherit(sheet, sheet->root, &style);
    cascade_compute(&winners, sheet, sheet->root, &style);
    const Style *page_style = intern_style(sheet, &style);
    PageBox box = page_box(sheet, &winners, &style);

    PageStyle page;
    memset(&page, 0, sizeof page);
    PaperSize paper = size_of_page(key, &box);
    page.width = paper.width;
    page.height = paper.height;
    page.left = key->left;
    set_margins(&page, &box);
    add_area(&page, page_style);
    page.gutter_by_pages = box.gutter;
    page.columns = box.columns > 1 ? box.columns : 1;
    page.column_gap = box.column_gap;
    page.bleed = box.bleed;
    page.crop_marks = box.crop_marks;
    page.grid = box.grid;
    page.spread_flex = box.spread;
    page.ragged_bottom = box.ragged_bottom;
    page.numerals = box.numerals;
    page.restart = box.restart;
    for (int i = 0; i < BOX_COUNT; i++)
        page.boxes[i] = margin_box_style(sheet, key, (MarginBox)i, page_style);
    page.footnote_area = footnote_style(sheet, key, page_style);
    return table_intern(&sheet->interned, &page, sizeof page);
}

bool style_has_page(const StyleSheet *sheet, const char *name)
{
    for (size_t i = 0; i < sheet->page_rules_count; i++)
        if (str_equal(sheet->page_rules[i].name, name))
            return true;
    return false;
}

const PageStyle *style_of_page(StyleSheet *sheet, const char *name, bool left, bool first,
                               bool blank, const PaperSize *paper)
{
    PageKey key;
    memset(&key, 0, sizeof key);
    key.name = name ? table_intern_string(&sheet->interned, name) : NULL;
    key.left = left;
    key.first = first;
    key.blank = blank;
    if (paper)
        key.paper = *paper;
    const PageStyle *page = table_entry(&sheet->pages, &key, sizeof key)->value;
    if (!page) {
        page = make_page(sheet, &key);
        table_entry(&sheet->pages, &key, sizeof key)->value = page;
    }
    return page;
}
