#include "import/shortcode.h"

#include <string.h>
#include <strings.h>

enum { CODE_MOST = 2000, ENCLOSED_MOST = 20000 };

/* Shortcodes of WordPress and of plug-ins that are met often: CODE("name", what becomes of it) */
typedef enum Fate { DROP_TAG, DROP_ALL, CAPTION, GALLERY, NOTE } Fate;
static const struct {
    const char *name;
    Fate fate;
} codes[] = {
    {"caption", CAPTION},
    {"wp_caption", CAPTION},
    {"gallery", GALLERY},
    {"embed", DROP_ALL},
    {"video", DROP_ALL},
    {"audio", DROP_ALL},
    {"playlist", DROP_ALL},
    {"youtube", DROP_ALL},
    {"vimeo", DROP_ALL},
    {"tweet", DROP_ALL},
    {"soundcloud", DROP_ALL},
    {"contact-form", DROP_ALL},
    {"contact-form-7", DROP_ALL},
    {"gravityform", DROP_ALL},
    {"googlemaps", DROP_ALL},
    {"efn_note", NOTE},
    {"mfn", NOTE},
    {"modern_footnote", NOTE},
    {"footnote", NOTE},
    {"fn", NOTE},
    {"ref", NOTE},
};

typedef struct Code {
    const char *start, *end; /* from `[` to behind `]` */
    const char *name;
    size_t name_length;
    bool closing, has_attributes;
} Code;

typedef struct Taking {
    Draft *draft;
    const char *end;
    FindAttachment *find;
    const void *context;
    Str *out;
} Taking;

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* The code at `at`; false when no bracket there has a code's shape. */
static bool code_at(const char *at, const char *end, Code *code)
{
    *code = (Code){.start = at};
    const char *p = at + 1;
    code->closing = p < end && *p == '/';
    p += code->closing;
    code->name = p;
    while (p < end && is_name_byte(*p))
        p++;
    code->name_length = (size_t)(p - code->name);
    if (!code->name_length || p == end || !strchr(" \t\n/]", *p))
        return false;
    char quote = '\0';
    for (; p < end && p - at < CODE_MOST; p++) {
        if (quote) {
            quote = *p == quote ? '\0' : quote;
        } else if (*p == '"' || *p == '\'') {
            quote = p[-1] == '=' ? *p : '\0';
        } else if (*p == '=') {
            code->has_attributes = true;
        } else if (*p == ']') {
            code->end = p + 1;
            return true;
        } else if (*p == '[' || *p == '<') {
            return false;
        }
    }
    return false;
}

/* Where the code is closed: at `[/name]`; NULL when it is not. */
static const char *closing_of(const Taking *t, const Code *code)
{
    const char *end = t->end - code->end > ENCLOSED_MOST ? code->end + ENCLOSED_MOST : t->end;
    for (const char *at = code->end; (at = memmem(at, (size_t)(end - at), "[/", 2)); at += 2)
        if ((size_t)(end - at) > code->name_length + 2 &&
            strncasecmp(at + 2, code->name, code->name_length) == 0 &&
            at[2 + code->name_length] == ']')
            return at;
    return NULL;
}

static Fate fate_of(const Code *code, bool *known)
{
    *known = true;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strlen(codes[i].name) == code->name_length &&
            strncasecmp(codes[i].name, code->name, code->name_length) == 0)
            return codes[i].fate;
    *known = false;
    return DROP_TAG;
}

/* `[sic]` and `[laughs]` are the author's; what has attributes, an end or a compound name is not.
 */
static bool is_code(const Code *code, bool known, bool closed)
{
    return known || closed || code->closing || code->has_attributes ||
           memchr(code->name, '_', code->name_length) || memchr(code->name, '-', code->name_length);
}

/* The value of an attribute, unquoted, in the draft's arena; NULL when it is not there. */
static const char *attribute_of(Draft *draft, const Code *code, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = code->start; at + n + 1 < code->end; at++) {
        if (at[-(at > code->start)] != ' ' || strncasecmp(at, name, n) != 0 || at[n] != '=')
            continue;
        const char *value = at + n + 1;
        char quote = *value == '"' || *value == '\'' ? *value : '\0';
        value += quote != '\0';
        const char *end = value;
        while (end < code->end && (quote ? *end != quote : !strchr(" ]", *end)))
            end++;
        return arena_bytes(draft->book->arena, value, (size_t)(end - value));
    }
    return NULL;
}

static void add_escaped(Str *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&' || *text == '<' || *text == '"')
            str_format(out, "&#%d;", *text);
        else
            str_add_char(out, *text);
    }
}

