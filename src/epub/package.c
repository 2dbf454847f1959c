#include "epub/package.h"

#include "book/access.h"
#include "book/identifier.h"
#include "book/words.h"
#include "epub/navigation.h"
#include "epub/xml.h"
#include "layout/bidi.h"

#include <string.h>
#include <time.h>

/* Metadata */

static void dc(Xml *xml, const char *element, const char *id, const char *text)
{
    if (!text || !*text)
        return;
    xml_open(xml, element);
    xml_attribute(xml, "id", id);
    xml_text(xml, text);
    xml_close(xml);
}

typedef struct Meta {
    const char *property, *refines, *scheme, *id;
} Meta;

static void meta(Xml *xml, Meta meta, const char *text)
{
    if (!text || !*text)
        return;
    xml_open(xml, "meta");
    xml_attribute(xml, "property", meta.property);
    xml_attribute(xml, "refines", meta.refines);
    xml_attribute(xml, "scheme", meta.scheme);
    xml_attribute(xml, "id", meta.id);
    xml_text(xml, text);
    xml_close(xml);
}

/* "The Mentors" is filed as "Mentors, The". NULL when it is filed as it stands. */
static const char *title_sort(Arena *arena, const Book *book)
{
    static const struct {
        const char *language, *article;
    } articles[] = {{"en", "The "}, {"en", "A "},   {"en", "An "},   {"de", "Der "}, {"de", "Die "},
                    {"de", "Das "}, {"de", "Ein "}, {"de", "Eine "}, {"fr", "Le "},  {"fr", "La "},
                    {"fr", "Les "}, {"fr", "Un "},  {"fr", "Une "},  {"es", "El "},  {"es", "La "},
                    {"es", "Los "}, {"es", "Las "}, {"es", "Un "},   {"es", "Una "}, {"nl", "De "},
                    {"nl", "Het "}, {"nl", "Een "}, {"cy", "Y "},    {"cy", "Yr "}};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t length = strlen(articles[i].article);
        if (str_starts(book->language, articles[i].language) &&
            str_starts(book->title, articles[i].article))
            return arena_format(arena, "%s, %.*s", book->title + length, (int)length - 1,
                                book->title);
    }
    return NULL;
}

static void titles(Xml *xml, const Publication *p)
{
    const Book *book = p->book;
    dc(xml, "dc:title", "title", book->title);
    meta(xml, (Meta){.property = "title-type", .refines = "#title"}, "main");
    meta(xml, (Meta){.property = "file-as", .refines = "#title"}, title_sort(p->arena, book));
    dc(xml, "dc:title", "subtitle", book->subtitle);
    if (book->subtitle)
        meta(xml, (Meta){.property = "title-type", .refines = "#subtitle"}, "subtitle");
}

/* People */

typedef struct Credit {
    const char *element, *name, *sort;
    bool edited, wrote, answered;
} Credit;

static void credit(Xml *xml, const Publication *p, Credit credit, size_t order)
{
    const char *id = arena_format(p->arena, "person_%zu", order);
    const char *refines = arena_format(p->arena, "#%s", id);
    const Meta role = {.property = "role", .refines = refines, .scheme = "marc:relators"};
    dc(xml, credit.element, id, credit.name);
    meta(xml, role, credit.edited ? "edt" : NULL);
    meta(xml, role, credit.wrote ? "aut" : NULL);
    meta(xml, role, credit.answered ? "ive" : NULL);
    meta(xml, (Meta){.property = "file-as", .refines = refines}, credit.sort);
    if (str_equal(credit.element, "dc:creator"))
        meta(xml, (Meta){.property = "display-seq", .refines = refines},
             arena_format(p->arena, "%zu", order));
}

static const Person *person_named(const Book *book, const char *name)
{
    for (size_t i = 0; i < book->people_count; i++)
        if (str_equal(book->people[i].name, name))
            return &book->people[i];
    return NULL;
}

static bool is_editor(const Book *book, const Person *person)
{
    for (size_t i = 0; i < book->editors_count; i++)
        if (str_equal(book->editors[i], person->name))
            return true;
    return false;
}

