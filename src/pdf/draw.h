/* Drawing: pages → cairo's PDF in memory, each run of text marked for the element that owns it.
 *
 * What stands on a page besides its text is drawn on cairo pages of its own, one for each kind of
 * artifact, right after the first sheet that shows it: assemble.c shows them from there. So no
 * content stream needs an artifact's marks, which cairo 1.16 cannot write, and a running head is
 * drawn once, as is each digit of the folios. */
#ifndef BINDERY_PDF_DRAW_H
#define BINDERY_PDF_DRAW_H

#include "base/file.h"
#include "pdf/sheets.h"
#include "pdf/tags.h"

enum { ARTIFACT_KINDS = ARTIFACT_PAGE + 1 };

/* A form and how far to the right of the one before it, or of where it was drawn, it is shown. */
typedef struct Stamp {
    uint32_t form;
    Sp move;
} Stamp;

/* What a sheet shows of a kind of artifact: a form or, if `form` is 0, stamps, if any. A form is a
 * cairo page of its own, counted from 1 over all sheets, and right after the sheet that is the
 * first to show it. */
typedef struct Shown {
    uint32_t form;
    uint32_t stamp_count;
    size_t stamps; /* index of the first in the drawing's */
} Shown;

/* What was drawn of a sheet: marked sequences, of which the last are figures, each on a page of its
 * own after the sheet's, then artifacts. */
typedef struct DrawnSheet {
    Element **owners; /* [mark_count] heap: of each marked sequence */
    uint32_t mark_count, figure_count;
    Shown artifacts[ARTIFACT_KINDS];
} DrawnSheet;

typedef struct Drawing {
    Str bytes;          /* cairo's file */
    DrawnSheet *sheets; /* [count] heap */
    size_t count;
    uint32_t form_count; /* of artifacts */
    Stamp *stamps;       /* [stamp_count] heap: of all sheets */
    size_t stamp_count, stamp_room;
    size_t owner_room; /* private: of the sheet being drawn */
} Drawing;

/* Draws all sheets. Text that cannot be drawn, an image that is damaged or a failure of cairo gives
 * false and a diagnostic. Release the drawing in any case. */
bool draw_sheets(const Pages *pages, const Imposition *imposition, Tags *tags, Drawing *drawing,
                 Diagnostics *diagnostics);
void drawing_release(Drawing *drawing);

#endif
