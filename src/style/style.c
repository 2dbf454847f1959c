#include "style/style.h"

#include "base/file.h"
#include "base/memory.h"
#include "style/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 4 * 1024 * 1024 };

static int compare(int a, int b)
{
    return (a > b) - (a < b);
}

static int compare_rules(const void *a, const void *b)
{
    const Rule *x = a, *y = b;
    int by = compare((int)x->origin, (int)y->origin);
    by = by ? by : compare(x->specificity, y->specificity);
    return by ? by : compare(x->order, y->order);
}

static int compare_page_rules(const void *a, const void *b)
{
    const PageRule *x = a, *y = b;
    int by = compare((int)x->origin, (int)y->origin);
    by = by ? by : compare(x->specificity, y->specificity);
    return by ? by : compare(x->order, y->order);
}

/* The initial values, as props.def writes them. */
static const Style *initial_style(StyleSheet *sheet)
{
    Style style;
    memset(&style, 0, sizeof style);
    sheet->initial = &style;
    Computing c = {.initial = &style, .style = &style};
    for (int i = 0; i < PROP_FIRST_OF_PAGE; i++) {
        const char *text = properties[i].initial;
        Source source = tokens_read(sheet->arena, NULL, text, strlen(text), NULL);
        Cursor cursor = {source.tokens, source.tokens + source.count - 1};
        Value value;
        if (value_parse(properties[i].type, &cursor, &sheet->interned, &value))
            value_compute((PropertyId)i, &value, &c, &style);
    }
    return table_intern(&sheet->interned, &style, sizeof style);
}

static void sort_rules(StyleSheet *sheet)
{
    if (sheet->rules_count)
        qsort(sheet->rules, sheet->rules_count, sizeof *sheet->rules, compare_rules);
    if (sheet->page_rules_count)
        qsort(sheet->page_rules, sheet->page_rules_count, sizeof *sheet->page_rules,
              compare_page_rules);
}

StyleSheet *sheet_new(Diagnostics *diagnostics)
{
    StyleSheet *sheet = memory_new(sizeof *sheet);
    sheet->arena = arena_new();
    sheet->interned = table_new(sheet->arena);
    sheet->styles = table_new(sheet->arena);
    sheet->pseudos = table_new(sheet->arena);
    sheet->pages = table_new(sheet->arena);
    Source defaults =
        tokens_read(sheet->arena, "defaults", style_defaults, strlen(style_defaults), diagnostics);
    sheet_parse(sheet, &defaults, ORIGIN_PROGRAM, diagnostics);
    return sheet;
}

void sheet_add(StyleSheet *sheet, const char *file, const char *bytes, size_t length,
               Diagnostics *diagnostics)
{
    Source source = tokens_read(sheet->arena, file, bytes, length, diagnostics);
    sheet_parse(sheet, &source, ORIGIN_FILE, diagnostics);
}

void sheet_close(StyleSheet *sheet)
{
    sort_rules(sheet);
    sheet->match_words = (sheet->compounds_count + 63) / 64;
    sheet->initial = initial_style(sheet);
    Node body = {.kind = NODE_BOOK};
    sheet->root = style_of(sheet, &body, NULL);
}

StyleSheet *style_sheet_read(const char *const *paths, size_t count, Diagnostics *diagnostics)
{
    StyleSheet *sheet = sheet_new(diagnostics);
    Str text = STR_INIT;
    for (size_t i = 0; i < count; i++) {
        Reason why;
        const char *file = arena_string(sheet->arena, paths[i]);
        if (file_read(paths[i], LARGEST_FILE, &text, &why))
            sheet_add(sheet, file, text.data, text.length, diagnostics);
        else
            diag(diagnostics, FILE_UNREADABLE, ((Place){.file = file}), why.text);
    }
    str_release(&text);
    sheet_close(sheet);
    return sheet;
}

