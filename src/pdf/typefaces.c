#include "pdf/typefaces.h"

#include "base/file.h"
#include "base/memory.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <stdlib.h>
#include FT_FREETYPE_H

/* Cairo keeps fonts in caches of its own: a face, and FreeType itself, live as long as cairo or we
 * need them. */
typedef struct Library {
    FT_Library freetype;
    int users;
} Library;

typedef struct Face {
    FT_Face face;
    Library *library;
} Face;

static const uint32_t ligatures[] = {
#define LIGATURE(character, hexadecimal, letters) character,
#include "pdf/ligatures.def"
#undef LIGATURE
};
enum { LIGATURES = sizeof ligatures / sizeof *ligatures };

typedef struct FaceOfFont {
    const Font *font;
    bool twin;
    cairo_font_face_t *face;
    uint32_t ligature_glyphs[LIGATURES]; /* 0: the font has none */
} FaceOfFont;

typedef struct Scaled {
    const Font *font;
    bool twin;
    Sp size;
    int scale;
    cairo_scaled_font_t *font_at_size;
} Scaled;

enum { SLOTS = 256 }; /* of what was found lately */

struct Typefaces {
    Library *library;
    FaceOfFont *faces; /* [face_count] heap */
    size_t face_count, face_room;
    Scaled *scaled; /* [scaled_count] heap */
    size_t scaled_count, scaled_room;
    size_t lately[SLOTS]; /* index in scaled + 1, by hash */
    cairo_font_options_t *options;
};

static void library_leave(Library *library)
{
    if (--library->users)
        return;
    FT_Done_FreeType(library->freetype);
    free(library);
}

static void face_done(void *data)
{
    Face *face = data;
    FT_Done_Face(face->face);
    library_leave(face->library);
    free(face);
}

Typefaces *typefaces_new(void)
{
    Typefaces *typefaces = memory_new(sizeof *typefaces);
    typefaces->library = memory_new(sizeof *typefaces->library);
    typefaces->library->users = 1;
    if (FT_Init_FreeType(&typefaces->library->freetype))
        memory_fail();
    typefaces->options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(typefaces->options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(typefaces->options, CAIRO_HINT_STYLE_NONE);
    return typefaces;
}

void typefaces_free(Typefaces *typefaces)
{
    for (size_t i = 0; i < typefaces->scaled_count; i++)
        cairo_scaled_font_destroy(typefaces->scaled[i].font_at_size);
    for (size_t i = 0; i < typefaces->face_count; i++)
        cairo_font_face_destroy(typefaces->faces[i].face);
    cairo_font_options_destroy(typefaces->options);
    library_leave(typefaces->library);
    free(typefaces->scaled);
    free(typefaces->faces);
    free(typefaces);
}

static bool open_face(Typefaces *typefaces, FaceOfFont *opened)
{
    static const cairo_user_data_key_t key;
    Face *face = memory_new(sizeof *face);
    if (FT_New_Face(typefaces->library->freetype, font_path(opened->font), font_index(opened->font),
                    &face->face)) {
        memory_check(file_size(font_path(opened->font)));
        free(face);
        return false;
    }
    for (int i = 0; i < LIGATURES; i++)
        opened->ligature_glyphs[i] = FT_Get_Char_Index(face->face, ligatures[i]);
    face->library = typefaces->library;
    face->library->users++;
    opened->face = cairo_ft_font_face_create_for_ft_face(face->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(opened->face, &key, face, face_done) != CAIRO_STATUS_SUCCESS)
        memory_fail();
    return true;
}

static const FaceOfFont *face_of(Typefaces *typefaces, const Font *font, bool twin)
{
    for (size_t i = 0; i < typefaces->face_count; i++)
        if (typefaces->faces[i].font == font && typefaces->faces[i].twin == twin)
            return &typefaces->faces[i];
    FaceOfFont face = {.font = font, .twin = twin};
    if (!open_face(typefaces, &face))
        return NULL;
    typefaces->faces = memory_grow(typefaces->faces, typefaces->face_count + 1,
                                   &typefaces->face_room, sizeof *typefaces->faces);
    typefaces->faces[typefaces->face_count] = face;
    return &typefaces->faces[typefaces->face_count++];
}

uint32_t typefaces_ligature(Typefaces *typefaces, const Font *font, uint32_t glyph)
{
    const FaceOfFont *face = face_of(typefaces, font, false);
    for (int i = 0; face && i < LIGATURES; i++)
        if (face->ligature_glyphs[i] == glyph)
            return ligatures[i];
    return 0;
}

static bool is_same(const Scaled *a, const Scaled *b)
{
    return a->font == b->font && a->twin == b->twin && a->size == b->size && a->scale == b->scale;
}

static Scaled *make(Typefaces *typefaces, Scaled wanted)
{
    const FaceOfFont *face = face_of(typefaces, wanted.font, wanted.twin);
    if (!face)
        return NULL;
    cairo_matrix_t matrix, page;
    double points = SP_TO_POINTS(wanted.size);
    cairo_matrix_init_scale(&matrix, points * wanted.scale / 1000, points);
    cairo_matrix_init_identity(&page);
    wanted.font_at_size = cairo_scaled_font_create(face->face, &matrix, &page, typefaces->options);
    typefaces->scaled = memory_grow(typefaces->scaled, typefaces->scaled_count + 1,
                                    &typefaces->scaled_room, sizeof *typefaces->scaled);
    typefaces->scaled[typefaces->scaled_count] = wanted;
    return &typefaces->scaled[typefaces->scaled_count++];
}

cairo_scaled_font_t *typefaces_find(Typefaces *typefaces, const Font *font, bool twin, Sp size,
                                    int scale)
{
    Scaled wanted = {.font = font, .twin = twin, .size = size, .scale = scale};
    size_t hash = ((size_t)font >> 4) * 31 + (size_t)size * 17 + (size_t)scale + twin;
    size_t *lately = &typefaces->lately[(hash ^ hash >> 16) % SLOTS];
    if (*lately && is_same(&typefaces->scaled[*lately - 1], &wanted))
        return typefaces->scaled[*lately - 1].font_at_size;
    Scaled *found = NULL;
    for (size_t i = 0; i < typefaces->scaled_count && !found; i++)
        if (is_same(&typefaces->scaled[i], &wanted))
            found = &typefaces->scaled[i];
    if (!found)
        found = make(typefaces, wanted);
    if (!found)
        return NULL;
    *lately = (size_t)(found - typefaces->scaled) + 1;
    return found->font_at_size;
}
