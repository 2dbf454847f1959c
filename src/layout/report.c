/* The typographic report, as JSON: figures, breaches of each rule and where the worst of them are.
 */
#include "layout/layout.h"

#include "base/json.h"
#include "layout/face.h"
#include "layout/figures.h"
#include "layout/fill.h"

#include <math.h>
#include <stdlib.h>

typedef enum Unit { UNIT_PLAIN, UNIT_COUNT, UNIT_SPACE, UNIT_POINTS } Unit;

static const struct {
    const char *key;
    Unit unit;
    int limit;
} rules[RULE_COUNT] = {
#define RULE(name, key, unit, limit) {key, UNIT_##unit, limit},
#include "layout/report.def"
#undef RULE
};

enum { PLACES = 20 }; /* of a rule that may be broken now and then; of the others, all */

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static double points(Sp length)
{
    return (double)length / SP_PER_POINT;
}

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static double mean(const Sample *sample)
{
    double sum = 0;
    for (size_t i = 0; i < sample->count; i++)
        sum += sample->values[i] / 1000.0;
    return sample->count ? sum / (double)sample->count : 0;
}

static double deviation(const Sample *sample)
{
    double middle = mean(sample), squares = 0;
    for (size_t i = 0; i < sample->count; i++)
        squares += (sample->values[i] / 1000.0 - middle) * (sample->values[i] / 1000.0 - middle);
    return sample->count ? sqrt(squares / (double)sample->count) : 0;
}

/* Linear between the two nearest, as statistics packages do. */
static double quantile(const Sample *sorted, double part)
{
    if (!sorted->count)
        return 0;
    double at = part * (double)(sorted->count - 1);
    size_t below = (size_t)at, above = below + 1 < sorted->count ? below + 1 : below;
    double rest = at - (double)below;
    return (sorted->values[below] * (1 - rest) + sorted->values[above] * rest) / 1000.0;
}

static void add_spaces(Json *json, Measures *f)
{
    Sample *lines = &f->lines_spaces;
    if (lines->count)
        qsort(lines->values, lines->count, sizeof *lines->values, by_value);
    json_put_integer(json, "justified_lines", (long long)lines->count);
    json_put_number(json, "word_space_min", quantile(lines, 0), 3);
    json_put_number(json, "word_space_p1", quantile(lines, 0.01), 3);
    json_put_number(json, "word_space_mean", mean(lines), 3);
    json_put_number(json, "word_space_sd", deviation(lines), 3);
    json_put_number(json, "word_space_p99", quantile(lines, 0.99), 3);
    json_put_number(json, "word_space_max", quantile(lines, 1), 3);
    json_put_number(json, "every_space_sd", deviation(&f->spaces), 3);
    json_put_number(json, "word_space_over_1.5_percent",
                    percent(f->rules[RULE_LOOSE].count, lines->count), 2);
    json_put_number(json, "neighbours_differ_over_0.5_percent",
                    percent(f->rules[RULE_NEIGHBOURS].count, f->rules[RULE_NEIGHBOURS].looked_at),
                    2);
    json_put_number(json, "glyph_scaling_min_percent", f->scale_least / 10.0, 1);
    json_put_number(json, "glyph_scaling_max_percent", f->scale_most / 10.0, 1);
    json_put_number(json, "hanging_left_percent_of_lines", percent(f->hang_left, lines->count), 1);
    json_put_number(json, "hanging_right_percent_of_lines", percent(f->hang_right, lines->count),
                    1);
    json_put_integer(json, "lines_letterspaced", (long long)f->tracked);
}

static void add_lines(Json *json, const Pages *pages, const Measures *f)
{
    json_put_integer(json, "pages", (long long)pages->count);
    json_put_integer(json, "text_pages", (long long)f->text_pages);
    json_put_integer(json, "body_lines", (long long)f->lines);
    json_put_integer(json, "paragraphs", (long long)f->paragraphs);
    json_put_number(json, "type_size_points", points(f->size), 2);
    json_put_number(json, "leading_points", points(f->leading), 2);
    json_put_number(json, "leading_to_size", f->size ? points(f->leading) / points(f->size) : 0, 3);
    json_put_number(json, "characters_per_line",
                    f->full_lines ? (double)f->letters / (double)f->full_lines : 0, 1);
}

