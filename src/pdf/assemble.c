#include "pdf/assemble.h"

#include "base/memory.h"
#include "pdf/fragments.h"
#include "pdf/tounicode.h"

#include <stdlib.h>
#include <string.h>

/* How each kind of artifact is marked (ISO 32000-1, 14.8.2.2.2) and what its form is called. Layout
 * comes first: its backgrounds lie under everything. */
#define ARTIFACT(name, properties)                                                                 \
    {                                                                                              \
        name, "/Artifact <<" properties ">> BDC " name " Do EMC\n",                                \
            "/Artifact <<" properties ">> BDC q\n"                                                 \
    }

static const struct {
    const char *name, *content, *stamps; /* stamps: before them */
} artifacts[ARTIFACT_KINDS] = {
    [ARTIFACT_LAYOUT] = ARTIFACT("/ArtifactLayout", "/Type /Layout"),
    [ARTIFACT_HEADER] = ARTIFACT("/ArtifactHeader", "/Type /Pagination /Subtype /Header"),
    [ARTIFACT_FOOTER] = ARTIFACT("/ArtifactFooter", "/Type /Pagination /Subtype /Footer"),
    [ARTIFACT_PAGE] = ARTIFACT("/ArtifactPage", "/Type /Page")};

typedef struct Assembly {
    PdfFile *file;
    const Pages *pages;
    const Imposition *imposition;
    const Drawing *drawing;
    size_t *marked; /* [marked_count] heap: sequences on cairo's pages, by their StructParents */
    size_t marked_count;
    Object *forms; /* [form_count] heap: of artifacts, as they come */
    uint32_t form_count;
    Object box; /* of the last form */
    Sp box_width, box_height;
    Fragments fragments;
    unsigned char *mended; /* [mended_room] heap: whether an object was, by its number */
    size_t mended_room;
    Object tree, kids;
    size_t next; /* of cairo's pages */
    Object *sheets;
} Assembly;

/* The check that what cairo marked is what was recorded: by its own parent tree. */

static void count_marks(Assembly *a)
{
    PdfFile *file = a->file;
    Object structure = key_of(file, pdf_root(file), "/StructTreeRoot");
    Object nums = key_of(file, key_of(file, structure, "/ParentTree"), "/Nums");
    size_t count = item_count(file, nums) / 2;
    a->marked = memory_new((count + 1) * sizeof *a->marked);
    a->marked_count = count;
    for (size_t i = 0; i < count; i++) {
        long long key = integer_of(file, item_of(file, nums, 2 * i));
        if (key >= 0 && (size_t)key < count)
            a->marked[key] = item_count(file, item_of(file, nums, 2 * i + 1));
    }
}

static size_t marks_of(const Assembly *a, Object page)
{
    long long number = integer_of(a->file, key_of(a->file, page, "/StructParents"));
    return number >= 0 && (size_t)number < a->marked_count ? a->marked[number] : 0;
}

/* Mending what hangs on a page's resources, each object once */

static bool is_mended(Assembly *a, Object object)
{
    size_t number = object_number(object);
    if (number >= a->mended_room) {
        size_t room = number * 2 + 1024;
        a->mended = memory_resize(a->mended, room, 1);
        memset(a->mended + a->mended_room, 0, room - a->mended_room);
        a->mended_room = room;
    }
    bool was = a->mended[number];
    a->mended[number] = number != 0; /* direct objects have none */
    return was;
}

/* ISO 14289-1, 7.21.3.2: an embedded TrueType CID font says how characters map to glyphs. */
static void mend_font(Assembly *a, Object font)
{
    if (is_mended(a, font))
        return;
    PdfFile *file = a->file;
    tounicode_spell_ligatures(file, font);
    Object descendant = item_of(file, key_of(file, font, "/DescendantFonts"), 0);
    if (has_name(file, key_of(file, descendant, "/Subtype"), "/CIDFontType2"))
        put(file, descendant, "/CIDToGIDMap", new_name(file, "/Identity"));
}

static void mend_resources(Assembly *a, Object resources);

/* ISO 19005-2, 6.2.8: images are not interpolated. */
static void mend_image(Assembly *a, Object dictionary)
{
    if (is_true(a->file, key_of(a->file, dictionary, "/Interpolate")))
        put(a->file, dictionary, "/Interpolate", new_boolean(a->file, false));
    Object mask = key_of(a->file, dictionary, "/SMask");
    if (is_stream(a->file, mask))
        put(a->file, dictionary_of(a->file, mask), "/Interpolate", new_boolean(a->file, false));
}

