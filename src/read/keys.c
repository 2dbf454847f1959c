#include "read/keys.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/unicode.h"
#include "book/words.h"
#include "read/values.h"

#include <errno.h>
#include <libfyaml.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reader {
    const char *file;
    int line; /* of the YAML's first line, less 1 */
    Arena *arena;
    Diagnostics *diagnostics;
} Reader;

static Place node_place(const Reader *r, struct fy_node *node)
{
    struct fy_token *token =
        node && fy_node_is_scalar(node) ? fy_node_get_scalar_token(node) : NULL;
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    if (mark)
        return (Place){r->file, r->line + mark->line + 1, mark->column + 1};
    return (Place){r->file, r->line + 1, 0};
}

/* A scalar's text, trimmed; NULL when it is empty, or `null`, or no scalar (reported). */
static const char *scalar(const Reader *r, struct fy_node *node, const char *key, Place place)
{
    size_t length = 0;
    const char *text = node && fy_node_is_scalar(node) && !fy_node_is_alias(node)
                           ? fy_node_get_scalar(node, &length)
                           : NULL;
    if (!text) {
        if (node)
            diag(r->diagnostics, WRONG_TYPE, place, key, "text");
        return NULL;
    }
    Str trimmed = STR_INIT;
    str_add_bytes(&trimmed, text, length);
    for (size_t i = 0; i < trimmed.length; i++)
        if (trimmed.data[i] == '\n' || trimmed.data[i] == '\t')
            trimmed.data[i] = ' ';
    str_trim(&trimmed);
    bool plain_null = fy_node_get_style(node) == FYNS_PLAIN &&
                      (str_equal(trimmed.data, "null") || str_equal(trimmed.data, "~"));
    const char *result =
        trimmed.length && !plain_null ? arena_bytes(r->arena, trimmed.data, trimmed.length) : NULL;
    str_release(&trimmed);
    return result;
}

/* The items of a sequence of texts; a single text counts as a sequence of one. */
static StringList texts(const Reader *r, struct fy_node *node, const char *key, Place place)
{
    bool sequence = fy_node_is_sequence(node);
    size_t count = sequence ? (size_t)fy_node_sequence_item_count(node) : 1;
    StringList list = {arena_array(r->arena, count + 1, sizeof(char *)), NULL, 0};
    Place *places = arena_array(r->arena, count + 1, sizeof(Place));
    list.places = places;
    void *state = NULL;
    for (size_t i = 0; i < count; i++) {
        struct fy_node *item = sequence ? fy_node_sequence_iterate(node, &state) : node;
        Place item_place = sequence ? node_place(r, item) : place;
        const char *text = scalar(r, item, key, item_place);
        if (!text)
            continue;
        places[list.count] = item_place;
        list.items[list.count++] = text;
    }
    return list;
}

static Question question(const Reader *r, struct fy_node *node)
{
    Question q = {.place = node_place(r, node)};
    if (fy_node_is_scalar(node)) {
        q.text = scalar(r, node, "questions", q.place);
        return q;
    }
    void *state = NULL;
    for (struct fy_node_pair *pair;
         fy_node_is_mapping(node) && (pair = fy_node_mapping_iterate(node, &state));) {
        Place place = node_place(r, fy_node_pair_key(pair));
        const char *key = scalar(r, fy_node_pair_key(pair), "questions", place);
        struct fy_node *value = fy_node_pair_value(pair);
        if (str_equal(key, "id")) {
            q.id = scalar(r, value, "id", place);
        } else if (str_equal(key, "text")) {
            q.text = scalar(r, value, "text", place);
            q.place = place;
        } else if (str_equal(key, "variants") && value) {
            StringList list = texts(r, value, "variants", place);
            q.variants = (const char *const *)list.items;
            q.variants_count = list.count;
        } else {
            diag(r->diagnostics, UNKNOWN_KEY, place, key ? key : "");
        }
    }
    return q;
}

static QuestionList questions(const Reader *r, struct fy_node *node, Place place)
{
    QuestionList list = {NULL, 0};
    if (!fy_node_is_sequence(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, "questions", "a list of questions");
        return list;
    }
    list.items =
        arena_array(r->arena, (size_t)fy_node_sequence_item_count(node) + 1, sizeof(Question));
    void *state = NULL;
    for (struct fy_node *item; (item = fy_node_sequence_iterate(node, &state));) {
        Question q = question(r, item);
        if (!q.text) {
            diag(r->diagnostics, MISSING_KEY, q.place, "text", "text");
            continue;
        }
        if (!q.id)
            q.id = arena_format(r->arena, "question-%zu", list.count + 1);
        for (size_t i = 0; i < list.count; i++)
            if (str_equal(list.items[i].id, q.id))
                diag(r->diagnostics, DUPLICATE_KEY, q.place, q.id);
        list.items[list.count++] = q;
    }
    return list;
}

