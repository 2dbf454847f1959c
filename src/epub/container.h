/* The ZIP container of an EPUB (OCF 3.3, section 4), by libzip, which only this module knows;
 * members are deflated by libdeflate.
 *
 * Each member's bytes are made when its turn to be written comes, and freed after it: memory does
 * not grow with the book. Order, times and attributes are fixed: the same members give the same
 * bytes. */
#ifndef BINDERY_EPUB_CONTAINER_H
#define BINDERY_EPUB_CONTAINER_H

#include "base/file.h"
#include "base/str.h"

typedef enum Storage { STORAGE_DEFLATED, STORAGE_STORED } Storage;

/* Adds a member's bytes to the empty `out`. False when the environment fails. */
typedef bool MakeMember(void *context, const void *subject, Str *out, Reason *why);

typedef struct Container Container;

/* `modified`: seconds since 1970, the time of all members (UTC); before 1980: the first of 1980. */
Container *container_new(long long modified);

/* Plans a member; the name, the context and the subject are borrowed until the container is closed.
 */
void container_add(Container *container, const char *name, Storage storage, MakeMember *make,
                   void *context, const void *subject);

/* Writes all members in the order in which they were added, replaces the file at `path`, and frees
 * the container. On failure the old file stands. */
bool container_close(Container *container, const char *path, Reason *why);

#endif
