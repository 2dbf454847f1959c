#include "pdf/links.h"

#include "base/memory.h"
#include "book/words.h"

#include <stdlib.h>

/* Destinations */

/* [sheet /XYZ left top zoom]: the zoom stays as it is. */
static Object new_destination(const Leaves *leaves, const Anchor *anchor)
{
    PdfFile *file = leaves->file;
    uint32_t sheet = leaves->sheet_of[anchor->page];
    const PrintSheet *print = &leaves->imposition->sheets[sheet];
    size_t i = 0;
    while (print->placements[i].page != anchor->page)
        i++;
    Object destination = new_array(file);
    add(file, destination, leaves->sheets[sheet]);
    add(file, destination, new_name(file, "/XYZ"));
    add(file, destination, new_points(file, print->placements[i].x));
    add(file, destination, new_points(file, print->height - print->placements[i].y - anchor->y));
    add(file, destination, new_null(file));
    return destination;
}

/* Links */

static const Node *target_of(const Node *link)
{
    return link->kind == NODE_NOTE_REFERENCE ? link->note_reference.note : link->link.target;
}

/* What a link says to those who do not see it (ISO 14289-1, 7.18.5). In the arena. */
static const char *description_of(const Book *book, const Node *link)
{
    if (link->kind == NODE_NOTE_REFERENCE)
        return word_with(book, node_language(book, link), WORD_NOTE,
                         arena_format(book->arena, "%d", link->note_reference.note->note.number));
    if (link->link.title && *link->link.title)
        return link->link.title;
    const char *text = node_plain_text(book->arena, link);
    if (link->link.url && !*text)
        return link->link.url;
    return text;
}

static Object new_action(PdfFile *file, const char *url)
{
    Object action = new_dictionary(file);
    put(file, action, "/S", new_name(file, "/URI"));
    put(file, action, "/URI", new_ascii(file, url));
    return action;
}

static Object new_annotation(const Leaves *leaves, const Node *link, const Area *area)
{
    PdfFile *file = leaves->file;
    Sp height = leaves->imposition->sheets[area->sheet].height;
    Object annotation = new_parsed(file, "<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0]>>");
    Object box = new_array(file);
    const Sp sides[] = {area->left, height - area->bottom, area->right, height - area->top};
    for (int i = 0; i < 4; i++)
        add(file, box, new_points(file, sides[i]));
    put(file, annotation, "/Rect", box);
    put(file, annotation, "/Contents", new_text(file, description_of(leaves->pages->book, link)));
    if (link->kind == NODE_LINK && link->link.url)
        put(file, annotation, "/A", new_action(file, link->link.url));
    else
        put(file, annotation, "/Dest",
            new_destination(leaves, pages_anchor(leaves->pages, target_of(link))));
    return new_indirect(file, annotation);
}

static void add_to_sheet(const Leaves *leaves, uint32_t sheet, Object annotation)
{
    PdfFile *file = leaves->file;
    Object list = key_of(file, leaves->sheets[sheet], "/Annots");
    if (!is_array(file, list)) {
        list = new_array(file);
        put(file, leaves->sheets[sheet], "/Annots", list);
    }
    add(file, list, annotation);
}

size_t links_write(const Leaves *leaves, Element *root, size_t next)
{
    for (Element *element = root; element; element = element_next(element))
        for (LinkArea *area = element->areas; area; area = area->next) {
            area->annotation = new_annotation(leaves, element->node, &area->area);
            put(leaves->file, area->annotation, "/StructParent",
                new_integer(leaves->file, (long long)next++));
            add_to_sheet(leaves, area->area.sheet, area->annotation);
        }
    return next;
}

/* Outline */

typedef struct Bookmark {
    Object object;
    size_t parent, first, last, next, previous; /* index; 0: none, or the outline itself */
    int level;
    long long below; /* how many lie in it */
} Bookmark;

/* Bookmark 0 is the outline itself. */
static void hang(Bookmark *bookmarks, size_t index, const OutlineEntry *entry)
{
    Bookmark *bookmark = &bookmarks[index];
    size_t parent = index - 1;
    while (parent && bookmarks[parent].level >= entry->level)
        parent = bookmarks[parent].parent;
    *bookmark = (Bookmark){.parent = parent,
                           .previous = bookmarks[parent].last,
                           .level = entry->level,
                           .object = bookmark->object};
    *(bookmark->previous ? &bookmarks[bookmark->previous].next : &bookmarks[parent].first) = index;
    bookmarks[parent].last = index;
    bookmarks[parent].below++;
}

static void put_bookmark(PdfFile *file, Object object, const char *key, const Bookmark *all,
                         size_t index)
{
    if (index)
        put(file, object, key, all[index].object);
}

static void write_bookmark(const Leaves *leaves, const Bookmark *all, size_t index)
{
    PdfFile *file = leaves->file;
    const Bookmark *bookmark = &all[index];
    Object object = bookmark->object;
    put_bookmark(file, object, "/First", all, bookmark->first);
    put_bookmark(file, object, "/Last", all, bookmark->last);
    if (!index) {
        put(file, object, "/Type", new_name(file, "/Outlines"));
        put(file, object, "/Count", new_integer(file, bookmark->below));
        return;
    }
    const OutlineEntry *entry = &leaves->pages->outline[index - 1];
    put_bookmark(file, object, "/Next", all, bookmark->next);
    put_bookmark(file, object, "/Prev", all, bookmark->previous);
    put(file, object, "/Parent", all[bookmark->parent].object);
    put(file, object, "/Title", new_text(file, entry->title));
    put(file, object, "/Dest", new_destination(leaves, pages_anchor(leaves->pages, entry->node)));
    if (bookmark->below) /* closed at first */
        put(file, object, "/Count", new_integer(file, -bookmark->below));
}

void outline_write(const Leaves *leaves)
{
    PdfFile *file = leaves->file;
    size_t count = leaves->pages->outline_count + 1;
    if (count == 1)
        return;
    Bookmark *bookmarks = memory_new(count * sizeof *bookmarks);
    for (size_t i = 0; i < count; i++) {
        bookmarks[i].object = new_indirect(file, new_dictionary(file));
        if (i)
            hang(bookmarks, i, &leaves->pages->outline[i - 1]);
    }
    for (size_t i = 0; i < count; i++)
        write_bookmark(leaves, bookmarks, i);
    Object root = pdf_root(file);
    put(file, root, "/Outlines", bookmarks[0].object);
    put(file, root, "/PageMode", new_name(file, "/UseOutlines"));
    free(bookmarks);
}

/* Labels */

static bool follows(const Page *before, const Page *page)
{
    return page->style->numerals == before->style->numerals && page->counter == before->counter + 1;
}

void labels_write(const Leaves *leaves)
{
    PdfFile *file = leaves->file;
    const Pages *pages = leaves->pages;
    for (size_t i = 0; i < leaves->imposition->count; i++)
        if (leaves->imposition->sheets[i].count != 1)
            return;
    Object nums = new_array(file);
    for (size_t i = 0; i < pages->count; i++) {
        const Page *page = &pages->pages[i];
        if (i && follows(&pages->pages[i - 1], page))
            continue;
        Object range = new_dictionary(file);
        bool roman = page->style->numerals == NUMERALS_LOWER_ROMAN;
        put(file, range, "/S", new_name(file, roman ? "/r" : "/D"));
        put(file, range, "/St", new_integer(file, page->counter));
        add(file, nums, new_integer(file, (long long)i));
        add(file, nums, range);
    }
    Object labels = new_dictionary(file);
    put(file, labels, "/Nums", nums);
    put(file, pdf_root(file), "/PageLabels", labels);
}
