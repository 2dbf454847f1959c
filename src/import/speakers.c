#include "import/speakers.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "book/walk.h"
#include "import/names.h"
#include "import/tidy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LABEL_MOST = 40, LABEL_WORDS_MOST = 4, LABELS_MOST = 64, OFTEN = 3 };

static const struct {
    const char *word;
    Speaker speaker;
} known[] = {
#define QUESTION          SPEAKER_INTERVIEWER
#define ANSWER            SPEAKER_MENTOR
#define LABEL(word, role) {word, role},
#include "import/labels.def"
#undef LABEL
#undef QUESTION
#undef ANSWER
};

typedef struct Label {
    char key[LABEL_MOST + 1];
    int count, asks;
    Speaker speaker;
} Label;

typedef struct Labels {
    Label list[LABELS_MOST];
    size_t count;
} Labels;

size_t speaker_label(const char *line)
{
    const char *colon = memchr(line, ':', strnlen(line, LABEL_MOST));
    uint32_t first;
    utf8_decode(line, strlen(line), &first);
    if (!colon || colon == line || (colon[1] && colon[1] != ' ') || !unicode_is_letter(first) ||
        (!unicode_is_upper(first) && colon - line > 1))
        return 0;
    int words = 1;
    for (const char *p = line; p < colon; p++) {
        if (strchr(",;!?()\"", *p))
            return 0;
        words += *p == ' ';
    }
    return words <= LABEL_WORDS_MOST ? (size_t)(colon - line) + 1 : 0;
}

/* The label without its colon and number, in lower case: `Q1.:` is `q`. */
static void label_key(const char *line, size_t length, char key[LABEL_MOST + 1])
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < length && n < LABEL_MOST; i++)
        key[n++] = (char)(line[i] >= 'A' && line[i] <= 'Z' ? line[i] + 32 : line[i]);
    while (n && strchr(" .#0123456789", key[n - 1]))
        n--;
    key[n] = '\0';
}

static Label *label_of(Labels *labels, const char *line, bool make)
{
    size_t length = speaker_label(line);
    char key[LABEL_MOST + 1];
    if (!length)
        return NULL;
    label_key(line, length, key);
    for (size_t i = 0; i < labels->count; i++)
        if (strcmp(labels->list[i].key, key) == 0)
            return &labels->list[i];
    if (!make || labels->count == LABELS_MOST)
        return NULL;
    Label *label = &labels->list[labels->count++];
    *label = (Label){.count = 0};
    memcpy(label->key, key, sizeof key);
    return label;
}

/* True when a colon stands so near that a label may begin here. */
static bool may_be_label(const Node *node)
{
    size_t bytes = 0;
    for (; node && node->kind != NODE_LINE_BREAK && bytes <= LABEL_MOST; node = node->next) {
        Walk walk = walk_start(node);
        while (bytes <= LABEL_MOST && walk_next(&walk)) {
            const Node *n = walk.node;
            if (n->text && memchr(n->text, ':', n->length))
                return true;
            bytes += n->text ? n->length : 0;
        }
    }
    return false;
}

/* The text from `node` on to the next line break or the end of the line; "" when it begins with no
 * label. */
static const char *text_from(Draft *draft, const Node *node)
{
    Str text = STR_INIT;
    if (!may_be_label(node))
        return "";
    for (; node && node->kind != NODE_LINE_BREAK; node = node->next)
        str_add(&text, node_line(draft, node)), str_add(&text, " ");
    const char *folded = folded_copy(draft->book->arena, text.data);
    str_release(&text);
    return folded;
}

/* Counts the labels that the line's parts begin with. */
static void count_labels(Draft *draft, const Node *line, Labels *labels)
{
    for (const Node *n = line->first; n; n = n->next) {
        bool starts = n == line->first || n->previous->kind == NODE_LINE_BREAK;
        const char *text = starts ? text_from(draft, n) : "";
        Label *label = label_of(labels, text, true);
        if (!label)
            continue;
        label->count++;
        label->asks += line_asks(text);
    }
}

static Speaker known_speaker(const Draft *draft, const Label *label)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].word, label->key) == 0)
            return known[i].speaker;
    if (name_is_of(label->key, fact_value(draft, FACT_MENTOR)))
        return SPEAKER_MENTOR;
    if (name_is_of(label->key, fact_value(draft, FACT_AUTHOR)) && label->asks)
        return SPEAKER_INTERVIEWER;
    return SPEAKER_NONE;
}

