#include "pdf/draw.h"

#include "base/memory.h"
#include "pdf/alike.h"
#include "pdf/pictures.h"
#include "pdf/run.h"
#include "pdf/stamps.h"
#include "pdf/typefaces.h"

#include <cairo-pdf.h>
#include <stdlib.h>

/* A picture that says something, to be drawn after its sheet's text. */
typedef struct Figure {
    const Picture *picture;
    const Placement *placement;
    Element *owner;
    uint32_t order;
} Figure;

/* The last form of a kind: the sheets that follow may show the same. */
typedef struct LastForm {
    const PrintSheet *sheet; /* for which it was drawn */
    uint32_t number;         /* 0: there is none */
} LastForm;

typedef struct Easel {
    const Pages *pages;
    Tags *tags;
    Drawing *drawing;
    Diagnostics *diagnostics;
    cairo_t *cairo;
    Run run;
    uint32_t sheet;
    const Placement *placement;
    const Page *page;
    Element *owner;  /* of the marked sequence that is open; NULL: none is */
    uint32_t order;  /* of the next mark on the sheet, in reading order */
    Figure *figures; /* [figure_count] heap: of the sheet */
    size_t figure_count, figure_room;
    LastForm last[ARTIFACT_KINDS][2]; /* on each side: versos are like versos */
    Stamps stamps;
    bool drawn; /* something is on the cairo page */
    bool damaged;
} Easel;

void drawing_release(Drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++)
        free(drawing->sheets[i].owners);
    free(drawing->sheets);
    free(drawing->stamps);
    str_release(&drawing->bytes);
    *drawing = (Drawing){.bytes = STR_INIT};
}

static cairo_status_t take_bytes(void *bytes, const unsigned char *data, unsigned length)
{
    str_add_bytes(bytes, (const char *)data, length);
    return CAIRO_STATUS_SUCCESS;
}

/* Marked sequences */

static void close_mark(Easel *easel)
{
    run_flush(&easel->run);
    if (easel->owner)
        cairo_tag_end(easel->cairo, "Span");
    easel->owner = NULL;
}

static void add_mark(Easel *easel, Element *owner, const Placement *placement, uint32_t order)
{
    DrawnSheet *sheet = &easel->drawing->sheets[easel->sheet];
    sheet->owners = memory_grow(sheet->owners, sheet->mark_count + 1U, &easel->drawing->owner_room,
                                sizeof *sheet->owners);
    tags_mark(easel->tags, owner,
              (Mark){easel->sheet, sheet->mark_count, (uint32_t)placement->page, order, NULL});
    sheet->owners[sheet->mark_count++] = owner;
}

/* Any element may own content that is marked as a Span (ISO 32000-1, 14.7.4.2 asks for no more than
 * a name): cairo 1.16 and 1.18 agree on how to write a flat one. */
static void open_mark(Easel *easel, Element *owner)
{
    if (owner == easel->owner)
        return;
    close_mark(easel);
    easel->owner = owner;
    cairo_tag_begin(easel->cairo, "Span", NULL);
    add_mark(easel, owner, easel->placement, easel->order++);
}

/* Lines */

static Area area_of(const Easel *easel, const Line *line, const Piece *piece)
{
    int64_t size = piece->style->font_size, em = font_units_per_em(piece->text->font);
    Sp width = (Sp)(piece->text->width * size * line->scale / em / 1000);
    Sp left = easel->placement->x + piece->x;
    Sp baseline = easel->placement->y + line->baseline - piece->raise;
    return (Area){easel->sheet, left, baseline - (Sp)(font_ascent(piece->text->font) * size / em),
                  left + width, baseline + (Sp)(font_descent(piece->text->font) * size / em)};
}

static void draw_piece(Easel *easel, const Line *line, const Piece *piece)
{
    run_add(&easel->run, line, piece, easel->placement->x, easel->placement->y);
    easel->drawn = true;
}

static void draw_body_line(Easel *easel, const Line *line)
{
    for (uint32_t i = 0; i < line->piece_count; i++) {
        const Piece *piece = &line->pieces[i];
        Element *owner = tags_of_piece(easel->tags, piece);
        if (!owner)
            continue;
        open_mark(easel, owner);
        draw_piece(easel, line, piece);
        if (node_shape(owner->node->kind) >= SHAPE_INLINES)
            tags_show(easel->tags, piece->node, area_of(easel, line, piece));
    }
}

