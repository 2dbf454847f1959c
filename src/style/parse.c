/* The grammar of style sheets: CSS Syntax Level 3, section 5, with what it calls "consume the
 * remnants of a bad declaration"; CSS Paged Media 3 for @page. */
#include "base/memory.h"
#include "base/nearest.h"
#include "style/declare.h"
#include "style/sheet.h"

#include <string.h>
#include <strings.h>

typedef struct Parser {
    StyleSheet *sheet;
    const Source *source;
    Diagnostics *diagnostics;
    Origin origin;
    int depth; /* of @media */
    Str syntax;
} Parser;

static void wrong(Parser *p, const Token *token, const char *sentence)
{
    diag(p->diagnostics, CSS_SYNTAX, token_place(p->source, token), sentence);
}

static const char *excerpt(const Parser *p, const Token *from, const Token *to)
{
    return source_excerpt(p->sheet->arena, p->source, from, to);
}

/* The first token of that mark outside any brackets, or `end`. */
static const Token *find_mark(const Token *at, const Token *end, const char *marks)
{
    while (at < end &&
           !(at->kind == TOKEN_DELIM && at->mark && at->mark < 128 && strchr(marks, (int)at->mark)))
        at = token_after_component(at, end);
    return at;
}

/* Declarations */

static bool take_important(Cursor *value)
{
    const Token *end = value->end;
    while (end > value->at && end[-1].kind == TOKEN_SPACE)
        end--;
    if (end == value->at || !token_is_name(end - 1, TOKEN_IDENT, "important"))
        return false;
    end--;
    while (end > value->at && end[-1].kind == TOKEN_SPACE)
        end--;
    if (end == value->at || !token_is(end - 1, '!'))
        return false;
    value->end = end - 1;
    return true;
}

static void bad_value(Parser *p, const char *name, Cursor value)
{
    cursor_skip_space(&value);
    const char *advice = arena_format(p->sheet->arena, "it can be %s", p->syntax.data);
    for (const Token *token = value.at; token < value.end; token++) {
        if (token->kind == TOKEN_BAD_STRING || token->kind == TOKEN_BAD_URL)
            return; /* was reported */
        if (token_is_name(token, TOKEN_FUNCTION, "calc") ||
            token_is_name(token, TOKEN_FUNCTION, "var"))
            advice = arena_format(p->sheet->arena, "%s() is not calculated: write its result",
                                  token->text);
    }
    diag(p->diagnostics, CSS_BAD_VALUE, token_place(p->source, value.at),
         excerpt(p, value.at, value.end), name, advice);
}

static void unknown_property(const Parser *p, const Token *name, bool of_page)
{
    enum { MOST = PROP_COUNT + 64 };
    const char *names[MOST], *doc, *otherwise = "see styles/README.md";
    size_t count = 0;
    for (int i = 0; i < PROP_COUNT; i++)
        if (of_page || property_of_element(properties[i].name) != PROP_COUNT)
            names[count++] = properties[i].name;
    bool shorthand_of_page;
    for (size_t i = 0; count < MOST; i++) {
        if (!shorthand_describe(i, &shorthand_of_page, &names[count], &doc))
            break;
        count += of_page || !shorthand_of_page;
    }
    if (!of_page && property_of_page(name->text) != PROP_COUNT)
        otherwise = "it belongs into an @page rule";
    diag(p->diagnostics, CSS_UNKNOWN_PROPERTY, token_place(p->source, name),
         excerpt(p, name, name + 1),
         nearest_hint(p->sheet->arena, name->text, names, count, otherwise));
}

