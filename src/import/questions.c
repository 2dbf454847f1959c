#include "import/questions.h"

#include "base/memory.h"
#include "book/walk.h"
#include "import/names.h"
#include "import/tidy.h"

#include <stdlib.h>
#include <string.h>

enum { QUESTION_MOST = 600, PLAIN_MOST = 260, RUN_IN_LEAST = 2, DEEPEST = 6 };

typedef enum Shape {
    SHAPE_NONE,
    SHAPE_H1,
    SHAPE_H2,
    SHAPE_H3,
    SHAPE_H4,
    SHAPE_H5,
    SHAPE_H6,
    SHAPE_TERM,
    SHAPE_MARKED,
    SHAPE_LABELLED,
    SHAPE_STRONG,
    SHAPE_EMPHASIS,
    SHAPE_PLAIN,
    SHAPES
} Shape;

typedef struct Block {
    Node *node;
    const char *line;
    Shape shape;
    bool asks, invites, chosen;
    Known known;
    const char *resembles; /* the key of a known question that it words otherwise */
} Block;

typedef struct Blocks {
    Block *list; /* heap */
    size_t count, capacity;
    Shape primary;
} Blocks;

/* True when all words of the line have the style. */
static bool is_all(const Node *line, NodeKind style)
{
    bool words = false;
    Walk walk = walk_start(line);
    while (walk_next(&walk)) {
        const Node *n = walk.node;
        if (walk.event == WALK_ENTER && n->kind == style) {
            words = true;
            walk_skip(&walk);
        } else if (n->kind == NODE_IMAGE) {
            return false;
        } else if (n->kind == NODE_TEXT) {
            for (size_t i = 0; i < n->length; i++)
                if (!strchr(" .:?!,", n->text[i]))
                    return false;
        }
    }
    return words;
}

static Shape shape_of(const Node *node, const char *line)
{
    size_t length = strlen(line);
    if (!length || length > QUESTION_MOST)
        return SHAPE_NONE;
    if (node->role == ROLE_ANSWER)
        return SHAPE_NONE;
    if (node->role == ROLE_QUESTION)
        return SHAPE_LABELLED;
    if (node->kind == NODE_HEADING)
        return node->level == LEVEL_TERM     ? SHAPE_TERM
               : node->level == LEVEL_MARKED ? SHAPE_MARKED
                                             : (Shape)(SHAPE_H1 + node->level - 1);
    if (node->kind != NODE_PARAGRAPH)
        return SHAPE_NONE;
    if (is_all(node, NODE_STRONG))
        return SHAPE_STRONG;
    if (is_all(node, NODE_EMPHASIS))
        return SHAPE_EMPHASIS;
    return line_asks(line) && length <= PLAIN_MOST ? SHAPE_PLAIN : SHAPE_NONE;
}

static bool is_style(const Node *node)
{
    return node && (node->kind == NODE_STRONG || node->kind == NODE_EMPHASIS);
}

/* A question in bold at the beginning of its answer's paragraph: how the paragraph goes on. NULL
 * when it does not begin so. */
static Node *run_in_end(Draft *draft, const Series *series, const Node *line)
{
    Node *style = line->kind == NODE_PARAGRAPH ? line->first : NULL;
    if (!is_style(style) || !style->next)
        return NULL;
    Node *rest = style->next;
    const char *text = node_line(draft, style);
    bool question = line_asks(text) || series_knows(series, text);
    bool newline = rest->kind == NODE_LINE_BREAK && (line_invites(text) || question);
    return newline || question ? rest : NULL;
}

/* Parts such questions from their answers, when there are several or they are known. */
static void part_run_in(Draft *draft, const Series *series)
{
    int count = 0;
    for (const Node *n = draft->body->first; n; n = n->next) {
        const Node *rest = run_in_end(draft, series, n);
        bool known = rest && series_knows(series, node_line(draft, n->first));
        count += rest ? known || rest->kind == NODE_LINE_BREAK ? RUN_IN_LEAST : 1 : 0;
    }
    if (count < RUN_IN_LEAST)
        return;
    for (Node *n = draft->body->first; n; n = n->next) {
        Node *rest = run_in_end(draft, series, n);
        if (!rest)
            continue;
        if (rest->kind != NODE_LINE_BREAK) {
            Node *newline = node_new(draft->book, NODE_LINE_BREAK, ROLE_NONE, draft_place(draft));
            node_insert_before(rest, newline);
            rest = newline;
        }
        Node *answer = split_line_at(draft, n, rest);
        tidy_line(draft, answer);
        if (is_blank(answer))
            node_remove(answer);
    }
}