/* Pictures */

/* Black modules, those beside each other in a row as one rectangle, all in one path: no seams. */
static void paint_matrix(cairo_t *cairo, const Image *image)
{
    for (int y = 0; y < image->height; y++)
        for (int x = 0, end; x < image->width; x = end) {
            const uint8_t *row = image->modules + (size_t)y * (size_t)image->width;
            for (end = x + 1; end < image->width && row[end] == row[x];)
                end++;
            if (row[x])
                cairo_rectangle(cairo, x, y, end - x, 1);
        }
    cairo_fill(cairo);
}

/* False, reported: the file is damaged. */
static bool paint_file(Easel *easel, const Node *node)
{
    cairo_surface_t *surface = picture_open(node, easel->diagnostics);
    if (!surface)
        return false;
    cairo_set_source_surface(easel->cairo, surface, 0, 0);
    cairo_paint(easel->cairo);
    cairo_surface_destroy(surface);
    return true;
}

static void draw_picture(Easel *easel, const Picture *picture, const Placement *placement)
{
    const Image *image = picture->node->image.image;
    Sp x = placement->x + picture->x, y = placement->y + picture->y;
    run_flush(&easel->run);
    if (image->type == IMAGE_MATRIX)
        run_color(&easel->run, (Color){0, 0, 0, 255});
    cairo_save(easel->cairo);
    cairo_translate(easel->cairo, SP_TO_POINTS(x), SP_TO_POINTS(y));
    cairo_scale(easel->cairo, SP_TO_POINTS(picture->width) / image->width,
                SP_TO_POINTS(picture->height) / image->height);
    if (image->type == IMAGE_MATRIX)
        paint_matrix(easel->cairo, image);
    else if (!paint_file(easel, picture->node))
        easel->damaged = true;
    cairo_restore(easel->cairo);
    easel->drawn = true;
}

static bool is_decoration(const Easel *easel, const Picture *picture)
{
    return !tags_of_picture(easel->tags, picture);
}

static void put_figure_off(Easel *easel, const Picture *picture)
{
    Element *owner = tags_of_picture(easel->tags, picture);
    if (!owner)
        return;
    close_mark(easel);
    easel->figures = memory_grow(easel->figures, easel->figure_count + 1, &easel->figure_room,
                                 sizeof *easel->figures);
    easel->figures[easel->figure_count++] =
        (Figure){picture, easel->placement, owner, easel->order++};
    Sp x = easel->placement->x + picture->x, y = easel->placement->y + picture->y;
    tags_show(easel->tags, picture->node,
              (Area){easel->sheet, x, y, x + picture->width, y + picture->height});
}

/* Text and pictures in reading order: a picture before the first line that stands below its upper
 * edge, all of them before the notes. */
static void draw_body(Easel *easel)
{
    const Page *page = easel->page;
    uint32_t picture = 0, notes = page->line_count - page->note_line_count;
    for (uint32_t i = 0; i <= page->line_count; i++) {
        for (; picture < page->picture_count; picture++) {
            const Picture *next = &page->pictures[picture];
            if (i < notes && next->y >= page->lines[i].baseline)
                break;
            put_figure_off(easel, next);
        }
        if (i < page->line_count)
            draw_body_line(easel, &page->lines[i]);
    }
    close_mark(easel);
}

/* Artifacts */

static void draw_rule(Easel *easel, const Rule *rule, Sp x, Sp y)
{
    run_flush(&easel->run);
    run_color(&easel->run, rule->color);
    double left = SP_TO_POINTS(x + rule->x), top = SP_TO_POINTS(y + rule->y);
    double width = SP_TO_POINTS(rule->width), height = SP_TO_POINTS(rule->height);
    if (rule->pattern == BORDER_DOTTED || rule->pattern == BORDER_DASHED) {
        bool lies = width >= height;
        double thick = lies ? height : width;
        double dash = rule->pattern == BORDER_DOTTED ? 0 : 3 * thick, gap = 2 * thick;
        cairo_set_line_cap(easel->cairo, rule->pattern == BORDER_DOTTED ? CAIRO_LINE_CAP_ROUND
                                                                        : CAIRO_LINE_CAP_BUTT);
        cairo_set_dash(easel->cairo, (double[]){dash, gap}, 2, 0);
        cairo_set_line_width(easel->cairo, thick);
        cairo_move_to(easel->cairo, left + (lies ? 0 : thick / 2), top + (lies ? thick / 2 : 0));
        cairo_rel_line_to(easel->cairo, lies ? width : 0, lies ? 0 : height);
        cairo_stroke(easel->cairo);
    } else {
        cairo_rectangle(easel->cairo, left, top, width, height);
        cairo_fill(easel->cairo);
    }
    easel->drawn = true;
}

