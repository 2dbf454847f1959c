#include "read/image.h"

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/source.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Pixels on a side and in all, and the file's size: more is a mistake, or an attack. */
enum { MOST_SIDE = 20000, MOST_MEGAPIXELS = 100, MOST_MEGABYTES = 64 };

static unsigned big_endian(const unsigned char *b, int count)
{
    unsigned value = 0;
    for (int i = 0; i < count; i++)
        value = value << 8 | b[i];
    return value;
}

static const unsigned char png_signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/* PNG (W3C, third edition): signature, IHDR, chunks up to the first IDAT; IEND ends the file. */
static bool read_png(const Str *data, Image *image)
{
    const unsigned char *b = (const unsigned char *)data->data;
    if (data->length < 45 || memcmp(b + 12, "IHDR", 4) != 0)
        return false;
    image->type = IMAGE_PNG;
    image->width = (int)big_endian(b + 16, 4);
    image->height = (int)big_endian(b + 20, 4);
    image->alpha = b[25] == 4 || b[25] == 6;
    for (size_t at = 8; at + 12 <= data->length;) {
        size_t length = big_endian(b + at, 4);
        if (length > data->length - at - 12)
            return false;
        const unsigned char *chunk = b + at + 8;
        if (memcmp(b + at + 4, "pHYs", 4) == 0 && length == 9 && chunk[8] == 1)
            image->dots_per_inch = big_endian(chunk, 4) * 0.0254;
        if (memcmp(b + at + 4, "tRNS", 4) == 0)
            image->alpha = true;
        if (memcmp(b + at + 4, "IEND", 4) == 0)
            return true;
        at += length + 12;
    }
    return false; /* cut off */
}

/* The resolution in a JFIF header. */
static void read_jfif(const unsigned char *segment, size_t length, Image *image)
{
    if (length < 14 || memcmp(segment, "JFIF", 5) != 0)
        return;
    if (segment[7] == 1)
        image->dots_per_inch = big_endian(segment + 8, 2);
    else if (segment[7] == 2)
        image->dots_per_inch = big_endian(segment + 8, 2) * 2.54;
}

/* JPEG (ISO/IEC 10918-1, annex B): markers up to the frame header; the file ends in EOI. */
static bool read_jpeg(const Str *data, Image *image)
{
    const unsigned char *b = (const unsigned char *)data->data;
    image->type = IMAGE_JPEG;
    for (size_t at = 2; at + 4 <= data->length && b[at] == 0xFF;) {
        int marker = b[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        size_t length = big_endian(b + at + 2, 2);
        if (length < 2 || length > data->length - at - 2)
            return false;
        if (marker == 0xE0)
            read_jfif(b + at + 4, length - 2, image);
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 &&
            marker != 0xCC) {
            image->height = length >= 8 ? (int)big_endian(b + at + 5, 2) : 0;
            image->width = length >= 8 ? (int)big_endian(b + at + 7, 2) : 0;
            return memmem(b + at, data->length - at, "\xFF\xD9", 2);
        }
        at += length + 2;
    }
    return false;
}

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

static bool is_too_large(const Image *image)
{
    return image->width > MOST_SIDE || image->height > MOST_SIDE ||
           (long long)image->width * image->height > MOST_MEGAPIXELS * 1000000LL;
}

static void report_too_large(const char *name, Place place, Diagnostics *diagnostics)
{
    diag(diagnostics, IMAGE_TOO_LARGE, place, name, MOST_SIDE, MOST_MEGAPIXELS, MOST_MEGABYTES);
}

/* Reads what the header says; false, reported, when the book cannot show the image. */
static bool inspect(Image *image, Place place, Diagnostics *diagnostics)
{
    enum { MOST_BYTES = MOST_MEGABYTES * 1024 * 1024 };
    Str data = STR_INIT;
    Reason why;
    const char *fault = NULL;
    bool ok = false;
    if (file_size(image->path) > MOST_BYTES) {
        report_too_large(image->name, place, diagnostics);
    } else if (!file_read(image->path, MOST_BYTES, &data, &why)) {
        diag(diagnostics, FILE_UNREADABLE, place, why.text);
    } else {
        bool png = data.length > 8 && memcmp(data.data, png_signature, 8) == 0;
        bool jpeg = data.length > 3 && memcmp(data.data, "\xFF\xD8\xFF", 3) == 0;
        image->size = (long long)data.length;
        if (!png && !jpeg)
            fault = foreign_kind(&data);
        else if (!(png ? read_png(&data, image) : read_jpeg(&data, image)))
            fault = "damaged or cut off: save it anew";
        else if (image->width < 1 || image->height < 1)
            fault = "an image without width or height: save it anew";
        else if (is_too_large(image))
            report_too_large(image->name, place, diagnostics);
        else
            ok = true;
    }
    if (fault)
        diag(diagnostics, IMAGE_UNUSABLE, place, image->name, fault);
    str_release(&data);
    return ok;
}

/* An address as a path: percent-encoded bytes decoded, unless that gives no text. */
static const char *decoded(Arena *arena, const char *address)
{
    Str path = STR_INIT;
    for (const char *p = address; *p && *p != '?' && *p != '#'; p++) {
        if (*p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2])) {
            str_add_char(&path, (char)strtol((char[]){p[1], p[2], '\0'}, NULL, 16));
            p += 2;
        } else {
            str_add_char(&path, *p);
        }
    }
    bool text =
        strlen(path.data) == path.length && utf8_invalid(path.data, path.length) == path.length;
    const char *start = text ? path.data : address;
    while (str_starts(start, "./"))
        start += 2;
    const char *result = arena_string(arena, start);
    str_release(&path);
    return result;
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

Image *image_lookup(Book *book, const char *file, const char *address, Place place,
                    Diagnostics *diagnostics)
{
    if (strstr(address, "://") || str_starts(address, "//") || str_starts(address, "data:")) {
        diag(diagnostics, IMAGE_REMOTE, place);
        return NULL;
    }
    Arena *arena = book->arena;
    const char *name = decoded(arena, address);
    const char *folder = arena_bytes(arena, file, (size_t)(path_base(file) - file));
    const char *path = path_join(arena, folder, name);
    if (!file_exists(path))
        path = path_join(arena, book->directory, name);
    if (!file_exists(path)) {
        diag(diagnostics, IMAGE_MISSING, place, name);
        return NULL;
    }
    if (name[0] == '/' || !path_inside_real(book->directory, path)) {
        diag(diagnostics, OUTSIDE_BOOK, place, name);
        return NULL;
    }
    Image *image = known_image(book, path);
    if (image)
        return image;
    image = arena_alloc(arena, sizeof *image);
    image->path = path;
    image->name = name;
    if (!inspect(image, place, diagnostics))
        return NULL;
    image->description = description(arena, path, diagnostics);
    keep_image(book, image);
    return image;
}
