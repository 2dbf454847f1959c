#include "import/linked_data.h"

#include "import/dom.h"
#include "import/when.h"

#include <jansson.h>
#include <string.h>

static const char from[] = "JSON-LD";

static bool is_article(const json_t *object)
{
    static const char *const types[] = {
        "Article", "NewsArticle",          "BlogPosting", "Interview", "ScholarlyArticle",
        "Report",  "ReportageNewsArticle", "TechArticle", "WebPage"};
    json_t *type = json_object_get(object, "@type");
    if (json_is_array(type))
        type = json_array_get(type, 0);
    const char *name = json_string_value(type);
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        if (strcmp(name, types[i]) == 0)
            return true;
    return false;
}

const char *without_entities(Draft *draft, const char *text)
{
    if (!strchr(text, '&'))
        return text;
    Arena *arena = draft->book->arena;
    Diagnostics *unheard = diagnostics_new(); /* the page's own diagnostics say enough */
    Element *parsed = dom_parse(arena, text, strlen(text), draft_place(draft), unheard);
    diagnostics_free(unheard);
    return parsed ? dom_text(arena, parsed) : text;
}

static void take(Draft *draft, FactId id, const json_t *value, Sureness sure)
{
    if (json_is_string(value))
        draft_fact(draft, id, without_entities(draft, json_string_value(value)), from, sure);
}

/* The object that `{"@id": …}` points to. */
static const json_t *resolved(const json_t *graph, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id"));
    if (!id || json_object_get(value, "name"))
        return value;
    for (size_t i = 0; i < json_array_size(graph); i++) {
        const json_t *item = json_array_get(graph, i);
        const char *other = json_string_value(json_object_get(item, "@id"));
        if (other && strcmp(other, id) == 0)
            return item;
    }
    return value;
}

/* The names of one or several people, with commas between them. */
static void take_author(Draft *draft, const json_t *graph, const json_t *author)
{
    Str names = STR_INIT;
    size_t count = json_is_array(author) ? json_array_size(author) : 1;
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_is_array(author) ? json_array_get(author, i) : author;
        if (json_is_object(one))
            one = json_object_get(resolved(graph, one), "name");
        const char *name = json_string_value(one);
        if (!name)
            continue;
        str_add(&names, names.length ? ", " : "");
        str_add(&names, without_entities(draft, name));
    }
    draft_fact(draft, FACT_AUTHOR, names.data, from, SURE_CERTAIN);
    str_release(&names);
}

static void take_article(Draft *draft, const json_t *graph, const json_t *article)
{
    bool page = json_is_string(json_object_get(article, "@type")) &&
                strcmp(json_string_value(json_object_get(article, "@type")), "WebPage") == 0;
    const char *headline = json_string_value(json_object_get(article, "headline"));
    if (headline && !page && !draft->title)
        draft->title = folded_copy(draft->book->arena, without_entities(draft, headline));
    const json_t *author = json_object_get(article, "author");
    if (author)
        take_author(draft, graph, author);
    const char *date = json_string_value(json_object_get(article, "datePublished"));
    if (date)
        draft_fact(draft, FACT_DATE, when_find(draft->book->arena, date), from, SURE_CERTAIN);
    take(draft, FACT_LANGUAGE, json_object_get(article, "inLanguage"), SURE_LIKELY);
    const json_t *address = json_object_get(article, "mainEntityOfPage");
    if (json_is_object(address))
        address = json_object_get(address, "@id");
    take(draft, FACT_SOURCE, address ? address : json_object_get(article, "url"), SURE_LIKELY);
    const json_t *publisher = json_object_get(article, "publisher");
    publisher = json_object_get(resolved(graph, publisher), "name");
    if (json_is_string(publisher) && !draft->site)
        draft->site =
            folded_copy(draft->book->arena, without_entities(draft, json_string_value(publisher)));
}

static void take_list(Draft *draft, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (is_article(json_array_get(list, i)))
            take_article(draft, list, json_array_get(list, i));
}

void linked_data_read(Draft *draft, const char *text)
{
    json_t *root = json_loads(text, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
    if (json_is_array(root))
        take_list(draft, root);
    else if (json_object_get(root, "@graph"))
        take_list(draft, json_object_get(root, "@graph"));
    else if (is_article(root))
        take_article(draft, NULL, root);
    json_decref(root);
}

void linked_data_add_footnotes(const char *text, Str *html)
{
    json_t *notes = json_loads(text, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL);
    for (size_t i = 0; i < json_array_size(notes); i++) {
        const json_t *note = json_array_get(notes, i);
        const char *id = json_string_value(json_object_get(note, "id"));
        const char *content = json_string_value(json_object_get(note, "content"));
        if (id && content && !strchr(id, '"'))
            str_format(html, "\n<ol><li id=\"%s\">%s</li></ol>", id, content);
    }
    json_decref(notes);
}
