/* What a value must look like. */
#ifndef BINDERY_READ_VALUES_H
#define BINDERY_READ_VALUES_H

#include <stdbool.h>

bool value_integer(const char *text, int *value);  /* from 1 */
bool value_boolean(const char *text, bool *value); /* true, false, yes, no */
/* ISO 8601, as exact as it is known: YYYY, YYYY-MM, YYYY-MM-DD; a day that exists. */
bool value_is_date(const char *text);
/* A well-formed tag of BCP 47 (RFC 5646, 2.1): language, script, region, variants, extensions,
 * private use; its first part has two or three letters, as every registered one has. Whether the
 * parts are registered is not looked up. */
bool value_is_language(const char *text);
bool value_is_address(const char *text);    /* absolute, http or https, without spaces */
bool value_is_identifier(const char *text); /* a URN (a UUID must be one) or an absolute address */

#endif
