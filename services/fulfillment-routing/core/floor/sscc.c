/*
 * Rule: the check digit is what makes the digits, from the right with weights 3 and 1 in turn, a
 * multiple of ten (GS1 General Specifications, 7.9).
 */
#include "services/fulfillment-routing/core/floor/sscc.h"

#include <string.h>

static bool
are_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
    }
    return text[count] == '\0';
}

/* Of the 17 digits before it. */
static char
check_digit(const char *digits)
{
    int sum = 0;

    for (int i = 0; i < SSCC_DIGITS - 1; i++)
        sum += (digits[i] - '0') * (i % 2 == 0 ? 3 : 1);
    return (char)('0' + (10 - sum % 10) % 10);
}

bool
sscc_prefix_is_valid(const char *prefix)
{
    const size_t count = strlen(prefix);

    return count >= SSCC_PREFIX_MIN && count <= SSCC_PREFIX_MAX && are_digits(prefix, count);
}

bool
sscc_is_valid(const char *sscc)
{
    return strlen(sscc) == SSCC_DIGITS && are_digits(sscc, SSCC_DIGITS) &&
           sscc[SSCC_DIGITS - 1] == check_digit(sscc);
}

int64_t
sscc_serials_of(const char *prefix)
{
    int64_t serials = 1;

    for (size_t i = strlen(prefix); i < SSCC_DIGITS - 2; i++)
        serials *= 10;
    return serials;
}

void
sscc_series(const char *prefix, int extension, char series[SSCC_SERIES_BYTES])
{
    series[0] = (char)('0' + extension);
    strcpy(series + 1, prefix);
}

void
sscc_make(const char *series, int64_t serial, char sscc[SSCC_DIGITS + 1])
{
    const size_t prefix = strlen(series);

    memcpy(sscc, series, prefix);
    for (size_t i = SSCC_DIGITS - 1; i-- > prefix; serial /= 10)
        sscc[i] = (char)('0' + serial % 10);
    sscc[SSCC_DIGITS - 1] = check_digit(sscc);
    sscc[SSCC_DIGITS] = '\0';
}

int64_t
sscc_serial_in(const char *sscc, const char *series)
{
    const size_t prefix = strlen(series);
    int64_t serial = 0;

    if (strncmp(sscc, series, prefix) != 0)
        return -1;
    for (size_t i = prefix; i < SSCC_DIGITS - 1; i++)
        serial = serial * 10 + (sscc[i] - '0');
    return serial;
}
