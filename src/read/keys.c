#include "read/keys.h"

#include "base/memory.h"
#include "base/nearest.h"
#include "base/str.h"
#include "base/strmap.h"
#include "book/identifier.h"
#include "book/words.h"
#include "read/source.h"
#include "read/values.h"

#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

typedef struct Reader {
    const char *file;
    int line; /* of the YAML's first line, less 1 */
    Arena *arena;
    Diagnostics *diagnostics;
} Reader;

/* Where a node begins: a mapping with its first key, a sequence with its first item. */
static Place node_place(const Reader *r, struct fy_node *node)
{
    while (node && !fy_node_is_scalar(node))
        node = fy_node_is_mapping(node) ? fy_node_pair_key(fy_node_mapping_get_by_index(node, 0))
                                        : fy_node_sequence_get_by_index(node, 0);
    struct fy_token *token = node ? fy_node_get_scalar_token(node) : NULL;
    const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;
    if (mark)
        return (Place){r->file, r->line + mark->line + 1, mark->column + 1};
    return (Place){r->file, r->line + 1, 0};
}

/* A scalar's text, trimmed, in one line; NULL when it is empty or `null`, or no scalar (reported).
 */
static const char *scalar(const Reader *r, struct fy_node *node, const char *key, Place place)
{
    bool alias = node && fy_node_is_alias(node);
    if (!node)
        return NULL;
    if (alias || !fy_node_is_scalar(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, key,
             alias ? "written out: aliases (`*…`) are not read" : "text");
        return NULL;
    }
    size_t length = 0;
    const char *text = fy_node_get_scalar(node, &length);
    Str line = STR_INIT;
    str_add_bytes(&line, text ? text : "", text ? length : 0);
    for (size_t i = 0; i < line.length; i++)
        if (line.data[i] == '\n' || line.data[i] == '\t')
            line.data[i] = ' ';
    source_clean(&line, place, r->diagnostics);
    str_trim(&line);
    bool null = fy_node_get_style(node) == FYNS_PLAIN &&
                (str_equal(line.data, "null") || str_equal(line.data, "~"));
    char *result = line.length && !null ? arena_bytes(r->arena, line.data, line.length) : NULL;
    str_release(&line);
    return result;
}

