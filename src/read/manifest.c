#include "read/manifest.h"

#include "read/image.h"

#define FIELD_TEXT       const char *
#define FIELD_DATE       const char *
#define FIELD_LANGUAGE   const char *
#define FIELD_IDENTIFIER const char *
#define FIELD_BOOLEAN    bool
#define FIELD_INTEGER    int
#define FIELD_IMAGE      const char *
#define FIELD_TEXTS      StringList
#define FIELD_FILES      StringList
#define FIELD_QUESTIONS  QuestionList
#define FIELD_WORDS      WordList

/* The keys of book.yaml. */
typedef struct BookKeys {
#define BOOK_KEY(name, type, presence, example)                                                    \
    FIELD_##type name;                                                                             \
    Place name##_place;
#define INTERVIEW_KEY(name, type, presence, example)
#define QUESTION_KEY(name, type, presence, example)
#include "read/keys.def"
} BookKeys;

static const KeyRow book_keys[] = {
#define BOOK_KEY(name, type, presence, example)                                                    \
    {#name,                                                                                        \
     KEY_##type,                                                                                   \
     KEY_##presence,                                                                               \
     example,                                                                                      \
     offsetof(BookKeys, name),                                                                     \
     offsetof(BookKeys, name##_place)},
#define INTERVIEW_KEY(name, type, presence, example)
#define QUESTION_KEY(name, type, presence, example)
#include "read/keys.def"
};

/* Fields that other stages need the place of. */
enum {
    PLACE_OF_mentor = offsetof(Interview, mentor_place),
    PLACE_OF_number = offsetof(Interview, number_place),
    PLACE_OF_source = offsetof(Interview, source_place),
    PLACE_OF_date = 0,
    PLACE_OF_language = 0,
    PLACE_OF_mentor_sort = 0,
    PLACE_OF_known_as = 0,
    PLACE_OF_role = 0,
    PLACE_OF_author = 0,
    PLACE_OF_rights = 0,
    PLACE_OF_summary = 0
};

static const KeyRow interview_keys[] = {
#define BOOK_KEY(name, type, presence, example)
#define INTERVIEW_KEY(name, type, presence, example)                                               \
    {#name, KEY_##type, KEY_##presence, example, offsetof(Interview, name), PLACE_OF_##name},
#define QUESTION_KEY(name, type, presence, example)
#include "read/keys.def"
};

#define COPY_TEXT(name) book->name = keys->name;
#define COPY_DATE       COPY_TEXT
#define COPY_LANGUAGE   COPY_TEXT
#define COPY_IDENTIFIER COPY_TEXT
#define COPY_BOOLEAN    COPY_TEXT
#define COPY_INTEGER    COPY_TEXT
#define COPY_TEXTS(name)                                                                           \
    book->name = (const char *const *)keys->name.items;                                            \
    book->name##_count = keys->name.count;
#define COPY_QUESTIONS(name)                                                                       \
    book->name = keys->name.items;                                                                 \
    book->name##_count = keys->name.count;
#define COPY_WORDS COPY_QUESTIONS
#define COPY_IMAGE(name)                                                                           \
    book->name = image_cover(book, keys->name, keys->name##_place, diagnostics);
#define COPY_FILES(name) manifest->name = keys->name;

static void keep(Book *book, const BookKeys *keys, Manifest *manifest, Diagnostics *diagnostics)
{
#define BOOK_KEY(name, type, presence, example) COPY_##type(name)
#define INTERVIEW_KEY(name, type, presence, example)
#define QUESTION_KEY(name, type, presence, example)
#include "read/keys.def"
    if (!book->title)
        book->title = "";
    if (!book->language)
        book->language = "und";
    if (!book->identifier)
        book->identifier = "";
}

bool manifest_read(Book *book, const char *text, size_t length, Manifest *manifest,
                   Diagnostics *diagnostics)
{
    BookKeys keys = {0};
    bool mapping = keys_read(book->file, text, length, 1, book_keys,
                             sizeof book_keys / sizeof *book_keys, &keys, book->arena, diagnostics);
    keep(book, &keys, manifest, diagnostics);
    return mapping;
}

bool front_matter_read(Interview *interview, const char *text, size_t length, int line,
                       Arena *arena, Diagnostics *diagnostics)
{
    return keys_read(interview->file, text, length, line, interview_keys,
                     sizeof interview_keys / sizeof *interview_keys, interview, arena, diagnostics);
}

const char *chapter_title_read(const char *file, const char *text, size_t length, int line,
                               Arena *arena, Diagnostics *diagnostics)
{
    static const KeyRow rows[] = {{"title", KEY_TEXT, KEY_OPTIONAL, "", 0, 0}};
    const char *title = NULL;
    keys_read(file, text, length, line, rows, 1, &title, arena, diagnostics);
    return title;
}
