#include "import/report.h"

#include "base/json.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { KINDS_MOST = 40, REMARKS_MOST = 12 };

typedef struct Skipped {
    char what[40];
    unsigned count;
} Skipped;

struct Report {
    FILE *out;
    bool json, dry;
    Skipped skipped[KINDS_MOST];
    size_t skipped_count;
    unsigned shelved[SHELVED_FAILED + 1];
};

static const char *const fact_keys[FACT_COUNT] = {
#define FACT(name, key, form) key,
#include "import/facts.def"
#undef FACT
};

static const struct {
    const char *key, *one, *many;
} dropped[DROPPED_COUNT] = {
#define DROPPED(name, key, one, many) {key, one, many},
#include "import/dropped.def"
#undef DROPPED
};

static const char *const sureness[] = {"", "guessed", "likely", "certain"};

/* How each outcome is told: in JSON, in a report, in a dry one, in the sums. */
static const struct {
    const char *key, *done, *planned, *sum;
} outcomes[] = {
    [SHELVED_NEW] = {"new", "written", "would be written", "new"},
    [SHELVED_SAME] = {"same", "is there already, unchanged", "is there already, unchanged",
                      "unchanged"},
    [SHELVED_RICHER] = {"richer", "holds all of it, and more that was added by hand",
                        "holds all of it, and more that was added by hand", "unchanged"},
    [SHELVED_BESIDE] = {"beside", "written beside the file that was edited",
                        "would be written beside the file that was edited",
                        "beside files that were edited"},
    [SHELVED_BESIDE_SAME] = {"beside-same", "lies beside the file that was edited, unchanged",
                             "lies beside the file that was edited, unchanged",
                             "beside files that were edited"},
    [SHELVED_FAILED] = {"failed", "could not be written", "could not be written", "failed"},
};

Report *report_new(FILE *out, bool json, bool dry)
{
    Report *report = memory_new(sizeof *report);
    report->out = out;
    report->json = json;
    report->dry = dry;
    return report;
}

void report_free(Report *report)
{
    free(report);
}

static void add_dropped(Str *text, const Draft *draft)
{
    bool any = false;
    for (int i = 0; i < DROPPED_COUNT; i++) {
        unsigned n = draft->dropped[i];
        if (!n)
            continue;
        str_add(text, any ? ", " : "    left out: ");
        str_format(text, "%u %s", n, n == 1 ? dropped[i].one : dropped[i].many);
        any = true;
    }
    str_add(text, any ? "\n" : "");
}

static unsigned opening_blocks(const Draft *draft)
{
    unsigned count = 0;
    for (const Node *n = draft->body->first; n && n->role != ROLE_QUESTION; n = n->next)
        count++;
    return count;
}

static void add_remarks(Str *text, const Draft *draft)
{
    int count = 0;
    for (const Remark *r = draft->remarks; r; r = r->next) {
        if (strcmp(r->key, LINK_OUT) == 0)
            continue; /* their number is said, and JSON has them all */
        if (count++ < REMARKS_MOST)
            str_format(text, "    %s: %s\n", r->key, text_excerpt(draft->book->arena, r->text, 80));
    }
    if (count > REMARKS_MOST)
        str_format(text, "    … and %d more\n", count - REMARKS_MOST);
}

static void add_text(Str *text, const Report *report, const Draft *draft, const Series *series,
                     Shelved shelved, const char *path)
{
    str_format(text, "%s: %s (from %s", path,
               report->dry ? outcomes[shelved].planned : outcomes[shelved].done, draft->file);
    if (draft->line > 1)
        str_format(text, ", line %d", draft->line);
    str_add(text, ")\n");
    for (int i = 0; i < FACT_COUNT; i++) {
        const Fact *fact = &draft->facts[i];
        if (fact->value)
            str_format(text, "    %s: %s (%s: %s)\n", fact_keys[i],
                       text_excerpt(draft->book->arena, fact->value, 100), sureness[fact->sure],
                       fact->from);
    }
    str_format(text, "    %u question%s", draft->questions, draft->questions == 1 ? "" : "s");
    if (series_questions_count(series) || draft->known_questions)
        str_format(text, ", %u known to the series", draft->known_questions);
    str_format(text, "; %u block%s before the first\n", opening_blocks(draft),
               opening_blocks(draft) == 1 ? "" : "s");
    if (draft->links)
        str_format(text, "    %u link%s out of the book\n", draft->links,
                   draft->links == 1 ? " leads" : "s lead");
    if (draft->pictures)
        str_format(text, "    %u picture%s, %u without alternative text\n", draft->pictures,
                   draft->pictures == 1 ? "" : "s", draft->pictures_without_alt);
    if (draft->notes_count)
        str_format(text, "    %u note%s\n", draft->notes_count, draft->notes_count == 1 ? "" : "s");
    add_dropped(text, draft);
    add_remarks(text, draft);
}

static void add_json_fact(Str *json, const char *key, const Fact *fact, bool first)
{
    str_format(json, "%s\"%s\":{\"value\":", first ? "" : ",", key);
    json_add_string(json, fact->value);
    str_format(json, ",\"sure\":\"%s\",\"from\":", sureness[fact->sure]);
    json_add_string(json, fact->from);
    str_add_char(json, '}');
}

