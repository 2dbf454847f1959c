#include "command/findings.h"

#include "base/memory.h"
#include "base/strmap.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { WIDEST_COLUMN = 40, MOST_SITES = 20, EXCERPT = 70, WIDEST_LINE = 80 };

/* "1 page", "3 pages" */
static void add_count(Str *out, size_t count, const char *thing)
{
    str_format(out, "%zu %s%s", count, thing, count == 1 ? "" : "s");
}

static size_t columns(const char *text)
{
    size_t n = 0;
    for (size_t at = 0, length = strlen(text); at < length;) {
        uint32_t c;
        at += utf8_decode(text + at, length - at, &c);
        n += unicode_is_wide(c) ? 2 : strcmp(unicode_script(c), "Zinh") != 0;
    }
    return n;
}

static void add_padded(Str *out, const char *text, size_t width)
{
    str_add(out, text);
    for (size_t n = columns(text); n < width; n++)
        str_add_char(out, ' ');
}

static size_t wider(size_t width, const char *text)
{
    size_t n = columns(text);
    return n > WIDEST_COLUMN ? width : n > width ? n : width;
}

/* A question's wording, in quotes and not too long. */
static void add_wording(Str *out, const char *text)
{
    size_t end = 0, length = strlen(text);
    for (size_t n = 0; end < length && n < EXCERPT; n++) {
        uint32_t c;
        end += utf8_decode(text + end, length - end, &c);
    }
    str_add(out, "“");
    str_add_bytes(out, text, end);
    str_add(out, end < length ? "…”" : "”");
}

static void add_place(Str *out, Place place)
{
    str_format(out, "%s:%d", place.file, place.line);
}

static void say_book(const Findings *f, Str *out)
{
    const Book *book = f->view->book;
    str_format(out, "%s: ", *book->title ? book->title : "A book without a title");
    add_count(out, book->interviews_count, "interview");
    str_add(out, ", ");
    add_count(out, book->questions_count, "question");
    str_add(out, ", ");
    add_count(out, f->facts.words, "word");
    str_add(out, ", ");
    add_count(out, f->view->pages->count, "page");
    str_add(out, " in print\n");
    for (int i = 0; i < EDITION_FILES; i++) {
        const EditionFile *file = &f->view->files[i];
        if (!file->name)
            continue;
        str_format(out, "  %s: ", file->name);
        str_add_size(out, file->bytes);
        if (file->pages) {
            str_add(out, ", ");
            add_count(out, file->pages, "page");
        }
        str_add(out, "\n");
    }
}

/* "1, 2 and 4–10": short runs are written out. */
static void add_ranges(Str *out, const NumberRange *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const NumberRange *r = &ranges[i];
        bool pair = r->last - r->first == 1, last = i + 1 == count;
        const char *before = i == 0 ? "" : last && !pair ? " and " : ", ";
        str_format(out, "%s%d", before, r->first);
        if (pair)
            str_format(out, "%s%d", last ? " and " : ", ", r->last);
        else if (r->last > r->first)
            str_format(out, "–%d", r->last);
    }
}

static void say_missing(const Findings *f, Str *out)
{
    if (f->facts.missing_count) {
        const NumberRange *first = f->facts.missing;
        bool one = f->facts.missing_count == 1 && first->first == first->last;
        str_add(out, one ? "  Interview " : "  Interviews ");
        add_ranges(out, first, f->facts.missing_count);
        str_add(out, one ? " is not here.\n" : " are not here.\n");
    }
    if (!f->facts.in_order)
        str_add(out, "  The order is that of `interviews` in book.yaml, not of the numbers.\n");
}

static void say_interview(const Findings *f, size_t index, size_t width, Str *out)
{
    const Interview *interview = &f->view->book->interviews[index];
    const InterviewFacts *facts = &f->facts.interviews[index];
    if (interview->number)
        str_format(out, "%5d  ", interview->number);
    else
        str_add(out, "    –  ");
    add_padded(out, *interview->mentor ? interview->mentor : interview->name, width);
    str_format(out, "%7zu words in %zu answer%s, ", facts->answers, facts->answer_count,
               facts->answer_count == 1 ? " " : "s");
    size_t first, count = findings_pages(f, interview, &first);
    if (count)
        str_format(out, "page%s %s", count > 1 ? "s" : "", f->view->pages->pages[first].label);
    if (count > 1)
        str_format(out, "–%s", f->view->pages->pages[first + count - 1].label);
    WantedFact wanted[WANTED_FACTS];
    findings_wanted(interview, wanted);
    for (int i = 0; i < WANTED_FACTS; i++)
        if (!wanted[i].value)
            str_format(out, ", no %s", wanted[i].name);
    str_add(out, "\n");
}