/* Each person once: editors first, whose name a book of interviews bears, then the authors, then
 * the mentors, in the book's order. Reading systems that know one creator show the first. */
static void people(Xml *xml, const Publication *p)
{
    const Book *book = p->book;
    size_t order = 0;
    for (size_t i = 0; i < book->editors_count; i++) {
        const Person *same = person_named(book, book->editors[i]);
        credit(xml, p,
               (Credit){"dc:creator", book->editors[i],
                        book->editors_sort ? book->editors_sort[i] : NULL, true,
                        same && same->as_author_count, same && same->as_mentor_count},
               ++order);
    }
    for (size_t i = 0; i < book->interviews_count; i++) {
        const Interview *interview = &book->interviews[i];
        const Person *author = interview->author_person;
        if (author && author->as_author[0] == interview && !is_editor(book, author))
            credit(xml, p,
                   (Credit){"dc:creator", author->name, author->sort, false, true,
                            author->as_mentor_count > 0},
                   ++order);
    }
    for (size_t i = 0; i < book->interviews_count; i++) {
        const Interview *interview = &book->interviews[i];
        const Person *mentor = interview->mentor_person;
        if (mentor && mentor->as_mentor[0] == interview && !mentor->as_author_count &&
            !is_editor(book, mentor))
            credit(xml, p,
                   (Credit){"dc:contributor", mentor->name, mentor->sort, false, false, true},
                   ++order);
    }
}

