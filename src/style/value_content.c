#include "book/words.h"
#include "style/value.h"

#include <string.h>

enum { MOST_ITEMS = 32 };

typedef struct Items {
    ContentItem list[MOST_ITEMS];
    int count;
} Items;

static const char *const string_selects[] = {"first", "start", "last", "first-except"};

/* A function's arguments: identifiers, strings and nested attr(), in a row. */
typedef struct Arguments {
    const Token *list[4];
    int count;
} Arguments;

static bool read_arguments(Cursor *cursor, Arguments *arguments)
{
    const Token *end = token_after_component(cursor->at, cursor->end);
    Cursor inside = {cursor->at + 1, end};
    *arguments = (Arguments){0};
    while (!cursor_at_end(&inside) && !token_is(inside.at, ')')) {
        const Token *token = inside.at;
        if (arguments->count == 4 || (token->kind != TOKEN_IDENT && token->kind != TOKEN_STRING &&
                                      token->kind != TOKEN_FUNCTION))
            return false;
        arguments->list[arguments->count++] = token;
        inside.at = token_after_component(token, end);
        cursor_take(&inside, ',');
    }
    cursor->at = end;
    return !cursor_at_end(&inside);
}

static bool is_word(const Token *token, const char *word)
{
    return token_is_name(token, TOKEN_IDENT, word);
}

static bool set_counter(const Arguments *a, ContentItem *item)
{
    if (a->count != 1 || (!is_word(a->list[0], "page") && !is_word(a->list[0], "pages")))
        return false;
    item->kind = is_word(a->list[0], "page") ? CONTENT_PAGE : CONTENT_PAGES;
    return true;
}

static bool set_string(const Arguments *a, Table *interned, ContentItem *item)
{
    if (a->count < 1 || a->count > 2 || a->list[0]->kind != TOKEN_IDENT)
        return false;
    item->kind = CONTENT_NAMED_STRING;
    item->text = table_intern_string(interned, a->list[0]->text);
    if (a->count == 1)
        return true;
    for (int i = 0; i <= STRING_FIRST_EXCEPT; i++)
        if (is_word(a->list[1], string_selects[i])) {
            item->select = (StringSelect)i;
            return true;
        }
    return false;
}

static bool set_leader(const Arguments *a, Table *interned, ContentItem *item)
{
    if (a->count != 1)
        return false;
    item->kind = CONTENT_LEADER;
    const char *text = a->list[0]->kind == TOKEN_STRING && *a->list[0]->text ? a->list[0]->text
                       : is_word(a->list[0], "dotted")                       ? ". "
                       : is_word(a->list[0], "solid")                        ? "_"
                       : is_word(a->list[0], "space")                        ? " "
                                                                             : NULL;
    item->text = text ? table_intern_string(interned, text) : NULL;
    return text;
}

static bool set_attribute(const Arguments *a, Table *interned, ContentItem *item)
{
    if (a->count != 1 || a->list[0]->kind != TOKEN_IDENT)
        return false;
    item->kind = CONTENT_ATTRIBUTE;
    item->text = table_intern_string(interned, a->list[0]->text);
    return true;
}

static bool set_word(const Arguments *a, Table *interned, ContentItem *item)
{
    if (a->count != 1 || a->list[0]->kind != TOKEN_IDENT || !word_is_key(a->list[0]->text))
        return false;
    item->kind = CONTENT_WORD;
    item->text = table_intern_string(interned, a->list[0]->text);
    return true;
}

static bool parse_function(Cursor *cursor, Table *interned, ContentItem *item)
{
    const Token *name = cursor->at;
    Arguments a;
    if (!read_arguments(cursor, &a))
        return false;
    if (token_is_name(name, TOKEN_FUNCTION, "counter"))
        return set_counter(&a, item);
    if (token_is_name(name, TOKEN_FUNCTION, "string"))
        return set_string(&a, interned, item);
    if (token_is_name(name, TOKEN_FUNCTION, "leader"))
        return set_leader(&a, interned, item);
    if (token_is_name(name, TOKEN_FUNCTION, "attr"))
        return set_attribute(&a, interned, item);
    if (token_is_name(name, TOKEN_FUNCTION, "-bindery-word"))
        return set_word(&a, interned, item);
    if (token_is_name(name, TOKEN_FUNCTION, "content")) {
        item->kind = CONTENT_TEXT;
        return a.count == 0 || (a.count == 1 && is_word(a.list[0], "text"));
    }
    if (token_is_name(name, TOKEN_FUNCTION, "target-counter")) {
        item->kind = CONTENT_TARGET_PAGE;
        return a.count == 2 && token_is_name(a.list[0], TOKEN_FUNCTION, "attr") &&
               is_word(a.list[1], "page");
    }
    return false;
}

