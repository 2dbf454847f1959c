/* What a font's glyphs mean (ISO 32000-1, 9.10.3). */
#ifndef BINDERY_PDF_TOUNICODE_H
#define BINDERY_PDF_TOUNICODE_H

#include "pdf/objects.h"

/* Lets the ligatures of a font mean letters, so that words with them are found and read. */
void tounicode_spell_ligatures(PdfFile *file, Object font);

#endif
