#include "layout/paginate.h"

enum {
    LAST_LINES = 5, /* on a chapter's last page */
    NOTE_SLACK = 1  /* rows that may stay empty above notes */
};

static Sp note_gap(const PageStyle *page)
{
    const Style *area = page->footnote_area;
    if (!area)
        return 0;
    bool ruled = area->border_style[SIDE_TOP] != BORDER_NONE;
    return area->margin[SIDE_TOP] + area->padding[SIDE_TOP] +
           (ruled ? area->border_width[SIDE_TOP] : 0);
}

/* A filling's pages are columns; those of a page are equally deep. */
static FillRules rules_of(const Sheets *sheets, const Chapter *chapter,
                          const ChapterSetting *setting, bool starts_recto)
{
    const PageStyle *page = sheets_style(sheets, chapter->page_name, PAGE_RECTO, false, false);
    const PageStyle *first = sheets_style(sheets, chapter->page_name,
                                          starts_recto ? PAGE_RECTO : PAGE_VERSO, true, false);
    Sp leading = sheets->body->line_height, note_leading = setting->notes.leading;
    int depth = setting->sheet.rows, first_depth = sheet_of(sheets, first).rows;
    if (setting->sheet.columns > 1)
        depth = first_depth = depth < first_depth ? depth : first_depth;
    return (FillRules){.pitch = setting->sheet.pitch,
                       .depth = depth,
                       .first_depth = first_depth,
                       .starts_recto = starts_recto,
                       .spread = page->spread_flex,
                       .ragged = page->ragged_bottom,
                       .note_slack = NOTE_SLACK,
                       .last_lines = LAST_LINES,
                       .leading = leading > 0 ? leading : setting->sheet.pitch,
                       .note_leading = note_leading > 0 ? note_leading : setting->sheet.pitch,
                       .note_gap = note_gap(page)};
}

/* Lists with other page numbers fill the same pages. */
static void fill(Setter *setter, ChapterSetting *setting, FillRules *rules, const Draft *before,
                 Draft *draft)
{
    Filling *filling = &draft->filling;
    draft->likeness = fill_likeness(setting->blocks, setting->count, rules);
    if (before && before->likeness == draft->likeness) {
        *filling = before->filling;
        return;
    }
    if (fill_pages(setter->arena, setting->blocks, setting->count, rules, RUNG_NONE,
                   RUNG_VERSO_HYPHEN, filling))
        return;
    draft->likeness = 0;
    chapter_widen(setting);
    rules->note_leading = setting->notes.leading > 0 ? setting->notes.leading : rules->pitch;
    fill_pages(setter->arena, setting->blocks, setting->count, rules, RUNG_WIDE, RUNG_ANY, filling);
}

void paginate(Setter *setter, const Sheets *sheets, Chapter *chapter, bool starts_recto,
              const Draft *before, Draft *draft)
{
    const Sheet sheet =
        sheet_of(sheets, sheets_style(sheets, chapter->page_name, PAGE_RECTO, false, false));
    ChapterSetting setting = chapter_set(setter, &sheet, chapter);
    if (setting.count) {
        FillRules rules = rules_of(sheets, chapter, &setting, starts_recto);
        fill(setter, &setting, &rules, before, draft);
        PageSet set = {setter, sheets, chapter, &setting, &setting.notes, &rules, starts_recto};
        draft_pages(&set, draft);
    }
    chapter_unset(&setting);
}
