#include "pdf/alike.h"

#include <string.h>

static bool same_color(Color a, Color b)
{
    return a.red == b.red && a.green == b.green && a.blue == b.blue && a.alpha == b.alpha;
}

static bool same_text(const ShapedText *a, const ShapedText *b)
{
    return a == b ||
           (a->font == b->font && a->right_to_left == b->right_to_left && a->length == b->length &&
            a->glyph_count == b->glyph_count && a->cluster_count == b->cluster_count &&
            memcmp(a->text, b->text, a->length) == 0 &&
            memcmp(a->glyphs, b->glyphs, a->glyph_count * sizeof *a->glyphs) == 0 &&
            memcmp(a->clusters, b->clusters, a->cluster_count * sizeof *a->clusters) == 0);
}

static bool same_piece(const Piece *a, const Piece *b)
{
    return a->x == b->x && a->raise == b->raise && a->space == b->space && a->flags == b->flags &&
           a->style->font_size == b->style->font_size &&
           same_color(a->style->color, b->style->color) && same_text(a->text, b->text);
}

bool lines_alike(const Line *a, const Line *b)
{
    if (a->baseline != b->baseline || a->scale != b->scale || a->piece_count != b->piece_count)
        return false;
    for (uint32_t i = 0; i < a->piece_count; i++)
        if (!same_piece(&a->pieces[i], &b->pieces[i]))
            return false;
    return true;
}

static bool same_rule(const Rule *a, const Rule *b)
{
    return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height &&
           a->pattern == b->pattern && same_color(a->color, b->color);
}

/* The next of a kind from `at` on; NULL: there is none. */
static const Line *next_line(const Page *page, ArtifactKind kind, uint32_t *at)
{
    while (*at < page->furniture_count && page->furniture_kinds[*at] != kind)
        ++*at;
    return *at < page->furniture_count ? &page->furniture[(*at)++] : NULL;
}

static const Rule *next_rule(const Page *page, ArtifactKind kind, uint32_t *at)
{
    while (*at < page->rule_count && page->rules[*at].artifact != kind)
        ++*at;
    return *at < page->rule_count ? &page->rules[(*at)++] : NULL;
}

static bool same_lines(const Page *a, const Page *b, ArtifactKind kind)
{
    uint32_t i = 0, k = 0;
    for (;;) {
        const Line *one = next_line(a, kind, &i), *other = next_line(b, kind, &k);
        if (!one || !other)
            return !one && !other;
        if (!lines_alike(one, other))
            return false;
    }
}

static bool same_rules(const Page *a, const Page *b, ArtifactKind kind)
{
    uint32_t i = 0, k = 0;
    for (;;) {
        const Rule *one = next_rule(a, kind, &i), *other = next_rule(b, kind, &k);
        if (!one || !other)
            return !one && !other;
        if (!same_rule(one, other))
            return false;
    }
}

bool artifacts_alike(const Pages *pages, const PrintSheet *a, const PrintSheet *b,
                     ArtifactKind kind)
{
    /* What belongs to the layout is each page's own: backgrounds, text in front of lists. */
    if (kind == ARTIFACT_LAYOUT || a->count != 1 || b->count != 1 || a->rule_count ||
        b->rule_count || a->width != b->width || a->height != b->height)
        return false;
    const Placement *one = &a->placements[0], *other = &b->placements[0];
    const Page *page = &pages->pages[one->page], *like = &pages->pages[other->page];
    return one->x == other->x && one->y == other->y && same_lines(page, like, kind) &&
           same_rules(page, like, kind);
}
