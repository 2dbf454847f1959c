/* Words in another script than the text's own get a language of their own (WCAG 2.2, 3.1.2), so
 * that a screen reader changes its voice and the typesetter its rules.
 *
 * A run is words of one script with the spaces and marks between them. One letter is a symbol (the
 * µ of µg, an α), not a language. */
#include "base/str.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "pass/passes.h"

#include <string.h>

static const struct {
    const char *script, *language, *written;
} scripts[] = {
#define SCRIPT(script, language, written) {script, language, written},
#include "pass/scripts.def"
#undef SCRIPT
};
enum {
    SCRIPTS = sizeof scripts / sizeof *scripts,
    LATIN = SCRIPTS - 1,
    HAN = SCRIPTS - 2,
    NONE = -1
};

typedef struct ScriptRun {
    size_t start, end; /* bytes */
    int script, letters;
} ScriptRun;

typedef struct Marking {
    Book *book;
    char last_name[8]; /* the script that was looked up last, and its index */
    int last;
} Marking;

/* Index of the code point's script; NONE for what all share, and for scripts not in the table. */
static int script_of(Marking *m, uint32_t c)
{
    if (c < 0x250)
        return unicode_is_letter(c) ? LATIN : NONE;
    const char *name = unicode_script(c);
    if (strcmp(name, m->last_name) == 0)
        return m->last;
    memccpy(m->last_name, name, '\0', sizeof m->last_name - 1);
    for (m->last = 0; m->last < SCRIPTS; m->last++)
        if (strcmp(scripts[m->last].script, name) == 0)
            return m->last;
    return m->last = NONE;
}

static bool is_written_in(const char *language, int script)
{
    size_t n = strcspn(language, "-");
    const char *subtag = strstr(language, scripts[script].script);
    if (subtag)
        return true;
    for (const char *at = scripts[script].written; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == n && strncmp(at, language, n) == 0)
            return true;
    return false;
}

/* Latin is at home where no other script is; and nobody marks it in Japanese. */
static bool is_foreign(const char *language, int script)
{
    return script != NONE && script != LATIN && !is_written_in(language, script);
}

static bool same_run(const ScriptRun *run, int script)
{
    bool japanese = strcmp(scripts[run->script].language, "ja") == 0;
    return script == run->script || (japanese && script == HAN) ||
           (run->script == HAN && strcmp(scripts[script].language, "ja") == 0) ||
           strcmp(scripts[script].language, scripts[run->script].language) == 0;
}

/* The next run of foreign letters from `at` on; false when there is none. */
static bool next_run(Marking *m, const Node *text, size_t at, const char *language, ScriptRun *run)
{
    *run = (ScriptRun){0};
    for (size_t n; at < text->length; at += n) {
        uint32_t c;
        n = utf8_decode(text->text + at, text->length - at, &c);
        if (c < 0x80 && !unicode_is_letter(c))
            continue;
        int script = script_of(m, c);
        if (script == NONE) {
            if (run->letters && run->end == at)
                run->end += unicode_script(c)[1] == 'i' ? n : 0; /* Zinh: a mark on the letter */
            continue;
        }
        bool foreign = is_foreign(language, script);
        if (run->letters && (!foreign || !same_run(run, script)))
            break;
        if (!foreign)
            continue;
        if (!run->letters)
            *run = (ScriptRun){.start = at, .script = script};
        if (run->script == HAN)
            run->script = script;
        run->letters++;
        run->end = at + n;
    }
    return run->letters > 0;
}

static bool is_symbol(const ScriptRun *run)
{
    const char *name = scripts[run->script].script;
    return run->letters == 1 &&
           (strcmp(name, "Grek") == 0 || strcmp(name, "Hebr") == 0 || strcmp(name, "Cyrl") == 0);
}

static void insert_span(Book *book, Node *text, const ScriptRun *run)
{
    Node *span = node_new(book, NODE_SPAN, ROLE_FOREIGN, text->place);
    span->language = scripts[run->script].language;
    node_append(span, node_text(book, text->text + run->start, run->end - run->start, text->place));
    node_insert_before(text, span);
}

/* Puts what lies before each run, and the run, before the text, which keeps what follows the last.
 */
static void mark(Marking *m, Node *text)
{
    const char *language = node_language(m->book, text);
    size_t from = 0;
    ScriptRun run = {0};
    while (next_run(m, text, run.end, language, &run)) {
        if (is_symbol(&run))
            continue;
        if (run.start > from)
            node_insert_before(
                text, node_text(m->book, text->text + from, run.start - from, text->place));
        insert_span(m->book, text, &run);
        from = run.end;
    }
    text->text += from;
    text->length -= from;
    if (from && !text->length)
        node_remove(text);
}

/* Plain Latin text is passed over quickly: no letter below U+0370 is of another script. */
static bool may_hold_foreign(const Node *text)
{
    for (size_t i = 0; i < text->length; i++) {
        i += utf8_ascii(text->text + i, text->length - i);
        if ((unsigned char)text->text[i] >= 0xCD && (unsigned char)text->text[i] != 0xE2)
            return true;
    }
    return false;
}

void pass_scripts(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    Marking m = {.book = book, .last = NONE};
    Walk walk = walk_start(book->root);
    while (walk_next(&walk)) {
        Node *node = walk.node;
        if (walk.event != WALK_ENTER || node->kind != NODE_TEXT || !may_hold_foreign(node))
            continue;
        walk_skip(&walk);
        mark(&m, node);
    }
}
