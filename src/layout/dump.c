/* A readable picture of pages. Lengths in points, to hundredths. */
#include "layout/pages.h"

#include "book/dump.h"

static void add_points(Str *out, Sp length)
{
    int64_t hundredths =
        ((int64_t)length * 100 + (length < 0 ? -1 : 1) * SP_PER_POINT / 2) / SP_PER_POINT;
    const char *sign = hundredths < 0 ? "-" : "";
    hundredths = hundredths < 0 ? -hundredths : hundredths;
    str_format(out, "%s%d.%02d", sign, (int)(hundredths / 100), (int)(hundredths % 100));
}

static void dump_line(const Line *line, const char *what, Str *out)
{
    Str text = STR_INIT;
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const Piece *piece = &line->pieces[i];
        str_add_bytes(&text, piece->text->text, piece->text->length);
        if (piece->flags & PIECE_SPACE_AFTER && i + 1 < line->piece_count)
            str_add_char(&text, ' ');
    }
    str_format(out, "  %s ", what);
    add_points(out, line->baseline);
    str_add_char(out, ' ');
    add_points(out, line->piece_count ? line->pieces[0].x : line->x);
    str_format(out, " %s%s", node_kind_name(line->block->kind), line->flags & LINE_LAST ? "." : "");
    if (line->flags & LINE_JUSTIFIED)
        str_format(out, " %d/%d", line->word_space, line->scale);
    str_add_char(out, ' ');
    dump_string(out, text.data);
    str_add_char(out, '\n');
    str_release(&text);
}

static void dump_place(const char *what, Sp x, Sp y, Sp width, Sp height, Str *out)
{
    str_format(out, "  %s", what);
    const Sp lengths[] = {x, y, width, height};
    for (int i = 0; i < 4; i++) {
        str_add_char(out, ' ');
        add_points(out, lengths[i]);
    }
}

static void dump_page(const Page *page, Str *out)
{
    str_format(out, "page %d label=%s %s%s\n", page->number, page->label,
               page->side == PAGE_RECTO ? "recto" : "verso", page->blank ? " blank" : "");
    for (uint32_t i = 0; i < page->furniture_count; i++)
        dump_line(&page->furniture[i],
                  page->furniture_kinds[i] == ARTIFACT_HEADER   ? "head"
                  : page->furniture_kinds[i] == ARTIFACT_FOOTER ? "foot"
                                                                : "repeat",
                  out);
    for (uint32_t i = 0; i < page->line_count; i++)
        dump_line(&page->lines[i], i + page->note_line_count < page->line_count ? "line" : "note",
                  out);
    for (uint32_t i = 0; i < page->rule_count; i++) {
        const Rule *rule = &page->rules[i];
        dump_place("rule", rule->x, rule->y, rule->width, rule->height, out);
        str_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < page->picture_count; i++) {
        const Picture *picture = &page->pictures[i];
        dump_place("picture", picture->x, picture->y, picture->width, picture->height, out);
        str_add_char(out, ' ');
        dump_string(out, picture->node->image.alt);
        str_add_char(out, '\n');
    }
}

void pages_dump(const Pages *pages, Str *out)
{
    for (size_t i = 0; i < pages->outline_count; i++) {
        const OutlineEntry *entry = &pages->outline[i];
        str_format(out, "outline %d ", entry->level);
        dump_string(out, entry->title);
        str_format(out, " %s\n", pages->pages[pages_anchor(pages, entry->node)->page].label);
    }
    for (size_t i = 0; i < pages->count; i++)
        dump_page(&pages->pages[i], out);
}
