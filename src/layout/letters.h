/* What characters are, as far as setting lines asks. */
#ifndef BINDERY_LAYOUT_LETTERS_H
#define BINDERY_LAYOUT_LETTERS_H

#include <hb.h>
#include <stdbool.h>
#include <stdint.h>

bool is_letter(uint32_t c); /* and marks, which belong to letters */
bool is_digit(uint32_t c);
bool is_alphanumeric(uint32_t c);
bool is_upper(uint32_t c);
bool is_mark(
    uint32_t c); /* belongs to the character before it: marks, joiners, variation selectors */
bool is_opening(uint32_t c);       /* ( [ { “ ‘ „ ‚ « ‹ ¿ ¡ */
bool is_closing(uint32_t c);       /* ) ] } ” ’ » › */
bool is_dash(uint32_t c);          /* U+2012 to U+2015 */
hb_script_t script_of(uint32_t c); /* COMMON and INHERITED too */

#endif
