#include "layout/fonts.h"

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/str.h"

#include <ctype.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Where Debian's packages put fonts. The first three are of the packages that bindery asks for; the
 * others are there for a designer's own choice. */
static const char *const folders[] = {
    "/usr/share/texmf/fonts/opentype/public/tex-gyre",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/ancient-scripts",
    "/usr/share/fonts/truetype/dejavu",
};
static const char *const parents[] = {
    "/usr/share/fonts/opentype",
    "/usr/share/fonts/truetype",
    "/usr/share/texmf/fonts/opentype/public",
};
enum { FOLDERS = sizeof folders / sizeof *folders, PARENTS = sizeof parents / sizeof *parents };

/* Families whose files are named otherwise. */
static const struct {
    const char *family, *stem;
} stems[] = {
    {"Linux Libertine O", "LinLibertine"}, {"Linux Libertine", "LinLibertine"},
    {"Linux Biolinum O", "LinBiolinum"},   {"EB Garamond", "EBGaramond12"},
    {"Junicode Two", "JunicodeTwoBeta"},   {"STIX General", "STIXGeneral"},
};

static const struct {
    const char *name;
    const char *families[4];
} generics[] = {
#define GENERIC(name, ...) {name, {__VA_ARGS__}},
#include "layout/fallback.def"
};

static const struct {
    const char *script, *serif, *sans;
} scripts[] = {
#define SCRIPT(script, serif, sans) {script, serif, sans},
#include "layout/fallback.def"
};

static const char *const symbols[] = {
#define SYMBOLS(family) family,
#include "layout/fallback.def"
};
enum { SYMBOL_COUNT = sizeof symbols / sizeof *symbols };

typedef struct Face {
    struct Face *next;
    const char *path, *family, *style_name;
    int index, weight;
    bool italic;
    bool of_family; /* it bears the family's name itself, not only its file does */
    Font *font;     /* opened when first wanted */
} Face;

typedef struct Family {
    struct Family *next;
    const char *name;
    Face *faces, **end;
} Family;

typedef struct Folder {
    const char *path;
    const char *const *names; /* NULL until listed */
    size_t count;
} Folder;

struct Fonts {
    Arena *arena;
    Family *families;
    Folder *folders;
    size_t folder_count, folder_room;
    bool all_folders; /* those of `parents` are in the list */
    uint16_t opened;
};

static void add_folder(Fonts *fonts, const char *path)
{
    for (size_t i = 0; i < fonts->folder_count; i++)
        if (str_equal(fonts->folders[i].path, path))
            return;
    fonts->folders = memory_grow(fonts->folders, fonts->folder_count + 1, &fonts->folder_room,
                                 sizeof *fonts->folders);
    fonts->folders[fonts->folder_count++] = (Folder){.path = arena_string(fonts->arena, path)};
}

Fonts *fonts_new(void)
{
    Fonts *fonts = memory_new(sizeof *fonts);
    fonts->arena = arena_new();
    for (int i = 0; i < FOLDERS; i++)
        add_folder(fonts, folders[i]);
    return fonts;
}

void fonts_free(Fonts *fonts)
{
    for (Family *family = fonts->families; family; family = family->next)
        for (Face *face = family->faces; face; face = face->next)
            if (face->font)
                font_close(face->font);
    arena_free(fonts->arena);
    free(fonts->folders);
    free(fonts);
}

static void add_all_folders(Fonts *fonts)
{
    fonts->all_folders = true;
    for (int p = 0; p < PARENTS; p++) {
        const char *const *names;
        size_t count;
        Reason why;
        if (!file_list(parents[p], fonts->arena, &names, &count, &why))
            continue;
        for (size_t i = 0; i < count; i++)
            add_folder(fonts, path_join(fonts->arena, parents[p], names[i]));
    }
}

/* "TeX Gyre Pagella" and texgyrepagella-bold.otf: letters and digits alone, up to what follows the
 * family in a file name. Returns the length of the folded name. */
