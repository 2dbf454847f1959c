/* Type that adapts: a section that begins a page is set in several sizes, and the one that uses its
 * paper best is kept. */
#ifndef BINDERY_LAYOUT_FIT_H
#define BINDERY_LAYOUT_FIT_H

#include "layout/draft.h"
#include "layout/flow.h"

/* Gives a chapter that may adapt (chapter->fit) the boxes of the size that suits it: the largest
 * that leaves no nearly empty page and, unless the chapter is long, takes no more sheets of paper
 * than the smallest does. Lines to write on share what the text leaves. Returns what owns the new
 * boxes' styles, to be released after them; empty when the chapter stays as it was. */
Flow fit_chapter(Setter *setter, const Sheets *sheets, Chapter *chapter, bool recto);

#endif
