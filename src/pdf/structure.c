#include "pdf/structure.h"

#include "base/memory.h"
#include "base/str.h"

#include <assert.h>
#include <stdlib.h>

typedef struct Writing {
    PdfFile *file;
    const Leaves *leaves;
    Object *notes; /* [note_count] heap: elements with an id */
    size_t note_count, note_room;
} Writing;

/* Trees of keys */

enum { LEAF_SIZE = 64 };

typedef Object MakeKey(PdfFile *file, size_t index);

static Object new_leaf(PdfFile *file, const char *pairs, MakeKey *make_key, const Object *values,
                       size_t from, size_t to)
{
    Object leaf = new_dictionary(file), list = new_array(file);
    for (size_t i = from; i < to; i++) {
        add(file, list, make_key(file, i));
        add(file, list, values[i]);
    }
    put(file, leaf, pairs, list);
    return leaf;
}

/* A name tree or number tree (7.9.6, 7.9.7) whose keys ascend with the index. It has leaves, so
 * that a reader who looks for a value need not go through all of them. */
static Object new_tree(PdfFile *file, const char *pairs, MakeKey *make_key, const Object *values,
                       size_t count)
{
    if (count <= LEAF_SIZE)
        return new_indirect(file, new_leaf(file, pairs, make_key, values, 0, count));
    Object tree = new_dictionary(file), kids = new_array(file);
    for (size_t from = 0, to; from < count; from = to) {
        to = count - from < LEAF_SIZE ? count : from + LEAF_SIZE;
        Object leaf = new_leaf(file, pairs, make_key, values, from, to), limits = new_array(file);
        add(file, limits, make_key(file, from));
        add(file, limits, make_key(file, to - 1));
        put(file, leaf, "/Limits", limits);
        add(file, kids, new_indirect(file, leaf));
    }
    put(file, tree, "/Kids", kids);
    return new_indirect(file, tree);
}

static Object new_number(PdfFile *file, size_t index)
{
    return new_integer(file, (long long)index);
}

static Object new_note_id(PdfFile *file, size_t index)
{
    Str id = STR_INIT;
    str_format(&id, "note-%07zu", index + 1);
    Object name = new_ascii(file, id.data);
    str_release(&id);
    return name;
}

/* What an element says besides its type */

static const char *list_numbering(const Node *list)
{
    return list->list.ordered ? "<</O /List /ListNumbering /Decimal>>"
                              : "<</O /List /ListNumbering /Disc>>";
}

static Object new_figure_attributes(Writing *w, const Area *box)
{
    PdfFile *file = w->file;
    Sp height = w->leaves->imposition->sheets[box->sheet].height;
    Object attributes = new_parsed(file, "<</O /Layout /Placement /Block>>"),
           sides = new_array(file);
    const Sp values[] = {box->left, height - box->bottom, box->right, height - box->top};
    for (int i = 0; i < 4; i++)
        add(file, sides, new_points(file, values[i]));
    put(file, attributes, "/BBox", sides);
    return attributes;
}

static void put_attributes(Writing *w, const Element *element)
{
    PdfFile *file = w->file;
    Object object = element->object;
    switch (element->type) {
    case ELEMENT_L: put(file, object, "/A", new_parsed(file, list_numbering(element->node))); break;
    case ELEMENT_TH: /* ISO 14289-1, 7.5 */
        put(file, object, "/A", new_parsed(file, "<</O /Table /Scope /Column>>"));
        break;
    case ELEMENT_FIGURE: /* ISO 14289-1, 7.3 */
        put(file, object, "/A", new_figure_attributes(w, &element->box));
        put(file, object, "/Alt", new_text(file, figure_image(element->node)->image.alt));
        break;
    case ELEMENT_NOTE: /* ISO 14289-1, 7.9 */
        put(file, object, "/ID", new_note_id(file, w->note_count));
        w->notes = memory_grow(w->notes, w->note_count + 1, &w->note_room, sizeof *w->notes);
        w->notes[w->note_count++] = object;
        break;
    default: break;
    }
    bool outer = !element->parent || element->parent->node != element->node;
    if (element->parent && outer && element->node->language)
        put(file, object, "/Lang", new_ascii(file, element->node->language));
}

/* What an element holds: children and marks in reading order, then the links' annotations */

typedef struct Kids {
    Object list;
    long long sheet; /* of the element's /Pg; -1: not known yet */
} Kids;

