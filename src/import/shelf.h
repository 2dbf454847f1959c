/* Where imported interviews go: into a book's interviews/, without ever overwriting what a person
 * may have written there; and their pictures into its images/. */
#ifndef BINDERY_IMPORT_SHELF_H
#define BINDERY_IMPORT_SHELF_H

#include "base/file.h"
#include "import/draft.h"

typedef enum Shelved {
    SHELVED_NEW,         /* written */
    SHELVED_SAME,        /* the file is there already, to the byte */
    SHELVED_RICHER,      /* the file holds all of it, and facts that an editor added */
    SHELVED_BESIDE,      /* the file was edited: the new version lies beside it */
    SHELVED_BESIDE_SAME, /* and lay there already */
    SHELVED_FAILED       /* reported */
} Shelved;

typedef struct Shelf Shelf;

/* `dry`: nothing is written, only said. */
Shelf *shelf_new(const char *book, bool dry);
void shelf_free(Shelf *shelf); /* NULL is allowed */

/* Copies the draft's pictures, then writes its file. *path becomes the file that was written or
 * found, in the draft's arena. */
Shelved shelf_put(Shelf *shelf, Draft *draft, const char **path, Diagnostics *diagnostics);

#endif