static void add_hyphens(Json *json, const Measures *f)
{
    json_put_integer(json, "hyphens", (long long)f->hyphens);
    json_put_number(json, "hyphens_per_page",
                    f->body_pages ? (double)f->hyphens / (double)f->body_pages : 0, 2);
    json_put_number(json, "hyphens_percent_of_lines", percent(f->hyphens, f->lines), 2);
    json_put_integer(json, "longest_hyphen_ladder", (long long)f->longest_ladder);
    json_put_integer(json, "lines_ending_in_one_letter", (long long)f->single_letter_ends);
}

static double kept(const Measures *f, RuleId rule)
{
    return 100.0 - percent(f->rules[rule].count, f->rules[rule].looked_at);
}

static void add_pages(Json *json, const Measures *f)
{
    json_put_integer(json, "spreads_measured", (long long)f->spreads);
    json_put_number(json, "lines_on_grid_percent", kept(f, RULE_OFF_GRID), 2);
    json_put_number(json, "full_pages_off_common_depth_percent", 100.0 - kept(f, RULE_OFF_DEPTH),
                    2);
    json_put_number(json, "running_heads_percent", kept(f, RULE_NO_HEAD), 2);
    json_put_number(json, "page_numbers_percent", kept(f, RULE_NO_FOLIO), 2);
    json_put_integer(json, "page_numbers_shown_checked", (long long)f->numbers_checked);
    json_put_integer(json, "outline_entries", (long long)f->outline);
    json_put_number(json, "inner_margin_min_inches", points(f->inner) / 72, 3);
    json_put_number(json, "inner_margin_wanted_inches", points(f->inner_wanted) / 72, 3);
    json_put_number(json, "outer_margin_min_inches", points(f->outer) / 72, 3);
}

static void add_type(Json *json, const Pages *pages, const Measures *f)
{
    json_put_number(json, "f_ligatures_percent", kept(f, RULE_LIGATURE), 2);
    json_put_number(json, "old_style_figures_percent", percent(f->old_style_digits, f->digits), 1);
    json_put_integer(json, "letters_in_real_small_capitals", (long long)f->small_capitals);
    json_put_number(json, "contrast_of_text", f->contrast / 100.0, 2);
    json_put_number(json, "contrast_min", f->contrast_least / 100.0, 2);
    json_put_integer(json, "characters_checked_to_be_shown",
                     (long long)f->rules[RULE_LOST].looked_at);
    json_open(json, "fonts", '[');
    for (size_t i = 0; i < pages->font_count; i++) {
        const Font *font = pages->fonts[i];
        json_open(json, NULL, '{');
        json_put_string(json, "family", font_family(font));
        json_put_string(json, "style", font_style_name(font));
        json_put_boolean(json, "kerning", font_kerns(font));
        json_put_boolean(json, "old_style_figures",
                         font_has_feature(font, HB_TAG('o', 'n', 'u', 'm')));
        json_put_boolean(json, "small_capitals",
                         font_has_feature(font, HB_TAG('s', 'm', 'c', 'p')));
        json_close(json);
    }
    json_close(json);
}

static void add_line_text(Json *json, const Line *line)
{
    Str text = STR_INIT;
    for (uint32_t i = 0; line && i < line->piece_count; i++) {
        str_add_bytes(&text, line->pieces[i].text->text, line->pieces[i].text->length);
        if (line->pieces[i].flags & PIECE_SPACE_AFTER && i + 1 < line->piece_count)
            str_add_char(&text, ' ');
    }
    json_put_string(json, "text", text.data);
    str_release(&text);
}