static void draw_artifact_pieces(Easel *easel, const Line *line)
{
    for (uint32_t i = 0; i < line->piece_count; i++)
        if (!tags_of_piece(easel->tags, &line->pieces[i]))
            draw_piece(easel, line, &line->pieces[i]);
}

static void draw_layout(Easel *easel)
{
    const Page *page = easel->page;
    for (uint32_t i = 0; i < page->picture_count; i++)
        if (is_decoration(easel, &page->pictures[i]))
            draw_picture(easel, &page->pictures[i], easel->placement);
    for (uint32_t i = 0; i < page->line_count; i++)
        draw_artifact_pieces(easel, &page->lines[i]);
}

static void draw_artifacts(Easel *easel, ArtifactKind kind)
{
    const Page *page = easel->page;
    for (uint32_t i = 0; i < page->rule_count; i++)
        if (page->rules[i].artifact == kind)
            draw_rule(easel, &page->rules[i], easel->placement->x, easel->placement->y);
    for (uint32_t i = 0; i < page->furniture_count; i++)
        if (page->furniture_kinds[i] == kind)
            for (uint32_t k = 0; k < page->furniture[i].piece_count; k++)
                draw_piece(easel, &page->furniture[i], &page->furniture[i].pieces[k]);
    if (kind == ARTIFACT_LAYOUT)
        draw_layout(easel);
    run_flush(&easel->run);
}

/* Sheets */

static void place(Easel *easel, const Placement *placement)
{
    easel->placement = placement;
    easel->page = &easel->pages->pages[placement->page];
}

static void show_page(Easel *easel)
{
    cairo_show_page(easel->cairo);
    easel->drawn = false;
    easel->run.line = NULL;
}

/* Cairo marks text, but not each kind of picture: figures stand on pages of their own, as artifacts
 * do, and are marked where the sheet shows them. */
static void draw_figures(Easel *easel)
{
    DrawnSheet *drawn = &easel->drawing->sheets[easel->sheet];
    for (size_t i = 0; i < easel->figure_count; i++) {
        const Figure *figure = &easel->figures[i];
        draw_picture(easel, figure->picture, figure->placement);
        show_page(easel);
        add_mark(easel, figure->owner, figure->placement, figure->order);
    }
    drawn->figure_count = (uint32_t)easel->figure_count;
    easel->figure_count = 0;
}

/* Draws the artifacts of a kind on a page of their own. Returns its number; 0: there are none. */
static uint32_t draw_form(Easel *easel, const PrintSheet *sheet, ArtifactKind kind)
{
    for (size_t i = 0; i < sheet->count; i++) {
        place(easel, &sheet->placements[i]);
        draw_artifacts(easel, kind);
    }
    for (size_t i = 0; i < sheet->rule_count && kind == ARTIFACT_PAGE; i++)
        draw_rule(easel, &sheet->rules[i], 0, 0);
    if (!easel->drawn)
        return 0;
    show_page(easel);
    return ++easel->drawing->form_count;
}

/* Draws the letter of a line that is shown in stamps, unless it was before. */
static uint32_t draw_letter(Easel *easel, const PrintSheet *sheet, const Line *line, uint32_t glyph)
{
    Letter *letter = stamps_letter(&easel->stamps, sheet, line, glyph);
    if (!letter->form) {
        place(easel, &sheet->placements[0]);
        draw_piece(easel, &letter->line, &letter->piece);
        run_flush(&easel->run);
        show_page(easel);
        letter->form = ++easel->drawing->form_count;
    }
    return letter->form;
}

