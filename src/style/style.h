/* Styles: CSS files → computed values for a node, a pseudo-element or a page.
 *
 * The print side understands the subset of CSS that styles/README.md documents from the table
 * props.def: CSS 2.2, Fragmentation 3, Paged Media 3, Generated Content for Paged Media, Fonts 4,
 * Text 4. What is not understood is a diagnostic with file and line, never silence.
 *
 * A Style is immutable and interned: equal computed styles are the same pointer. All Styles live as
 * long as their StyleSheet. */
#ifndef BINDERY_STYLE_STYLE_H
#define BINDERY_STYLE_STYLE_H

#include "base/diag.h"
#include "base/unit.h"
#include "book/book.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct StyleSheet StyleSheet;

/* A length that layout resolves: percentages are of the measure (width of the containing block). */
typedef enum SizeUnit { SIZE_AUTO, SIZE_SP, SIZE_PERMILLE } SizeUnit;
typedef struct Size {
    SizeUnit unit;
    int32_t value; /* Sp or per mille */
} Size;

typedef struct Color {
    uint8_t red, green, blue, alpha;
} Color;

/* One item of `content`, `string-set` or a margin box. */
typedef enum ContentKind {
    CONTENT_STRING,       /* "text" */
    CONTENT_PAGE,         /* counter(page), in the page's own numerals */
    CONTENT_PAGES,        /* counter(pages) */
    CONTENT_NAMED_STRING, /* string(name, first|last|start|first-except) */
    CONTENT_TEXT,         /* content(): the element's own text */
    CONTENT_ATTRIBUTE,    /* attr(name) */
    CONTENT_WORD,         /* -bindery-word(page): a label of the program, by its key */
    CONTENT_LEADER,       /* leader(". ") */
    CONTENT_TARGET_PAGE,  /* target-counter(attr(href), page) */
    CONTENT_OPEN_QUOTE,
    CONTENT_CLOSE_QUOTE
} ContentKind;

typedef enum StringSelect {
    STRING_FIRST,
    STRING_START,
    STRING_LAST,
    STRING_FIRST_EXCEPT
} StringSelect;

typedef struct ContentItem {
    ContentKind kind;
    const char *text; /* STRING, LEADER: the string; NAMED_STRING, ATTRIBUTE, WORD: the name */
    StringSelect select;
} ContentItem;

typedef struct Content {
    const ContentItem *items; /* [count] */
    int count;                /* 0: `none` or `normal` */
} Content;

typedef enum Display {
    DISPLAY_INLINE,
    DISPLAY_BLOCK,
    DISPLAY_LIST_ITEM,
    DISPLAY_TABLE,
    DISPLAY_FLEX,
    DISPLAY_NONE
} Display;
typedef enum FontSlant { SLANT_NORMAL, SLANT_ITALIC } FontSlant;
typedef enum Caps { CAPS_NORMAL, CAPS_SMALL, CAPS_ALL_SMALL } Caps;
typedef enum Figures { FIGURES_NORMAL, FIGURES_OLDSTYLE, FIGURES_LINING } Figures;
typedef enum FigureSpacing { SPACING_NORMAL, SPACING_PROPORTIONAL, SPACING_TABULAR } FigureSpacing;
typedef enum TextAlign {
    TEXT_START,
    TEXT_END,
    TEXT_LEFT,
    TEXT_RIGHT,
    TEXT_CENTER,
    TEXT_JUSTIFY
} TextAlign;
typedef enum TextTransform {
    TRANSFORM_NONE,
    TRANSFORM_UPPERCASE,
    TRANSFORM_LOWERCASE,
    TRANSFORM_CAPITALIZE
} TextTransform;
typedef enum WhiteSpace { WHITE_NORMAL, WHITE_NOWRAP, WHITE_PRE, WHITE_PRE_WRAP } WhiteSpace;
typedef enum Hyphens { HYPHENS_NONE, HYPHENS_MANUAL, HYPHENS_AUTO } Hyphens;
typedef enum VerticalAlign { VERTICAL_BASELINE, VERTICAL_SUPER, VERTICAL_SUB } VerticalAlign;
typedef enum Decoration {
    DECORATION_NONE,
    DECORATION_UNDERLINE,
    DECORATION_LINE_THROUGH
} Decoration;
typedef enum Break { BREAK_AUTO, BREAK_AVOID, BREAK_PAGE, BREAK_RECTO, BREAK_VERSO } Break;
typedef enum ListStyle {
    LIST_NONE,
    LIST_DISC,
    LIST_DASH,
    LIST_DECIMAL,
    LIST_LOWER_ALPHA,
    LIST_LOWER_ROMAN
} ListStyle;
typedef enum BorderStyle { BORDER_NONE, BORDER_SOLID, BORDER_DOTTED, BORDER_DASHED } BorderStyle;
typedef enum Float {
    FLOAT_NONE,
    FLOAT_FOOTNOTE,
    FLOAT_INLINE_START, /* beside what follows, taking no room of its own */
    FLOAT_INLINE_END
} Float;
typedef enum Fit { FIT_NONE, FIT_SHEETS } Fit;

enum { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT, SIDES };

