/*
 * Rule: the most valuable items that make up the first 80 % of the value are A, those up to 95 % B,
 * the rest C. An item belongs to the class in which its value begins, so the first one is always
 * A. Without any value all are C.
 */
#include "services/inventory/core/insight.h"

#define A_PERCENT 80
#define B_PERCENT 95

__extension__ typedef __int128 wide; /* percents of sums do not fit int64 */

void
abc_class(const int64_t *values, size_t count, char *classes)
{
    wide total = 0, before = 0;

    for (size_t i = 0; i < count; i++)
        total += values[i];
    for (size_t i = 0; i < count; i++) {
        if (values[i] <= 0)
            classes[i] = 'C';
        else if (before * 100 < total * A_PERCENT)
            classes[i] = 'A';
        else
            classes[i] = before * 100 < total * B_PERCENT ? 'B' : 'C';
        before += values[i];
    }
}