/* Lines of a page are counted from its top; those that stand side by side are one. */
static int line_number(const Page *page, const Line *line)
{
    int number = 1;
    for (const Line *l = page->lines; l < line; l++)
        number += l[1].baseline != l->baseline;
    return number;
}

static void add_place(Json *json, const Pages *pages, const Breach *breach, Unit unit)
{
    const Page *page = &pages->pages[breach->page];
    long long value = breach->value < 0 ? -breach->value : breach->value;
    json_open(json, NULL, '{');
    json_put_integer(json, "page", page->number);
    json_put_string(json, "label", page->label);
    if (breach->line) {
        json_put_integer(json, "line", line_number(page, breach->line));
        add_line_text(json, breach->line);
    }
    if (unit == UNIT_COUNT)
        json_put_integer(json, "value", value);
    else if (unit == UNIT_SPACE)
        json_put_number(json, "value", (double)value / 1000.0, 3);
    else if (unit == UNIT_POINTS)
        json_put_number(json, "value", (double)value / SP_PER_POINT, 2);
    json_close(json);
}

/* The worst first; of equal ones the first. */
static int by_badness(const void *a, const void *b)
{
    const Breach *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    if (x->page != y->page)
        return x->page < y->page ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static void add_rules(Json *json, const Pages *pages, Measures *f)
{
    json_open(json, "rules", '{');
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        RuleFigure *figure = &f->rules[rule];
        if (figure->count)
            qsort(figure->breaches, figure->count, sizeof *figure->breaches, by_badness);
        json_open(json, rules[rule].key, '{');
        json_put_integer(json, "count", (long long)figure->count);
        json_put_integer(json, "of", (long long)figure->looked_at);
        json_put_number(json, "allowed_percent", rules[rule].limit / 100.0, 2);
        json_open(json, "places", '[');
        for (size_t i = 0; i < figure->count && (!rules[rule].limit || i < PLACES); i++)
            add_place(json, pages, &figure->breaches[i], rules[rule].unit);
        json_close(json);
        json_close(json);
    }
    json_close(json);
}

/* How often each rule of pages gave way, and in which chapters. */
static void add_exceptions(Json *json, const Pages *pages)
{
    size_t whole = 0, uses[RUNG_COUNT] = {0}, chapters[RUNG_COUNT] = {0};
    for (size_t c = 0; c < pages->chapter_count; c++) {
        bool any = false;
        for (int rung = 1; rung < RUNG_COUNT; rung++) {
            int used = pages->chapters[c].exceptions[rung];
            uses[rung] += (size_t)used;
            chapters[rung] += used > 0;
            any = any || used > 0;
        }
        whole += !any;
    }
    json_put_integer(json, "chapters", (long long)pages->chapter_count);
    json_put_number(json, "chapters_without_exception_percent",
                    percent(whole, pages->chapter_count), 1);
    json_open(json, "exceptions", '[');
    for (int rung = 1; rung < RUNG_COUNT; rung++) {
        json_open(json, NULL, '{');
        json_put_string(json, "rule", rung_text[rung]);
        json_put_integer(json, "times", (long long)uses[rung]);
        json_put_integer(json, "chapters", (long long)chapters[rung]);
        json_open(json, "pages", '[');
        for (size_t p = 0; uses[rung] && p < pages->count; p++)
            if (pages->pages[p].exceptions >> rung & 1)
                json_put_integer(json, NULL, pages->pages[p].number);
        json_close(json);
        json_close(json);
    }
    json_close(json);
}

void layout_report(const Pages *pages, Str *out)
{
    Json json = {.out = out};
    Measures figures = figures_of(pages);
    json_open(&json, NULL, '{');
    add_lines(&json, pages, &figures);
    add_spaces(&json, &figures);
    add_hyphens(&json, &figures);
    add_pages(&json, &figures);
    add_type(&json, pages, &figures);
    add_exceptions(&json, pages);
    add_rules(&json, pages, &figures);
    json_close(&json);
    figures_release(&figures);
}