static size_t fold(const char *name, bool file, char folded[128])
{
    size_t n = 0;
    for (; *name && n < 127; name++) {
        if (file && (*name == '-' || *name == '_' || *name == '.' || *name == '['))
            break;
        if (isalnum((unsigned char)*name))
            folded[n++] = (char)tolower((unsigned char)*name);
    }
    folded[n] = '\0';
    return n;
}

static bool is_font_file(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot &&
           (!strcasecmp(dot, ".otf") || !strcasecmp(dot, ".ttf") || !strcasecmp(dot, ".ttc"));
}

/* A name in English; empty when there is none. */
static const char *name_of(hb_face_t *face, hb_ot_name_id_t id, Arena *arena)
{
    unsigned room = hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, NULL, NULL) + 1;
    char *name = arena_alloc(arena, room);
    hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &room, name);
    return name;
}

/* A family of more than four faces is divided into groups of four, which have a name of their own
 * besides the typographic one: a style sheet may say either. */
static void add_face(Fonts *fonts, Family *family, const char *path, hb_face_t *open)
{
    Arena *arena = fonts->arena;
    const char *typographic = name_of(open, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, arena);
    const char *group = name_of(open, HB_OT_NAME_ID_FONT_FAMILY, arena);
    const char *style = name_of(open, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, arena);
    hb_font_t *font = hb_font_create(open);
    Face *face = arena_alloc(arena, sizeof *face);
    *face = (Face){
        .path = path,
        .index = (int)hb_face_get_index(open),
        .family = *typographic && strcasecmp(group, family->name) != 0 ? typographic : group,
        .style_name = *style ? style : name_of(open, HB_OT_NAME_ID_FONT_SUBFAMILY, arena),
        .weight = (int)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT),
        .italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0,
    };
    face->of_family = !strcasecmp(face->family, family->name);
    hb_font_destroy(font);
    *family->end = face;
    family->end = &face->next;
}

/* Adds the faces that a file holds; false when that is no font. */
static bool add_file(Fonts *fonts, Family *family, const char *path)
{
    hb_blob_t *blob = hb_blob_create_from_file(path);
    Face **before = family->end;
    for (unsigned i = 0, count = hb_face_count(blob); i < count; i++) {
        hb_face_t *face = hb_face_create(blob, i);
        if (face_is_usable(face))
            add_face(fonts, family, path, face);
        hb_face_destroy(face);
    }
    hb_blob_destroy(blob);
    if (family->end != before)
        return true;
    memory_check(file_size(path));
    return false;
}

/* Adds the files of a folder that belong to a stem; false: there are none. */
static bool add_files(Fonts *fonts, Family *family, Folder *folder, const char *stem)
{
    Reason why;
    char folded[128];
    bool added = false;
    if (!folder->names) {
        if (!file_list(folder->path, fonts->arena, &folder->names, &folder->count, &why))
            folder->count = 0;
        if (!folder->names)
            folder->names = arena_array(fonts->arena, 1, sizeof *folder->names);
    }
    for (size_t i = 0; i < folder->count; i++) {
        fold(folder->names[i], true, folded);
        if (!strcmp(folded, stem) && is_font_file(folder->names[i]) &&
            add_file(fonts, family, path_join(fonts->arena, folder->path, folder->names[i])))
            added = true;
    }
    return added;
}

static void find_files(Fonts *fonts, Family *family)
{
    char stem[128];
    const char *name = family->name;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (!strcasecmp(stems[i].family, family->name))
            name = stems[i].stem;
    fold(name, false, stem);
    for (size_t i = 0;; i++) {
        if (i == fonts->folder_count && !fonts->all_folders)
            add_all_folders(fonts);
        if (i >= fonts->folder_count || add_files(fonts, family, &fonts->folders[i], stem))
            return;
    }
}

