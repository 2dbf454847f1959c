#include "command/findings.h"

#include "base/json.h"

#include <string.h>

/* Changes when a reader of the old form would misread the new. */
enum { SCHEMA = 1 };

/* A number that is null when it is not known, or there is none. */
static void add_known(Json *json, const char *key, long long value)
{
    if (value)
        json_put_integer(json, key, value);
    else
        json_put_string(json, key, NULL);
}

static void add_place(Json *json, Place place)
{
    json_put_string(json, "file", place.file);
    add_known(json, "line", place.line);
    add_known(json, "column", place.column);
}

static void add_book(const Findings *f, Json *json)
{
    const Book *book = f->view->book;
    json_open(json, "book", '{');
    json_put_string(json, "title", book->title);
    json_put_string(json, "slug", book->slug);
    json_put_string(json, "language", book->language);
    json_put_string(json, "identifier", book->identifier);
    json_put_string(json, "date", book->date);
    json_put_integer(json, "words", (long long)f->facts.words);
    json_put_integer(json, "pages", (long long)f->view->pages->count);
    json_close(json);
    json_open(json, "editions", '[');
    for (int i = 0; i < EDITION_FILES; i++) {
        const EditionFile *file = &f->view->files[i];
        if (!file->name)
            continue;
        json_open(json, NULL, '{');
        json_put_string(json, "file", file->name);
        json_put_integer(json, "bytes", file->bytes);
        add_known(json, "pages", (long long)file->pages);
        json_close(json);
    }
    json_close(json);
}

static void add_interview(const Findings *f, size_t index, Json *json)
{
    const Interview *interview = &f->view->book->interviews[index];
    const InterviewFacts *facts = &f->facts.interviews[index];
    json_open(json, NULL, '{');
    json_put_string(json, "name", interview->name);
    json_put_string(json, "slug", interview->slug);
    add_known(json, "number", interview->number);
    json_put_string(json, "mentor", interview->mentor);
    WantedFact wanted[WANTED_FACTS];
    findings_wanted(interview, wanted);
    for (int i = 0; i < WANTED_FACTS; i++)
        json_put_string(json, wanted[i].name, wanted[i].value);
    json_put_integer(json, "answers", (long long)facts->answer_count);
    json_open(json, "words", '{');
    json_put_integer(json, "introduction", (long long)facts->introduction);
    json_put_integer(json, "answers", (long long)facts->answers);
    json_put_integer(json, "notes", (long long)facts->notes);
    json_close(json);
    size_t first, count = findings_pages(f, interview, &first);
    json_put_string(json, "first_page", count ? f->view->pages->pages[first].label : NULL);
    add_known(json, "pages", (long long)count);
    json_close(json);
}

static void add_numbers(const Findings *f, Json *json)
{
    json_open(json, "numbers", '{');
    add_known(json, "series_length", f->view->book->series_length);
    json_put_integer(json, "unnumbered", (long long)f->facts.unnumbered);
    json_put_boolean(json, "in_order", f->facts.in_order);
    json_open(json, "missing", '[');
    for (size_t i = 0; i < f->facts.missing_count; i++) {
        json_open(json, NULL, '{');
        json_put_integer(json, "first", f->facts.missing[i].first);
        json_put_integer(json, "last", f->facts.missing[i].last);
        json_close(json);
    }
    json_close(json);
    json_close(json);
}

static const char *question_id(const Findings *f, int question)
{
    return question < 0 ? NULL : f->view->book->questions[question].id;
}

static void add_questions(const Findings *f, Json *json)
{
    const Book *book = f->view->book;
    json_open(json, "questions", '[');
    for (size_t i = 0; i < book->questions_count; i++) {
        const QuestionFacts *facts = &f->facts.questions[i];
        json_open(json, NULL, '{');
        json_put_string(json, "id", book->questions[i].id);
        json_put_string(json, "text", book->questions[i].text);
        json_put_integer(json, "answers", (long long)facts->answers);
        json_put_integer(json, "shortest", (long long)facts->shortest);
        json_put_integer(json, "median", (long long)facts->median);
        json_put_integer(json, "longest", (long long)facts->longest);
        json_close(json);
    }
    json_close(json);
    json_open(json, "wordings", '[');
    for (size_t i = 0; i < f->facts.wording_count; i++) {
        const Wording *wording = &f->facts.wordings[i];
        json_open(json, NULL, '{');
        json_put_string(json, "question", question_id(f, wording->question));
        json_put_string(json, "text", wording->text);
        json_put_boolean(json, "as_in_the_book", wording->series_text);
        json_put_integer(json, "count", (long long)wording->count);
        add_place(json, wording->first->place);
        json_close(json);
    }
    json_close(json);
}

