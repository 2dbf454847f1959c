#include "import/chrome.h"

#include "base/str.h"

#include <string.h>
#include <strings.h>

typedef enum Form { IN_NAME, WHOLE_NAME } Form;
typedef struct Row {
    const char *words;
    DroppedId kind;
    Form form;
} Row;

#define WORD(words, kind)
#define NAME(words, kind)
#define TAG(words, kind)
#define CONTENT(words)
#define LEAD(words)

#undef WORD
#undef NAME
#define WORD(words, kind) {words, DROPPED_##kind, IN_NAME},
#define NAME(words, kind) {words, DROPPED_##kind, WHOLE_NAME},
static const Row rows[] = {
#include "import/chrome.def"
};
#undef WORD
#undef NAME
#define WORD(words, kind)
#define NAME(words, kind)
#undef TAG
#define TAG(words, kind) {words, DROPPED_##kind, WHOLE_NAME},
static const Row tags[] = {
#include "import/chrome.def"
};
#undef TAG
#define TAG(words, kind)
#undef CONTENT
#define CONTENT(words) words,
static const char *const content_names[] = {
#include "import/chrome.def"
};
#undef CONTENT
#define CONTENT(words)
#undef LEAD
#define LEAD(words) words,
static const char *const lead_names[] = {
#include "import/chrome.def"
};
#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { NAME_BYTES = 128, HEADING_WORDS = 3 };

/* Puts a name's words into `out`: lower case, each with a space before and after. */
static void take_apart(const char *name, size_t length, char out[NAME_BYTES * 2 + 4])
{
    size_t n = 0;
    char before = '\0';
    out[n++] = ' ';
    for (size_t i = 0; i < length && i < NAME_BYTES; i++) {
        char c = name[i];
        bool upper = c >= 'A' && c <= 'Z';
        bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        bool camel = upper && before >= 'a' && before <= 'z';
        if ((!letter || camel) && out[n - 1] != ' ')
            out[n++] = ' ';
        if (letter)
            out[n++] = (char)(upper ? c + 32 : c);
        before = c;
    }
    if (out[n - 1] != ' ')
        out[n++] = ' ';
    out[n] = '\0';
}

/* True for words after `with`: what the element has beside it. */
static bool is_beside(const char *name, const char *at)
{
    static const char with[] = " with ";
    size_t n = strlen(with);
    return (size_t)(at - name) >= n && strncmp(at - n, with, n) == 0;
}

/* True when ` words ` stands in the name that was taken apart. */
static bool holds(const char *name, const char *words, Form form)
{
    size_t n = strlen(words);
    for (const char *at = name; (at = strstr(at, words)); at++)
        if (at[-1] == ' ' && at[n] == ' ' && !is_beside(name, at) &&
            (form == IN_NAME || (at == name + 1 && !at[n + 1])))
            return true;
    return false;
}

/* Names that say what the post is filed under, or what the page lacks or has elsewhere. */
static bool says_nothing(const char *name)
{
    static const char *const prefixes[] = {" category ", " tag ", " has ",   " no ",
                                           " with ",     " is ",  " format "};
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (str_starts(name, prefixes[i]) && strlen(name) > strlen(prefixes[i]))
            return true;
    return false;
}

typedef struct Names {
    const char *at;
} Names;

static bool next_name(Names *names, char out[NAME_BYTES * 2 + 4])
{
    if (!names->at)
        return false;
    names->at += strspn(names->at, " \t\r\n\f");
    size_t n = strcspn(names->at, " \t\r\n\f");
    take_apart(names->at, n, out);
    names->at += n;
    return n > 0;
}

bool chrome_has_words(const Element *element, const char *attribute, const char *words)
{
    char name[NAME_BYTES * 2 + 4];
    for (Names names = {dom_attribute(element, attribute)}; next_name(&names, name);)
        if (holds(name, words, IN_NAME))
            return true;
    return false;
}

