#include "pdf/typefaces.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"

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

typedef struct Lease {
    FT_Face face;
    Library *library;
} Lease;

static const uint32_t ligatures[] = {
#define LIGATURE(character, hexadecimal, letters) character,
#include "pdf/ligatures.def"
#undef LIGATURE
};
enum { LIGATURES = sizeof ligatures / sizeof *ligatures };

/* A text of few bytes in one word: its length, then itself. 0: none. */
typedef uint64_t Meaning;
enum { MOST_BYTES = sizeof(Meaning) - 1 };

struct Face {
    const Font *font;
    bool twin;
    cairo_font_face_t *face;
    uint32_t ligature_glyphs[LIGATURES]; /* 0: the font has none */
    Meaning *meanings;                   /* [glyph_count] heap: by glyph */
    size_t glyph_count;
};

enum { SLOTS = 256 }; /* of what was found lately */

struct Typefaces {
    Library *library;
    Face **faces; /* [face_count] heap, each heap */
    size_t face_count, face_room;
    Typeface *list; /* [count] heap */
    size_t count, room;
    size_t lately[SLOTS]; /* index in the list + 1, by hash */
    cairo_font_options_t *options;
};

static void library_leave(Library *library)
{
    if (--library->users)
        return;
    FT_Done_FreeType(library->freetype);
    free(library);
}

static void lease_end(void *data)
{
    Lease *lease = data;
    FT_Done_Face(lease->face);
    library_leave(lease->library);
    free(lease);
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

static void face_free(Face *face)
{
    if (face->face)
        cairo_font_face_destroy(face->face);
    free(face->meanings);
    free(face);
}

void typefaces_free(Typefaces *typefaces)
{
    for (size_t i = 0; i < typefaces->count; i++)
        cairo_scaled_font_destroy(typefaces->list[i].font);
    for (size_t i = 0; i < typefaces->face_count; i++)
        face_free(typefaces->faces[i]);
    cairo_font_options_destroy(typefaces->options);
    library_leave(typefaces->library);
    free(typefaces->list);
    free(typefaces->faces);
    free(typefaces);
}

static Meaning meaning_of(const char *text, size_t length)
{
    if (length > MOST_BYTES)
        return 0;
    Meaning meaning = length;
    for (size_t i = 0; i < length; i++)
        meaning = meaning << 8 | (uint8_t)text[i];
    return meaning;
}

/* As cairo does when it meets a glyph: the first character that is mapped to it. */
static void take_meanings(Face *face, FT_Face open)
{
    face->glyph_count = (size_t)open->num_glyphs;
    face->meanings = memory_new(face->glyph_count * sizeof *face->meanings);
    FT_UInt glyph;
    for (FT_ULong c = FT_Get_First_Char(open, &glyph); glyph;
         c = FT_Get_Next_Char(open, c, &glyph)) {
        char utf8[4];
        if (glyph < face->glyph_count && !face->meanings[glyph])
            face->meanings[glyph] = meaning_of(utf8, utf8_encode((uint32_t)c, utf8));
    }
}

static bool open_face(const Typefaces *typefaces, Face *face)
{
    static const cairo_user_data_key_t key;
    Lease *lease = memory_new(sizeof *lease);
    if (FT_New_Face(typefaces->library->freetype, font_path(face->font), font_index(face->font),
                    &lease->face)) {
        memory_check(file_size(font_path(face->font)));
        free(lease);
        return false;
    }
    for (int i = 0; i < LIGATURES; i++)
        face->ligature_glyphs[i] = FT_Get_Char_Index(lease->face, ligatures[i]);
    take_meanings(face, lease->face);
    lease->library = typefaces->library;
    lease->library->users++;
    face->face = cairo_ft_font_face_create_for_ft_face(lease->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(face->face, &key, lease, lease_end) != CAIRO_STATUS_SUCCESS)
        memory_fail();
    return true;
}

static Face *face_of(Typefaces *typefaces, const Font *font, bool twin)
{
    for (size_t i = 0; i < typefaces->face_count; i++)
        if (typefaces->faces[i]->font == font && typefaces->faces[i]->twin == twin)
            return typefaces->faces[i];
    Face *face = memory_new(sizeof *face);
    *face = (Face){.font = font, .twin = twin};
    if (!open_face(typefaces, face)) {
        face_free(face);
        return NULL;
    }
    typefaces->faces = memory_grow(typefaces->faces, typefaces->face_count + 1,
                                   &typefaces->face_room, sizeof(Face *));
    return typefaces->faces[typefaces->face_count++] = face;
}

uint32_t face_ligature(const Face *face, uint32_t glyph)
{
    for (int i = 0; i < LIGATURES; i++)
        if (face->ligature_glyphs[i] == glyph)
            return ligatures[i];
    return 0;
}

bool face_knows(Face *face, uint32_t glyph, const char *text, size_t length)
{
    Meaning meaning = meaning_of(text, length);
    if (!meaning || glyph >= face->glyph_count)
        return false;
    Meaning *known = &face->meanings[glyph];
    if (*known)
        return *known == meaning;
    *known = meaning;
    return false;
}

static bool is_same(const Typeface *a, const Font *font, bool twin, Sp size, int scale)
{
    return a->face->font == font && a->face->twin == twin && a->size == size && a->scale == scale;
}

static size_t make(Typefaces *typefaces, Face *face, Sp size, int scale)
{
    cairo_matrix_t matrix, page;
    double points = SP_TO_POINTS(size);
    cairo_matrix_init_scale(&matrix, points * scale / 1000, points);
    cairo_matrix_init_identity(&page);
    typefaces->list = memory_grow(typefaces->list, typefaces->count + 1, &typefaces->room,
                                  sizeof *typefaces->list);
    typefaces->list[typefaces->count] =
        (Typeface){face, size, scale,
                   cairo_scaled_font_create(face->face, &matrix, &page, typefaces->options)};
    return typefaces->count++;
}

const Typeface *typefaces_find(Typefaces *typefaces, const Font *font, bool twin, Sp size,
                               int scale)
{
    size_t hash = ((size_t)font >> 4) * 31 + (size_t)size * 17 + (size_t)scale + twin;
    size_t *lately = &typefaces->lately[(hash ^ hash >> 16) % SLOTS];
    if (*lately && is_same(&typefaces->list[*lately - 1], font, twin, size, scale))
        return &typefaces->list[*lately - 1];
    size_t i = 0;
    while (i < typefaces->count && !is_same(&typefaces->list[i], font, twin, size, scale))
        i++;
    if (i == typefaces->count) {
        Face *face = face_of(typefaces, font, twin);
        if (!face)
            return NULL;
        i = make(typefaces, face, size, scale);
    }
    *lately = i + 1;
    return &typefaces->list[i];
}