static void modified(Xml *xml, long long seconds)
{
    time_t when = (time_t)seconds;
    struct tm utc = {0};
    gmtime_r(&when, &utc);
    Str text = STR_INIT;
    str_format(&text, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
               utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
    meta(xml, (Meta){.property = "dcterms:modified"}, text.data);
    str_release(&text);
}

static void description(Xml *xml, const Publication *p)
{
    const Book *book = p->book;
    dc(xml, "dc:identifier", "identifier", book->identifier);
    titles(xml, p);
    dc(xml, "dc:language", NULL, book->language);
    people(xml, p);
    dc(xml, "dc:publisher", NULL, book->publisher);
    dc(xml, "dc:date", NULL, book->date);
    dc(xml, "dc:rights", NULL, book->rights);
    dc(xml, "dc:description", NULL, book->description);
    for (size_t i = 0; i < book->subjects_count; i++)
        dc(xml, "dc:subject", NULL, book->subjects[i]);
    meta(xml, (Meta){.property = "belongs-to-collection", .id = "series"}, book->series);
    if (book->series) {
        meta(xml, (Meta){.property = "collection-type", .refines = "#series"}, "series");
        if (book->series_number)
            meta(xml, (Meta){.property = "group-position", .refines = "#series"},
                 arena_format(p->arena, "%d", book->series_number));
    }
    modified(xml, book->modified);
}

/* Accessibility */

static void accessibility(Xml *xml, const Publication *p)
{
    AccessFacts facts = access_facts(p->book);
    facts.pages = p->markers.count > 0;
#define FEATURE(name, value, condition)                                                            \
    if (condition)                                                                                 \
        meta(xml, (Meta){.property = (name)}, (value));
#include "epub/access.def"
#undef FEATURE
    meta(xml, (Meta){.property = "schema:accessibilitySummary"}, access_summary(p->book, facts));
    if (p->book->certifier) {
        meta(xml, (Meta){.property = "dcterms:conformsTo", .id = "conformance"},
             "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
        meta(xml, (Meta){.property = "a11y:certifiedBy", .refines = "#conformance"},
             p->book->certifier);
    }
}

static void pagination(Xml *xml, const Publication *p)
{
    if (!p->markers.count)
        return;
    const char *print = book_print_identifier(p->arena, p->book);
    dc(xml, "dc:source", "print", print);
    meta(xml, (Meta){.property = "source-of", .refines = "#print"}, "pagination");
    meta(xml, (Meta){.property = "pageBreakSource"}, print);
}

static void metadata(Xml *xml, const Publication *p)
{
    xml_open(xml, "metadata");
    xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    description(xml, p);
    pagination(xml, p);
    accessibility(xml, p);
    if (p->font_count)
        meta(xml, (Meta){.property = "ibooks:specified-fonts"}, "true");
    xml_open(xml, "meta"); /* EPUB 2; the Nook wants the name first */
    xml_attribute(xml, "name", "cover");
    xml_attribute(xml, "content", "cover");
    xml_close_empty(xml);
    xml_close(xml);
}

/* Manifest, spine, guide */

typedef struct Item {
    const char *id, *file, *type, *properties;
} Item;

static void item(Xml *xml, Item item)
{
    xml_open(xml, "item");
    xml_attribute(xml, "id", item.id);
    xml_attribute(xml, "href", item.file);
    xml_attribute(xml, "media-type", item.type);
    xml_attribute(xml, "properties", item.properties);
    xml_close_empty(xml);
}

static void image(Xml *xml, const Picked *picked, const char *properties)
{
    bool jpeg = picked->image && picked->image->type == IMAGE_JPEG;
    item(xml, (Item){picked->id, picked->file, jpeg ? "image/jpeg" : "image/png", properties});
}

static void manifest(Xml *xml, const Publication *p)
{
    static const char xhtml[] = "application/xhtml+xml";
    xml_open(xml, "manifest");
    for (size_t i = 0; i < p->document_count; i++)
        item(xml, (Item){p->documents[i].id, p->documents[i].file, xhtml,
                         p->documents[i].kind == DOCUMENT_NAVIGATION ? "nav" : NULL});
    if (!p->book->epub3_only)
        item(xml, (Item){"ncx", "toc.ncx", "application/x-dtbncx+xml", NULL});
    image(xml, &p->cover, "cover-image");
    for (size_t i = 0; i < p->sheet_count; i++)
        item(xml,
             (Item){arena_format(p->arena, "style_%zu", i + 1), p->sheets[i], "text/css", NULL});
    for (size_t i = 0; i < p->font_count; i++)
        item(xml, (Item){p->fonts[i].id, p->fonts[i].file, p->fonts[i].type, NULL});
    for (size_t i = 0; i < p->image_count; i++)
        image(xml, &p->images[i], NULL);
    xml_close(xml);
}

static void spine(Xml *xml, const Publication *p)
{
    xml_open(xml, "spine");
    xml_attribute(xml, "toc", p->book->epub3_only ? NULL : "ncx");
    if (bidi_language(p->book->language))
        xml_attribute(xml, "page-progression-direction", "rtl");
    for (size_t i = 0; i < p->document_count; i++) {
        xml_open(xml, "itemref");
        xml_attribute(xml, "idref", p->documents[i].id);
        xml_close_empty(xml);
    }
    xml_close(xml);
}

/* One reference of each type: the first document's. */
static void guide(Xml *xml, const Publication *p)
{
    xml_open(xml, "guide");
    for (size_t i = 0; i < p->document_count; i++) {
        const Document *document = &p->documents[i];
        if (!*document->guide || navigation_landmark(p, document->landmark) != document)
            continue;
        xml_open(xml, "reference");
        xml_attribute(xml, "type", document->guide);
        xml_attribute(xml, "title", document->title);
        xml_attribute(xml, "href", document->file);
        xml_close_empty(xml);
    }
    xml_close(xml);
}

void package_document(const Publication *publication, Str *out)
{
    const char *language = publication->book->language;
    Xml *xml = xml_new(out, NULL);
    xml_open(xml, "package");
    xml_attribute(xml, "xmlns", "http://www.idpf.org/2007/opf");
    xml_attribute(xml, "version", "3.0");
    xml_attribute(xml, "xml:lang", language);
    xml_attribute(xml, "dir", bidi_language(language) ? "rtl" : "ltr");
    xml_attribute(xml, "unique-identifier", "identifier");
    if (publication->font_count)
        xml_attribute(xml, "prefix",
                      "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/"
                      "vocabulary-extensions-1.0/");
    metadata(xml, publication);
    manifest(xml, publication);
    spine(xml, publication);
    if (!publication->book->epub3_only)
        guide(xml, publication);
    xml_end(xml);
}
