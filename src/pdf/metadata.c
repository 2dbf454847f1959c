#include "pdf/metadata.h"

#include "base/memory.h"
#include "book/identifier.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* XMP */

static void add_xml(Str *out, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': str_add(out, "&amp;"); break;
        case '<': str_add(out, "&lt;"); break;
        case '>': str_add(out, "&gt;"); break;
        default: str_add_char(out, *text);
        }
}

static void add_property(Str *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    str_format(out, "<%s>", name);
    add_xml(out, value);
    str_format(out, "</%s>\n", name);
}

static void add_alternative(Str *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    str_format(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    add_xml(out, value);
    str_format(out, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void add_list(Str *out, const char *name, const char *kind, const char *const *values,
                     size_t count)
{
    if (!count)
        return;
    str_format(out, "<%s><rdf:%s>", name, kind);
    for (size_t i = 0; i < count; i++) {
        str_add(out, "<rdf:li>");
        add_xml(out, values[i]);
        str_add(out, "</rdf:li>");
    }
    str_format(out, "</rdf:%s></%s>\n", kind, name);
}

/* PDF/A allows no property that is not described: the schema of PDF/UA's, ISO 14289-1, 5. */
static const char extension_schema[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

/* What both XMP and Info tell. */
typedef struct Facts {
    const Book *book;
    const char **authors; /* [author_count] heap */
    size_t author_count;
    struct tm date;
    bool dated;
} Facts;

static void add_date(Str *out, const Facts *facts, const char *format)
{
    char text[40];
    strftime(text, sizeof text, format, &facts->date);
    str_add(out, text);
}

static void add_xmp_dates(Str *out, const Facts *facts)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    for (size_t i = 0; i < sizeof names / sizeof *names && facts->dated; i++) {
        str_format(out, "<%s>", names[i]);
        add_date(out, facts, "%Y-%m-%dT%H:%M:%SZ");
        str_format(out, "</%s>\n", names[i]);
    }
}

static void add_xmp(Str *out, const Facts *facts)
{
    const Book *book = facts->book;
    Arena *arena = arena_new();
    str_add(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                 "<rdf:Description rdf:about=\"\""
                 " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                 " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                 " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                 " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    add_property(out, "dc:format", "application/pdf");
    add_property(out, "dc:identifier", book_print_identifier(arena, book));
    add_alternative(out, "dc:title", book->title);
    add_list(out, "dc:creator", "Seq", facts->authors, facts->author_count);
    add_alternative(out, "dc:description", book->description);
    add_list(out, "dc:subject", "Bag", book->subjects, book->subjects_count);
    add_list(out, "dc:language", "Bag", &book->language, 1);
    add_list(out, "dc:publisher", "Bag", &book->publisher, book->publisher != NULL);
    add_alternative(out, "dc:rights", book->rights);
    add_xmp_dates(out, facts);
    add_property(out, "xmp:CreatorTool", "bindery");
    add_property(out, "pdf:Producer", "bindery");
    add_property(out, "pdfaid:part", "2");
    add_property(out, "pdfaid:conformance", "A");
    add_property(out, "pdfuaid:part", "1");
    str_add(out, "</rdf:Description>\n");
    str_add(out, extension_schema);
    str_add(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    arena_free(arena);
}

static void put_xmp(PdfFile *file, Object root, const Facts *facts)
{
    Str xmp = STR_INIT;
    add_xmp(&xmp, facts);
    Object stream = new_stream(file, xmp.data, xmp.length),
           dictionary = dictionary_of(file, stream);
    put(file, dictionary, "/Type", new_name(file, "/Metadata"));
    put(file, dictionary, "/Subtype", new_name(file, "/XML"));
    put(file, root, "/Metadata", stream);
    str_release(&xmp);
}

/* Info */

static void put_text(PdfFile *file, Object info, const char *key, const char *text)
{
    if (text && *text)
        put(file, info, key, new_text(file, text));
}

static void put_joined(PdfFile *file, Object info, const char *key, const char *const *texts,
                       size_t count)
{
    Str joined = STR_INIT;
    for (size_t i = 0; i < count; i++) {
        str_add(&joined, i ? "; " : "");
        str_add(&joined, texts[i]);
    }
    put_text(file, info, key, joined.data);
    str_release(&joined);
}

static void put_info(PdfFile *file, const Facts *facts)
{
    const Book *book = facts->book;
    Object info = new_indirect(file, new_dictionary(file));
    put_text(file, info, "/Title", book->title);
    put_joined(file, info, "/Author", facts->authors, facts->author_count);
    put_text(file, info, "/Subject", book->description);
    put_text(file, info, "/Creator", "bindery");
    put_text(file, info, "/Producer", "bindery");
    if (facts->dated) {
        Str date = STR_INIT;
        add_date(&date, facts, "D:%Y%m%d%H%M%SZ");
        put(file, info, "/CreationDate", new_ascii(file, date.data));
        put(file, info, "/ModDate", new_ascii(file, date.data));
        str_release(&date);
    }
    put(file, pdf_trailer(file), "/Info", info);
}

/* The output intent: sRGB (ISO 19005-2, 6.2.3) */

enum { ICC_DATE = 24, ICC_DATE_LENGTH = 12 };

/* Little CMS writes the time into the header: no date keeps the file the same. */
static void add_srgb(Str *out)
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    cmsUInt32Number length = 0;
    cmsSetProfileVersion(profile, 4.2); /* the newest that PDF 1.7 knows */
    if (!cmsSaveProfileToMem(profile, NULL, &length))
        memory_fail();
    char *bytes = memory_new(length);
    if (!cmsSaveProfileToMem(profile, bytes, &length))
        memory_fail();
    memset(bytes + ICC_DATE, 0, ICC_DATE_LENGTH);
    str_add_bytes(out, bytes, length);
    free(bytes);
    cmsCloseProfile(profile);
}

static void put_output_intent(PdfFile *file, Object root)
{
    Str profile = STR_INIT;
    add_srgb(&profile);
    Object stream = new_stream(file, profile.data, profile.length);
    put(file, dictionary_of(file, stream), "/N", new_integer(file, 3));
    Object intent = new_parsed(file, "<</Type /OutputIntent /S /GTS_PDFA1"
                                     " /OutputConditionIdentifier (sRGB) /Info (sRGB)>>");
    put(file, intent, "/DestOutputProfile", stream);
    Object intents = new_array(file);
    add(file, intents, intent);
    put(file, root, "/OutputIntents", intents);
    str_release(&profile);
}

/* Editors make the book; without them, those who wrote the interviews up. */
static void find_authors(Facts *facts)
{
    const Book *book = facts->book;
    facts->authors =
        memory_new((book->editors_count + book->people_count + 1) * sizeof *facts->authors);
    for (size_t i = 0; i < book->editors_count; i++)
        facts->authors[facts->author_count++] = book->editors[i];
    for (size_t i = 0; i < book->people_count && !book->editors_count; i++)
        if (book->people[i].as_author_count)
            facts->authors[facts->author_count++] = book->people[i].name;
}

void metadata_write(PdfFile *file, const Pages *pages, bool lies)
{
    const Book *book = pages->book;
    Facts facts = {.book = book, .dated = book->modified != 0};
    time_t seconds = (time_t)book->modified;
    gmtime_r(&seconds, &facts.date);
    find_authors(&facts);
    Object root = pdf_root(file);
    put_xmp(file, root, &facts);
    put_info(file, &facts);
    put_output_intent(file, root);
    put(file, root, "/Lang", new_ascii(file, book->language)); /* ISO 14289-1, 7.2 */
    put(file, root, "/ViewerPreferences",
        new_parsed(file, lies ? "<</DisplayDocTitle true /Duplex /DuplexFlipShortEdge>>"
                         : pages->bound_right ? "<</DisplayDocTitle true /Direction /R2L>>"
                                              : "<</DisplayDocTitle true>>"));
    free(facts.authors);
}
