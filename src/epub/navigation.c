#include "epub/navigation.h"

#include "book/words.h"
#include "epub/xhtml.h"

static const char *label(const Publication *publication, WordId id)
{
    return word(publication->book, NULL, id);
}

/* Landmarks name a document by its kind; the first to be read is named as such. */
static const char *landmark_label(const Publication *publication, const Document *document)
{
    return str_equal(document->landmark, "bodymatter") ? label(publication, WORD_START)
                                                       : document->title;
}

static bool is_first_of_landmark(const Publication *publication, const Document *document)
{
    return *document->landmark && navigation_landmark(publication, document->landmark) == document;
}

const Document *navigation_landmark(const Publication *publication, const char *landmark)
{
    for (size_t i = 0; i < publication->document_count; i++)
        if (str_equal(publication->documents[i].landmark, landmark))
            return &publication->documents[i];
    return NULL;
}

/* The navigation document */

static void begin_nav(Xml *xml, const char *type, const char *role)
{
    xml_open(xml, "nav");
    xml_attribute(xml, "epub:type", type);
    xml_attribute(xml, "role", role);
}

static void link_to(Xml *xml, const char *href, const char *type, const char *text)
{
    xml_open(xml, "li");
    xml_open(xml, "a");
    xml_attribute(xml, "epub:type", type);
    xml_attribute(xml, "href", href);
    xml_text(xml, text);
    xml_close(xml);
    xml_close(xml);
}

static void table_of_contents(Xml *xml, const Publication *publication)
{
    begin_nav(xml, "toc", "doc-toc");
    xml_attribute(xml, "aria-labelledby", "contents_title");
    xml_open(xml, "h1");
    xml_attribute(xml, "id", "contents_title");
    xml_text(xml, label(publication, WORD_CONTENTS));
    xml_close(xml);
    int level = 0;
    for (size_t i = 0; i < publication->entry_count; i++) {
        const Entry *entry = &publication->entries[i];
        for (; level < entry->level; level++)
            xml_open(xml, "ol");
        for (; level > entry->level; level--) {
            xml_close(xml); /* ol */
            xml_close(xml); /* li */
        }
        xml_open(xml, "li");
        xml_open(xml, "a");
        xml_attribute(xml, "href", entry->href);
        xhtml_language(xml, entry->language, publication->book->language);
        xml_text(xml, entry->title);
        xml_close(xml);
        bool has_inner =
            i + 1 < publication->entry_count && publication->entries[i + 1].level > entry->level;
        if (!has_inner)
            xml_close(xml);
    }
    for (; level > 1; level--) {
        xml_close(xml);
        xml_close(xml);
    }
    xml_close(xml);
    xml_close(xml);
}

static void landmarks(Xml *xml, const Publication *publication)
{
    begin_nav(xml, "landmarks", NULL);
    xml_attribute(xml, "aria-label", label(publication, WORD_LANDMARKS));
    xml_attribute(xml, "hidden", "hidden");
    xml_open(xml, "ol");
    for (size_t i = 0; i < publication->document_count; i++) {
        const Document *document = &publication->documents[i];
        if (is_first_of_landmark(publication, document))
            link_to(xml, document->file, document->landmark, landmark_label(publication, document));
    }
    xml_close(xml);
    xml_close(xml);
}

static const char *marker_href(const Publication *publication, const Marker *marker)
{
    const Document *document = publication_document(publication, marker->node);
    return arena_format(publication->arena, "%s#%s", document->file, marker->id);
}

static void page_list(Xml *xml, const Publication *publication)
{
    if (!publication->markers.count)
        return;
    begin_nav(xml, "page-list", "doc-pagelist");
    xml_attribute(xml, "aria-label", label(publication, WORD_PAGES));
    xml_attribute(xml, "hidden", "hidden");
    xml_open(xml, "ol");
    for (size_t i = 0; i < publication->markers.count; i++) {
        const Marker *marker = &publication->markers.list[i];
        link_to(xml, marker_href(publication, marker), NULL, marker->label);
    }
    xml_close(xml);
    xml_close(xml);
}

void navigation_document(const Publication *publication, Str *out)
{
    Xml *xml = xhtml_begin(out, publication, publication->book->language,
                           label(publication, WORD_CONTENTS), "frontmatter");
    table_of_contents(xml, publication);
    landmarks(xml, publication);
    page_list(xml, publication);
    xhtml_end(xml);
}