void style_sheet_free(StyleSheet *sheet)
{
    if (!sheet)
        return;
    table_release(&sheet->interned);
    table_release(&sheet->styles);
    table_release(&sheet->pseudos);
    table_release(&sheet->pages);
    free(sheet->tests);
    free(sheet->conditions);
    free(sheet->compounds);
    free(sheet->declarations);
    free(sheet->rules);
    free(sheet->page_rules);
    arena_free(sheet->arena);
    free(sheet);
}

static size_t collect(const StyleSheet *sheet, const Match *match, Pseudo pseudo, Winners *winners)
{
    size_t found = 0;
    *winners = (Winners){0};
    for (size_t i = 0; i < sheet->rules_count; i++) {
        const Rule *rule = &sheet->rules[i];
        if (rule->pseudo == pseudo && match_has(match, rule->compound)) {
            winners_add(winners, sheet, rule->first, rule->count);
            found++;
        }
    }
    return found;
}

/* What decides a node's style: its parent's style, its own features and those of the elements just
 * before it, as many as the selectors with + look at. */
typedef struct StyleKey {
    const Style *parent;
    Features features[MOST_SIBLINGS + 1];
} StyleKey;

static size_t make_key(const StyleSheet *sheet, const Node *node, const Style *parent,
                       StyleKey *key)
{
    const Match *match = parent ? parent->match : NULL;
    size_t count = 0;
    key->parent = parent;
    for (; node && count <= sheet->siblings; node = sheet->siblings ? previous_element(node) : NULL)
        features_of(sheet, node, match, &key->features[count++]);
    return count;
}

static const Style *make_style(StyleSheet *sheet, const StyleKey *key, size_t count)
{
    const Style *parent = key->parent;
    const Match *match = match_node(sheet, key->features, count, parent ? parent->match : NULL);
    Winners winners;
    Style style;
    collect(sheet, match, PSEUDO_NONE, &winners);
    cascade_inherit(sheet, parent, &style);
    cascade_compute(&winners, sheet, parent, &style);
    style.match = match;
    return table_intern(&sheet->interned, &style, sizeof style);
}

const Style *style_of(StyleSheet *sheet, const Node *node, const Style *parent)
{
    if (node->kind == NODE_TEXT)
        return parent ? parent : sheet->root;
    StyleKey key;
    size_t count = make_key(sheet, node, parent, &key);
    size_t size = offsetof(StyleKey, features) + count * sizeof(Features);
    TableEntry *entry = table_entry(&sheet->styles, &key, size);
    if (!entry->value) {
        const Style *style = make_style(sheet, &key, count);
        entry->value = style;
    }
    return entry->value;
}

const Style *style_resized(StyleSheet *sheet, const Style *style, Sp font_size)
{
    Style resized;
    memcpy(&resized, style, sizeof resized); /* padding is interned, too */
    resized.line_height = (Sp)((int64_t)style->line_height * font_size / style->font_size);
    resized.font_size = font_size;
    return table_intern(&sheet->interned, &resized, sizeof resized);
}

const Style *style_of_pseudo(StyleSheet *sheet, const Node *node, Pseudo pseudo, const Style *own)
{
    (void)node; /* what it matches is known of its style */
    struct {
        const Style *own;
        int64_t pseudo;
    } key = {own, pseudo};
    TableEntry *entry = table_entry(&sheet->pseudos, &key, sizeof key);
    if (entry->value)
        return entry->value == sheet ? NULL : entry->value;
    Winners winners;
    Style style;
    size_t found = own->match ? collect(sheet, own->match, pseudo, &winners) : 0;
    if (found) {
        cascade_inherit(sheet, own, &style);
        cascade_compute(&winners, sheet, own, &style);
    }
    bool generated = pseudo == PSEUDO_BEFORE || pseudo == PSEUDO_AFTER;
    bool none = !found || (generated && !style.content.count);
    entry->value =
        none ? (const void *)sheet : table_intern(&sheet->interned, &style, sizeof style);
    return none ? NULL : entry->value;
}
