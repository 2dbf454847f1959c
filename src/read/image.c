#include "read/image.h"

#include "base/address.h"
#include "base/file.h"
#include "base/str.h"
#include "read/image_header.h"
#include "read/source.h"

#include <string.h>

/* Pixels on a side and in all, and the file's size: more is a mistake, or an attack. */
enum { MOST_SIDE = 20000, MOST_MEGAPIXELS = 100, MOST_MEGABYTES = 64 };

/* What kind of file it is instead. */
static const char *foreign_kind(const Str *data)
{
    const char *b = data->data;
    if (data->length > 12 && memcmp(b, "RIFF", 4) == 0 && memcmp(b + 8, "WEBP", 4) == 0)
        return "a WebP image: convert it to PNG or JPEG";
    if (str_starts(b, "GIF8"))
        return "a GIF image: convert it to PNG";
    if (data->length > 12 &&
        (memcmp(b + 4, "ftypavif", 8) == 0 || memcmp(b + 4, "ftyphei", 7) == 0))
        return "an AVIF or HEIC image: convert it to JPEG";
    if (strstr(b, "<svg"))
        return "an SVG drawing: convert it to PNG at 300 dots per inch";
    if (str_starts(b, "II*") || str_starts(b, "MM"))
        return "a TIFF image: convert it to PNG or JPEG";
    return "not an image: save it as PNG or JPEG";
}

static void report_too_large(const char *name, Place place, Diagnostics *diagnostics)
{
    diag(diagnostics, IMAGE_TOO_LARGE, place, name, MOST_SIDE, MOST_MEGAPIXELS, MOST_MEGABYTES);
}

/* What is wrong with the file; NULL: nothing. */
static const char *fault_of(const Str *file, ImageHeader *header)
{
    switch (image_header_read(file, header)) {
    case HEADER_FOREIGN: return foreign_kind(file);
    case HEADER_DAMAGED: return "damaged or cut off: save it anew";
    case HEADER_FINE: break;
    }
    if (header->width < 1 || header->height < 1)
        return "an image without width or height: save it anew";
    if (header->four_inks)
        return "a JPEG in the colours of printing inks (CMYK): convert it to RGB";
    return NULL;
}

static bool is_too_large(const ImageHeader *header)
{
    return header->width > MOST_SIDE || header->height > MOST_SIDE ||
           (long long)header->width * header->height > MOST_MEGAPIXELS * 1000000LL;
}

/* Takes what the file says; false, reported, when the book cannot show the image. */
static bool inspect(Image *image, const Str *file, Place place, Diagnostics *diagnostics)
{
    ImageHeader header;
    const char *fault = fault_of(file, &header);
    if (fault) {
        diag(diagnostics, IMAGE_UNUSABLE, place, image->name, fault);
        return false;
    }
    if (is_too_large(&header)) {
        report_too_large(image->name, place, diagnostics);
        return false;
    }
    if (header.turned)
        diag(diagnostics, IMAGE_TURNED, place, image->name);
    if (header.profiled)
        diag(diagnostics, IMAGE_PROFILE, place, image->name);
    image->type = header.type;
    image->width = header.width;
    image->height = header.height;
    image->dots_per_inch = header.dots_per_inch;
    image->alpha = header.alpha;
    image->size = (long long)file->length;
    return true;
}

static bool open_image(Image *image, Place place, Diagnostics *diagnostics)
{
    enum { MOST_BYTES = MOST_MEGABYTES * 1024 * 1024 };
    Str file = STR_INIT;
    Reason why;
    bool ok = false;
    if (file_size(image->path) > MOST_BYTES)
        report_too_large(image->name, place, diagnostics);
    else if (!file_read(image->path, MOST_BYTES, &file, &why))
        diag(diagnostics, FILE_UNREADABLE, place, why.text);
    else
        ok = inspect(image, &file, place, diagnostics);
    str_release(&file);
    return ok;
}

/* An address as a path: without a query or fragment. */
static const char *path_of(Arena *arena, const char *address)
{
    const char *path = address_decode(arena, address, strcspn(address, "?#"));
    while (str_starts(path, "./"))
        path += 2;
    return path;
}