static void mend_drawing(Assembly *a, Object stream)
{
    if (!is_stream(a->file, stream) || is_mended(a, stream))
        return;
    Object dictionary = dictionary_of(a->file, stream);
    if (has_name(a->file, key_of(a->file, dictionary, "/Subtype"), "/Image"))
        mend_image(a, dictionary);
    else
        mend_resources(a, key_of(a->file, dictionary, "/Resources"));
}

static void mend_resources(Assembly *a, Object resources)
{
    static const struct {
        const char *key;
        void (*mend)(Assembly *, Object);
    } kinds[] = {{"/Font", mend_font}, {"/XObject", mend_drawing}, {"/Pattern", mend_drawing}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Object named = key_of(a->file, resources, kinds[i].key);
        for (size_t k = 0; k < item_count(a->file, named); k++)
            kinds[i].mend(a, item_of(a->file, named, k));
    }
}

/* Pages */

static Object new_box(PdfFile *file, Sp left, Sp bottom, Sp right, Sp top)
{
    Object box = new_array(file);
    const Sp sides[] = {left, bottom, right, top};
    for (int i = 0; i < 4; i++)
        add(file, box, new_points(file, sides[i]));
    return box;
}

/* Forms are small and many: those of one size share their box. */
static Object form_box(Assembly *a, const PrintSheet *sheet)
{
    if (!a->box || sheet->width != a->box_width || sheet->height != a->box_height) {
        a->box = new_indirect(a->file, new_box(a->file, 0, 0, sheet->width, sheet->height));
        a->box_width = sheet->width;
        a->box_height = sheet->height;
    }
    return a->box;
}

/* The stream of cairo's next page becomes a form: only its dictionary changes. */
static Object next_form(Assembly *a, const PrintSheet *sheet)
{
    PdfFile *file = a->file;
    Object page = pdf_page(file, a->next++);
    Object stream = key_of(file, page, "/Contents"), dictionary = dictionary_of(file, stream);
    Object resources = key_of(file, page, "/Resources");
    put(file, dictionary, "/Subtype", new_name(file, "/Form"));
    put(file, dictionary, "/BBox", form_box(a, sheet));
    put(file, dictionary, "/Resources", resources);
    mend_resources(a, resources);
    return stream;
}

static void add_form(Assembly *a, Object resources, const char *name, Object form)
{
    PdfFile *file = a->file;
    Object forms = key_of(file, resources, "/XObject");
    if (!is_dictionary(file, forms)) {
        forms = new_dictionary(file);
        put(file, resources, "/XObject", forms);
    }
    put(file, forms, name, form);
}

/* Figures are marked here: theirs are the last of the sheet's sequences. A stream that shows them;
 * NULL: there are none. */
static Object add_figures(Assembly *a, const DrawnSheet *drawn, Object resources,
                          const PrintSheet *sheet)
{
    Str content = STR_INIT;
    uint32_t id = drawn->mark_count - drawn->figure_count;
    for (; id < drawn->mark_count; id++) {
        const char *name = arena_format(pdf_arena(a->file), "/Figure%u", id);
        add_form(a, resources, name, next_form(a, sheet));
        str_format(&content, "/Span <</MCID %u>> BDC %s Do EMC\n", id, name);
    }
    Object stream = drawn->figure_count ? new_stream(a->file, content.data, content.length) : NULL;
    str_release(&content);
    return stream;
}

/* The form of an artifact, by its number: they come in the order of cairo's pages. */
static Object artifact_form(Assembly *a, uint32_t number, const PrintSheet *sheet)
{
    if (number > a->form_count)
        a->forms[a->form_count++] = next_form(a, sheet);
    return a->forms[number - 1];
}

/* Lines begin in many places, but few moves lead from a letter to the next. */
static void add_stamps(Assembly *a, const char *opening, const Shown *shown, Object resources,
                       Object contents, const PrintSheet *sheet)
{
    const Stamp *stamps = &a->drawing->stamps[shown->stamps];
    fragment_add_move(&a->fragments, contents, opening, stamps[0].move, "");
    for (uint32_t i = 0; i < shown->stamp_count; i++) {
        const char *name = arena_format(pdf_arena(a->file), "/Stamp%u", stamps[i].form);
        const char *show = arena_format(pdf_arena(a->file), " %s Do", name);
        add_form(a, resources, name, artifact_form(a, stamps[i].form, sheet));
        fragment_add_move(&a->fragments, contents, "", i ? stamps[i].move : 0, show);
    }
    fragment_add(&a->fragments, contents, "Q EMC\n");
}