static void say_interviews(const Findings *f, Str *out)
{
    const Book *book = f->view->book;
    size_t width = 0;
    for (size_t i = 0; i < book->interviews_count; i++)
        width = wider(width, book->interviews[i].mentor);
    str_add(out, "\nInterviews\n");
    for (size_t i = 0; i < book->interviews_count; i++)
        say_interview(f, i, width, out);
    say_missing(f, out);
}

static void say_outliers(const Findings *f, int question, Str *out)
{
    for (size_t i = 0; i < f->facts.answer_count; i++) {
        const AnswerFacts *answer = &f->facts.answers[i];
        if (answer->question != question || answer->outlier == OUTLIER_NONE)
            continue;
        str_format(out, "    %s: ", answer->outlier == OUTLIER_SHORT ? "short" : "long");
        add_count(out, answer->words, "word");
        str_format(out, ", %s (", answer->interview->mentor);
        add_place(out, answer->node->place);
        str_add(out, ")\n");
    }
}

static void say_wordings(const Findings *f, int question, Str *out)
{
    for (size_t i = 0; i < f->facts.wording_count; i++) {
        const Wording *wording = &f->facts.wordings[i];
        if (wording->question != question || wording->series_text)
            continue;
        str_format(out, "    %s", question < 0 ? "" : "also ");
        add_wording(out, wording->text);
        str_format(out, ": %s", wording->count > 1 ? "" : "once, ");
        if (wording->count > 1)
            str_format(out, "%zu times, first ", wording->count);
        add_place(out, wording->first->place);
        str_add(out, "\n");
    }
}

static void say_questions(const Findings *f, Str *out)
{
    const Book *book = f->view->book;
    str_add(out, "\nQuestions\n");
    for (size_t i = 0; i < book->questions_count; i++) {
        const QuestionFacts *facts = &f->facts.questions[i];
        str_format(out, "  %s ", book->questions[i].id);
        add_wording(out, book->questions[i].text);
        str_add(out, "\n    ");
        add_count(out, facts->answers, "answer");
        if (facts->answers > 1)
            str_format(out, " of %zu to %zu words, %zu in the middle", facts->shortest,
                       facts->longest, facts->median);
        if (facts->answers == 1) {
            str_add(out, " of ");
            add_count(out, facts->median, "word");
        }
        str_add(out, "\n");
        say_outliers(f, (int)i, out);
        say_wordings(f, (int)i, out);
    }
    if (f->facts.wording_count && f->facts.wordings[f->facts.wording_count - 1].question < 0) {
        str_add(out, "  none of the series'\n");
        say_wordings(f, -1, out);
    }
}

static void say_people(const Findings *f, Str *out)
{
    const Book *book = f->view->book;
    size_t width = 0;
    for (size_t i = 0; i < book->people_count; i++)
        width = wider(width, book->people[i].sort);
    str_add(out, "\nPeople, as they are sorted\n");
    for (size_t i = 0; i < book->people_count; i++) {
        const Person *person = &book->people[i];
        str_add(out, "  ");
        add_padded(out, person->sort, width);
        str_format(out, "  %s", person->name);
        if (person->known_as)
            str_format(out, ", known as %s", person->known_as);
        str_format(out, ": %s%s%s\n", person->as_mentor_count ? "mentor" : "",
                   person->as_mentor_count && person->as_author_count ? " and " : "",
                   person->as_author_count ? "author" : "");
    }
}

typedef struct Site {
    const char *name;
    size_t links;
} Site;

static int by_links(const void *a, const void *b)
{
    const Site *x = a, *y = b;
    return x->links != y->links ? (x->links < y->links) - (x->links > y->links)
                                : strcmp(x->name, y->name);
}