/* The items of a sequence of texts; a single text counts as a sequence of one. */
static StringList texts(const Reader *r, struct fy_node *node, const char *key, Place place)
{
    bool sequence = fy_node_is_sequence(node);
    if (fy_node_is_mapping(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, key, "a list: begin each line of it with `- `");
        return (StringList){0};
    }
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

typedef struct QuestionKeys {
    const char *id, *text;
    StringList variants;
    Place place, id_place; /* of the text; of the id */
} QuestionKeys;

enum {
    PLACE_OF_id = offsetof(QuestionKeys, id_place),
    PLACE_OF_text = offsetof(QuestionKeys, place),
    PLACE_OF_variants = 0
};

static const KeyRow question_keys[] = {
#define BOOK_KEY(name, type, presence, example)
#define INTERVIEW_KEY(name, type, presence, example)
#define QUESTION_KEY(name, type, presence, example)                                                \
    {#name, KEY_##type, KEY_##presence, example, offsetof(QuestionKeys, name), PLACE_OF_##name},
#include "read/keys.def"
};

static void read_mapping(const Reader *r, struct fy_node *root, const KeyRow *rows, size_t count,
                         void *target);

/* A question is a mapping, or just its text. */
static Question question(const Reader *r, struct fy_node *node, Place *id_place)
{
    QuestionKeys keys = {.place = node_place(r, node)};
    if (fy_node_is_mapping(node))
        read_mapping(r, node, question_keys, sizeof question_keys / sizeof *question_keys, &keys);
    else
        keys.text = scalar(r, node, "questions", keys.place);
    *id_place = keys.id_place;
    return (Question){.id = keys.id,
                      .text = keys.text,
                      .variants = (const char *const *)keys.variants.items,
                      .variants_count = keys.variants.count,
                      .place = keys.place};
}

static QuestionList questions(const Reader *r, struct fy_node *node, Place place)
{
    QuestionList list = {NULL, 0};
    if (!fy_node_is_sequence(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, "questions", "a list: begin each with `- `");
        return list;
    }
    list.items =
        arena_array(r->arena, (size_t)fy_node_sequence_item_count(node) + 1, sizeof(Question));
    StrMap ids = {0};
    void *state = NULL;
    for (struct fy_node *item; (item = fy_node_sequence_iterate(node, &state));) {
        Place id_place;
        Question q = question(r, item, &id_place);
        if (!q.text)
            continue;
        if (!q.id)
            q.id = arena_format(r->arena, "question-%zu", list.count + 1);
        if ((*strmap_slot(&ids, q.id))++)
            diag(r->diagnostics, QUESTION_ID_TWICE, id_place, q.id);
        list.items[list.count++] = q;
    }
    strmap_release(&ids);
    return list;
}

static void unknown_key(const Reader *r, const char *key, Place place, const char *const *keys,
                        size_t count)
{
    diag(r->diagnostics, UNKNOWN_KEY, place, key,
         nearest_hint(r->arena, key, keys, count, "correct its spelling or remove it"));
}

static WordList words(const Reader *r, struct fy_node *node, Place place)
{
    WordList list = {NULL, 0};
    if (!fy_node_is_mapping(node)) {
        diag(r->diagnostics, WRONG_TYPE, place, "words",
             "a list of lines such as `contents: \"What is here\"`");
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
            unknown_key(r, word->key, key_place, word_keys(), WORD_COUNT);
        else
            list.count += word->key && word->text;
    }
    return list;
}

/* What a text should have been; NULL when it is, and was kept. */
static const char *keep_text(const KeyRow *row, const char *text, void *field)
{
    switch (row->type) {
    case KEY_INTEGER: return value_integer(text, field) ? NULL : "a whole number from 1";
    case KEY_BOOLEAN: return value_boolean(text, field) ? NULL : "true or false";
    case KEY_DATE:
        if (!value_is_date(text))
            return "a date such as 2015-03-02, 2015-03 or 2015";
        break;
    case KEY_LANGUAGE:
        if (!value_is_language(text))
            return "a language tag such as en, en-GB or de";
        break;
    case KEY_ADDRESS:
        if (!value_is_address(text))
            return "an address that begins with https:// or http://";
        break;
    case KEY_IDENTIFIER:
        if (!value_is_identifier(text))
            return "an identifier";
        break;
    default: break;
    }
    *(const char **)field = text;
    return NULL;
}

/* An identifier for a book that has none, from its title: the same for the same title. */
static const char *proposed_identifier(const Reader *r, struct fy_node *root)
{
    size_t length = 0;
    const char *title =
        root ? fy_node_mapping_lookup_scalar_by_simple_key(root, &length, "title", 5) : NULL;
    return title && length
               ? book_proposed_identifier(r->arena, arena_bytes(r->arena, title, length))
               : "urn:uuid:…";
}

static void take(const Reader *r, const KeyRow *row, struct fy_node *root, struct fy_node *value,
                 Place place, void *field)
{
    switch (row->type) {
    case KEY_TEXTS:
    case KEY_FILES: *(StringList *)field = texts(r, value, row->name, place); return;
    case KEY_QUESTIONS: *(QuestionList *)field = questions(r, value, place); return;
    case KEY_WORDS: *(WordList *)field = words(r, value, place); return;
    default: break;
    }
    const char *text = scalar(r, value, row->name, place);
    const char *want = text ? keep_text(row, text, field) : NULL;
    if (want && row->type == KEY_IDENTIFIER)
        want = arena_format(r->arena, "%s such as %s", want, proposed_identifier(r, root));
    if (want)
        diag(r->diagnostics, WRONG_TYPE, place, row->name, want);
}

/* True for a value that says nothing: none, "", ~ or null. */
static bool is_empty(struct fy_node *node)
{
    if (!node)
        return true;
    if (!fy_node_is_scalar(node) || fy_node_is_alias(node))
        return false;
    size_t length = 0;
    const char *text = fy_node_get_scalar(node, &length);
    size_t blank = 0;
    while (blank < length && strchr(" \t\n", text[blank]) && text[blank])
        blank++;
    bool null = (length == 1 && *text == '~') || (length == 4 && memcmp(text, "null", 4) == 0);
    return blank == length || (null && fy_node_get_style(node) == FYNS_PLAIN);
}

static void report_missing(const Reader *r, struct fy_node *root, const KeyRow *row)
{
    const char *example = row->type == KEY_IDENTIFIER ? proposed_identifier(r, root) : row->example;
    diag(r->diagnostics, MISSING_KEY, node_place(r, root), row->name, row->name, example);
}

static void unknown_row(const Reader *r, const char *key, Place place, const KeyRow *rows,
                        size_t count)
{
    const char **names = arena_array(r->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = rows[i].name;
    unknown_key(r, key, place, names, count);
}

/* Fills the target from a mapping; no `root` is an empty one. */
static void read_mapping(const Reader *r, struct fy_node *root, const KeyRow *rows, size_t count,
                         void *target)
{
    bool *seen = memory_new(count * sizeof *seen), *given = memory_new(count * sizeof *given);
    void *state = NULL;
    for (struct fy_node_pair *pair; root && (pair = fy_node_mapping_iterate(root, &state));) {
        Place place = node_place(r, fy_node_pair_key(pair));
        const char *key = scalar(r, fy_node_pair_key(pair), "a key", place);
        size_t i = 0;
        while (key && i < count && !str_equal(rows[i].name, key))
            i++;
        if (!key || i == count) {
            unknown_row(r, key ? key : "", place, rows, count);
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
        given[i] = !is_empty(value);
        if (given[i])
            take(r, &rows[i], root, value, place, (char *)target + rows[i].offset);
    }
    for (size_t i = 0; i < count; i++)
        if (rows[i].presence == KEY_REQUIRED && !given[i])
            report_missing(r, root, &rows[i]);
    free(seen);
    free(given);
}

static const struct {
    const char *fragment, *sentence;
} complaints[] = {
#define COMPLAINT(fragment, sentence) {fragment, sentence},
#include "read/yaml.def"
#undef COMPLAINT
};

/* What an author can do about a complaint of libfyaml; the complaint itself when nobody knows. */
static const char *advice(const char *complaint)
{
    for (size_t i = 0; i < sizeof complaints / sizeof *complaints; i++)
        if (strstr(complaint, complaints[i].fragment))
            return complaints[i].sentence;
    return complaint;
}

/* libfyaml's first complaint, as ours. */
static void report_syntax(const Reader *r, struct fy_diag *collected)
{
    void *state = NULL;
    const struct fy_diag_error *e = fy_diag_errors_iterate(collected, &state);
    Place place = {r->file, r->line + 1, 0};
    if (e && e->line >= 0)
        place = (Place){r->file, r->line + e->line, e->column};
    diag(r->diagnostics, YAML_SYNTAX, place, e && e->msg ? advice(e->msg) : "it cannot be read");
}

/* libfyaml prints some complaints besides collecting them. */
static void ignore_output(struct fy_diag *diag, void *user, const char *text, size_t length)
{
    (void)diag, (void)user, (void)text, (void)length;
}

/* Reads the only document of the stream. */
static bool read_document(const Reader *r, struct fy_parser *parser, struct fy_diag *collected,
                          const KeyRow *rows, size_t count, void *target)
{
    struct fy_document *document = fy_parse_load_document(parser);
    bool broken = fy_parser_get_stream_error(parser);
    struct fy_node *root = document ? fy_document_root(document) : NULL;
    bool ok = !broken && (!root || fy_node_is_mapping(root));
    if (ok) {
        read_mapping(r, root, rows, count, target);
        struct fy_document *second = fy_parse_load_document(parser);
        broken = fy_parser_get_stream_error(parser);
        if (second)
            diag(r->diagnostics, YAML_SYNTAX, node_place(r, fy_document_root(second)),
                 "keys stand below a second `---`: take that line away");
        fy_parse_document_destroy(parser, second);
    } else if (!broken) {
        diag(r->diagnostics, YAML_SYNTAX, ((Place){r->file, r->line + 1, 0}),
             "lines such as `title: \"…\"` are expected");
    }
    if (broken)
        report_syntax(r, collected);
    fy_parse_document_destroy(parser, document);
    return ok;
}

bool keys_read(const char *file, const char *text, size_t length, int line, const KeyRow *rows,
               size_t count, void *target, Arena *arena, Diagnostics *diagnostics)
{
    Reader r = {file, line - 1, arena, diagnostics};
    struct fy_diag_cfg collect;
    fy_diag_cfg_default(&collect);
    collect.fp = NULL;
    collect.output_fn = ignore_output;
    struct fy_diag *collected = fy_diag_create(&collect);
    fy_diag_set_collect_errors(collected, true);
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_ALLOW_DUPLICATE_KEYS,
                                  .diag = collected};
    struct fy_parser *parser = fy_parser_create(&config);
    fy_parser_set_string(parser, text, length);
    bool ok = read_document(&r, parser, collected, rows, count, target);
    fy_parser_destroy(parser);
    fy_diag_destroy(collected);
    return ok;
}
