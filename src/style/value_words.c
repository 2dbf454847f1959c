#include "style/value.h"

static bool parse_one_family(Cursor *cursor, Str *name)
{
    str_clear(name);
    cursor_skip_space(cursor);
    if (cursor->at < cursor->end && cursor->at->kind == TOKEN_STRING) {
        str_add(name, cursor->at++->text);
    } else {
        for (; cursor->at < cursor->end && cursor->at->kind == TOKEN_IDENT;
             cursor_skip_space(cursor))
            str_format(name, "%s%s", name->length ? " " : "", cursor->at++->text);
    }
    return name->length > 0;
}

bool parse_family(Cursor *cursor, Table *interned, Value *value)
{
    enum { MOST = 15 };
    const char *families[MOST + 1] = {NULL};
    int count = 0;
    Str name = STR_INIT;
    bool more = true;
    while (more && count < MOST && parse_one_family(cursor, &name)) {
        families[count++] = table_intern_string(interned, name.data);
        cursor_skip_space(cursor);
        more = cursor->at < cursor->end && token_is(cursor->at, ',');
        cursor->at += more;
    }
    str_release(&name);
    if (more)
        return false;
    size_t size = ((size_t)count + 1) * sizeof *families;
    *value = (Value){.form = FORM_DATA, .data = table_intern(interned, families, size)};
    return true;
}

static bool is_generic(const char *family)
{
    return str_equal(family, "serif") || str_equal(family, "sans-serif") ||
           str_equal(family, "monospace");
}

void print_css_string(const char *text, Str *out)
{
    str_add_char(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            str_add_char(out, '\\');
        if (*text == '\n')
            str_add(out, "\\a ");
        else
            str_add_char(out, *text);
    }
    str_add_char(out, '"');
}

void print_family(const Value *value, Str *out)
{
    for (const char *const *family = value->data; *family; family++) {
        if (family != value->data)
            str_add(out, ", ");
        if (is_generic(*family))
            str_add(out, *family);
        else
            print_css_string(*family, out);
    }
}

static Value pair_value(Table *interned, int first, int second)
{
    int pair[2] = {first, second};
    return (Value){.form = FORM_DATA, .data = table_intern(interned, pair, sizeof pair)};
}

static const struct {
    const char *word;
    int part, value;
} figure_words[] = {
    {"oldstyle-nums", 0, FIGURES_OLDSTYLE},
    {"lining-nums", 0, FIGURES_LINING},
    {"proportional-nums", 1, SPACING_PROPORTIONAL},
    {"tabular-nums", 1, SPACING_TABULAR},
};
enum { FIGURE_WORDS = sizeof figure_words / sizeof *figure_words };

bool parse_figures(Cursor *cursor, Table *interned, Value *value)
{
    int pair[2] = {0, 0};
    bool normal = token_is_name(cursor->at, TOKEN_IDENT, "normal"), any = normal;
    if (normal)
        cursor->at++;
    for (; !normal && !cursor_at_end(cursor); cursor->at++) {
        int i = 0;
        while (i < FIGURE_WORDS && !token_is_name(cursor->at, TOKEN_IDENT, figure_words[i].word))
            i++;
        if (i == FIGURE_WORDS || pair[figure_words[i].part])
            return false;
        pair[figure_words[i].part] = figure_words[i].value;
        any = true;
    }
    *value = pair_value(interned, pair[0], pair[1]);
    return any;
}

void print_figures(const Value *value, Str *out)
{
    const int *pair = value->data;
    if (!pair[0] && !pair[1])
        str_add(out, "normal");
    for (int i = 0, printed = 0; i < FIGURE_WORDS; i++)
        if (pair[figure_words[i].part] == figure_words[i].value)
            str_format(out, "%s%s", printed++ ? " " : "", figure_words[i].word);
}

/* `auto`, or the least letters of the word, before and after; the first is the patterns' business.
 */
bool parse_hyphenate_limit(Cursor *cursor, Table *interned, Value *value)
{
    enum { BEFORE = 2, AFTER = 3 };
    int limits[3] = {0, BEFORE, AFTER}, count = 0;
    for (; count < 3 && !cursor_at_end(cursor); cursor->at++, count++) {
        const Token *token = cursor->at;
        if (token->kind == TOKEN_NUMBER && token->integer && token->number >= 1 &&
            token->number <= 100)
            limits[count] = (int)token->number;
        else if (!token_is_name(token, TOKEN_IDENT, "auto"))
            return false;
    }
    if (count == 2 && limits[1] > AFTER)
        limits[2] = limits[1];
    *value = pair_value(interned, limits[1], limits[2]);
    return count > 0;
}

void print_hyphenate_limit(const Value *value, Str *out)
{
    const int *pair = value->data;
    str_format(out, "auto %d %d", pair[0], pair[1]);
}

bool parse_name(Cursor *cursor, Table *interned, Value *value)
{
    if (cursor->at->kind != TOKEN_IDENT)
        return false;
    *value = (Value){.form = FORM_DATA, .data = table_intern_string(interned, cursor->at->text)};
    cursor->at++;
    return true;
}

void print_name(const Value *value, Str *out)
{
    str_add(out, value->data);
}
