#include "layout/wordset.h"

#include "base/memory.h"
#include "book/walk.h"

#include <stdbool.h>
#include <stdlib.h>

/* A set of hashes: two words of one hash would at worst let a name be hyphenated. */
struct WordSet {
    uint64_t *hashes; /* open addressing; 0 is empty */
    size_t room, count;
};

enum { LEAST_LENGTH = 5, FIRST_ROOM = 1 << 10 }; /* shorter words are not hyphenated */

static uint64_t hash_word(const char *word, size_t length)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)word[i]) * 1099511628211u;
    h ^= h >> 29;
    return h ? h : 1;
}

static void put(WordSet *set, uint64_t hash)
{
    size_t at = hash & (set->room - 1);
    while (set->hashes[at] && set->hashes[at] != hash)
        at = (at + 1) & (set->room - 1);
    if (set->hashes[at])
        return;
    set->hashes[at] = hash;
    set->count++;
}

static void grow(WordSet *set)
{
    WordSet old = *set;
    set->room = old.room * 4;
    set->count = 0;
    set->hashes = memory_new(set->room * sizeof *set->hashes);
    for (size_t i = 0; i < old.room; i++)
        if (old.hashes[i])
            put(set, old.hashes[i]);
    free(old.hashes);
}

/* Where the lower-case letters at `i` end: ASCII, and the letters of two bytes, whatever their
 * case. */
static size_t lower_end(const char *text, size_t length, size_t i)
{
    while (i < length) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 'a' && c <= 'z')
            i++;
        else if (c >= 0xC3 && c < 0xE0)
            i += 2;
        else
            break;
    }
    return i < length ? i : length;
}

/* A word that begins with a capital is passed over. */
static void add_words(WordSet *set, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t end = lower_end(text, length, i);
        if (end - i >= LEAST_LENGTH) {
            if (set->count * 2 >= set->room)
                grow(set);
            put(set, hash_word(text + i, end - i));
        }
        bool capital = end < length && text[end] >= 'A' && text[end] <= 'Z';
        i = capital ? lower_end(text, length, end + 1) : end + 1;
    }
}

WordSet *wordset_of_book(const Book *book)
{
    WordSet *set = memory_new(sizeof *set);
    set->room = FIRST_ROOM;
    set->hashes = memory_new(set->room * sizeof *set->hashes);
    Walk walk = walk_start(book->root);
    while (walk_next(&walk))
        if (walk.event == WALK_ENTER && walk.node->kind == NODE_TEXT)
            add_words(set, walk.node->text, walk.node->length);
    return set;
}

void wordset_free(WordSet *set)
{
    if (!set)
        return;
    free(set->hashes);
    free(set);
}

bool wordset_has(const WordSet *set, const char *word, size_t length)
{
    if (!set)
        return false;
    uint64_t hash = hash_word(word, length);
    for (size_t at = hash & (set->room - 1); set->hashes[at]; at = (at + 1) & (set->room - 1))
        if (set->hashes[at] == hash)
            return true;
    return false;
}
