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

#include <string.h>

enum { SHEET_LIMIT = 1 << 20, IMAGE_LIMIT = 256 << 20 };

static const char font_sheet[] = "fonts.css";

/* Members: each function makes one kind. `context` is the Publication. */

static bool make_text(void *context, const void *text, Str *out, Reason *why)
{
    (void)context, (void)why;
    str_add(out, text);
    return true;
}

static bool make_package(void *publication, const void *subject, Str *out, Reason *why)
{
    (void)subject, (void)why;
    package_document(publication, out);
    return true;
}

static bool make_ncx(void *publication, const void *subject, Str *out, Reason *why)
{
    (void)subject, (void)why;
    navigation_ncx(publication, out);
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
    xml_attribute(xml, "src", publication->cover);
    xml_attribute(xml, "role", "doc-cover");
    xml_attribute(xml, "alt",
                  arena_format(publication->arena, "%s: %s", label, publication->book->title));
    xml_close_empty(xml);
    xml_close(xml);
    xhtml_end(xml);
}

static bool make_document(void *context, const void *subject, Str *out, Reason *why)
{
    const Document *document = subject;
    (void)why;
    switch (document->kind) {
    case DOCUMENT_COVER: cover_document(context, document, out); break;
    case DOCUMENT_NAVIGATION: navigation_document(context, out); break;
    case DOCUMENT_SECTION: xhtml_section(context, document, out); break;
    }
    return true;
}

static bool make_copy(void *context, const void *path, Str *out, Reason *why)
{
    (void)context;
    return file_read(path, IMAGE_LIMIT, out, why);
}

static bool make_font(void *context, const void *font, Str *out, Reason *why)
{
    const EmbeddedFont *embedded = font;
    (void)context, (void)why;
    str_add_bytes(out, embedded->bytes, embedded->length);
    return true;
}

static bool make_cover(void *cover, const void *subject, Str *out, Reason *why)
{
    (void)subject, (void)why;
    const Str *image = cover;
    str_add_bytes(out, image->data, image->length);
    return true;
}

/* The folder of everything but the two files whose place is fixed. */
static const char *in_folder(const Publication *publication, const char *file)
{
    return arena_format(publication->arena, "EPUB/%s", file);
}

static void add_members(Container *container, Publication *p, const char *styles, Str *cover)
{
    static const char container_document[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
        "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
        "media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";
    container_add(container, "mimetype", STORAGE_STORED, make_text, p, "application/epub+zip");
    container_add(container, "META-INF/container.xml", STORAGE_DEFLATED, make_text, p,
                  container_document);
    container_add(container, "EPUB/package.opf", STORAGE_DEFLATED, make_package, p, NULL);
    if (!p->book->epub3_only)
        container_add(container, "EPUB/toc.ncx", STORAGE_DEFLATED, make_ncx, p, NULL);
    for (size_t i = 0; i < p->sheet_count; i++) {
        bool own = p->sheets[i] == font_sheet;
        container_add(container, in_folder(p, p->sheets[i]), STORAGE_DEFLATED,
                      own ? make_text : make_copy, p,
                      own ? p->font_sheet : path_join(p->arena, styles, p->sheets[i]));
    }
    container_add(container, in_folder(p, p->cover), STORAGE_STORED, make_cover, cover, NULL);
    for (size_t i = 0; i < p->document_count; i++)
        container_add(container, in_folder(p, p->documents[i].file), STORAGE_DEFLATED,
                      make_document, p, &p->documents[i]);
    for (size_t i = 0; i < p->image_count; i++)
        container_add(container, in_folder(p, p->images[i].file), STORAGE_STORED, make_copy, p,
                      p->images[i].image->path);
    for (size_t i = 0; i < p->font_count; i++)
        container_add(container, in_folder(p, p->fonts[i].file), STORAGE_DEFLATED, make_font, p,
                      &p->fonts[i]);
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

static void choose_cover(Publication *p, const EpubOptions *options, Diagnostics *diagnostics,
                         Str *image)
{
    CoverFormat format = cover_make(p->book, options->composer, diagnostics, image);
    p->cover = format == COVER_PNG ? "cover.png" : "cover.jpg";
    p->cover_type = format == COVER_PNG ? "image/png" : "image/jpeg";
}

bool epub_write(const Book *book, const EpubOptions *options, Diagnostics *diagnostics)
{
    Reason why;
    Str cover = STR_INIT;
    Publication *publication = publication_new(book, options->pages);
    publication->entries = contents_entries(publication, &publication->entry_count);
    if (book->embed_fonts && options->pages)
        fonts_embed(publication, options->pages, options->composer, diagnostics);
    choose_sheets(publication, options->styles_directory);
    choose_cover(publication, options, diagnostics, &cover);
    Container *container = container_new(book->modified);
    add_members(container, publication, options->styles_directory, &cover);
    bool ok = container_close(container, options->path, &why);
    if (!ok)
        diag(diagnostics, OUTPUT_FAILED, (Place){0}, why.text);
    str_release(&cover);
    publication_free(publication);
    return ok;
}