static void add_artifacts(Assembly *a, const DrawnSheet *drawn, Object resources, Object contents,
                          const PrintSheet *sheet)
{
    for (int kind = 0; kind < ARTIFACT_KINDS; kind++) {
        const Shown *shown = &drawn->artifacts[kind];
        if (shown->form) {
            Object form = artifact_form(a, shown->form, sheet);
            add_form(a, resources, artifacts[kind].name, form);
            fragment_add(&a->fragments, contents, artifacts[kind].content);
        } else if (shown->stamp_count) {
            add_stamps(a, artifacts[kind].stamps, shown, resources, contents, sheet);
        }
    }
}

/* What is trimmed off, when there is bleed or room for marks round a single page. */
static void put_boxes(Assembly *a, Object page, const PrintSheet *sheet)
{
    PdfFile *file = a->file;
    put(file, page, "/MediaBox", new_box(file, 0, 0, sheet->width, sheet->height));
    if (sheet->count != 1)
        return;
    const Placement *place = &sheet->placements[0];
    const PageStyle *style = a->pages->pages[place->page].style;
    if (!place->x && !place->y)
        return;
    Sp left = place->x, right = left + style->width, bleed = style->bleed;
    Sp top = sheet->height - place->y, bottom = top - style->height;
    put(file, page, "/TrimBox", new_box(file, left, bottom, right, top));
    put(file, page, "/BleedBox",
        new_box(file, left - bleed, bottom - bleed, right + bleed, top + bleed));
}

static void finish_page(Assembly *a, Object page, size_t index)
{
    PdfFile *file = a->file;
    put(file, page, "/Parent", a->tree);
    put(file, page, "/StructParents", new_integer(file, (long long)index));
    put(file, page, "/Tabs", new_name(file, "/S")); /* ISO 14289-1, 7.18.3 */
    put_boxes(a, page, &a->imposition->sheets[index]);
    add(file, a->kids, page);
}

/* The sheet shows its artifacts, over these its figures and its text. */
static void put_contents(Assembly *a, size_t index, Object page)
{
    PdfFile *file = a->file;
    const DrawnSheet *drawn = &a->drawing->sheets[index];
    const PrintSheet *sheet = &a->imposition->sheets[index];
    Object body = key_of(file, page, "/Contents"), resources = key_of(file, page, "/Resources");
    Object contents = new_array(file);
    mend_resources(a, resources);
    Object figures = add_figures(a, drawn, resources, sheet);
    add_artifacts(a, drawn, resources, contents, sheet);
    if (figures)
        add(file, contents, figures);
    add(file, contents, body);
    put(file, page, "/Contents", contents);
}

static bool assemble_sheet(Assembly *a, size_t index, Reason *why)
{
    const DrawnSheet *drawn = &a->drawing->sheets[index];
    Object page = a->sheets[index] = pdf_page(a->file, a->next++);
    size_t marked = marks_of(a, page), expected = drawn->mark_count - drawn->figure_count;
    if (marked != expected)
        return reason_set(why, "sheet %zu has %zu marked sequences, but %zu were drawn", index + 1,
                          marked, expected);
    put_contents(a, index, page);
    finish_page(a, page, index);
    return true;
}

static size_t expected_pages(const Drawing *drawing)
{
    size_t count = drawing->count + drawing->form_count;
    for (size_t i = 0; i < drawing->count; i++)
        count += drawing->sheets[i].figure_count;
    return count;
}

static bool assemble(Assembly *a, Reason *why)
{
    PdfFile *file = a->file;
    size_t expected = expected_pages(a->drawing), found = pdf_page_count(file);
    if (found != expected)
        return reason_set(why, "cairo made %zu pages, not %zu", found, expected);
    count_marks(a);
    for (size_t i = 0; i < a->drawing->count; i++)
        if (!assemble_sheet(a, i, why))
            return false;
    put(file, a->tree, "/Type", new_name(file, "/Pages"));
    put(file, a->tree, "/Count", new_integer(file, (long long)a->drawing->count));
    put(file, a->tree, "/Kids", a->kids);
    put(file, pdf_root(file), "/Pages", a->tree);
    return true;
}

Object *assemble_sheets(PdfFile *file, const Pages *pages, const Imposition *imposition,
                        const Drawing *drawing, Reason *why)
{
    Assembly a = {.file = file,
                  .fragments = {.file = file},
                  .pages = pages,
                  .imposition = imposition,
                  .drawing = drawing,
                  .tree = new_indirect(file, new_dictionary(file)),
                  .kids = new_array(file),
                  .forms = memory_new((drawing->form_count + 1) * sizeof(Object)),
                  .sheets = memory_new((drawing->count + 1) * sizeof(Object))};
    bool ok = assemble(&a, why);
    fragments_release(&a.fragments);
    free(a.forms);
    free(a.marked);
    free(a.mended);
    if (ok)
        return a.sheets;
    free(a.sheets);
    return NULL;
}