/* "example.org" of https://www.example.org/a; "mailto" of an address of another kind. */
static const char *site_of(Arena *arena, const char *address)
{
    const char *host = strstr(address, "://");
    if (!host)
        return arena_bytes(arena, address, strcspn(address, ":"));
    host += strlen("://");
    host += str_starts(host, "www.") ? strlen("www.") : 0;
    return arena_bytes(arena, host, strcspn(host, "/?#"));
}

static void say_sites(const Findings *f, size_t leaving, Str *out)
{
    Site *sites = memory_new((leaving + 1) * sizeof *sites);
    StrMap known = {0}; /* name → index, counted from 1 */
    size_t count = 0;
    for (size_t i = 0; i < f->facts.link_count; i++) {
        const char *address = findings_address(f->facts.links[i]);
        if (!address)
            continue;
        size_t *slot = strmap_slot(&known, site_of(f->arena, address));
        if (!*slot) {
            *slot = ++count;
            sites[count - 1] = (Site){site_of(f->arena, address), 0};
        }
        sites[*slot - 1].links++;
    }
    strmap_release(&known);
    qsort(sites, count, sizeof *sites, by_links);
    for (size_t i = 0; i < count && i < MOST_SITES; i++)
        str_format(out, "%7zu  %s\n", sites[i].links, sites[i].name);
    if (count > MOST_SITES)
        str_format(out, "         and %zu more sites\n", count - MOST_SITES);
    free(sites);
}

static void say_links(const Findings *f, Str *out)
{
    size_t leaving = 0;
    for (size_t i = 0; i < f->facts.link_count; i++)
        leaving += findings_address(f->facts.links[i]) != NULL;
    str_add(out, "\nLinks\n");
    str_format(out, "  %zu inside the book, %zu to elsewhere\n", f->facts.link_count - leaving,
               leaving);
    say_sites(f, leaving, out);
}

static void say_images(const Findings *f, Str *out)
{
    size_t count = f->facts.image_count, silent = 0;
    for (size_t i = 0; i < count; i++)
        silent += *f->facts.images[i]->image.alt == '\0';
    str_add(out, "\nImages\n  ");
    if (!count)
        str_add(out, "none\n");
    else if (!silent)
        str_format(out, "%zu, each with words for those who cannot see it\n", count);
    else
        str_format(out, "%zu, %zu of them without words for those who cannot see it\n", count,
                   silent);
}

/* Adds a text in lines of a bounded length, indented. */
static void add_wrapped(Str *out, const char *text)
{
    while (*text) {
        size_t length = strlen(text), end = length > WIDEST_LINE ? WIDEST_LINE : length;
        while (end < length && end > 0 && text[end] != ' ')
            end--;
        if (!end)
            end = strcspn(text, " ");
        str_add(out, "\n  ");
        str_add_bytes(out, text, end);
        text += end;
        text += strspn(text, " ");
    }
}

static void say_accessibility(const Findings *f, Str *out)
{
    const AccessFacts facts = f->access;
    const char *latest = "";
    size_t line = 0; /* where it begins */
    str_add(out, "\nAccessibility, as the EPUB states it");
    add_wrapped(out, access_summary(f->view->book, facts));
#define FEATURE(property, value, condition)                                                        \
    if (condition) {                                                                               \
        bool more = str_equal(latest, property);                                                   \
        bool wrap = !more || out->length - line > WIDEST_LINE;                                     \
        str_add(out, more ? ";" : "");                                                             \
        line = wrap ? out->length : line;                                                          \
        str_add(out, !wrap ? " " : more ? "\n    " : "\n  ");                                      \
        str_format(out, "%s%s%s", more ? "" : strchr(property, ':') + 1, more ? "" : ": ", value); \
        latest = property;                                                                         \
    }
#include "epub/access.def"
#undef FEATURE
    const char *certifier = f->view->book->certifier;
    str_format(out, "\n  conformance: %s%s\n",
               certifier ? "WCAG 2.2 level AA, certified by "
                         : "not stated, since book.yaml names no `certifier`",
               certifier ? certifier : "");
}

void findings_text(const Findings *findings, Str *out)
{
    say_book(findings, out);
    say_interviews(findings, out);
    say_questions(findings, out);
    say_people(findings, out);
    say_links(findings, out);
    say_images(findings, out);
    say_accessibility(findings, out);
}