static void draw_stamps(Easel *easel, const PrintSheet *sheet, const Line *line, Shown *shown)
{
    Drawing *drawing = easel->drawing;
    uint32_t count = line->pieces[0].text->glyph_count;
    *shown = (Shown){.stamps = drawing->stamp_count, .stamp_count = count};
    drawing->stamps = memory_grow(drawing->stamps, drawing->stamp_count + count,
                                  &drawing->stamp_room, sizeof *drawing->stamps);
    for (uint32_t i = 0; i < count; i++)
        drawing->stamps[drawing->stamp_count++] =
            (Stamp){draw_letter(easel, sheet, line, i), stamps_move(sheet, line, i)};
}

static void draw_kind(Easel *easel, const PrintSheet *sheet, ArtifactKind kind, Shown *shown)
{
    LastForm *last = &easel->last[kind][easel->sheet % 2];
    if (last->number && artifacts_alike(easel->pages, sheet, last->sheet, kind)) {
        shown->form = last->number;
        return;
    }
    const Line *line = stamps_line(easel->pages, sheet, kind);
    if (line) {
        draw_stamps(easel, sheet, line, shown);
        return;
    }
    shown->form = draw_form(easel, sheet, kind);
    if (shown->form)
        *last = (LastForm){sheet, shown->form};
}

static void draw_sheet(Easel *easel, const PrintSheet *sheet)
{
    DrawnSheet *drawn = &easel->drawing->sheets[easel->sheet];
    cairo_pdf_surface_set_size(cairo_get_target(easel->cairo), SP_TO_POINTS(sheet->width),
                               SP_TO_POINTS(sheet->height));
    easel->drawing->owner_room = 0;
    easel->order = 0;
    for (size_t i = 0; i < sheet->count; i++) {
        place(easel, &sheet->placements[i]);
        draw_body(easel);
    }
    show_page(easel);
    draw_figures(easel);
    for (int kind = 0; kind < ARTIFACT_KINDS; kind++)
        draw_kind(easel, sheet, (ArtifactKind)kind, &drawn->artifacts[kind]);
}

static bool report_failure(const Easel *easel, cairo_status_t status)
{
    if (status == CAIRO_STATUS_NO_MEMORY)
        memory_fail();
    if (status != CAIRO_STATUS_SUCCESS)
        diag(easel->diagnostics, PDF_FAILED, (Place){0}, cairo_status_to_string(status));
    else if (easel->run.failed)
        diag(easel->diagnostics, PDF_FAILED, (Place){0}, "a font cannot be opened again");
    return status != CAIRO_STATUS_SUCCESS || easel->run.failed || easel->damaged;
}

/* cairo takes a font into memory as a whole to cut its subset out, and leaves the font out without
 * a word when there is no room for it. */
static void check_room(const Pages *pages)
{
    long long largest = 0;
    for (size_t i = 0; i < pages->font_count; i++) {
        long long size = file_size(font_path(pages->fonts[i]));
        largest = size > largest ? size : largest;
    }
    memory_check(2 * largest);
}

bool draw_sheets(const Pages *pages, const Imposition *imposition, Tags *tags, Drawing *drawing,
                 Diagnostics *diagnostics)
{
    *drawing = (Drawing){.bytes = STR_INIT,
                         .sheets = memory_new((imposition->count + 1) * sizeof(DrawnSheet)),
                         .count = imposition->count};
    Typefaces *typefaces = typefaces_new();
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(take_bytes, &drawing->bytes, 1, 1);
    cairo_t *cairo = cairo_create(surface);
    Easel easel = {.pages = pages,
                   .tags = tags,
                   .drawing = drawing,
                   .diagnostics = diagnostics,
                   .cairo = cairo,
                   .stamps = {.arena = arena_new()},
                   .run = {.cairo = cairo, .typefaces = typefaces, .color = {0, 0, 0, 255}}};
    for (; easel.sheet < imposition->count; easel.sheet++)
        draw_sheet(&easel, &imposition->sheets[easel.sheet]);
    check_room(pages);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_status(cairo);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    bool failed = report_failure(&easel, status);
    run_release(&easel.run);
    free(easel.figures);
    arena_free(easel.stamps.arena);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    typefaces_free(typefaces);
    return !failed;
}
