#include "test.h"

#include "pdf/alike.h"

#include <string.h>

/* Two sheets, of a page each, whose heads and rules are equal but not the same in memory. */
typedef struct Leaf {
    Glyph glyphs[2];
    Cluster clusters[2];
    char text[3];
    ShapedText shaped;
    Style style;
    Piece piece;
    Line lines[2];
    ArtifactKind kinds[2];
    Rule rule;
    Placement placement;
    PrintSheet sheet;
} Leaf;

typedef struct Pair {
    Page pages[2];
    Leaf leaves[2];
} Pair;

static void fill(Pair *pair)
{
    *pair = (Pair){0};
    for (size_t i = 0; i < 2; i++) {
        Leaf *leaf = &pair->leaves[i];
        leaf->glyphs[0] = (Glyph){.id = 7, .advance = 500};
        leaf->glyphs[1] = (Glyph){.id = 9, .advance = 400};
        leaf->clusters[0] = leaf->clusters[1] = (Cluster){1, 1};
        memcpy(leaf->text, "ab", 3);
        leaf->shaped = (ShapedText){.text = leaf->text,
                                    .glyphs = leaf->glyphs,
                                    .clusters = leaf->clusters,
                                    .length = 2,
                                    .glyph_count = 2,
                                    .cluster_count = 2};
        leaf->style.font_size = 9 * SP_PER_POINT;
        leaf->piece = (Piece){.text = &leaf->shaped, .style = &leaf->style, .x = 100};
        /* The folio differs; it is of another kind. */
        leaf->lines[0] = (Line){.baseline = 500 + (Sp)i};
        leaf->lines[1] =
            (Line){.pieces = &leaf->piece, .piece_count = 1, .baseline = 50, .scale = 1000};
        leaf->kinds[0] = ARTIFACT_FOOTER;
        leaf->kinds[1] = ARTIFACT_HEADER;
        leaf->rule = (Rule){.width = 300, .height = 1, .artifact = ARTIFACT_HEADER};
        leaf->placement = (Placement){.page = i};
        leaf->sheet =
            (PrintSheet){.width = 1000, .height = 2000, .placements = &leaf->placement, .count = 1};
        pair->pages[i] = (Page){.furniture = leaf->lines,
                                .furniture_kinds = leaf->kinds,
                                .furniture_count = 2,
                                .rules = &leaf->rule,
                                .rule_count = 1};
    }
}

static bool alike(const Pair *pair, ArtifactKind kind)
{
    Pages pages = {.pages = (Page *)pair->pages, .count = 2};
    return artifacts_alike(&pages, &pair->leaves[0].sheet, &pair->leaves[1].sheet, kind);
}

static void equal_heads_are_alike(void **state)
{
    (void)state;
    Pair pair;
    fill(&pair);
    assert_true(alike(&pair, ARTIFACT_HEADER));
    assert_true(alike(&pair, ARTIFACT_PAGE)); /* both have none */
    assert_false(alike(&pair, ARTIFACT_FOOTER));
    assert_false(alike(&pair, ARTIFACT_LAYOUT));
}

static void all_that_can_be_seen_tells_them_apart(void **state)
{
    (void)state;
    Pair pair;
#define DIFFERS(change)                                                                            \
    do {                                                                                           \
        fill(&pair);                                                                               \
        Leaf *leaf = &pair.leaves[1];                                                              \
        Page *page = &pair.pages[1];                                                               \
        (void)leaf, (void)page;                                                                    \
        change;                                                                                    \
        assert_false(alike(&pair, ARTIFACT_HEADER));                                               \
    } while (0)
    DIFFERS(leaf->glyphs[1].id = 8);
    DIFFERS(leaf->glyphs[1].advance++);
    DIFFERS(leaf->text[0] = 'c');
    DIFFERS(leaf->shaped.glyph_count = 1);
    DIFFERS(leaf->shaped.right_to_left = true);
    DIFFERS(leaf->style.font_size++);
    DIFFERS(leaf->style.color.blue = 1);
    DIFFERS(leaf->piece.x++);
    DIFFERS(leaf->piece.raise++);
    DIFFERS(leaf->piece.flags = PIECE_SPACE_AFTER);
    DIFFERS(leaf->lines[1].baseline++);
    DIFFERS(leaf->lines[1].scale++);
    DIFFERS(leaf->lines[1].piece_count = 0);
    DIFFERS(leaf->kinds[0] = ARTIFACT_HEADER);
    DIFFERS(leaf->kinds[1] = ARTIFACT_FOOTER);
    DIFFERS(leaf->rule.y++);
    DIFFERS(leaf->rule.pattern = BORDER_DOTTED);
    DIFFERS(leaf->rule.color.red = 1);
    DIFFERS(page->rule_count = 0);
    DIFFERS(leaf->placement.x++);
    DIFFERS(leaf->sheet.width++);
    DIFFERS(leaf->sheet.count = 0);
    DIFFERS(leaf->sheet.rule_count = 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_heads_are_alike),
        cmocka_unit_test(all_that_can_be_seen_tells_them_apart),
    };
    return RUN_TESTS(tests);
}