/* The element's own sheet is that of its first mark. */
static bool is_on_own_sheet(Writing *w, Kids *kids, const Element *element, uint32_t sheet)
{
    if (kids->sheet < 0) {
        kids->sheet = sheet;
        put(w->file, element->object, "/Pg", w->leaves->sheets[sheet]);
    }
    return kids->sheet == sheet;
}

static void add_mark(Writing *w, Kids *kids, const Element *element, const Mark *mark)
{
    PdfFile *file = w->file;
    if (is_on_own_sheet(w, kids, element, mark->sheet)) {
        add(file, kids->list, new_integer(file, mark->id));
        return;
    }
    Object reference = new_dictionary(file);
    put(file, reference, "/Type", new_name(file, "/MCR"));
    put(file, reference, "/Pg", w->leaves->sheets[mark->sheet]);
    put(file, reference, "/MCID", new_integer(file, mark->id));
    add(file, kids->list, reference);
}

static void add_annotation(Writing *w, Kids *kids, const Element *element, const LinkArea *area)
{
    PdfFile *file = w->file;
    Object reference = new_dictionary(file);
    put(file, reference, "/Type", new_name(file, "/OBJR"));
    put(file, reference, "/Obj", area->annotation);
    if (!is_on_own_sheet(w, kids, element, area->area.sheet))
        put(file, reference, "/Pg", w->leaves->sheets[area->area.sheet]);
    add(file, kids->list, reference);
}

static void put_kids(Writing *w, const Element *element)
{
    Kids kids = {new_array(w->file), -1};
    const Element *child = element->first;
    const Mark *mark = element->marks;
    while (child || mark) {
        const Mark *first = child && mark ? element_first_mark(child) : NULL;
        if (mark && (!child || (first && mark_precedes(mark, first)))) {
            add_mark(w, &kids, element, mark);
            mark = mark->next;
        } else {
            add(w->file, kids.list, child->object);
            child = child->next;
        }
    }
    for (const LinkArea *area = element->areas; area; area = area->next)
        add_annotation(w, &kids, element, area);
    put(w->file, element->object, "/K", kids.list);
}

static void write_element(Writing *w, const Element *element, Object parent)
{
    put(w->file, element->object, "/S", new_name(w->file, element_name(element->type)));
    put(w->file, element->object, "/P", parent);
    put_attributes(w, element);
    put_kids(w, element);
}

/* Which element owns what (14.7.4.4) */

static Object new_parent_tree(const Leaves *leaves, const Element *root, const Drawing *drawing,
                              size_t count)
{
    PdfFile *file = leaves->file;
    Object *owners = memory_new((count + 1) * sizeof *owners);
    size_t key = 0;
    for (; key < drawing->count; key++) {
        const DrawnSheet *sheet = &drawing->sheets[key];
        owners[key] = new_indirect(file, new_array(file));
        for (uint32_t k = 0; k < sheet->mark_count; k++)
            add(file, owners[key], sheet->owners[k]->object);
    }
    for (const Element *element = root; element; element = element_next(element))
        for (const LinkArea *area = element->areas; area; area = area->next)
            owners[key++] = element->object;
    assert(key == count);
    Object tree = new_tree(file, "/Nums", new_number, owners, count);
    free(owners);
    return tree;
}

void structure_write(const Leaves *leaves, Element *root, const Drawing *drawing, size_t next_key)
{
    assert(root);
    PdfFile *file = leaves->file;
    Writing w = {.file = file, .leaves = leaves};
    Object tree = new_indirect(file, new_dictionary(file)), catalog = pdf_root(file);
    for (Element *element = root; element; element = element_next(element))
        element->object = new_indirect(file, new_dictionary(file));
    for (Element *element = root; element; element = element_next(element))
        write_element(&w, element, element->parent ? element->parent->object : tree);
    put(file, tree, "/Type", new_name(file, "/StructTreeRoot"));
    put(file, tree, "/K", root->object);
    put(file, tree, "/ParentTree", new_parent_tree(leaves, root, drawing, next_key));
    put(file, tree, "/ParentTreeNextKey", new_integer(file, (long long)next_key));
    if (w.note_count)
        put(file, tree, "/IDTree", new_tree(file, "/Names", new_note_id, w.notes, w.note_count));
    free(w.notes);
    put(file, catalog, "/StructTreeRoot", tree);
    put(file, catalog, "/MarkInfo", new_parsed(file, "<</Marked true>>"));
}