typedef struct Style {
    /* font */
    const char *const
        *font_family; /* names, NULL-terminated; the last may be serif, sans-serif, monospace */
    Sp font_size;
    int font_weight; /* 100 to 900 */
    FontSlant font_style;
    Caps font_variant_caps;
    Figures figures;
    FigureSpacing figure_spacing;
    Color color, background_color; /* background alpha 0: none */
    /* text */
    Sp line_height;
    int32_t line_height_factor;            /* millionths of the font size; 0: it was a length */
    TextAlign text_align, text_align_last; /* last: TEXT_START unless set */
    Sp text_indent;
    Sp letter_spacing, word_spacing;
    TextTransform text_transform;
    WhiteSpace white_space;
    Hyphens hyphens;
    int hyphenate_before, hyphenate_after; /* hyphenate-limit-chars: least letters on either side */
    VerticalAlign vertical_align;
    Decoration text_decoration;
    bool hanging_punctuation; /* optical margins */
    int glyph_scaling;        /* -bindery-glyph-scaling: limit, per mille either way */
    int line_looseness; /* -bindery-looseness: lines that a paragraph may gain or lose for the page
                         */
    /* box */
    Display display;
    Sp margin[SIDES], padding[SIDES];
    Sp border_width[SIDES];
    BorderStyle border_style[SIDES];
    Color border_color[SIDES];
    Size width, max_width, height, max_height;
    Float float_to;
    Fit fit;            /* -bindery-fit: sets a section smaller where that saves paper */
    Sp least_font_size; /* -bindery-least-font-size: of what is set smaller to fit */
    ListStyle list_style;
    /* pages */
    Break break_before, break_after, break_inside;
    int orphans, widows;
    const char *page;            /* named page, or NULL */
    const char *string_set_name; /* string-set: name content(); NULL for none */
    Content string_set;
    int bookmark_level; /* outline level from 1; 0: none */
    Content content;    /* ::before, ::after and margin boxes */
    const void *match;  /* private: what the descendants' rules need to know */
} Style;

typedef enum Pseudo {
    PSEUDO_NONE,
    PSEUDO_BEFORE,
    PSEUDO_AFTER,
    PSEUDO_MARKER,
    PSEUDO_FOOTNOTE_CALL,
    PSEUDO_FOOTNOTE_MARKER
} Pseudo;

/* Reads the files one after the other; later ones win. Files are in the sheet's own keeping. A file
 * that cannot be read is a diagnostic. Never NULL. */
StyleSheet *style_sheet_read(const char *const *paths, size_t count, Diagnostics *diagnostics);
void style_sheet_free(StyleSheet *sheet);

/* The computed style of a node whose parent's style is `parent` (NULL: the root). */
const Style *style_of(StyleSheet *sheet, const Node *node, const Style *parent);

/* The style of a node's pseudo-element; NULL when no rule gives it one (`content` is none for
 * before and after). `own` is the node's own style. */
const Style *style_of_pseudo(StyleSheet *sheet, const Node *node, Pseudo pseudo, const Style *own);

/* The same style with type of another size, and the leading in proportion. */
const Style *style_resized(StyleSheet *sheet, const Style *style, Sp font_size);

/* Pages: CSS Paged Media 3. */

typedef enum MarginBox {
    BOX_TOP_LEFT_CORNER,
    BOX_TOP_LEFT,
    BOX_TOP_CENTER,
    BOX_TOP_RIGHT,
    BOX_TOP_RIGHT_CORNER,
    BOX_BOTTOM_LEFT_CORNER,
    BOX_BOTTOM_LEFT,
    BOX_BOTTOM_CENTER,
    BOX_BOTTOM_RIGHT,
    BOX_BOTTOM_RIGHT_CORNER,
    BOX_LEFT_MIDDLE,
    BOX_RIGHT_MIDDLE,
    BOX_COUNT
} MarginBox;

typedef enum Numerals { NUMERALS_DECIMAL, NUMERALS_LOWER_ROMAN } Numerals;

typedef struct PageStyle {
    Sp width, height; /* trimmed page */
    bool left;        /* of an opening: its inner margin is at the right */
    Sp margin[SIDES]; /* from the trim to the text; inner and outer are already left and right */
    bool gutter_by_pages; /* -bindery-gutter: auto — the inner margin grows with the page count */
    int columns;          /* column-count, from 1 */
    Sp column_gap;
    Sp bleed;
    bool crop_marks;
    Sp grid;            /* -bindery-grid: pitch of the baseline grid; 0: none */
    int spread_flex;    /* -bindery-spread: lines by which facing pages may run long or short */
    bool ragged_bottom; /* -bindery-bottom: ragged — pages may end anywhere */
    Numerals numerals;
    bool restart;      /* counter-reset: page — this named page's sequence starts at 1 */
    const Style *area; /* borders and padding round the type area */
    const Style *boxes[BOX_COUNT]; /* NULL: empty. content, font, colour, alignment */
    const Style *footnote_area;    /* @footnote: margin, border-top; NULL: none */
} PageStyle;

/* The style of a page: its name (or NULL), and whether it is a left one, its sequence's first, or
 * blank. `paper` replaces the size given in the sheet when not NULL, turned if that one lies.
 * Interned like Style. */
typedef struct PaperSize {
    Sp width, height;
} PaperSize;
/* Whether a rule names the page. */
bool style_has_page(const StyleSheet *sheet, const char *name);
const PageStyle *style_of_page(StyleSheet *sheet, const char *name, bool left, bool first,
                               bool blank, const PaperSize *paper);

/* Reads `a5`, `a4`, `letter`, `6x9` or `WxHmm`. */
bool paper_size(const char *name, PaperSize *size);

#endif
