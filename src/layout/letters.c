#include "layout/letters.h"

static hb_unicode_general_category_t category(uint32_t c)
{
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
}

bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    switch (category(c)) {
    case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_TITLECASE_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_MODIFIER_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER:
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK: return true;
    default: return false;
    }
}

bool is_digit(uint32_t c)
{
    if (c < 0x80)
        return c >= '0' && c <= '9';
    return category(c) == HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER;
}

bool is_alphanumeric(uint32_t c)
{
    return is_letter(c) || is_digit(c);
}

bool is_upper(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    return category(c) == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
}

bool is_mark(uint32_t c)
{
    if (c < 0x300)
        return false;
    if (c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
        (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0020 && c <= 0xE007F) ||
        (c >= 0xE0100 && c <= 0xE01EF))
        return true;
    switch (category(c)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK: return true;
    default: return false;
    }
}

bool is_opening(uint32_t c)
{
    switch (c) {
    case '(':
    case '[':
    case '{':
    case 0xAB:
    case 0xBF:
    case 0xA1:
    case 0x2018:
    case 0x201C:
    case 0x201A:
    case 0x201E:
    case 0x2039: return true;
    default: return false;
    }
}

bool is_closing(uint32_t c)
{
    switch (c) {
    case ')':
    case ']':
    case '}':
    case 0xBB:
    case 0x2019:
    case 0x201D:
    case 0x203A: return true;
    default: return false;
    }
}

bool is_dash(uint32_t c)
{
    return c >= 0x2012 && c <= 0x2015;
}

hb_script_t script_of(uint32_t c)
{
    if (c < 0x80)
        return is_letter(c) ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
    return hb_unicode_script(hb_unicode_funcs_get_default(), c);
}
