/*
 * Rule: a GTIN, GLN or SSCC with a wrong check digit is a typing error.
 *
 * GS1 General Specifications, section 7.9: from the right, digits weigh 3, 1, 3, 1 ...; the check
 * digit makes the sum a multiple of 10.
 */
#include <string.h>

#include "services/inventory/core/inventory.h"

char
gs1_check_digit(const char *digits, size_t count)
{
    unsigned sum = 0;

    for (size_t i = 0; i < count; i++) {
        const unsigned value = (unsigned)(digits[count - 1 - i] - '0');
        sum += i % 2 == 0 ? value * 3 : value;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static bool
is_checked_number(const char *digits, size_t count)
{
    return strspn(digits, "0123456789") == count && digits[count] == '\0' &&
           gs1_check_digit(digits, count - 1) == digits[count - 1];
}

bool
gtin_normalize(const char *gtin, char normal[15])
{
    const size_t count = strlen(gtin);

    if (count != 8 && count != 12 && count != 13 && count != 14)
        return false;
    if (!is_checked_number(gtin, count))
        return false;
    memset(normal, '0', 14 - count);
    memcpy(normal + 14 - count, gtin, count + 1);
    return true;
}

bool
gln_is_valid(const char *gln)
{
    return strlen(gln) == 13 && is_checked_number(gln, 13);
}

bool
sscc_is_valid(const char *sscc)
{
    return strlen(sscc) == 18 && is_checked_number(sscc, 18);
}
