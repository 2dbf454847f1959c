#include "epub/markers.h"

#include "epub/publication.h"

#include <stdlib.h>
#include <string.h>

static bool is_own_text(const Publication *publication, const Piece *piece)
{
    return !piece->generated && piece->node && piece->node->text &&
           publication_document(publication, piece->node);
}

static bool in_note(const Node *node)
{
    for (; node; node = node->parent)
        if (node->kind == NODE_NOTE)
            return true;
    return false;
}

/* The word whose later part is line->pieces[0] may begin on the line before, which ends in a hyphen
 * that the typesetter added: then the marker goes where the word begins. */
static void move_before_word(const Publication *publication, const Line *before, const Piece *first,
                             Marker *marker)
{
    if (!before || !before->piece_count)
        return;
    const Piece *part = &before->pieces[before->piece_count - 1];
    if (!(part->flags & PIECE_HYPHEN) || !is_own_text(publication, part) ||
        in_note(part->node) != in_note(first->node))
        return;
    while (part > before->pieces && !(part[-1].flags & PIECE_SPACE_AFTER) &&
           is_own_text(publication, part - 1))
        part--;
    marker->node = part->node;
    marker->offset = part->offset;
}

/* The first text of the EPUB's in lines; the line it is on, NULL when there is none. */
static const Line *first_text(const Publication *publication, const Line *lines, uint32_t count,
                              const Line *before, Marker *marker)
{
    for (uint32_t i = 0; i < count; i++) {
        const Line *line = &lines[i];
        for (uint32_t k = 0; k < line->piece_count; k++) {
            const Piece *piece = &line->pieces[k];
            if (!is_own_text(publication, piece))
                continue;
            marker->node = piece->node;
            marker->offset = piece->offset;
            if (i == 0 && k == 0)
                move_before_word(publication, before, piece, marker);
            return line;
        }
    }
    return NULL;
}

/* The first picture of the EPUB's on a page, if it stands above the line (NULL: anywhere). */
static bool first_picture(const Publication *publication, const Page *page, const Line *line,
                          Marker *marker)
{
    for (uint32_t i = 0; i < page->picture_count; i++) {
        const Picture *picture = &page->pictures[i];
        if (!publication_document(publication, picture->node))
            continue;
        if (line && picture->y + picture->height >= line->baseline)
            return false;
        marker->node = picture->node;
        marker->offset = 0;
        return true;
    }
    return false;
}

/* Where a page begins. Notes at its foot count only when it holds nothing else. */
static bool page_begins(const Publication *publication, const Page *page, const Line *before,
                        Marker *marker)
{
    uint32_t body = page->line_count - page->note_line_count;
    const Line *line = first_text(publication, page->lines, body, before, marker);
    const Line *notes = page->note_line_count ? &page->lines[body] : NULL;
    return first_picture(publication, page, line, marker) || line ||
           first_text(publication, notes, page->note_line_count, NULL, marker);
}

static const Line *last_body_line(const Page *page)
{
    uint32_t body = page->line_count - page->note_line_count;
    return body ? &page->lines[body - 1] : NULL;
}

static int by_node(const void *a, const void *b)
{
    const Marker *x = a, *y = b;
    if (x->node != y->node)
        return (uintptr_t)x->node < (uintptr_t)y->node ? -1 : 1;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

Markers markers_find(Arena *arena, const Publication *publication, const Pages *pages)
{
    if (!pages || !pages->count)
        return (Markers){0};
    Marker *list = arena_array(arena, pages->count, sizeof *list);
    const Line *before = NULL;
    size_t count = 0;
    for (size_t i = 0; i < pages->count; i++) {
        const Page *page = &pages->pages[i];
        Marker marker = {.label = page->label};
        if (page_begins(publication, page, before, &marker)) {
            /* Notes stand at the end of their document: a page that is all note is marked if no
             * other page follows in it, for the list of pages goes forward only. */
            count -= count && in_note(list[count - 1].node) &&
                     publication_document(publication, list[count - 1].node) ==
                         publication_document(publication, marker.node);
            marker.order = (uint32_t)count;
            marker.id = arena_format(arena, "page_%d", page->number);
            list[count++] = marker;
        }
        if (last_body_line(page))
            before = last_body_line(page);
    }
    Marker *found = arena_array(arena, count + 1, sizeof *found);
    memcpy(found, list, count * sizeof *found);
    qsort(found, count, sizeof *found, by_node);
    return (Markers){.list = list, .found = found, .count = count};
}

const Marker *markers_in(const Markers *markers, const Node *node, size_t *count)
{
    size_t low = 0, high = markers->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)markers->found[middle].node < (uintptr_t)node)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < markers->count && markers->found[low + *count].node == node)
        ++*count;
    return *count ? markers->found + low : NULL;
}