static Family *load_family(Fonts *fonts, const char *name)
{
    Family *family = arena_alloc(fonts->arena, sizeof *family);
    family->name = arena_string(fonts->arena, name);
    family->next = fonts->families;
    fonts->families = family;
    family->end = &family->faces;
    find_files(fonts, family);
    return family;
}

static Family *family_named(Fonts *fonts, const char *name)
{
    for (Family *family = fonts->families; family; family = family->next)
        if (!strcasecmp(family->name, name))
            return family;
    return load_family(fonts, name);
}

/* Chinese characters have national forms: a face of the collection for each. */
static bool serves_language(const Face *face, const char *language)
{
    static const struct {
        const char *language, *suffix;
    } nations[] = {{"zh-tw", "TC"}, {"zh-hant", "TC"}, {"zh-hk", "HK"}, {"zh", "SC"}, {"ko", "KR"}};
    if (!strstr(face->family, "CJK"))
        return true;
    for (size_t i = 0; language && i < sizeof nations / sizeof *nations; i++)
        if (language_matches(language, nations[i].language))
            return str_ends(face->family, nations[i].suffix);
    return str_ends(face->family, "JP");
}

/* How far a face is from the wish; CSS Fonts 4, 5.2: slant first, then weight, ties to the side
 * wanted. Faces of other families in the same files serve when there are none of this one. */
static int distance(const Face *face, const FontWish *wish)
{
    int d = abs(face->weight - wish->weight) * 2;
    if (d && (face->weight > wish->weight) != (wish->weight > 450))
        d++;
    return d + (face->italic != wish->italic) * 4000 +
           !serves_language(face, wish->language) * 16000 + !face->of_family * 64000;
}

static const Font *nearest(Fonts *fonts, Family *family, const FontWish *wish)
{
    Face *best = NULL;
    for (Face *face = family->faces; face; face = face->next)
        if (!best || distance(face, wish) < distance(best, wish))
            best = face;
    if (best && !best->font) {
        best->font =
            font_open(fonts->arena, best->path, best->index, best->family, best->style_name);
        if (!best->font)
            return NULL;
        best->font->weight = best->weight;
        best->font->italic = best->italic;
        best->font->id = ++fonts->opened;
    }
    return best ? best->font : NULL;
}

bool fonts_is_generic(const char *family)
{
    for (size_t i = 0; i < sizeof generics / sizeof *generics; i++)
        if (str_equal(generics[i].name, family))
            return true;
    return false;
}

const Font *fonts_find(Fonts *fonts, const char *family, const FontWish *wish)
{
    for (size_t g = 0; g < sizeof generics / sizeof *generics; g++) {
        if (!str_equal(generics[g].name, family))
            continue;
        for (int i = 0; i < 4 && generics[g].families[i]; i++) {
            const Font *font = nearest(fonts, family_named(fonts, generics[g].families[i]), wish);
            if (font)
                return font;
        }
    }
    return nearest(fonts, family_named(fonts, family), wish);
}

static const Font *try_family(Fonts *fonts, const char *family, uint32_t character,
                              const FontWish *wish)
{
    const Font *font = fonts_find(fonts, family, wish);
    return font && font_has(font, character) ? font : NULL;
}

const Font *fonts_fallback(Fonts *fonts, uint32_t character, hb_script_t script,
                           const FontWish *wish)
{
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (hb_script_from_string(scripts[i].script, -1) != script)
            continue;
        const char *own = wish->serif ? scripts[i].serif : scripts[i].sans;
        const Font *font = try_family(fonts, own, character, wish);
        if (!font)
            font = try_family(fonts, scripts[i].sans, character, wish);
        if (font)
            return font;
        break;
    }
    for (int i = 0; i < SYMBOL_COUNT; i++) {
        const Font *font = try_family(fonts, symbols[i], character, wish);
        if (font)
            return font;
    }
    return NULL;
}
