#include "read/manifest.h"

#include "base/str.h"

/* The keys of book.yaml. */
typedef struct BookKeys {
    const char *title, *subtitle, *series, *language, *identifier, *date, *publisher, *rights;
    const char *description, *certifier, *cover;
    StringList editors, subjects, interviews;
    QuestionList questions;
    WordList words;
    bool embed_fonts, repeat_answers;
} BookKeys;

#define BOOK_KEY(name, type, required)                                                             \
    {                                                                                              \
#name, KEY_##type, required, offsetof(BookKeys, name), 0                                   \
    }
static const KeyRow book_keys[] = {
    BOOK_KEY(title, TEXT, true),
    BOOK_KEY(subtitle, TEXT, false),
    BOOK_KEY(series, TEXT, false),
    BOOK_KEY(language, LANGUAGE, true),
    BOOK_KEY(identifier, IDENTIFIER, true),
    BOOK_KEY(date, DATE, false),
    BOOK_KEY(publisher, TEXT, false),
    BOOK_KEY(rights, TEXT, false),
    BOOK_KEY(description, TEXT, false),
    BOOK_KEY(certifier, TEXT, false),
    BOOK_KEY(cover, TEXT, false),
    BOOK_KEY(editors, TEXTS, false),
    BOOK_KEY(subjects, TEXTS, false),
    BOOK_KEY(questions, QUESTIONS, false),
    BOOK_KEY(interviews, TEXTS, false),
    BOOK_KEY(words, WORDS, false),
    BOOK_KEY(embed_fonts, BOOLEAN, false),
    BOOK_KEY(repeat_answers, BOOLEAN, false),
};

#define INTERVIEW_KEY(name, type, required, place)                                                 \
    {                                                                                              \
#name, KEY_##type, required, offsetof(Interview, name), place                              \
    }
static const KeyRow interview_keys[] = {
    INTERVIEW_KEY(mentor, TEXT, true, offsetof(Interview, mentor_place)),
    INTERVIEW_KEY(mentor_sort, TEXT, false, 0),
    INTERVIEW_KEY(known_as, TEXT, false, 0),
    INTERVIEW_KEY(role, TEXT, false, 0),
    INTERVIEW_KEY(author, TEXT, false, 0),
    INTERVIEW_KEY(number, INTEGER, false, 0),
    INTERVIEW_KEY(date, DATE, false, offsetof(Interview, date_place)),
    INTERVIEW_KEY(source, ADDRESS, false, offsetof(Interview, source_place)),
    INTERVIEW_KEY(language, LANGUAGE, false, offsetof(Interview, language_place)),
    INTERVIEW_KEY(rights, TEXT, false, 0),
    INTERVIEW_KEY(summary, TEXT, false, 0),
};

bool manifest_read(Book *book, const char *text, size_t length, Manifest *manifest,
                   Diagnostics *diagnostics)
{
    BookKeys keys = {0};
    if (!keys_read(book->file, text, length, 1, book_keys, sizeof book_keys / sizeof *book_keys,
                   &keys, book->arena, diagnostics))
        return false;
    book->title = keys.title ? keys.title : "";
    book->subtitle = keys.subtitle;
    book->series = keys.series;
    book->language = keys.language ? keys.language : "und";
    book->identifier = keys.identifier ? keys.identifier : "";
    book->date = keys.date;
    book->publisher = keys.publisher;
    book->rights = keys.rights;
    book->description = keys.description;
    book->certifier = keys.certifier;
    book->cover = keys.cover;
    book->editors = (const char *const *)keys.editors.items;
    book->editors_count = keys.editors.count;
    book->subjects = (const char *const *)keys.subjects.items;
    book->subjects_count = keys.subjects.count;
    book->questions = keys.questions.items;
    book->questions_count = keys.questions.count;
    book->words = keys.words.items;
    book->words_count = keys.words.count;
    book->embed_fonts = keys.embed_fonts;
    book->repeat_answers = keys.repeat_answers;
    manifest->interviews = keys.interviews;
    return true;
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
    static const KeyRow rows[] = {{"title", KEY_TEXT, false, 0, 0}};
    const char *title = NULL;
    keys_read(file, text, length, line, rows, 1, &title, arena, diagnostics);
    return title;
}