static Blocks collect(Draft *draft, const Series *series)
{
    Blocks blocks = {0};
    for (Node *n = draft->body->first; n; n = n->next) {
        Block block = {.node = n, .line = ""};
        if (n->kind == NODE_PARAGRAPH || n->kind == NODE_HEADING) {
            block.line = node_line(draft, n);
            block.shape = shape_of(n, block.line);
            block.asks = line_asks(block.line);
            block.invites = line_invites(block.line);
            block.known = block.shape ? series_knows(series, block.line) : KNOWN_NOT;
            if (!block.shape && n->role != ROLE_ANSWER && strlen(block.line) <= PLAIN_MOST &&
                series_knows(series, block.line)) {
                block.shape = SHAPE_PLAIN;
                block.known = series_knows(series, block.line);
            }
        }
        blocks.list = memory_grow(blocks.list, blocks.count + 1, &blocks.capacity, sizeof block);
        blocks.list[blocks.count++] = block;
    }
    return blocks;
}

/* Lines that ask a known question in other words, where it is asked in no others. */
static void find_variants(Blocks *blocks, const Series *series)
{
    for (size_t i = 0; i < blocks->count; i++) {
        Block *b = &blocks->list[i];
        const char *key =
            b->shape && b->asks && !b->known ? series_resembled(series, b->line) : NULL;
        bool taken = false;
        for (size_t k = 0; key && k < blocks->count && !taken; k++) {
            const Block *other = &blocks->list[k];
            const char *asked = other->known ? series_key(series, other->line) : NULL;
            taken = asked ? strcmp(asked, key) == 0 : other->resembles == key;
        }
        if (key && !taken) {
            b->known = KNOWN_LEARNED;
            b->resembles = key;
        }
    }
}

/* How likely the draft's questions have this shape. */
static int score(const Blocks *blocks, Shape shape)
{
    int sum = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        const Block *b = &blocks->list[i];
        if (b->shape != shape)
            continue;
        bool last = i + 1 == blocks->count; /* with no answer */
        sum += b->known == KNOWN_BOOK ? 12 : b->known == KNOWN_LEARNED ? 8 : 0;
        sum += b->asks ? 6 : b->invites ? 3 : shape < SHAPE_STRONG ? 1 : 0;
        sum -= last ? 4 : 0;
    }
    return shape == SHAPE_PLAIN ? sum / 2 : sum;
}

static bool is_likely(const Blocks *blocks, const Block *b)
{
    return b->known || b->asks || (b->invites && blocks->primary != SHAPE_PLAIN);
}

/* How many of a shape's lines ask, in percent. */
static int share_of_questions(const Blocks *blocks, Shape shape)
{
    int all = 0, likely = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        all += blocks->list[i].shape == shape;
        likely += blocks->list[i].shape == shape && is_likely(blocks, &blocks->list[i]);
    }
    return all ? likely * 100 / all : 0;
}

static int count_known(const Blocks *blocks, Shape shape, Known least)
{
    int count = 0;
    for (size_t i = 0; i < blocks->count; i++)
        count += blocks->list[i].shape == shape && blocks->list[i].known >= least;
    return count;
}

static void choose(Blocks *blocks)
{
    int best = 0;
    for (int s = SHAPE_H1; s < SHAPES; s++) {
        int n = score(blocks, (Shape)s);
        if (n > best) {
            best = n;
            blocks->primary = (Shape)s;
        }
    }
    int share = share_of_questions(blocks, blocks->primary);
    bool series = count_known(blocks, blocks->primary, KNOWN_LEARNED) >= 2;
    for (size_t i = 0; i < blocks->count; i++) {
        Block *b = &blocks->list[i];
        bool last = i + 1 == blocks->count;
        if (!b->shape || (last && !b->known))
            continue;
        bool primary = b->shape == blocks->primary;
        if (b->known)
            b->chosen = true;
        else if (b->shape == SHAPE_PLAIN)
            b->chosen = primary && b->asks && !series;
        else if (primary)
            b->chosen = is_likely(blocks, b) || (share >= 50 && b->shape != SHAPE_EMPHASIS) ||
                        (b->shape < SHAPE_STRONG && share < 50 && !series);
        else
            b->chosen = b->asks && !series && b->shape < SHAPE_EMPHASIS &&
                        blocks->primary != SHAPE_LABELLED &&
                        share_of_questions(blocks, b->shape) >= 80;
    }
}