static void add_json(Str *json, const Draft *draft, Shelved shelved, const char *path)
{
    str_add(json, "{\"file\":");
    json_add_string(json, path);
    str_format(json, ",\"outcome\":\"%s\",\"source\":", outcomes[shelved].key);
    json_add_string(json, draft->file);
    str_format(json, ",\"line\":%d,\"facts\":{", draft->line);
    bool first = true;
    for (int i = 0; i < FACT_COUNT; i++) {
        if (!draft->facts[i].value)
            continue;
        add_json_fact(json, fact_keys[i], &draft->facts[i], first);
        first = false;
    }
    str_format(json,
               "},\"questions\":%u,\"known_questions\":%u,\"links\":%u,\"pictures\":%u,"
               "\"pictures_without_alt\":%u,\"notes\":%u,\"dropped\":{",
               draft->questions, draft->known_questions, draft->links, draft->pictures,
               draft->pictures_without_alt, draft->notes_count);
    first = true;
    for (int i = 0; i < DROPPED_COUNT; i++) {
        if (!draft->dropped[i])
            continue;
        str_format(json, "%s\"%s\":%u", first ? "" : ",", dropped[i].key, draft->dropped[i]);
        first = false;
    }
    str_add(json, "},\"remarks\":[");
    for (const Remark *r = draft->remarks; r; r = r->next) {
        str_format(json, "%s{\"kind\":\"%s\",\"text\":", r == draft->remarks ? "" : ",", r->key);
        json_add_string(json, r->text);
        str_add_char(json, '}');
    }
    str_add(json, "]}\n");
}

static void print(const Report *report, const Str *text)
{
    if (report->out)
        fwrite(text->data, 1, text->length, report->out);
}

void report_interview(Report *report, const Draft *draft, const Series *series, Shelved shelved,
                      const char *path)
{
    Str text = STR_INIT;
    report->shelved[shelved]++;
    if (report->json)
        add_json(&text, draft, shelved, path);
    else
        add_text(&text, report, draft, series, shelved, path);
    print(report, &text);
    str_release(&text);
}

void report_skipped(Report *report, const char *what)
{
    for (size_t i = 0; i < report->skipped_count; i++)
        if (strncmp(report->skipped[i].what, what, sizeof report->skipped[i].what - 1) == 0) {
            report->skipped[i].count++;
            return;
        }
    size_t i = report->skipped_count;
    if (i + 1 >= KINDS_MOST) {
        what = "other";
        i = KINDS_MOST - 1;
    }
    report->skipped_count += i == report->skipped_count;
    snprintf(report->skipped[i].what, sizeof report->skipped[i].what, "%s", what);
    report->skipped[i].count++;
}

size_t report_interviews(const Report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof report->shelved / sizeof *report->shelved; i++)
        count += report->shelved[i];
    return count;
}

static void add_sums(Str *text, const Report *report)
{
    static const Shelved order[] = {SHELVED_NEW, SHELVED_SAME, SHELVED_BESIDE, SHELVED_FAILED};
    unsigned counts[SHELVED_FAILED + 1];
    memcpy(counts, report->shelved, sizeof counts);
    counts[SHELVED_SAME] += counts[SHELVED_RICHER];
    counts[SHELVED_BESIDE] += counts[SHELVED_BESIDE_SAME];
    size_t all = report_interviews(report);
    str_format(text, "%zu interview%s", all, all == 1 ? "" : "s");
    const char *mark = ": ";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (counts[order[i]])
            str_format(text, "%s%u %s", mark, counts[order[i]], outcomes[order[i]].sum);
        mark = counts[order[i]] ? ", " : mark;
    }
    for (size_t i = 0; i < report->skipped_count; i++)
        str_format(text, "%s%u %s", i ? ", " : "\nnot imported: ", report->skipped[i].count,
                   report->skipped[i].what);
    str_add(text, report->dry ? "\nnothing was written (--dry-run)\n" : "\n");
}

static void add_json_sums(Str *json, const Report *report, const Str *questions)
{
    str_add(json, "{\"interviews\":{");
    for (int i = 0; i <= SHELVED_FAILED; i++)
        str_format(json, "%s\"%s\":%u", i ? "," : "", outcomes[i].key, report->shelved[i]);
    str_add(json, "},\"not_imported\":{");
    for (size_t i = 0; i < report->skipped_count; i++) {
        str_add(json, i ? "," : "");
        json_add_string(json, report->skipped[i].what);
        str_format(json, ":%u", report->skipped[i].count);
    }
    str_add(json, "},\"questions_for_book_yaml\":");
    json_add_string(json, questions->length ? questions->data : NULL);
    str_add(json, "}\n");
}

void report_end(Report *report, const Series *series)
{
    Str text = STR_INIT, questions = STR_INIT;
    series_propose(series, &questions);
    if (report->json)
        add_json_sums(&text, report, &questions);
    else
        add_sums(&text, report);
    if (!report->json && questions.length) {
        str_add(&text, "asked in several interviews, and not yet in book.yaml:\n\n");
        str_add(&text, questions.data);
    }
    print(report, &text);
    str_release(&text);
    str_release(&questions);
}
