/* Addresses of links (RFC 3986). */
#ifndef BINDERY_BASE_ADDRESS_H
#define BINDERY_BASE_ADDRESS_H

#include "base/arena.h"

#include <stdbool.h>

/* True for addresses that a book may hold: http, https, mailto, tel, doi, urn, and relative ones.
 */
bool address_is_safe(const char *address);

/* Percent-encodes what may not stand in an address; what is encoded already stays. In the arena. */
const char *address_encode(Arena *arena, const char *address);

/* Text with its percent-encoded bytes decoded; as it is when that gives no text: a NUL, or no
 * UTF-8. In the arena. */
char *address_decode(Arena *arena, const char *text, size_t length);

#endif