/* One declaration between `at` and `end`, which is its `;` or the end of the block. */
static void parse_declaration(Parser *p, const Token *at, const Token *end, bool of_page)
{
    const char *name = at->text;
    Cursor value = {at + 1, end};
    if (!cursor_take(&value, ':')) {
        wrong(p, at, "a property needs a colon and a value: `name: value;`");
        return;
    }
    bool important = take_important(&value);
    Longhands longhands;
    DeclareResult result =
        declare(name, value, of_page, &p->sheet->interned, &longhands, &p->syntax);
    if (result == DECLARE_UNKNOWN)
        unknown_property(p, at, of_page);
    else if (result == DECLARE_WRONG)
        bad_value(p, name, value);
    for (int i = 0; result == DECLARE_FINE && i < longhands.count; i++)
        *SHEET_ADD(p->sheet, declarations) = (Declaration){.property = longhands.list[i].property,
                                                           .important = important,
                                                           .value = longhands.list[i].value};
}

/* An @page rule. Its declarations may stand before, between and after those of its boxes: each
 * stretch of them becomes PageRules of its own. */
typedef struct PageBlock {
    PageRule selectors[16];
    size_t count;
    size_t first; /* declaration of the stretch */
} PageBlock;

static void parse_margin_box(Parser *p, const Token *name, Cursor block, PageBlock *page);

/* What stands between { and }; `page` is the @page rule when it is one's own block, else NULL. Only
 * there do rules nest. */
static void parse_block(Parser *p, Cursor block, PageBlock *page)
{
    while (!cursor_at_end(&block)) {
        const Token *at = block.at;
        if (token_is(at, ';')) {
            block.at++;
            continue;
        }
        const Token *brace = find_mark(at, block.end, "{;");
        bool nested = brace < block.end && token_is(brace, '{');
        const Token *after = nested ? token_after_component(brace, block.end) : brace;
        if (at->kind == TOKEN_AT_KEYWORD && nested && page) {
            parse_margin_box(p, at, (Cursor){brace + 1, after - 1}, page);
        } else if (nested) {
            wrong(p, at, "rules do not nest: close the rule before with }");
        } else if (at->kind == TOKEN_IDENT) {
            parse_declaration(p, at, brace, page != NULL);
        } else {
            diag(p->diagnostics, CSS_SYNTAX, token_place(p->source, at),
                 "a property's name should stand here: `name: value;`");
        }
        block.at = after;
    }
}

/* The tokens inside the block that `brace` opens; *after is what follows it. */
static Cursor open_block(Parser *p, const Token *brace, const Token *end, const Token **after)
{
    *after = token_after_component(brace, end);
    if (token_is(*after - 1, '}') && *after - 1 > brace)
        return (Cursor){brace + 1, *after - 1};
    wrong(p, brace, "this block is not closed: add }");
    return (Cursor){brace + 1, *after};
}

/* Style rules */

static void parse_style_rule(Parser *p, const Token *at, const Token *brace, Cursor block)
{
    StyleSheet *sheet = p->sheet;
    size_t first_rule = sheet->rules_count;
    while (at < brace) {
        const Token *comma = find_mark(at, brace, ",");
        Cursor cursor = {at, comma};
        Selector selector;
        cursor_skip_space(&cursor);
        if (selector_parse(sheet, cursor, &selector)) {
            Rule *rule = SHEET_ADD(sheet, rules);
            *rule = (Rule){.origin = p->origin,
                           .specificity = selector.specificity,
                           .order = (int)sheet->rules_count,
                           .compound = selector.compound,
                           .pseudo = selector.pseudo};
        } else {
            diag(p->diagnostics, CSS_BAD_SELECTOR, token_place(p->source, cursor.at),
                 excerpt(p, cursor.at, comma));
        }
        at = comma < brace ? comma + 1 : comma;
    }
    size_t first = sheet->declarations_count;
    parse_block(p, block, NULL);
    for (size_t i = first_rule; i < sheet->rules_count; i++) {
        sheet->rules[i].first = first;
        sheet->rules[i].count = sheet->declarations_count - first;
    }
}

/* @page */

static const char *const box_names[] = {
    "top-left-corner",    "top-left",    "top-center",    "top-right",    "top-right-corner",
    "bottom-left-corner", "bottom-left", "bottom-center", "bottom-right", "bottom-right-corner",
    "left-middle",        "right-middle"};
