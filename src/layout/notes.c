#include "layout/notes.h"

#include "base/memory.h"
#include "layout/bidi.h"
#include "layout/chapter.h"

#include <stdlib.h>

/* The number stands at the start of the first line, as wide as it is and a space. */
static void mark(Setter *setter, const Node *note, Box *box)
{
    const Style *style = style_of_pseudo(setter->sheet, note, PSEUDO_FOOTNOTE_MARKER, box->style);
    style = style ? style : box->style;
    const char *text = arena_format(setter->arena, "%d", note->note.number);
    Sp width;
    text_line(setter, text, NULL, style, note, 0, 0, &width);
    box->marker = (Marker){.text = text,
                           .node = note,
                           .style = style,
                           .width = width + box->style->font_size / 2,
                           .inside = true,
                           .turned = bidi_language(node_language(setter->book, note))};
}

static void add_lines(Notes *notes, NoteText *text, Box *box)
{
    int lines = box_lines(box);
    Sp height = box->kind == BOX_TEXT ? box->leading : box_height(box, notes->sheet, lines);
    int parts = box->kind == BOX_TEXT ? lines : 1;
    int span = (int)((height + notes->leading - 1) / notes->leading);
    text->lines =
        memory_resize(text->lines, (size_t)text->count + (size_t)parts, sizeof *text->lines);
    for (int i = 0; i < parts; i++) {
        text->lines[text->count++] = (NoteLine){box, i, span > 0 ? span : 1};
        text->span += span > 0 ? span : 1;
    }
}

static NoteText *set_note(Notes *notes, const Node *note)
{
    NoteText *text = memory_new(sizeof *text);
    *text = (NoteText){.note = note, .flow = flow_note(notes->setter, notes->sheet, note)};
    Chapter *content = &text->flow.chapters[0];
    if (content->count && content->boxes[0].kind == BOX_TEXT)
        mark(notes->setter, note, &content->boxes[0]);
    for (size_t i = 0; i < content->count; i++) {
        Box *box = &content->boxes[i];
        if (notes->leading <= 0)
            notes->leading = box->leading;
        if (box_set(notes->setter, box))
            add_lines(notes, text, box);
        else
            box_unset(box);
    }
    return text;
}

const NoteText *notes_find(Notes *notes, const Node *note)
{
    size_t index = notes->count;
    if (!pointermap_add(&notes->map, note, index)) {
        pointermap_find(&notes->map, note, &index);
        return notes->list[index];
    }
    notes->list = memory_grow(notes->list, notes->count + 1, &notes->room, sizeof(NoteText *));
    notes->list[notes->count++] = set_note(notes, note);
    return notes->list[index];
}

void notes_release(Notes *notes)
{
    for (size_t i = 0; i < notes->count; i++) {
        NoteText *text = notes->list[i];
        for (size_t b = 0; b < text->flow.chapters[0].count; b++)
            box_unset(&text->flow.chapters[0].boxes[b]);
        flow_release(&text->flow);
        free(text->lines);
        free(text);
    }
    free(notes->list);
    pointermap_release(&notes->map);
}