static void make_question(Draft *draft, Node *node)
{
    node->kind = NODE_HEADING;
    node->role = ROLE_QUESTION;
    node->level = LEVEL_QUESTION;
    for (Node *n = node->first, *next; n; n = next) {
        next = n->next;
        if (n->kind == NODE_LINE_BREAK)
            node_replace(n, node_text(draft->book, " ", 1, draft_place(draft)));
    }
    if (is_all(node, NODE_STRONG))
        unstyle_line(node, NODE_STRONG);
    if (is_all(node, NODE_EMPHASIS))
        unstyle_line(node, NODE_EMPHASIS);
    tidy_line(draft, node);
}

/* Two lines in a row that ask together are one question. */
static void join_questions(Draft *draft, Blocks *blocks)
{
    for (size_t i = blocks->count; i-- > 1;) {
        Block *a = &blocks->list[i - 1], *b = &blocks->list[i];
        if (!a->chosen || !b->chosen || a->known || b->known)
            continue;
        if (a->shape != b->shape) {
            a->chosen = a->asks; /* a heading above a question is no question */
            continue;
        }
        if (strlen(a->line) + strlen(b->line) > QUESTION_MOST)
            continue;
        node_append(a->node, node_text(draft->book, " ", 1, draft_place(draft)));
        for (Node *child; (child = b->node->first);) {
            node_remove(child);
            node_append(a->node, child);
        }
        b->chosen = false;
        node_remove(b->node);
        b->node = NULL;
    }
}

/* A heading in the introduction, or a term, is a line in bold. */
static void make_bold_line(Draft *draft, Node *node)
{
    Node *strong = node_new(draft->book, NODE_STRONG, ROLE_NONE, draft_place(draft));
    for (Node *child; (child = node->first);) {
        node_remove(child);
        node_append(strong, child);
    }
    node_append(node, strong);
    node->kind = NODE_PARAGRAPH;
    node->level = 0;
    tidy_line(draft, node);
}

/* Levels of an answer's headings, without gaps from level 3 on. */
static void settle_headings(Draft *draft)
{
    bool used[DEEPEST + 1] = {false};
    bool answer = false;
    for (Node *n = draft->body->first; n; n = n->next) {
        answer |= n->role == ROLE_QUESTION && n->kind == NODE_HEADING;
        if (n->kind == NODE_HEADING && n->role != ROLE_QUESTION && n->level <= DEEPEST && answer)
            used[n->level] = true;
    }
    uint8_t level_of[DEEPEST + 1], next = LEVEL_QUESTION + 1;
    for (int i = 1; i <= DEEPEST; i++) {
        level_of[i] = next;
        next = (uint8_t)(next + (used[i] && next < DEEPEST));
    }
    uint8_t above = LEVEL_QUESTION;
    answer = false;
    for (Node *n = draft->body->first; n; n = n->next) {
        if (n->kind != NODE_HEADING)
            continue;
        if (n->role == ROLE_QUESTION) {
            answer = true;
            above = LEVEL_QUESTION;
        } else if (!answer || n->level > DEEPEST) {
            make_bold_line(draft, n);
        } else {
            n->level = level_of[n->level] > above + 1 ? (uint8_t)(above + 1) : level_of[n->level];
            above = n->level;
        }
    }
}

void questions_find(Draft *draft, const Series *series)
{
    part_run_in(draft, series);
    Blocks blocks = collect(draft, series);
    find_variants(&blocks, series);
    choose(&blocks);
    join_questions(draft, &blocks);
    draft->questions = draft->strong_questions = draft->known_questions = 0;
    for (size_t i = 0; i < blocks.count; i++) {
        Block *b = &blocks.list[i];
        if (!b->node)
            continue;
        if (!b->chosen) {
            b->node->role = ROLE_NONE;
            if (b->shape == SHAPE_PLAIN && b->asks && draft->questions)
                draft_remark(draft, "unsure", b->line);
            continue;
        }
        make_question(draft, b->node);
        draft->questions++;
        draft->strong_questions += b->asks || b->known;
        draft->known_questions += b->known != KNOWN_NOT;
    }
    free(blocks.list);
    settle_headings(draft);
}