/* Two who speak in turn, one of whom asks: then the labels need not be known. */
static void find_pair(Labels *labels)
{
    Label *asks = NULL, *answers = NULL;
    for (size_t i = 0; i < labels->count; i++) {
        Label *label = &labels->list[i];
        if (label->count < OFTEN || label->speaker)
            continue;
        if (label->asks * 5 >= label->count * 3 && (!asks || label->count > asks->count))
            asks = label;
        else if (label->asks * 5 <= label->count * 2 && (!answers || label->count > answers->count))
            answers = label;
    }
    bool answered = answers && asks && answers->count * 2 >= asks->count;
    for (size_t i = 0; i < labels->count; i++)
        answered |= labels->list[i].speaker == SPEAKER_MENTOR;
    if (!asks || !answered)
        return;
    asks->speaker = SPEAKER_INTERVIEWER;
    if (answers && !answers->speaker)
        answers->speaker = SPEAKER_MENTOR;
}

static void decide(const Draft *draft, Labels *labels)
{
    bool questions = false;
    for (size_t i = 0; i < labels->count; i++) {
        Label *label = &labels->list[i];
        label->speaker = known_speaker(draft, label);
        questions |= label->speaker == SPEAKER_INTERVIEWER && (label->count > 1 || label->asks);
    }
    for (size_t i = 0; i < labels->count; i++) {
        Label *label = &labels->list[i];
        bool named = name_is_of(label->key, fact_value(draft, FACT_MENTOR));
        if (!questions && !named)
            label->speaker = SPEAKER_NONE; /* `A:` alone is no answer */
    }
    find_pair(labels);
}

static void take_label(Draft *draft, Node *line, Labels *labels)
{
    const char *text = text_from(draft, line->first);
    const Label *label = label_of(labels, text, false);
    if (!label || !label->speaker)
        return;
    line->role = label->speaker == SPEAKER_MENTOR ? ROLE_ANSWER : ROLE_QUESTION;
    cut_line_start(draft, line, speaker_label(text));
}

/* Parts a line where another speaker begins after a line break; returns the line after it. */
static void part_line(Draft *draft, Node *line, Labels *labels)
{
    for (Node *n = line->first; n; n = n->next) {
        const Label *label = n->kind == NODE_LINE_BREAK && n->next
                                 ? label_of(labels, text_from(draft, n->next), false)
                                 : NULL;
        if (label && label->speaker) {
            split_line_at(draft, line, n);
            return;
        }
    }
}

/* The block's line with a colon after it, when it may be a label that stands alone above what is
 * said; NULL when it cannot be one. */
static const char *bare_label(Draft *draft, const Node *block)
{
    if (!is_line(block) || !block->next || !is_line(block->next))
        return NULL;
    const char *line = node_line(draft, block);
    return strpbrk(line, ",;:!?()\"") ? NULL : arena_format(draft->book->arena, "%s:", line);
}

static bool is_often(const Draft *draft, const Label *label)
{
    return label->count >= OFTEN || (label->count > 1 && known_speaker(draft, label));
}

/* Labels that stand alone go to the beginning of what follows, when they come again and again, and
 * one of them asks. */
static void join_bare_labels(Draft *draft, Labels *labels)
{
    bool asked = false, answered = false;
    for (const Node *n = draft->body->first; n; n = n->next) {
        const char *text = bare_label(draft, n);
        Label *label = text ? label_of(labels, text, true) : NULL;
        if (!label)
            continue;
        label->count++;
        label->asks += line_asks(node_line(draft, n->next));
    }
    for (size_t i = 0; i < labels->count; i++) {
        const Label *label = &labels->list[i];
        asked |= is_often(draft, label) && label->asks * 5 >= label->count * 3;
        answered |= is_often(draft, label) && label->asks * 5 <= label->count * 2;
    }
    for (Node *n = draft->body->first, *next; n && asked && answered; n = next) {
        const char *text = bare_label(draft, n);
        const Label *label = text ? label_of(labels, text, false) : NULL;
        next = n->next;
        if (!label || !is_often(draft, label))
            continue;
        text = arena_format(draft->book->arena, "%s ", text);
        Node *words = node_text(draft->book, text, strlen(text), draft_place(draft));
        if (next->first)
            node_insert_before(next->first, words);
        else
            node_append(next, words);
        node_remove(n);
    }
}

void speakers_take(Draft *draft)
{
    Labels *labels = memory_new(sizeof *labels);
    join_bare_labels(draft, labels);
    *labels = (Labels){.count = 0};
    for (const Node *n = draft->body->first; n; n = n->next)
        if (is_line(n))
            count_labels(draft, n, labels);
    decide(draft, labels);
    for (Node *n = draft->body->first, *next; n; n = next) {
        if (is_line(n)) {
            part_line(draft, n, labels);
            take_label(draft, n, labels);
        }
        next = n->next;
        if (is_line(n) && is_blank(n) && next && is_line(next)) {
            next->role = next->role ? next->role : n->role; /* the label stood alone */
            node_remove(n);
        }
    }
    free(labels);
}
