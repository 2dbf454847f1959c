#include "pass/qr.h"

#include "base/memory.h"

#include <errno.h>
#include <qrencode.h>

enum { QUIET_ZONE = 4 }; /* modules on each side: ISO/IEC 18004, 5.3.8 */

/* A module of 0.6 mm: four dots of a fax, seven of a phone's camera at arm's length. */
static const double modules_per_inch = 25.4 / 0.6;

static Image *draw(Book *book, const QRcode *code, const char *text)
{
    int side = code->width + 2 * QUIET_ZONE;
    uint8_t *modules = arena_array(book->arena, (size_t)side * (size_t)side, 1);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            modules[(y + QUIET_ZONE) * side + x + QUIET_ZONE] = code->data[y * code->width + x] & 1;
    Image *image = arena_alloc(book->arena, sizeof *image);
    *image = (Image){.name = text,
                     .type = IMAGE_MATRIX,
                     .modules = modules,
                     .width = side,
                     .height = side,
                     .dots_per_inch = modules_per_inch};
    return image;
}

Image *qr_image(Book *book, const char *text)
{
    /* Level M mends 15 per cent: enough for a crease or a coffee stain. */
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code && errno == ENOMEM)
        memory_fail();
    Image *image = code ? draw(book, code, text) : NULL;
    QRcode_free(code);
    return image;
}
