#include "book/wording.h"

#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

enum { SHORTEST_FOLDED = 4 };

typedef enum Where { END, INSIDE } Where;
static const struct {
    const char *from, *to;
    Where where;
} spellings[] = {
#define SPELLING(from, to, where) {from, to, where},
#include "book/wording.def"
#undef SPELLING
};

/* Replaces `from` at a place by `to`, which is never longer. */
static void replace(char *at, const char *from, const char *to)
{
    char *rest = at + strlen(from);
    while (*to)
        *at++ = *to++;
    memmove(at, rest, strlen(rest) + 1);
}

static void fold_word(char *word)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (strlen(word) < SHORTEST_FOLDED)
            return;
        const char *from = spellings[i].from;
        char *at = spellings[i].where == INSIDE ? strstr(word + 1, from)
                   : str_ends(word, from)       ? word + strlen(word) - strlen(from)
                                                : NULL;
        if (at)
            replace(at, from, spellings[i].to);
    }
}

char *wording_key(Arena *arena, const char *text)
{
    char *words = unicode_match_key(arena, text), *rest = words;
    Str key = STR_INIT;
    for (char *word; (word = strsep(&rest, " "));) {
        fold_word(word);
        str_add(&key, key.length ? " " : "");
        str_add(&key, word);
    }
    char *folded = arena_bytes(arena, key.data, key.length);
    str_release(&key);
    return folded;
}
