/* The filter FlateDecode (ISO 32000-1, 7.4.4), in both directions. */
#ifndef BINDERY_PDF_FLATE_H
#define BINDERY_PDF_FLATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Appends what packed bytes were. False: they are damaged. */
bool flate_unpack(const char *packed, size_t length, Str *out);

/* Rows of bytes after the PNG filter Up (7.4.4.4), each with its tag before it: takes the filter
 * back, in place, or applies it to rows that have only room for the tag. Taking back fails for
 * other filters, and for rows that are no whole number. */
bool flate_rows_back(Str *rows, size_t columns);
void flate_rows_up(Str *rows, size_t columns);

/* A checksum (CRC-32). */
uint32_t flate_sum(const char *bytes, size_t length);

typedef struct Packer Packer;

Packer *packer_new(void);
void packer_free(Packer *packer);

/* The bytes, packed: lent until the next call. */
const Str *packer_pack(Packer *packer, const char *bytes, size_t length);

#endif
