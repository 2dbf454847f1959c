/* Pages while they are made: a chapter's, before they are numbered and get their running heads. */
#ifndef BINDERY_LAYOUT_DRAFT_H
#define BINDERY_LAYOUT_DRAFT_H

#include "base/pointermap.h"
#include "layout/chapter.h"
#include "layout/pages.h"

/* A named string that a page sets. */
typedef struct PageString {
    const struct PageString *next; /* set before this one, on the same page */
    const char *name, *text;
    const Node *hidden; /* as in NamedString */
    bool at_top;        /* by what begins the page */
} PageString;

typedef struct PageDraft {
    Page page;
    const char *page_name;
    int counter;               /* of its sequence */
    bool first;                /* of its chapter */
    const PageString *strings; /* the last one first */
} PageDraft;

/* A chapter's pages. Lines and anchors live in the arena of the Pages, the rest on the heap. */
typedef struct Draft {
    PageDraft *pages; /* [count] */
    size_t count, room;
    Anchor *anchors; /* [anchor_count] pages counted from the chapter's first */
    size_t anchor_count, anchor_room;
    PointerMap anchored;
    Filling filling;   /* in the arena of the Pages */
    uint64_t likeness; /* of what was filled; 0: in no usual way */
} Draft;

typedef struct PageSet {
    Setter *setter;
    const Sheets *sheets;
    const Chapter *chapter;
    const ChapterSetting *setting;
    Notes *notes; /* its own */
    const FillRules *rules;
    bool starts_recto;
} PageSet;

/* Makes the pages of the draft's filling. */
void draft_pages(const PageSet *set, Draft *draft);
void draft_release(Draft *draft);

/* A blank page. */
PageDraft draft_blank(const Sheets *sheets, const char *page_name, PageSide side);

#endif
