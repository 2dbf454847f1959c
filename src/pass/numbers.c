/* Notes stand in the order of their first references and are numbered from 1 in each document, in a
 * section NOTES at its end; each knows its first reference, for the backlink. */
#include "base/memory.h"
#include "book/walk.h"
#include "pass/passes.h"

#include <stdlib.h>

typedef struct NoteList {
    Node **notes; /* heap, [count] */
    size_t count, capacity;
} NoteList;

/* A note is met at its first reference; those that only other notes refer to follow later, since
 * the notes' own text stands at the document's end. */
static void meet(NoteList *list, Node *reference)
{
    Node *note = reference->note_reference.note;
    if (!note || note->note.number)
        return;
    list->notes = memory_grow(list->notes, list->count + 1, &list->capacity, sizeof *list->notes);
    list->notes[list->count++] = note;
    note->note.number = (int)list->count;
    note->note.reference = reference;
}

static void meet_references(NoteList *list, Node *root, bool in_notes)
{
    Walk walk = walk_start(root);
    while (walk_next(&walk)) {
        if (walk.event != WALK_ENTER)
            continue;
        if (walk.node->kind == NODE_NOTE && !in_notes)
            walk_skip(&walk);
        else if (walk.node->kind == NODE_NOTE_REFERENCE)
            meet(list, walk.node);
    }
}

static void number_notes(Book *book, Node *document)
{
    NoteList list = {0};
    meet_references(&list, document, false);
    for (size_t i = 0; i < list.count; i++)
        meet_references(&list, list.notes[i], true);
    if (list.count) {
        Node *section = node_new(book, NODE_SECTION, ROLE_NOTES, list.notes[0]->place);
        section->section.interview = document->section.interview;
        for (size_t i = 0; i < list.count; i++) {
            node_remove(list.notes[i]);
            node_append(section, list.notes[i]);
        }
        node_append(document, section);
    }
    free(list.notes);
}

void pass_numbers(Book *book, Diagnostics *diagnostics)
{
    (void)diagnostics;
    for (Node *document = book->root->first; document; document = document->next)
        number_notes(book, document);
}