static WordList words(const Reader *r, struct fy_node *node, Place place)
{
    WordList list = {NULL, 0};
    if (!fy_node_is_mapping(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, "words", "a mapping of labels to texts");
        return list;
    }
    list.items =
        arena_array(r->arena, (size_t)fy_node_mapping_item_count(node) + 1, sizeof *list.items);
    void *state = NULL;
    for (struct fy_node_pair *pair; (pair = fy_node_mapping_iterate(node, &state));) {
        Place key_place = node_place(r, fy_node_pair_key(pair));
        WordOverride *word = &list.items[list.count];
        word->key = scalar(r, fy_node_pair_key(pair), "words", key_place);
        word->text = scalar(r, fy_node_pair_value(pair), "words", key_place);
        if (word->key && !word_is_key(word->key))
            diag(r->diagnostics, UNKNOWN_KEY, key_place, word->key);
        else
            list.count += word->key && word->text;
    }
    return list;
}

static void take_text(const Reader *r, const KeyRow *row, const char *text, Place place,
                      void *field)
{
    const char *want = NULL;
    if (row->type == KEY_INTEGER && !value_integer(text, field))
        want = "a whole number from 1";
    else if (row->type == KEY_BOOLEAN && !value_boolean(text, field))
        want = "true or false";
    else if (row->type == KEY_DATE && !value_is_date(text))
        want = "a date such as 2015-03-02, 2015-03 or 2015";
    else if (row->type == KEY_LANGUAGE && !value_is_language(text))
        want = "a language tag such as en, en-GB or de";
    else if (row->type == KEY_ADDRESS && !value_is_address(text))
        want = "an address that begins with https:// or http://";
    else if (row->type == KEY_IDENTIFIER && !value_is_identifier(text))
        want = "an identifier such as urn:uuid:6f1c2b0a-5d0e-4b38-9c55-0f6f9a4b7d11";
    if (want)
        diag(r->diagnostics, WRONG_TYPE, place, row->name, want);
    else if (row->type != KEY_INTEGER && row->type != KEY_BOOLEAN)
        *(const char **)field = text;
}

static void take(const Reader *r, const KeyRow *row, struct fy_node *value, Place place,
                 void *field)
{
    switch (row->type) {
    case KEY_TEXTS: *(StringList *)field = texts(r, value, row->name, place); return;
    case KEY_QUESTIONS: *(QuestionList *)field = questions(r, value, place); return;
    case KEY_WORDS: *(WordList *)field = words(r, value, place); return;
    default: break;
    }
    const char *text = scalar(r, value, row->name, place);
    if (text)
        take_text(r, row, text, place, field);
}

static void read_mapping(const Reader *r, struct fy_node *root, const KeyRow *rows, size_t count,
                         void *target)
{
    bool *seen = memory_new(count * sizeof *seen);
    void *state = NULL;
    for (struct fy_node_pair *pair; (pair = fy_node_mapping_iterate(root, &state));) {
        Place place = node_place(r, fy_node_pair_key(pair));
        const char *key = scalar(r, fy_node_pair_key(pair), "a key", place);
        size_t i = 0;
        while (key && i < count && !str_equal(rows[i].name, key))
            i++;
        if (!key || i == count) {
            diag(r->diagnostics, UNKNOWN_KEY, place, key ? key : "");
            continue;
        }
        if (seen[i]) {
            diag(r->diagnostics, DUPLICATE_KEY, place, key);
            continue;
        }
        seen[i] = true;
        struct fy_node *value = fy_node_pair_value(pair);
        if (rows[i].place_offset)
            *(Place *)((char *)target + rows[i].place_offset) = place;
        if (value)
            take(r, &rows[i], value, place, (char *)target + rows[i].offset);
    }
    for (size_t i = 0; i < count; i++)
        if (rows[i].required && !*(const char **)((char *)target + rows[i].offset) &&
            (!seen[i] || rows[i].type == KEY_TEXT))
            diag(r->diagnostics, MISSING_KEY, ((Place){r->file, r->line + 1, 0}), rows[i].name,
                 rows[i].name);
    free(seen);
}

/* libfyaml's first complaint, as ours. */
static void report_syntax(const Reader *r, struct fy_diag *collected)
{
    void *state = NULL;
    const struct fy_diag_error *e = fy_diag_errors_iterate(collected, &state);
    Place place = {r->file, r->line + 1, 0};
    if (e && e->line >= 0)
        place = (Place){r->file, r->line + e->line, e->column};
    diag(r->diagnostics, YAML_SYNTAX, place, e && e->msg ? e->msg : "it cannot be read");
}

bool keys_read(const char *file, const char *text, size_t length, int line, const KeyRow *rows,
               size_t count, void *target, Arena *arena, Diagnostics *diagnostics)
{
    Reader r = {file, line - 1, arena, diagnostics};
    struct fy_diag_cfg collect;
    fy_diag_cfg_default(&collect);
    struct fy_diag *collected = fy_diag_create(&collect);
    fy_diag_set_collect_errors(collected, true);
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS,
                                  .diag = collected};
    struct fy_document *document = fy_document_build_from_string(&config, text, length);
    struct fy_node *root = document ? fy_document_root(document) : NULL;
    bool ok = root && fy_node_is_mapping(root);
    if (!document)
        report_syntax(&r, collected);
    else if (!ok)
        diag(diagnostics, YAML_SYNTAX, ((Place){file, line, 0}),
             "lines such as `title: \"…\"` are expected");
    else
        read_mapping(&r, root, rows, count, target);
    fy_document_destroy(document);
    fy_diag_destroy(collected);
    return ok;
}