static DroppedId kind_of_name(const char *name)
{
    if (says_nothing(name))
        return DROPPED_COUNT;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (holds(name, rows[i].words, rows[i].form))
            return rows[i].kind;
    return DROPPED_COUNT;
}

/* A button that opens an answer: it is in a heading, or asks. */
static bool is_question_button(Element *e)
{
    return dom_is(e, "button") && ((e->parent && dom_is_heading(e->parent)) ||
                                   (dom_attribute(e, "aria-controls") && dom_asks(e)));
}

/* True for what a question, or a button, right before it opens. */
static bool is_opened(const Element *e)
{
    const char *id = dom_attribute(e, "id");
    Element *before = e->previous;
    while (before && dom_is(before, ""))
        before = before->previous;
    if (before && dom_asks(before))
        return true;
    for (Element *n = id ? before : NULL; n; n = dom_next(before, n)) {
        const char *controls = dom_attribute(n, "aria-controls");
        if (controls && strcmp(controls, id) == 0)
            return true;
    }
    return false;
}

static bool is_styled_away(const Element *e)
{
    const char *style = dom_attribute(e, "style");
    char plain[256];
    size_t n = 0;
    for (; style && *style && n < sizeof plain - 1; style++)
        if (*style != ' ')
            plain[n++] = (char)(*style >= 'A' && *style <= 'Z' ? *style + 32 : *style);
    plain[n] = '\0';
    return strstr(plain, "display:none") || strstr(plain, "visibility:hidden");
}

static bool is_hidden(const Element *e)
{
    const char *hidden = dom_attribute(e, "aria-hidden");
    bool unseen = dom_attribute(e, "hidden") || (hidden && strcasecmp(hidden, "true") == 0) ||
                  is_styled_away(e);
    return unseen && !is_opened(e);
}

static int words_of(const char *name)
{
    int spaces = 0;
    for (; *name; name++)
        spaces += *name == ' ';
    return spaces - 1; /* one stands at each end */
}

/* True for a heading, or an element that begins with one: its id repeats the heading's words. */
static bool has_heading_id(const Element *e, const char *name)
{
    const Element *first = e->first;
    while (first && dom_is_space(first))
        first = first->next;
    return dom_is_heading(e) || (words_of(name) > HEADING_WORDS && first && dom_is_heading(first));
}

DroppedId chrome_kind(Element *element)
{
    static const char *const attributes[] = {"role", "class", "id"};
    char name[NAME_BYTES * 2 + 4];
    for (size_t i = 0; i < COUNT(tags); i++)
        if (dom_is(element, tags[i].words) && !is_question_button(element))
            return tags[i].kind;
    for (size_t i = 0; i < COUNT(attributes); i++)
        for (Names names = {dom_attribute(element, attributes[i])}; next_name(&names, name);) {
            DroppedId kind = kind_of_name(name);
            bool heading = strcmp(attributes[i], "id") == 0 && has_heading_id(element, name);
            if (kind != DROPPED_COUNT && !heading)
                return kind;
        }
    return is_hidden(element) ? DROPPED_HIDDEN : DROPPED_COUNT;
}

static bool has_one_of(const Element *element, const char *const *list, size_t count, Form form)
{
    static const char *const attributes[] = {"class", "id", "itemprop"};
    char name[NAME_BYTES * 2 + 4];
    for (size_t a = 0; a < COUNT(attributes); a++)
        for (Names names = {dom_attribute(element, attributes[a])}; next_name(&names, name);)
            for (size_t i = 0; i < count; i++)
                if (holds(name, list[i], form))
                    return true;
    return false;
}

bool chrome_is_content(const Element *element)
{
    return has_one_of(element, content_names, COUNT(content_names), WHOLE_NAME);
}

bool chrome_is_lead(const Element *element)
{
    return has_one_of(element, lead_names, COUNT(lead_names), IN_NAME);
}