_Static_assert(sizeof box_names / sizeof *box_names == BOX_COUNT, "a name for each margin box");

static void add_page_rules(Parser *p, PageBlock *page, int context)
{
    StyleSheet *sheet = p->sheet;
    for (size_t i = 0; i < page->count && sheet->declarations_count > page->first; i++) {
        PageRule *rule = SHEET_ADD(sheet, page_rules);
        *rule = page->selectors[i];
        rule->context = context;
        rule->origin = p->origin;
        rule->order = (int)sheet->page_rules_count;
        rule->first_declaration = page->first;
        rule->count = sheet->declarations_count - page->first;
    }
    page->first = sheet->declarations_count;
}

static void parse_margin_box(Parser *p, const Token *name, Cursor block, PageBlock *page)
{
    int context = 0;
    while (context < BOX_COUNT && strcasecmp(box_names[context], name->text) != 0)
        context++;
    if (context == BOX_COUNT && strcasecmp(name->text, "footnote") != 0) {
        diag(p->diagnostics, CSS_UNKNOWN_RULE, token_place(p->source, name),
             excerpt(p, name, name + 1),
             "in @page stand the margin boxes that styles/README.md names, and @footnote");
        return;
    }
    add_page_rules(p, page, CONTEXT_PAGE);
    parse_block(p, block, NULL);
    add_page_rules(p, page, context); /* BOX_COUNT is CONTEXT_FOOTNOTE */
}

/* name, :left, :right, :first, :blank */
static bool parse_page_selector(Parser *p, Cursor cursor, PageRule *rule)
{
    *rule = (PageRule){0};
    cursor_skip_space(&cursor);
    if (cursor.at < cursor.end && cursor.at->kind == TOKEN_IDENT) {
        rule->name = table_intern_string(&p->sheet->interned, cursor.at++->text);
        rule->specificity += 1 << 20;
    }
    while (cursor.at < cursor.end && token_is(cursor.at, ':')) {
        const Token *pseudo = ++cursor.at;
        if (pseudo >= cursor.end || pseudo->kind != TOKEN_IDENT)
            return false;
        bool *flag = strcasecmp(pseudo->text, "left") == 0    ? &rule->left
                     : strcasecmp(pseudo->text, "right") == 0 ? &rule->right
                     : strcasecmp(pseudo->text, "first") == 0 ? &rule->first
                     : strcasecmp(pseudo->text, "blank") == 0 ? &rule->blank
                                                              : NULL;
        if (!flag)
            return false;
        *flag = true;
        rule->specificity += flag == &rule->left || flag == &rule->right ? 1 : 1 << 10;
        cursor.at++;
    }
    return cursor_at_end(&cursor);
}

static void parse_page_rule(Parser *p, const Token *at, const Token *brace, Cursor block)
{
    PageBlock page = {.first = p->sheet->declarations_count};
    const size_t most = sizeof page.selectors / sizeof *page.selectors;
    do {
        const Token *comma = find_mark(at, brace, ",");
        Cursor cursor = {at, comma};
        cursor_skip_space(&cursor);
        if (page.count < most && parse_page_selector(p, cursor, &page.selectors[page.count]))
            page.count++;
        else
            diag(p->diagnostics, CSS_BAD_SELECTOR, token_place(p->source, cursor.at),
                 excerpt(p, cursor.at, comma));
        at = comma < brace ? comma + 1 : comma;
    } while (at < brace);
    parse_block(p, block, &page);
    add_page_rules(p, &page, CONTEXT_PAGE);
}

/* @media and the other rules with an @ */

static void parse_rules(Parser *p, Cursor cursor);

