/* Declarations: `name: value` → values of longhand properties. */
#ifndef BINDERY_STYLE_DECLARE_H
#define BINDERY_STYLE_DECLARE_H

#include "style/value.h"

enum { MOST_LONGHANDS = 16 };

typedef struct Longhands {
    struct {
        PropertyId property;
        Value value;
    } list[MOST_LONGHANDS];
    int count;
} Longhands;

typedef enum DeclareResult {
    DECLARE_FINE,
    DECLARE_UNKNOWN, /* there is no such property */
    DECLARE_WRONG    /* the value is not understood; `syntax` says what could be */
} DeclareResult;

/* Reads the value of a property or shorthand; `of_page` for a page's own properties, which go
 * before those of elements. The whole cursor must be read. */
DeclareResult declare(const char *name, Cursor value, bool of_page, Table *interned,
                      Longhands *longhands, Str *syntax);

/* Shorthands for the README: name and what it sets; false past the last. */
bool shorthand_describe(size_t index, bool *of_page, const char **name, const char **doc);

#endif
