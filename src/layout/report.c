/* The typographic report, as JSON: figures, breaches of each rule and where the first of them are.
 */
#include "layout/layout.h"

#include "base/json.h"
#include "layout/figures.h"
#include "layout/fill.h"

#include <math.h>
#include <stdlib.h>

static const char *const rule_keys[RULE_COUNT] = {
#define RULE(name, key) key,
#include "layout/report.def"
#undef RULE
};

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void add_figure(Str *json, const char *name, double value, int decimals)
{
    str_format(json, "  \"%s\": ", name);
    str_add_number(json, value, decimals);
    str_add(json, ",\n");
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void add_spaces(Str *json, Measures *f)
{
    size_t n = f->justified;
    double sum = 0, squares = 0;
    if (n)
        qsort(f->spaces, n, sizeof *f->spaces, by_value);
    for (size_t i = 0; i < n; i++)
        sum += f->spaces[i] / 1000.0;
    double mean = n ? sum / (double)n : 0;
    for (size_t i = 0; i < n; i++)
        squares += (f->spaces[i] / 1000.0 - mean) * (f->spaces[i] / 1000.0 - mean);
    add_figure(json, "word_space_min", n ? f->spaces[0] / 1000.0 : 0, 3);
    size_t hundredth = n / 100;
    add_figure(json, "word_space_p1", n ? f->spaces[hundredth] / 1000.0 : 0, 3);
    add_figure(json, "word_space_mean", mean, 3);
    add_figure(json, "word_space_sd", n ? sqrt(squares / (double)n) : 0, 3);
    add_figure(json, "word_space_p99", n ? f->spaces[n - 1 - hundredth] / 1000.0 : 0, 3);
    add_figure(json, "word_space_max", n ? f->spaces[n - 1] / 1000.0 : 0, 3);
    add_figure(json, "word_space_over_1.5_percent", percent(f->breaches[RULE_LOOSE], n), 2);
    add_figure(json, "neighbours_differ_over_0.5_percent",
               percent(f->breaches[RULE_NEIGHBOURS], f->pairs), 2);
    add_figure(json, "glyph_scaling_min_percent", f->scale_least / 10.0, 1);
    add_figure(json, "glyph_scaling_max_percent", f->scale_most / 10.0, 1);
}

static void add_line_text(Str *json, const Line *line)
{
    Str text = STR_INIT;
    for (uint32_t i = 0; line && i < line->piece_count; i++) {
        str_add_bytes(&text, line->pieces[i].text->text, line->pieces[i].text->length);
        if (line->pieces[i].flags & PIECE_SPACE_AFTER)
            str_add_char(&text, ' ');
    }
    json_add_string(json, text.data);
    str_release(&text);
}

static int line_number(const Page *page, const Line *line)
{
    return line ? (int)(line - page->lines) + 1 : 0;
}

static void add_rules(Str *json, const Pages *pages, const Measures *f)
{
    str_add(json, "  \"rules\": {\n");
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        str_format(json, "    \"%s\": {\"count\": %zu, \"places\": [", rule_keys[rule],
                   f->breaches[rule]);
        for (size_t i = 0; i < f->breaches[rule] && i < PLACES; i++) {
            const Breach *place = &f->places[rule][i];
            const Page *page = &pages->pages[place->page];
            str_format(json, "%s\n      {\"page\": ", i ? "," : "");
            json_add_string(json, page->label);
            str_format(json, ", \"line\": %d, \"text\": ", line_number(page, place->line));
            add_line_text(json, place->line);
            str_add(json, "}");
        }
        str_format(json, "]}%s\n", rule + 1 < RULE_COUNT ? "," : "");
    }
    str_add(json, "  },\n");
}

/* How often each rule gave way, and in which chapters. */
static void add_exceptions(Str *json, const Pages *pages)
{
    size_t kept = 0, uses[RUNG_COUNT] = {0}, chapters[RUNG_COUNT] = {0};
    for (size_t c = 0; c < pages->chapter_count; c++) {
        bool any = false;
        for (int rung = 1; rung < RUNG_COUNT; rung++) {
            int used = pages->chapters[c].exceptions[rung];
            uses[rung] += (size_t)used;
            chapters[rung] += used > 0;
            any = any || used > 0;
        }
        kept += !any;
    }
    add_figure(json, "chapters", (double)pages->chapter_count, 0);
    add_figure(json, "chapters_without_exception_percent", percent(kept, pages->chapter_count), 1);
    str_add(json, "  \"exceptions\": [\n");
    for (int rung = 1; rung < RUNG_COUNT; rung++) {
        str_add(json, "    {\"rule\": ");
        json_add_string(json, rung_text[rung]);
        str_format(json, ", \"times\": %zu, \"chapters\": %zu}%s\n", uses[rung], chapters[rung],
                   rung + 1 < RUNG_COUNT ? "," : "");
    }
    str_add(json, "  ]\n");
}

void layout_report(const Pages *pages, Str *json)
{
    Measures f = figures_of(pages);
    str_add(json, "{\n");
    add_figure(json, "pages", (double)pages->count, 0);
    add_figure(json, "text_pages", (double)f.text_pages, 0);
    add_figure(json, "lines", (double)f.lines, 0);
    add_figure(json, "justified_lines", (double)f.justified, 0);
    add_figure(json, "paragraphs", (double)f.paragraphs, 0);
    add_spaces(json, &f);
    add_figure(json, "hyphens_per_page",
               f.text_pages ? (double)f.hyphens / (double)f.text_pages : 0, 2);
    add_figure(json, "hyphens_percent_of_lines", percent(f.hyphens, f.lines), 2);
    add_figure(json, "longest_hyphen_ladder", (double)f.longest_ladder, 0);
    add_figure(json, "spreads_measured", (double)f.spreads, 0);
    add_rules(json, pages, &f);
    add_exceptions(json, pages);
    str_add(json, "}\n");
    free(f.spaces);
}