/* print, screen and all, with commas; anything more is not understood. */
static bool parse_media(const Token *at, const Token *end, bool *prints)
{
    *prints = false;
    while (at < end) {
        const Token *comma = find_mark(at, end, ",");
        Cursor cursor = {at, comma};
        cursor_skip_space(&cursor);
        if (token_is_name(cursor.at, TOKEN_IDENT, "only"))
            cursor.at++;
        cursor_skip_space(&cursor);
        if (cursor.at >= cursor.end || cursor.at->kind != TOKEN_IDENT)
            return false;
        *prints = *prints || strcasecmp(cursor.at->text, "print") == 0 ||
                  strcasecmp(cursor.at->text, "all") == 0;
        bool screen = strcasecmp(cursor.at->text, "screen") == 0;
        cursor.at++;
        if (!cursor_at_end(&cursor) && !screen)
            return false;
        at = comma < end ? comma + 1 : comma;
    }
    return true;
}

static void parse_media_rule(Parser *p, const Token *name, const Token *brace, Cursor block)
{
    enum { DEEPEST = 8 };
    bool prints = false;
    if (!parse_media(name + 1, brace, &prints))
        diag(p->diagnostics, CSS_UNKNOWN_RULE, token_place(p->source, name),
             excerpt(p, name, brace), "of media, `print`, `screen` and `all` are known");
    else if (p->depth == DEEPEST)
        wrong(p, name, "@media is nested too deeply");
    else if (prints) {
        p->depth++;
        parse_rules(p, block);
        p->depth--;
    }
}

static void parse_at_rule(Parser *p, const Token *name, const Token *brace, Cursor block)
{
    bool has_block = token_is(brace, '{');
    if (strcasecmp(name->text, "media") == 0 && has_block) {
        parse_media_rule(p, name, brace, block);
    } else if (strcasecmp(name->text, "page") == 0 && has_block) {
        parse_page_rule(p, name + 1, brace, block);
    } else if (strcasecmp(name->text, "charset") == 0 && !has_block) {
        Cursor value = {name + 1, brace};
        cursor_skip_space(&value);
        if (value.at >= value.end || strcasecmp(value.at->text, "utf-8") != 0)
            wrong(p, name, "style sheets are read as UTF-8: save it so");
    } else {
        diag(p->diagnostics, CSS_UNKNOWN_RULE, token_place(p->source, name),
             excerpt(p, name, name + 1),
             strcasecmp(name->text, "import") == 0
                 ? "put the rules into this file, or name both files"
             : strcasecmp(name->text, "font-face") == 0
                 ? "fonts are those that are installed: name their family"
                 : "see styles/README.md");
    }
}

static void parse_rules(Parser *p, Cursor cursor)
{
    while (!cursor_at_end(&cursor)) {
        const Token *at = cursor.at;
        if (at->kind == TOKEN_CDO || at->kind == TOKEN_CDC || token_is(at, ';')) {
            cursor.at++;
            continue;
        }
        if (token_is(at, '}')) {
            wrong(p, at, "this } closes nothing: remove it");
            cursor.at++;
            continue;
        }
        bool at_rule = at->kind == TOKEN_AT_KEYWORD;
        const Token *brace = find_mark(at, cursor.end, at_rule ? "{;" : "{");
        Cursor block = {brace, brace};
        const Token *after = brace < cursor.end ? brace + 1 : brace;
        if (brace < cursor.end && token_is(brace, '{'))
            block = open_block(p, brace, cursor.end, &after);
        if (at_rule)
            parse_at_rule(p, at, brace, block);
        else if (brace == cursor.end)
            wrong(p, at, "this selector has no block: add { … }");
        else
            parse_style_rule(p, at, brace, block);
        cursor.at = after;
    }
}

void sheet_parse(StyleSheet *sheet, const Source *source, Origin origin, Diagnostics *diagnostics)
{
    Parser p = {.sheet = sheet,
                .source = source,
                .diagnostics = diagnostics,
                .origin = origin,
                .syntax = STR_INIT};
    parse_rules(&p, (Cursor){source->tokens, source->tokens + source->count - 1});
    str_release(&p.syntax);
}
