#include "read/image_header.h"

#include <string.h>

typedef const unsigned char Bytes;

static unsigned big_endian(Bytes *b, int count)
{
    unsigned value = 0;
    for (int i = 0; i < count; i++)
        value = value << 8 | b[i];
    return value;
}

static unsigned number(Bytes *b, int count, bool little)
{
    unsigned value = 0;
    for (int i = 0; i < count; i++)
        value |= (unsigned)b[little ? i : count - 1 - i] << (8 * i);
    return value;
}

static bool names_srgb(Bytes *b, size_t length)
{
    return memmem(b, length, "sRGB", 4) != NULL;
}

/* PNG (W3C, third edition): signature, IHDR, chunks up to IEND. */

static void read_chunk(const char *type, Bytes *chunk, size_t length, ImageHeader *header)
{
    if (memcmp(type, "pHYs", 4) == 0 && length == 9 && chunk[8] == 1)
        header->dots_per_inch = big_endian(chunk, 4) * 0.0254;
    if (memcmp(type, "tRNS", 4) == 0)
        header->alpha = true;
    if (memcmp(type, "iCCP", 4) == 0) /* the profile's name comes first */
        header->profiled = !names_srgb(chunk, length < 80 ? length : 80);
}

static bool read_png(const Str *file, ImageHeader *header)
{
    Bytes *b = (Bytes *)file->data;
    if (file->length < 45 || memcmp(b + 12, "IHDR", 4) != 0)
        return false;
    header->type = IMAGE_PNG;
    header->width = (int)big_endian(b + 16, 4);
    header->height = (int)big_endian(b + 20, 4);
    header->alpha = b[25] == 4 || b[25] == 6;
    for (size_t at = 8; at + 12 <= file->length;) {
        size_t length = big_endian(b + at, 4);
        if (length > file->length - at - 12)
            return false;
        const char *type = file->data + at + 4;
        if (memcmp(type, "IEND", 4) == 0)
            return true;
        read_chunk(type, b + at + 8, length, header);
        at += length + 12;
    }
    return false; /* cut off */
}

/* JPEG (ISO/IEC 10918-1, annex B): markers up to the frame header; the file ends in EOI. */

enum {
    MARKER_JFIF = 0xE0,
    MARKER_EXIF = 0xE1,
    MARKER_PROFILE = 0xE2, /* ICC.1, annex B.4 */
    EXIF_ORIENTATION = 0x0112,
    EXIF_ENTRY = 12,
    UPRIGHT = 1
};

/* The resolution in a JFIF header. */
static void read_jfif(Bytes *segment, size_t length, ImageHeader *header)
{
    if (length < 14 || memcmp(segment, "JFIF", 5) != 0)
        return;
    if (segment[7] == 1)
        header->dots_per_inch = big_endian(segment + 8, 2);
    else if (segment[7] == 2)
        header->dots_per_inch = big_endian(segment + 8, 2) * 2.54;
}

/* The orientation in the first directory of Exif's TIFF structure. */
static void read_exif(Bytes *segment, size_t length, ImageHeader *header)
{
    if (length < 14 || memcmp(segment, "Exif\0", 6) != 0)
        return;
    Bytes *tiff = segment + 6;
    length -= 6;
    bool little = tiff[0] == 'I';
    size_t at = number(tiff + 4, 4, little);
    if (at > length || length - at < 2)
        return;
    unsigned entries = number(tiff + at, 2, little);
    for (at += 2; entries-- && at + EXIF_ENTRY <= length; at += EXIF_ENTRY)
        if (number(tiff + at, 2, little) == EXIF_ORIENTATION)
            header->turned = number(tiff + at + 8, 2, little) != UPRIGHT;
}

static void read_segment(int marker, Bytes *segment, size_t length, ImageHeader *header)
{
    if (marker == MARKER_JFIF)
        read_jfif(segment, length, header);
    else if (marker == MARKER_EXIF)
        read_exif(segment, length, header);
    else if (marker == MARKER_PROFILE && length > 14 && memcmp(segment, "ICC_PROFILE", 12) == 0 &&
             segment[12] == 1)
        header->profiled = !names_srgb(segment, length);
}

static bool is_frame(int marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static bool read_jpeg(const Str *file, ImageHeader *header)
{
    Bytes *b = (Bytes *)file->data;
    header->type = IMAGE_JPEG;
    for (size_t at = 2; at + 4 <= file->length && b[at] == 0xFF;) {
        int marker = b[at + 1];
        if (marker == 0xFF) {
            at++;
            continue;
        }
        size_t length = big_endian(b + at + 2, 2);
        if (length < 2 || length > file->length - at - 2)
            return false;
        if (is_frame(marker)) {
            header->height = length >= 8 ? (int)big_endian(b + at + 5, 2) : 0;
            header->width = length >= 8 ? (int)big_endian(b + at + 7, 2) : 0;
            header->four_inks = length >= 8 && b[at + 9] == 4;
            return memmem(b + at, file->length - at, "\xFF\xD9", 2);
        }
        read_segment(marker, b + at + 4, length - 2, header);
        at += length + 2;
    }
    return false;
}

HeaderFault image_header_read(const Str *file, ImageHeader *header)
{
    static Bytes png_signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    *header = (ImageHeader){0};
    bool png = file->length > 8 && memcmp(file->data, png_signature, 8) == 0;
    bool jpeg = file->length > 3 && memcmp(file->data, "\xFF\xD8\xFF", 3) == 0;
    if (!png && !jpeg)
        return HEADER_FOREIGN;
    return (png ? read_png(file, header) : read_jpeg(file, header)) ? HEADER_FINE : HEADER_DAMAGED;
}
