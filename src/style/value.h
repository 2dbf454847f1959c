/* Values: what a declaration says, by the tables props.def, types.def and keywords.def, and how it
 * is computed into the field of a Style.
 *
 * A Value is small and is copied; what its `data` points to is interned for the life of the sheet,
 * so that equal values are equal bytes. Absolute and relative units: CSS Values 4, of which are
 * known pt px mm cm in pc q em rem ex ch lh rlh %; ex and ch count as half an em. */
#ifndef BINDERY_STYLE_VALUE_H
#define BINDERY_STYLE_VALUE_H

#include "base/str.h"
#include "style/style.h"
#include "style/table.h"
#include "style/token.h"

typedef enum ValueForm {
    FORM_KEYWORD = 1,
    FORM_INTEGER = 2,
    FORM_NUMBER = 4,
    FORM_LENGTH = 8,
    FORM_PERCENT = 16,
    FORM_DATA = 32,
    FORM_WIDE = 64 /* inherit, initial, unset: `integer` is a WideKeyword */
} ValueForm;

typedef enum WideKeyword { WIDE_INHERIT, WIDE_INITIAL, WIDE_UNSET } WideKeyword;

typedef struct Value {
    ValueForm form;
    int integer;      /* KEYWORD: its value; INTEGER */
    double number;    /* NUMBER, LENGTH, PERCENT */
    int unit;         /* LENGTH: index of a unit */
    const void *data; /* DATA */
} Value;

typedef enum TypeId {
#define TYPE(name, c_type, forms, least, parse, compute, print, syntax) TYPE_##name,
#include "style/types.def"
#undef TYPE
    TYPE_COUNT
} TypeId;

/* The properties of elements come first. */
typedef enum PropertyId {
#define PROPERTY(name, css, field, type, inherited, initial, doc) PROP_##name,
#define PAGE_PROPERTY(name, css, field, type, initial, doc)       PROP_##name,
#include "style/props.def"
#undef PROPERTY
#undef PAGE_PROPERTY
    PROP_COUNT,
    PROP_FIRST_OF_PAGE = PROP_PAGE_SIZE
} PropertyId;

/* What is declared of a page, before its side and paper make it a PageStyle. */
typedef struct PageBox {
    PaperSize size; /* 0: not given */
    Size margin[SIDES], margin_inside, margin_outside, max_width;
    Sp column_gap, bleed, grid;
    int columns, crop_marks, gutter, spread, ragged_bottom, restart;
    Numerals numerals;
} PageBox;

typedef struct Property {
    const char *name;
    TypeId type;
    size_t offset; /* in Style, or in PageBox */
    size_t size;
    bool inherited;
    const char *initial, *doc;
} Property;

extern const Property properties[PROP_COUNT];

/* The property of elements, or else of pages, of that name; PROP_COUNT when there is none. */
PropertyId property_of_element(const char *name);
PropertyId property_of_page(const char *name);

/* Reads a value from the cursor, as far as it reaches; false when there is none of that type. */
bool value_parse(TypeId type, Cursor *cursor, Table *interned, Value *value);
/* Prints it as CSS; what was printed reads as the same value. */
void value_print(TypeId type, const Value *value, Str *out);
/* What a value of that type may be: "`normal`, `italic`", for messages and the README. */
void value_syntax(TypeId type, Str *out);

/* What relative values refer to. */
typedef struct Computing {
    const Style *parent; /* NULL: the root has none */
    const Style *root;   /* NULL while the root itself is computed */
    const Style *initial;
    Style *style; /* being computed; lengths refer to its font size */
} Computing;

/* Computes a value, which is not FORM_WIDE, into the field of `object`: a Style or a PageBox. */
void value_compute(PropertyId property, const Value *value, const Computing *c, void *object);

/* Parsers and printers of values that are more than one token. */
typedef bool ParseValue(Cursor *cursor, Table *interned, Value *value);
typedef void PrintValue(const Value *value, Str *out);
ParseValue parse_color, parse_content, parse_family, parse_figures, parse_hyphenate_limit,
    parse_name, parse_paper, parse_string_set;
PrintValue print_color, print_content, print_family, print_figures, print_hyphenate_limit,
    print_name, print_paper, print_string_set;
void print_css_string(const char *text, Str *out);

/* Lengths */
enum { LARGEST = 32000 }; /* points: what an Sp holds */
bool parse_length(const Token *token, Value *value);
const char *unit_name(int unit);
/* Points of an absolute length: false for a relative one. */
bool length_in_points(const Token *token, double *points);
Sp sp_from_points(double points); /* no more than LARGEST, no less than -LARGEST */
/* A length of `em_style`'s em: that of the parent for a font size, else that of c->style. */
Sp length_resolve(const Value *value, const Computing *c, const Style *em_style);

/* What fields of two values each look like. */
typedef struct FigurePair {
    Figures figures;
    FigureSpacing spacing;
} FigurePair;

typedef struct LimitPair {
    int before, after;
} LimitPair;

typedef struct StringSet {
    const char *name;
    Content content;
} StringSet;

#endif