static bool parse_item(Cursor *cursor, Table *interned, ContentItem *item)
{
    const Token *token = cursor->at;
    if (token->kind == TOKEN_FUNCTION)
        return parse_function(cursor, interned, item);
    cursor->at++;
    if (token->kind == TOKEN_STRING) {
        item->kind = CONTENT_STRING;
        item->text = table_intern_string(interned, token->text);
        return true;
    }
    item->kind = is_word(token, "open-quote") ? CONTENT_OPEN_QUOTE : CONTENT_CLOSE_QUOTE;
    return is_word(token, "open-quote") || is_word(token, "close-quote");
}

static bool parse_items(Cursor *cursor, Table *interned, Content *content)
{
    Items items;
    memset(&items, 0, sizeof items); /* padding is interned, too */
    while (!cursor_at_end(cursor)) {
        if (items.count == MOST_ITEMS || !parse_item(cursor, interned, &items.list[items.count++]))
            return false;
    }
    memset(content, 0, sizeof *content);
    content->items = table_intern(interned, items.list, (size_t)items.count * sizeof *items.list);
    content->count = items.count;
    return items.count > 0;
}

bool parse_content(Cursor *cursor, Table *interned, Value *value)
{
    Content content;
    if (!parse_items(cursor, interned, &content))
        return false;
    *value = (Value){.form = FORM_DATA, .data = table_intern(interned, &content, sizeof content)};
    return true;
}

bool parse_string_set(Cursor *cursor, Table *interned, Value *value)
{
    StringSet set;
    memset(&set, 0, sizeof set);
    if (cursor->at->kind != TOKEN_IDENT)
        return false;
    set.name = table_intern_string(interned, cursor->at++->text);
    if (!parse_items(cursor, interned, &set.content))
        return false;
    *value = (Value){.form = FORM_DATA, .data = table_intern(interned, &set, sizeof set)};
    return true;
}

static void print_item(const ContentItem *item, Str *out)
{
    switch (item->kind) {
    case CONTENT_STRING: print_css_string(item->text, out); break;
    case CONTENT_PAGE: str_add(out, "counter(page)"); break;
    case CONTENT_PAGES: str_add(out, "counter(pages)"); break;
    case CONTENT_NAMED_STRING:
        str_format(out, "string(%s, %s)", item->text, string_selects[item->select]);
        break;
    case CONTENT_TEXT: str_add(out, "content()"); break;
    case CONTENT_ATTRIBUTE: str_format(out, "attr(%s)", item->text); break;
    case CONTENT_WORD: str_format(out, "-bindery-word(%s)", item->text); break;
    case CONTENT_LEADER:
        str_add(out, "leader(");
        print_css_string(item->text, out);
        str_add(out, ")");
        break;
    case CONTENT_TARGET_PAGE: str_add(out, "target-counter(attr(href), page)"); break;
    case CONTENT_OPEN_QUOTE: str_add(out, "open-quote"); break;
    case CONTENT_CLOSE_QUOTE: str_add(out, "close-quote"); break;
    }
}

static void print_items(const Content *content, Str *out)
{
    for (int i = 0; i < content->count; i++) {
        if (i)
            str_add_char(out, ' ');
        print_item(&content->items[i], out);
    }
}

void print_content(const Value *value, Str *out)
{
    print_items(value->data, out);
}

void print_string_set(const Value *value, Str *out)
{
    const StringSet *set = value->data;
    str_format(out, "%s ", set->name);
    print_items(&set->content, out);
}
