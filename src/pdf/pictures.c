#include "pdf/pictures.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>

enum { MOST_BYTES = 64 * 1024 * 1024 }; /* read/image.c lets none pass that is larger */

static void str_free(void *data)
{
    str_release(data);
    free(data);
}

/* Hangs data on a surface, for the PDF to use; takes them over. */
static void hang_on(cairo_surface_t *surface, const char *type, Str data)
{
    Str *kept = memory_new(sizeof *kept);
    *kept = data;
    if (cairo_surface_set_mime_data(surface, type, (unsigned char *)kept->data, kept->length,
                                    str_free, kept) != CAIRO_STATUS_SUCCESS)
        str_free(kept);
}

/* A surface whose pixels are never touched: the PDF takes the JPEG data. */
static cairo_surface_t *open_jpeg(const Image *image)
{
    Reason why;
    Str data = STR_INIT;
    if (!file_read(image->path, MOST_BYTES, &data, &why)) {
        str_release(&data);
        return NULL;
    }
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, image->width, image->height);
    hang_on(surface, CAIRO_MIME_TYPE_JPEG, data);
    return surface;
}

cairo_surface_t *picture_open(const Node *node, Diagnostics *diagnostics)
{
    const Image *image = node->image.image;
    cairo_surface_t *surface = image->type == IMAGE_JPEG
                                   ? open_jpeg(image)
                                   : cairo_image_surface_create_from_png(image->path);
    if (!surface || cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        diag(diagnostics, IMAGE_UNUSABLE, node->place, image->name,
             "damaged or cut off: save it anew");
        cairo_surface_destroy(surface);
        return NULL;
    }
    Str name = STR_INIT;
    str_add(&name, image->path);
    hang_on(surface, CAIRO_MIME_TYPE_UNIQUE_ID, name);
    return surface;
}
