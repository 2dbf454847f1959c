/* A paragraph: the inlines of one block, shaped, and every good way to break them into lines.
 *
 * The page builder asks for the settings at n-1, n and n+1 lines, chooses one, and has its lines
 * placed. Line breaking is total fit (Knuth and Plass, "Breaking paragraphs into lines", 1981) with
 * glyph scaling, optical margins and true neighbour costs; all in integers. */
#ifndef BINDERY_LAYOUT_PARAGRAPH_H
#define BINDERY_LAYOUT_PARAGRAPH_H

#include "layout/layout.h"
#include "layout/pages.h"

typedef struct Paragraph Paragraph;

/* Resolves what only pages know (page numbers of targets). Returns the text of a PAGE_REFERENCE. */
typedef const char *PageNumberOf(void *context, const Node *target);

/* One layout's view of a Composer. */
typedef struct Setter {
    Composer *composer;
    const Book *book;
    StyleSheet *sheet;
    Diagnostics *diagnostics;
    Arena *arena;      /* of the Pages: what lines and pieces point to */
    const char *fonts; /* what FONTS paragraphs say; or NULL */
    bool unseen;       /* nobody will see the pages */
    PageNumberOf *page_number;
    void *page_number_context;
} Setter;

/* What a setting looks like, line by line. */
typedef struct LineFacts {
    bool hyphen;              /* ends in a hyphen, of the text or added */
    bool refers;              /* to a note: some reference stands on it */
    const Node *const *notes; /* [note_count] notes first called on this line */
    int note_count;
    int word_space; /* per mille of natural; 0: none */
} LineFacts;

typedef void CallNote(void *context, const Node *note);
void line_calls(const LineFacts *line, CallNote *call, void *context);

typedef struct Setting {
    int lines;
    int64_t cost;           /* above the best setting's; 10,000 = one badly spaced line */
    int loosest, tightest;  /* word spaces, per mille of natural */
    int last_letters;       /* letters on the last line */
    bool river;             /* one runs through its lines */
    bool emergency;         /* holds a line that breaks a rule; reported when it is used */
    const LineFacts *facts; /* [lines] */
} Setting;

/* Collects and shapes a block whose shape is LINE (or CODE_BLOCK). `style` is its own computed
 * style. `marker` is text set before it at the start of its first line (a note's number, a list
 * bullet), hung into the indent by `marker_width`; NULL for none. */
typedef struct ParagraphShape {
    Sp measure;         /* width of the lines */
    Sp first_indent;    /* of the first line; negative hangs */
    bool overfull_told; /* that lines may stand out of the measure is reported already */
} ParagraphShape;

Paragraph *paragraph_new(Setter *setter, const Node *block, const Style *style,
                         ParagraphShape shape);

/* All settings found, in the order of their numbers of lines; *best is the index of the cheapest.
 * NULL and none for a block without any text. `wide` asks for looser alternatives (word space to
 * 2000, two lines more or fewer), for the page that needs them. All are valid until
 * paragraph_free(). */
const Setting *paragraph_settings(Paragraph *paragraph, bool wide, int *count, int *best);

/* Places line `index` of a setting: its left edge at x (start of the measure), its baseline at y.
 * The pieces live in the setter's arena. */
Line paragraph_line(Paragraph *paragraph, const Setting *setting, int index, Sp x, Sp baseline);

/* The images on the line that paragraph_line() placed last: they stand on its baseline, no taller
 * than the line. */
typedef void AddPicture(void *context, Picture picture);
void paragraph_pictures(const Paragraph *paragraph, AddPicture *add, void *context);

/* Adds rules for underlines and strike-throughs of a placed line to what the page draws. */
typedef void AddRule(void *context, Rule rule);
void paragraph_decorations(const Line *line, AddRule *add, void *context);

bool paragraph_ends_with_colon(const Paragraph *paragraph);
void paragraph_free(Paragraph *paragraph);

/* One line of plain text in a style, unbroken, at x and baseline: furniture, markers, labels.
 * `language` may be NULL: that of the node. *width (NULL is allowed) is its natural width. `node`
 * is what it was made for. */
Line text_line(Setter *setter, const char *text, const char *language, const Style *style,
               const Node *node, Sp x, Sp baseline, Sp *width);

#endif