/* The NCX */

static void ncx_meta(Xml *xml, const char *name, const char *content)
{
    xml_open(xml, "meta");
    xml_attribute(xml, "name", name);
    xml_attribute(xml, "content", content);
    xml_close_empty(xml);
}

static void ncx_meta_number(Xml *xml, const char *name, long long number)
{
    xml_open(xml, "meta");
    xml_attribute(xml, "name", name);
    xml_attribute_number(xml, "content", number);
    xml_close_empty(xml);
}

static void ncx_label(Xml *xml, const char *text)
{
    xml_open(xml, "navLabel");
    xml_element(xml, "text", text);
    xml_close(xml);
}

static void ncx_content(Xml *xml, const char *href)
{
    xml_open(xml, "content");
    xml_attribute(xml, "src", href);
    xml_close_empty(xml);
}

/* The value of a page whose label is a plain number, else 0. */
static long long page_value(const char *page)
{
    long long value = 0;
    for (; *page; page++) {
        if (*page < '0' || *page > '9' || value > 100000)
            return 0;
        value = value * 10 + (*page - '0');
    }
    return value;
}

static int depth(const Publication *publication)
{
    int most = 1;
    for (size_t i = 0; i < publication->entry_count; i++)
        if (publication->entries[i].level > most)
            most = publication->entries[i].level;
    return most;
}

static void ncx_head(Xml *xml, const Publication *publication)
{
    long long greatest = 0;
    for (size_t i = 0; i < publication->markers.count; i++) {
        long long value = page_value(publication->markers.list[i].label);
        greatest = value > greatest ? value : greatest;
    }
    xml_open(xml, "head");
    ncx_meta(xml, "dtb:uid", publication->book->identifier);
    ncx_meta_number(xml, "dtb:depth", depth(publication));
    ncx_meta_number(xml, "dtb:totalPageCount", (long long)publication->markers.count);
    ncx_meta_number(xml, "dtb:maxPageNumber", greatest);
    xml_close(xml);
    xml_open(xml, "docTitle");
    xml_element(xml, "text", publication->book->title);
    xml_close(xml);
}

static void ncx_id(Xml *xml, const Publication *publication, const char *prefix, size_t order)
{
    xml_attribute(xml, "id", arena_format(publication->arena, "%s_%zu", prefix, order));
}

static void ncx_map(Xml *xml, const Publication *publication)
{
    int level = 0;
    xml_open(xml, "navMap");
    for (size_t i = 0; i < publication->entry_count; i++) {
        const Entry *entry = &publication->entries[i];
        for (; level >= entry->level; level--)
            xml_close(xml);
        level = entry->level;
        xml_open(xml, "navPoint");
        ncx_id(xml, publication, "point", i + 1);
        xml_attribute_number(xml, "playOrder", (long long)i + 1);
        ncx_label(xml, entry->title);
        ncx_content(xml, entry->href);
    }
    for (; level > 0; level--)
        xml_close(xml);
    xml_close(xml);
}

static void ncx_pages(Xml *xml, const Publication *publication)
{
    if (!publication->markers.count)
        return;
    xml_open(xml, "pageList");
    xml_attribute(xml, "id", "pages");
    xml_attribute(xml, "class", "pages");
    ncx_label(xml, label(publication, WORD_PAGES));
    for (size_t i = 0; i < publication->markers.count; i++) {
        const Marker *marker = &publication->markers.list[i];
        long long value = page_value(marker->label);
        xml_open(xml, "pageTarget");
        ncx_id(xml, publication, "target", i + 1);
        xml_attribute(xml, "type", value ? "normal" : "front");
        if (value)
            xml_attribute_number(xml, "value", value);
        xml_attribute_number(xml, "playOrder",
                             (long long)publication->entry_count + (long long)i + 1);
        ncx_label(xml, marker->label);
        ncx_content(xml, marker_href(publication, marker));
        xml_close(xml);
    }
    xml_close(xml);
}

void navigation_ncx(const Publication *publication, Str *out)
{
    Xml *xml = xml_new(out, NULL);
    xml_open(xml, "ncx");
    xml_attribute(xml, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    xml_attribute(xml, "version", "2005-1");
    xml_attribute(xml, "xml:lang", publication->book->language);
    ncx_head(xml, publication);
    ncx_map(xml, publication);
    ncx_pages(xml, publication);
    xml_end(xml);
}