/* A long description is a text file beside the image, of the same name but for its ending. */
static const char *description(Arena *arena, const char *path, Diagnostics *diagnostics)
{
    const char *dot = strrchr(path_base(path), '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);
    const char *file = arena_format(arena, "%.*s.txt", (int)stem, path);
    Str text = STR_INIT;
    const char *result = NULL;
    if (file_exists(file) && source_read(file, &text, diagnostics)) {
        for (size_t i = 0; i < text.length; i++)
            if (text.data[i] == '\n' || text.data[i] == '\t')
                text.data[i] = ' ';
        str_trim(&text);
        result = text.length ? arena_bytes(arena, text.data, text.length) : NULL;
    }
    str_release(&text);
    return result;
}

static Image *known_image(const Book *book, const char *path)
{
    for (size_t i = 0; i < book->images_count; i++)
        if (str_equal(book->images[i]->path, path))
            return book->images[i];
    return NULL;
}

static void keep_image(Book *book, Image *image)
{
    size_t n = book->images_count;
    if ((n & (n - 1)) == 0) { /* room doubles at powers of two */
        Image **images = arena_array(book->arena, n ? n * 2 : 1, sizeof(Image *));
        if (n)
            memcpy(images, book->images, n * sizeof(Image *));
        book->images = images;
    }
    book->images[book->images_count++] = image;
}

/* True when a name leads out of the book from its own directory and from `folder`, whether or not
 * something is there. */
static bool leads_out(const Book *book, const char *folder, const char *name)
{
    size_t n = str_equal(book->directory, ".") ? 0 : strlen(book->directory);
    const char *below = folder + n + strspn(folder + n, "/");
    return !path_is_inside(name) && !path_is_inside(path_join(book->arena, below, name)) &&
           !strchr(name, '\\');
}

/* The path of a file that is named in `folder`; NULL, reported, when the book does not hold it. */
static const char *find(const Book *book, const char *folder, const char *name, Place place,
                        Diagnostics *diagnostics)
{
    const char *path = path_join(book->arena, folder, name);
    if (!file_exists(path))
        path = path_join(book->arena, book->directory, name);
    if (leads_out(book, folder, name) ||
        (file_exists(path) && !path_inside_real(book->directory, path)))
        diag(diagnostics, OUTSIDE_BOOK, place, name);
    else if (!file_exists(path))
        diag(diagnostics, IMAGE_MISSING, place, name);
    else if (file_is_directory(path))
        diag(diagnostics, IMAGE_UNUSABLE, place, name, "a folder: name a file in it");
    else
        return path;
    return NULL;
}

/* What an address in `file` means: the path of the image that is to be opened, and its name. NULL,
 * reported, when the book does not hold it. */
static const char *locate(const Book *book, const char *file, const char *address,
                          const char **name, Place place, Diagnostics *diagnostics)
{
    if (!*address) {
        diag(diagnostics, IMAGE_EMPTY, place);
        return NULL;
    }
    if (strstr(address, "://") || str_starts(address, "//") || str_starts(address, "data:")) {
        diag(diagnostics, IMAGE_REMOTE, place);
        return NULL;
    }
    *name = path_of(book->arena, address);
    const char *folder = arena_bytes(book->arena, file, (size_t)(path_base(file) - file));
    return find(book, folder, *name, place, diagnostics);
}

static Image *new_image(const Book *book, const char *path, const char *name, Place place,
                        Diagnostics *diagnostics)
{
    Image *image = arena_alloc(book->arena, sizeof *image);
    image->path = path;
    image->name = name;
    return open_image(image, place, diagnostics) ? image : NULL;
}

Image *image_lookup(Book *book, const char *file, const char *address, Place place,
                    Diagnostics *diagnostics)
{
    const char *name, *path = locate(book, file, address, &name, place, diagnostics);
    Image *image = path ? known_image(book, path) : NULL;
    if (!path || image)
        return image;
    image = new_image(book, path, name, place, diagnostics);
    if (image) {
        image->description = description(book->arena, path, diagnostics);
        keep_image(book, image);
    }
    return image;
}

const Image *image_cover(Book *book, const char *name, Place place, Diagnostics *diagnostics)
{
    const char *path = name ? locate(book, book->file, name, &name, place, diagnostics) : NULL;
    return path ? new_image(book, path, name, place, diagnostics) : NULL;
}
