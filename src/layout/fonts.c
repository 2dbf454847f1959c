#include "layout/fonts.h"

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/str.h"

#include <ctype.h>
#include <fontconfig/fontconfig.h>
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
    const char *path, *family, *style_name;
    int index, weight;
    bool italic;
    Font *font; /* opened when first wanted */
} Face;

typedef struct Family {
    struct Family *next;
    const char *name;
    Face *faces;
    size_t count;
} Family;

typedef struct Folder {
    const char *path;
    const char *const *names; /* NULL until listed */
    size_t count;
} Folder;

struct Fonts {
    Arena *arena;
    FcConfig *config;
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
    fonts->config = FcConfigCreate();
    if (!fonts->config)
        memory_fail();
    for (int i = 0; i < FOLDERS; i++)
        add_folder(fonts, folders[i]);
    return fonts;
}

void fonts_free(Fonts *fonts)
{
    for (Family *family = fonts->families; family; family = family->next)
        for (size_t i = 0; i < family->count; i++)
            if (family->faces[i].font)
                font_close(family->faces[i].font);
    FcConfigDestroy(fonts->config);
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

static bool pattern_to_face(FcPattern *pattern, const char *family, bool any_name, Face *face)
{
    FcChar8 *path, *name, *style;
    int weight, slant, index;
    FcBool variable = FcFalse;
    FcPatternGetBool(pattern, FC_VARIABLE, 0, &variable);
    if (variable || FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch ||
        FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight) != FcResultMatch ||
        FcPatternGetInteger(pattern, FC_SLANT, 0, &slant) != FcResultMatch ||
        FcPatternGetInteger(pattern, FC_INDEX, 0, &index) != FcResultMatch || index >> 16)
        return false;
    for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (any_name || !strcasecmp((char *)name, family)) {
            if (FcPatternGetString(pattern, FC_STYLE, 0, &style) != FcResultMatch)
                style = (FcChar8 *)"";
            *face = (Face){.path = (char *)path,
                           .family = (char *)name,
                           .style_name = (char *)style,
                           .index = index,
                           .weight = FcWeightToOpenType(weight),
                           .italic = slant != FC_SLANT_ROMAN};
            return true;
        }
    return false;
}

static int font_count(const Fonts *fonts)
{
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    return set ? set->nfont : 0;
}

/* Adds what a file holds to the configuration; false when that is no font. */
static bool add_file(Fonts *fonts, const char *path)
{
    int before = font_count(fonts);
    FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path);
    if (font_count(fonts) > before)
        return true;
    memory_check(file_size(path));
    return false;
}

/* Adds the files of a folder that belong to a stem to the configuration; returns how many. */
static int add_files(Fonts *fonts, Folder *folder, const char *stem)
{
    Reason why;
    char folded[128];
    int added = 0;
    if (!folder->names) {
        if (!file_list(folder->path, fonts->arena, &folder->names, &folder->count, &why))
            folder->count = 0;
        if (!folder->names)
            folder->names = arena_array(fonts->arena, 1, sizeof *folder->names);
    }
    for (size_t i = 0; i < folder->count; i++) {
        fold(folder->names[i], true, folded);
        if (!strcmp(folded, stem) && is_font_file(folder->names[i])) {
            added += add_file(fonts, path_join(fonts->arena, folder->path, folder->names[i]));
        }
    }
    return added;
}

static int find_files(Fonts *fonts, const char *family)
{
    char stem[128];
    const char *name = family;
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (!strcasecmp(stems[i].family, family))
            name = stems[i].stem;
    fold(name, false, stem);
    for (size_t i = 0;; i++) {
        if (i == fonts->folder_count && !fonts->all_folders)
            add_all_folders(fonts);
        if (i >= fonts->folder_count)
            return 0;
        int added = add_files(fonts, &fonts->folders[i], stem);
        if (added)
            return added;
    }
}

static Family *load_family(Fonts *fonts, const char *name)
{
    Family *family = arena_alloc(fonts->arena, sizeof *family);
    family->name = arena_string(fonts->arena, name);
    family->next = fonts->families;
    fonts->families = family;
    int first = font_count(fonts);
    if (!find_files(fonts, name))
        return family;
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    family->faces = arena_array(fonts->arena, (size_t)(set->nfont - first), sizeof(Face));
    for (int any_name = 0; any_name < 2 && !family->count; any_name++)
        for (int i = first; i < set->nfont; i++)
            if (pattern_to_face(set->fonts[i], name, any_name, &family->faces[family->count]))
                family->count++;
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
 * wanted. */
static int distance(const Face *face, const FontWish *wish)
{
    int d = abs(face->weight - wish->weight) * 2;
    if (d && (face->weight > wish->weight) != (wish->weight > 450))
        d++;
    return d + (face->italic != wish->italic) * 4000 +
           !serves_language(face, wish->language) * 16000;
}

static const Font *nearest(Fonts *fonts, Family *family, const FontWish *wish)
{
    Face *best = NULL;
    for (size_t i = 0; i < family->count; i++)
        if (!best || distance(&family->faces[i], wish) < distance(best, wish))
            best = &family->faces[i];
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
