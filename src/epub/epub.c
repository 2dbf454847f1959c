#include "epub/epub.h"

#include "base/file.h"
#include "book/words.h"
#include "epub/container.h"
#include "epub/contents.h"
#include "epub/cover.h"
#include "epub/fonts.h"
#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/publication.h"
#include "epub/xhtml.h"

enum { FILE_LIMIT = 256 << 20 };

static const char font_sheet[] = "fonts.css";

typedef struct Writer {
    Publication *publication;
    const EpubOptions *options;
    Diagnostics *diagnostics;
} Writer;

/* Members: each function makes one kind. `context` is the Writer. */

static bool make_text(void *context, const void *text, Str *out, Reason *why)
{
    (void)context, (void)why;
    str_add(out, text);
    return true;
}

static bool make_package(void *context, const void *subject, Str *out, Reason *why)
{
    const Writer *writer = context;
    (void)subject, (void)why;
    package_document(writer->publication, out);
    return true;
}

static bool make_ncx(void *context, const void *subject, Str *out, Reason *why)
{
    const Writer *writer = context;
    (void)subject, (void)why;
    navigation_ncx(writer->publication, out);
    return true;
}

static void cover_document(const Publication *publication, const Document *document, Str *out)
{
    const char *label = word(publication->book, NULL, WORD_COVER);
    Xml *xml = xhtml_begin(out, publication, publication->book->language, document->title, "cover");
    xml_open(xml, "section");
    xml_attribute(xml, "class", "cover");
    xml_attribute(xml, "aria-label", label);
    xml_open(xml, "img");
    xml_attribute(xml, "src", publication->cover.file);
    xml_attribute(xml, "role", "doc-cover");
    xml_attribute(xml, "alt",
                  arena_format(publication->arena, "%s: %s", label, publication->book->title));
    xml_close_empty(xml);
    xml_close(xml);
    xhtml_end(xml);
}

static bool make_document(void *context, const void *subject, Str *out, Reason *why)
{
    const Publication *publication = ((const Writer *)context)->publication;
    const Document *document = subject;
    (void)why;
    switch (document->kind) {
    case DOCUMENT_COVER: cover_document(publication, document, out); break;
    case DOCUMENT_NAVIGATION: navigation_document(publication, out); break;
    case DOCUMENT_SECTION: xhtml_section(publication, document, out); break;
    }
    return true;
}

static bool make_copy(void *context, const void *path, Str *out, Reason *why)
{
    (void)context;
    return file_read(path, FILE_LIMIT, out, why);
}

static bool make_font(void *context, const void *font, Str *out, Reason *why)
{
    const EmbeddedFont *embedded = font;
    (void)context, (void)why;
    str_add_bytes(out, embedded->bytes, embedded->length);
    return true;
}

static bool make_cover(void *context, const void *subject, Str *out, Reason *why)
{
    const Writer *writer = context;
    (void)subject, (void)why;
    cover_draw(writer->publication->book, writer->options->composer, writer->diagnostics, out);
    return true;
}

/* Adds a member to the folder of all but the two files whose place is fixed. */
static void add(Container *container, Writer *writer, const char *file, Storage storage,
                MakeMember *make, const void *subject)
{
    container_add(container, arena_format(writer->publication->arena, "EPUB/%s", file), storage,
                  make, writer, subject);
}

static void add_image(Container *container, Writer *writer, const Picked *picked)
{
    const Image *image = picked->image;
    add(container, writer, picked->file, STORAGE_STORED, image ? make_copy : make_cover,
        image ? image->path : NULL);
}

static void add_members(Container *container, Writer *writer)
{
    static const char container_document[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
        "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
        "media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";
    const Publication *p = writer->publication;
    container_add(container, "mimetype", STORAGE_STORED, make_text, NULL, "application/epub+zip");
    container_add(container, "META-INF/container.xml", STORAGE_DEFLATED, make_text, NULL,
                  container_document);
    add(container, writer, "package.opf", STORAGE_DEFLATED, make_package, NULL);
    if (!p->book->epub3_only)
        add(container, writer, "toc.ncx", STORAGE_DEFLATED, make_ncx, NULL);
    for (size_t i = 0; i < p->sheet_count; i++) {
        bool own = p->sheets[i] == font_sheet;
        add(container, writer, p->sheets[i], STORAGE_DEFLATED, own ? make_text : make_copy,
            own ? p->font_sheet
                : path_join(p->arena, writer->options->styles_directory, p->sheets[i]));
    }
    add_image(container, writer, &p->cover);
    for (size_t i = 0; i < p->document_count; i++)
        add(container, writer, p->documents[i].file, STORAGE_DEFLATED, make_document,
            &p->documents[i]);
    for (size_t i = 0; i < p->image_count; i++)
        add_image(container, writer, &p->images[i]);
    for (size_t i = 0; i < p->font_count; i++)
        add(container, writer, p->fonts[i].file, STORAGE_DEFLATED, make_font, &p->fonts[i]);
}

/* The style sheets for reading systems: those of the house that are there, and that of the fonts.
 */
static void choose_sheets(Publication *p, const char *directory)
{
    static const char *const sheets[] = {"book.css", "epub.css", "epub-modern.css"};
    enum { SHEETS = sizeof sheets / sizeof *sheets };
    const char **chosen = arena_array(p->arena, SHEETS + 1, sizeof *chosen);
    for (size_t i = 0; i < SHEETS; i++)
        if (file_exists(path_join(p->arena, directory, sheets[i])))
            chosen[p->sheet_count++] = sheets[i];
    if (p->font_count)
        chosen[p->sheet_count++] = font_sheet;
    p->sheets = chosen;
}

bool epub_write(const Book *book, const EpubOptions *options, Diagnostics *diagnostics)
{
    Reason why;
    Publication *publication = publication_new(book, options->page_list ? options->pages : NULL);
    Writer writer = {publication, options, diagnostics};
    publication->entries = contents_entries(publication, &publication->entry_count);
    if (book->embed_fonts && options->pages)
        fonts_embed(publication, options->pages, options->composer, diagnostics);
    choose_sheets(publication, options->styles_directory);
    Container *container = container_new(book->modified);
    add_members(container, &writer);
    bool ok = container_close(container, options->path, &why);
    if (!ok)
        diag(diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
    publication_free(publication);
    return ok;
}
