#include "book/words.h"

#include "base/language.h"
#include "base/str.h"

#include <string.h>

enum { LANGUAGES = 6 };
static const char *const languages[LANGUAGES] = {"en", "de", "fr", "es", "nl", "cy"};

static const struct {
    const char *key, *text[LANGUAGES];
} words[WORD_COUNT] = {
#define WORD(name, key, ...) {key, {__VA_ARGS__}},
#include "book/words.def"
#undef WORD
};

static int language_index(const char *language)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (language_matches(language, languages[i]))
            return i;
    return 0;
}

const char *word(const Book *book, const char *language, WordId id)
{
    for (size_t i = 0; i < book->words_count; i++)
        if (str_equal(book->words[i].key, words[id].key))
            return book->words[i].text;
    return words[id].text[language_index(language ? language : book->language)];
}

const char *word_with(const Book *book, const char *language, WordId id, const char *value)
{
    const char *pattern = word(book, language, id);
    const char *at = strchr(pattern, '%');
    if (!at)
        return arena_format(book->arena, "%s %s", pattern, value);
    return arena_format(book->arena, "%.*s%s%s", (int)(at - pattern), pattern, value,
                        at[1] ? at + 2 : "");
}

const char *word_list(const Book *book, const char *language, const char *const *items,
                      size_t count)
{
    Str list = STR_INIT;
    for (size_t i = 0; i < count; i++) {
        if (i && i + 1 < count)
            str_add(&list, ", ");
        else if (i)
            str_format(&list, " %s ", word(book, language, WORD_AND));
        str_add(&list, items[i]);
    }
    const char *result = arena_bytes(book->arena, list.data, list.length);
    str_release(&list);
    return result;
}

static int index_of(const char *key)
{
    for (int i = 0; i < WORD_COUNT; i++)
        if (str_equal(words[i].key, key))
            return i;
    return -1;
}

const char *const *word_keys(void)
{
    static const char *const keys[WORD_COUNT] = {
#define WORD(name, key, ...) key,
#include "book/words.def"
#undef WORD
    };
    return keys;
}

bool word_is_key(const char *key)
{
    return index_of(key) >= 0;
}

const char *word_of_key(const Book *book, const char *language, const char *key)
{
    int id = index_of(key);
    return id < 0 ? NULL : word(book, language, (WordId)id);
}
