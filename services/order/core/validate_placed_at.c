/*
 * Rule: nobody buys tomorrow; a day is allowed for clocks that are wrong. Nor in 1970: that is a time
 * in seconds or milliseconds, and the order would go before all others. (Shops import old orders, too.)
 */
#include "services/order/core/validate.h"

#define DAY_US       (INT64_C(24) * 60 * 60 * 1000000)
#define YEAR_1971_US (365 * DAY_US)

void
validate_placed_at(const struct placement *placement, struct defects *defects)
{
    const int64_t placed_at_us = placement->request->placed_at_us;

    if (placed_at_us == 0)
        return;
    if (placed_at_us < YEAR_1971_US || placed_at_us > placement->now_us + DAY_US)
        defects_add(defects, DEFECT_PLACED_AT_INVALID, 0, "placed_at_us",
                    "The time of purchase, in microseconds, lies before 1971 or more than a day "
                    "ahead.");
}
