/* The ZIP container of an EPUB (OCF 3.3, section 4), by minizip, which only this module knows;
 * members are deflated by libdeflate.
 *
 * Each member's bytes are made, written and forgotten when it is added: memory does not grow with
 * the book. Times and attributes are fixed: the same members give the same bytes. The first error
 * is remembered and reported when the container is closed; nothing is made after it. */
#ifndef BINDERY_EPUB_CONTAINER_H
#define BINDERY_EPUB_CONTAINER_H

#include "base/file.h"
#include "base/str.h"

typedef enum Storage { STORAGE_DEFLATED, STORAGE_STORED } Storage;

/* Adds a member's bytes to the empty `out`. False when the environment fails. */
typedef bool MakeMember(void *context, const void *subject, Str *out, Reason *why);

typedef struct Container Container;

/* A container that will replace the file at `path`, which is borrowed. `modified`: seconds since
 * 1970, the time of all members (UTC); before 1980: the first of 1980. */
Container *container_new(const char *path, long long modified);

/* The name is in ASCII. */
void container_add(Container *container, const char *name, Storage storage, MakeMember *make,
                   void *context, const void *subject);

/* Replaces the file at the container's path, and frees the container. On failure the old file
 * stands. */
bool container_close(Container *container, Reason *why);

#endif