static void add_caption(Taking *t, const Code *code, const char *close)
{
    const char *caption = attribute_of(t->draft, code, "caption");
    const char *words = code->end, *tag;
    while ((tag = memchr(words, '<', (size_t)(close - words)))) {
        const char *end = memchr(tag, '>', (size_t)(close - tag));
        if (!end)
            break;
        bool picture = strncasecmp(tag, "<img", 4) == 0 || strncasecmp(tag, "<a", 2) == 0 ||
                       strncasecmp(tag, "</a", 3) == 0;
        if (!picture)
            break;
        words = end + 1;
    }
    str_add(t->out, "\n\n<figure class=\"wp-caption\">");
    str_add_bytes(t->out, code->end, (size_t)(words - code->end));
    str_add(t->out, "<figcaption>");
    if (caption)
        str_add(t->out, caption);
    else
        str_add_bytes(t->out, words, (size_t)(close - words));
    str_add(t->out, "</figcaption></figure>\n\n");
}

static void add_gallery(Taking *t, const Code *code)
{
    const char *ids = attribute_of(t->draft, code, "ids");
    ids = ids ? ids : attribute_of(t->draft, code, "include");
    bool all = ids != NULL;
    while (ids && *ids) {
        ids += strspn(ids, ", ");
        size_t n = strcspn(ids, ", ");
        const char *id = arena_bytes(t->draft->book->arena, ids, n);
        const Attachment *picture = t->find ? t->find(t->context, id) : NULL;
        ids += n;
        if (!picture || !picture->url) {
            all = false;
            continue;
        }
        str_add(t->out, "\n\n<figure><img src=\"");
        add_escaped(t->out, picture->url);
        str_add(t->out, "\" alt=\"");
        add_escaped(t->out, picture->alt ? picture->alt : "");
        str_add(t->out, "\"><figcaption>");
        add_escaped(t->out, picture->caption ? picture->caption : "");
        str_add(t->out, "</figcaption></figure>\n\n");
    }
    if (all)
        return;
    draft_drop(t->draft, DROPPED_SHORTCODE);
    draft_remark(
        t->draft, "shortcode",
        arena_bytes(t->draft->book->arena, code->start, (size_t)(code->end - code->start)));
}

/* Deals with the code; returns where the content goes on, or NULL when it is none. */
static const char *take_code(Taking *t, const char *at)
{
    Code code;
    bool known;
    if (!code_at(at, t->end, &code))
        return NULL;
    Fate fate = fate_of(&code, &known);
    const char *close = code.closing ? NULL : closing_of(t, &code);
    if (!is_code(&code, known, close != NULL))
        return NULL;
    if (fate == CAPTION && close) {
        add_caption(t, &code, close);
        return close + code.name_length + 3;
    }
    if (fate == NOTE && close) { /* see footnotes.c */
        str_add(t->out, "<span class=\"footnote-text\">");
        str_add_bytes(t->out, code.end, (size_t)(close - code.end));
        str_add(t->out, "</span>");
        return close + code.name_length + 3;
    }
    if (fate == GALLERY) {
        add_gallery(t, &code);
        return code.end;
    }
    if (code.closing)
        return code.end;
    draft_drop(t->draft, fate == DROP_ALL ? DROPPED_EMBED : DROPPED_SHORTCODE);
    const char *stop = fate == DROP_ALL && close ? close : code.end;
    draft_remark(t->draft, fate == DROP_ALL ? "embed" : "shortcode",
                 arena_bytes(t->draft->book->arena, at, (size_t)(stop - at)));
    return fate == DROP_ALL && close ? close + code.name_length + 3 : code.end;
}

void shortcodes_take(Draft *draft, const char *content, size_t length, FindAttachment *find,
                     const void *context, Str *out)
{
    Taking t = {draft, content + length, find, context, out};
    for (const char *at = content; at < t.end;) {
        const char *next = memchr(at, '[', (size_t)(t.end - at));
        str_add_bytes(out, at, (size_t)((next ? next : t.end) - at));
        if (!next)
            return;
        size_t left = (size_t)(t.end - next);
        const char *twice = left > 1 && next[1] == '['
                                ? memmem(next, left < CODE_MOST ? left : CODE_MOST, "]]", 2)
                                : NULL;
        if (twice) { /* `[[code]]` shows itself */
            str_add_bytes(out, next + 1, (size_t)(twice - next));
            at = twice + 2;
            continue;
        }
        const char *after = take_code(&t, next);
        if (!after)
            str_add_char(out, '[');
        at = after ? after : next + 1;
    }
}
