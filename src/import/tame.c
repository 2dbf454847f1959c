#include "import/tame.h"

#include <string.h>
#include <strings.h>

typedef struct Tamer {
    const char *at, *end;
    Str *out;
    unsigned depth, skipped; /* skipped: open tags that were left out */
    Place place;
    Diagnostics *diagnostics;
} Tamer;

/* Tags that hold nothing, and those whose end may be left out: they say nothing of the depth. */
static bool counts(const char *name, size_t length)
{
    static const char *const others[] = {
        "area", "base",  "br",    "col",  "embed",  "hr",     "img",      "input",
        "link", "meta",  "param", "wbr",  "source", "track",  "p",        "li",
        "dt",   "dd",    "tr",    "td",   "th",     "option", "colgroup", "rt",
        "rp",   "thead", "tbody", "html", "tfoot",  "body",   "head",     "optgroup"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strlen(others[i]) == length && strncasecmp(others[i], name, length) == 0)
            return false;
    return true;
}

/* What such a tag holds is not looked into for tags. */
static bool is_raw(const char *name, size_t length)
{
    static const char *const raw[] = {"script", "style", "textarea", "title", "xmp", "noembed"};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (strlen(raw[i]) == length && strncasecmp(raw[i], name, length) == 0)
            return true;
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void copy(Tamer *t, const char *from, const char *to)
{
    for (; from < to; from++)
        if (*from)
            str_add_char(t->out, *from);
}

/* The end of an attribute's value that begins at `at`; `quote` is what it stands in, or 0. */
static const char *value_end(const Tamer *t, const char *at, char quote)
{
    if (quote) {
        const char *end = memchr(at, quote, (size_t)(t->end - at));
        return end ? end : t->end;
    }
    while (at < t->end && !is_space(*at) && *at != '>')
        at++;
    return at;
}

static bool is_harmless(Tamer *t, const char *value, size_t length)
{
    while (length && is_space(*value)) {
        value++;
        length--;
    }
    bool data = length > 64 && strncasecmp(value, "data:", 5) == 0;
    if (data)
        diag(t->diagnostics, IMPORT_DATA_ADDRESS, t->place);
    else if (length > TAME_VALUE_BYTES)
        diag(t->diagnostics, IMPORT_LONG_VALUE, t->place, TAME_VALUE_BYTES);
    return !data && length <= TAME_VALUE_BYTES;
}

/* One attribute from t->at on, which is none of space, `/` and `>`. */
static void attribute(Tamer *t, bool keep)
{
    const char *start = t->at;
    while (t->at < t->end && !is_space(*t->at) && !strchr("=>/", *t->at))
        t->at++;
    if (t->at == start)
        t->at++; /* a stray `=` */
    const char *name_end = t->at, *p = t->at;
    while (p < t->end && is_space(*p))
        p++;
    if (keep && name_end - start <= 256)
        copy(t, start, name_end);
    if (p == t->end || *p != '=')
        return;
    for (p++; p < t->end && is_space(*p);)
        p++;
    char quote = p < t->end && (*p == '"' || *p == '\'') ? *p : '\0';
    const char *value = p + (quote != 0), *end = value_end(t, value, quote);
    if (keep && name_end - start <= 256) {
        str_add(t->out, quote == '\'' ? "='" : "=\"");
        if (is_harmless(t, value, (size_t)(end - value)))
            copy(t, value, end);
        str_add_char(t->out, quote == '\'' ? '\'' : '"');
    }
    t->at = end < t->end && quote ? end + 1 : end;
}

/* The rest of a tag after its name. */
static void attributes(Tamer *t, bool keep)
{
    for (int count = 0; t->at < t->end && *t->at != '>';) {
        if (is_space(*t->at) || *t->at == '/') {
            if (keep)
                str_add_char(t->out, *t->at);
            t->at++;
            continue;
        }
        if (++count == TAME_ATTRIBUTES + 1)
            diag(t->diagnostics, IMPORT_MANY_ATTRIBUTES, t->place, TAME_ATTRIBUTES);
        attribute(t, keep && count <= TAME_ATTRIBUTES);
    }
    if (t->at < t->end)
        t->at++;
    if (keep)
        str_add_char(t->out, '>');
}

static void raw_text(Tamer *t, const char *name, size_t length)
{
    const char *start = t->at;
    for (; t->at < t->end; t->at++)
        if (*t->at == '<' && (size_t)(t->end - t->at) > length + 2 && t->at[1] == '/' &&
            strncasecmp(t->at + 2, name, length) == 0)
            break;
    copy(t, start, t->at);
}

static void tag(Tamer *t)
{
    const char *start = t->at++;
    bool closing = *t->at == '/';
    t->at += closing;
    const char *name = t->at;
    while (t->at < t->end && !is_space(*t->at) && *t->at != '>' && *t->at != '/')
        t->at++;
    size_t length = (size_t)(t->at - name);
    bool keep = true;
    if (counts(name, length)) {
        if (!closing && t->depth >= TAME_DEPTH) {
            diag(t->diagnostics, IMPORT_DEEP, t->place, TAME_DEPTH);
            t->skipped++;
            keep = false;
        } else if (closing && t->skipped) {
            t->skipped--;
            keep = false;
        } else if (!closing) {
            t->depth++;
        } else if (t->depth) {
            t->depth--;
        }
    }
    if (keep)
        copy(t, start, t->at);
    attributes(t, keep);
    if (!closing && keep && is_raw(name, length))
        raw_text(t, name, length);
}

/* A comment, or anything else between `<!` or `<?` and `>`. */
static void declaration(Tamer *t)
{
    const char *start = t->at, *end = NULL;
    size_t left = (size_t)(t->end - t->at);
    if (left >= 4 && memcmp(t->at, "<!--", 4) == 0) {
        end = memmem(t->at + 4, left - 4, "-->", 3);
        end = end ? end + 3 : NULL;
    } else {
        end = memchr(t->at, '>', left);
        end = end ? end + 1 : NULL;
    }
    t->at = end ? end : t->end;
    copy(t, start, t->at);
}

void tame_page(const char *page, size_t length, Str *out, Place place, Diagnostics *diagnostics)
{
    Tamer t = {
        .at = page, .end = page + length, .out = out, .place = place, .diagnostics = diagnostics};
    while (t.at < t.end) {
        const char *next = memchr(t.at, '<', (size_t)(t.end - t.at));
        copy(&t, t.at, next ? next : t.end);
        if (!next)
            break;
        t.at = next;
        char c = next + 1 < t.end ? next[1] : '\0';
        if (is_letter(c) || (c == '/' && next + 2 < t.end && is_letter(next[2]))) {
            tag(&t);
        } else if (c == '!' || c == '?') {
            declaration(&t);
        } else {
            str_add_char(out, '<');
            t.at++;
        }
    }
}