static void add_answers(const Findings *f, Json *json)
{
    static const char *const outliers[] = {NULL, "short", "long"};
    json_open(json, "answers", '[');
    for (size_t i = 0; i < f->facts.answer_count; i++) {
        const AnswerFacts *answer = &f->facts.answers[i];
        json_open(json, NULL, '{');
        json_put_string(json, "interview", answer->interview->slug);
        json_put_string(json, "question", question_id(f, answer->question));
        json_put_integer(json, "words", (long long)answer->words);
        json_put_string(json, "outlier", outliers[answer->outlier]);
        add_place(json, answer->node->place);
        json_close(json);
    }
    json_close(json);
}

static void add_slugs(Json *json, const char *key, Interview *const *interviews, size_t count)
{
    json_open(json, key, '[');
    for (size_t i = 0; i < count; i++)
        json_put_string(json, NULL, interviews[i]->slug);
    json_close(json);
}

static void add_people(const Findings *f, Json *json)
{
    json_open(json, "people", '[');
    for (size_t i = 0; i < f->view->book->people_count; i++) {
        const Person *person = &f->view->book->people[i];
        json_open(json, NULL, '{');
        json_put_string(json, "name", person->name);
        json_put_string(json, "sort", person->sort);
        json_put_string(json, "known_as", person->known_as);
        add_slugs(json, "mentor", person->as_mentor, person->as_mentor_count);
        add_slugs(json, "author", person->as_author, person->as_author_count);
        json_close(json);
    }
    json_close(json);
}

static void add_references(const Findings *f, Json *json)
{
    json_open(json, "links", '[');
    for (size_t i = 0; i < f->facts.link_count; i++) {
        const Node *link = f->facts.links[i];
        const char *address = findings_address(link);
        json_open(json, NULL, '{');
        json_put_string(json, "address", address);
        json_put_string(json, "target", address ? NULL : link->link.target->id);
        add_place(json, link->place);
        json_close(json);
    }
    json_close(json);
    json_open(json, "images", '[');
    for (size_t i = 0; i < f->facts.image_count; i++) {
        const Node *image = f->facts.images[i];
        json_open(json, NULL, '{');
        json_put_string(json, "image", image->image.image->name);
        json_put_string(json, "alt", image->image.alt);
        json_put_integer(json, "width", image->image.image->width);
        json_put_integer(json, "height", image->image.image->height);
        add_place(json, image->place);
        json_close(json);
    }
    json_close(json);
}

static void add_accessibility(const Findings *f, Json *json)
{
    const AccessFacts facts = f->access;
    json_open(json, "accessibility", '[');
#define FEATURE(name, word, condition)                                                             \
    if (condition) {                                                                               \
        json_open(json, NULL, '{');                                                                \
        json_put_string(json, "property", name);                                                   \
        json_put_string(json, "value", word);                                                      \
        json_close(json);                                                                          \
    }
#include "epub/access.def"
#undef FEATURE
    json_close(json);
    json_put_string(json, "certifier", f->view->book->certifier);
}

void findings_json(const Findings *findings, Str *out)
{
    Json json = {.out = out};
    json_open(&json, NULL, '{');
    json_put_integer(&json, "schema", SCHEMA);
    add_book(findings, &json);
    json_open(&json, "interviews", '[');
    for (size_t i = 0; i < findings->view->book->interviews_count; i++)
        add_interview(findings, i, &json);
    json_close(&json);
    add_numbers(findings, &json);
    add_questions(findings, &json);
    add_answers(findings, &json);
    add_people(findings, &json);
    add_references(findings, &json);
    add_accessibility(findings, &json);
    json_close(&json);
}
